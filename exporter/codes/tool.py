"""Codes: tool."""
