"""Codes: media."""
