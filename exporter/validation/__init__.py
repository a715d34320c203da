"""The validation."""
