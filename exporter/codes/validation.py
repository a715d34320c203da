"""Codes: validation."""
