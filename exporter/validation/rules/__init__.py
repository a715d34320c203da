"""What no grammar can say: rules for each format, and for packages as a whole; a module a format or a part of one."""
