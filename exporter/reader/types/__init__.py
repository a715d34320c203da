"""From a raw question to its record: one function a type, named as the type."""
