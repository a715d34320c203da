"""Codes: keys."""
