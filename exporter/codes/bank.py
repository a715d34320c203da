"""Codes: bank."""
