"""Codes: text."""
