"""Codes: pdf."""
