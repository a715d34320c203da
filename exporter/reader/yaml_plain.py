"""Values without quotes in YAML that are read otherwise than they look: a list as a text, a text cut at its `#`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.codes.yaml import YAML_COMMENT, YAML_SYNTAX
from exporter.diagnostics import Code

_ITEM_INSIDE = re.compile(r"\n[ ]*(-)[ ]")
_GLUED_COMMENT = re.compile(r"[ \t]+(#[^\s#]{1,40})")


def faults_of_plain(source: str, start: int, end: int) -> Iterator[tuple[Code, tuple[int, int], str, str]]:
    """Yield code, place, message and hint of what looks like part of a value and is none, or like none and is."""
    item = _ITEM_INSIDE.search(source, start, end)
    if item is not None:
        message = "this line continues the text above it, and is no item of its list"
        yield YAML_SYNTAX, item.span(1), message, "indent it as the first item; put a text in quotes"
    comment = _GLUED_COMMENT.match(source, end) if end > start else None
    if comment is not None:
        message = f"`{comment[1]}` begins a comment, so it is not part of the value before it"
        yield YAML_COMMENT, comment.span(1), message, "put the value in quotes, or write a blank after the `#`"
