"""What the texts of one question, passage or lesson share."""

from __future__ import annotations

from typing import Any

from exporter.reader.footnotes import Footnotes
from exporter.reader.places import Page


class Scope:
    """What a question, passage or lesson shares among its texts: its id, its footnotes, the file's references."""

    def __init__(self, page: Page, references: dict[str, Any], footnotes: Footnotes, *, top_level: int = 3) -> None:
        self.page = page
        self.references = references
        self.footnotes = footnotes
        self.top_level = top_level
        """The highest level a heading in the text may have."""
        self.owner = ""
        self.gaps_are_text = False
        """True in passages and lessons, where `[[` means nothing."""
