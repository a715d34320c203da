"""How fast and how small the tool is, beside others of its kind."""
