"""The one canonical layout of source files: it edits the text and never what is built.

Each rule (`exporter.fmt.rules`, `exporter.fmt.tables`, `exporter.fmt.key_order`) proposes edits of lines; those that
would change what the reader makes of the file (`exporter.fmt.sameness`) are not made.
"""

from exporter.fmt.bank import Formatted, format_bank, write

__all__ = ["Formatted", "format_bank", "write"]
