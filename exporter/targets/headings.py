"""Headings inside a text, at the level of the place where it is shown."""

from __future__ import annotations

import re

_HEADING = re.compile(r"<(/?)h([1-6])\b")


def place_headings(xhtml: str, level: int) -> str:
    """Return the text with its headings moved so that the first is at `level` and none skips a level (PDF/UA 7.4)."""
    opened: list[int] = []

    def move(match: re.Match[str]) -> str:
        written = int(match[2])
        if not match[1]:
            while opened and opened[-1] >= written:
                opened.pop()
            opened.append(written)
        return f"<{match[1]}h{min(6, level + len(opened) - 1)}"

    return _HEADING.sub(move, xhtml) if "<h" in xhtml else xhtml
