"""Codes: answers."""
