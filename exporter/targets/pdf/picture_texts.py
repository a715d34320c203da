"""Text inside pictures (SVG) drawn in one piece where its letters join, stack or run from right to left.

The engine sets each letter on its own, one behind the other from the left, so Arabic would stand there backwards and
unjoined, and the marks of Thai or Hindi beside their letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_JOINED = re.compile(r"[\u0300-\u036f\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
"""Combining marks, and the scripts from Hebrew to Myanmar, Khmer and Mongolian, with forms of presentation."""
_PLACED = ("x", "y", "dx", "dy")
_SPREAD = ("rotate", "letter-spacing", "textLength")


class _Whole(str):
    """A text that the engine, which takes it letter by letter, takes as one letter between its blanks."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        words = self.strip(" ")
        start = self.index(words)
        yield from self[:start]
        if words:
            yield words
        yield from self[start + len(words) :]


@contextmanager
def whole_words() -> Iterator[None]:
    """Let the engine draw such text whole while this lasts; text whose letters have places of their own stays."""
    from weasyprint.svg import Node  # noqa: PLC0415 - where something is drawn it is there

    before = Node.text
    Node.text = property(lambda node: _whole(node, before.fget(node)))
    try:
        yield
    finally:
        Node.text = before


def _whole(node: Any, text: str | None) -> str | None:  # noqa: ANN401 - the engine's own, without types
    if text is None or text.isascii() or not _JOINED.search(text):
        return text
    single = all(len(node.attrib.get(name, "").replace(",", " ").split()) <= 1 for name in _PLACED)
    return _Whole(text) if single and not any(name in node.attrib for name in _SPREAD) else text
