"""Codes: canvas."""
