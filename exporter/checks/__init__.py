"""The checks of a whole bank: what no file can tell on its own."""
