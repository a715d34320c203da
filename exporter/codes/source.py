"""Codes: source."""
