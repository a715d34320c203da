"""Codes: moodle."""
