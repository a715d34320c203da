"""Small readers of what the targets write, independent of the writers: what is there, by question."""
