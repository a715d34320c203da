"""Lines that were meant as headings and are text, because no blank follows their `#`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from exporter.codes.text import HEADING_BLANK
from exporter.reader.parts import FIELDS
from exporter.reader.places import Page

_QUESTION = re.compile(r"#[^#\s].*\{#[A-Za-z].*\}[ \t]*")
_PART = re.compile(rf"##[ \t]*({'|'.join(FIELDS)})[ \t]*", re.IGNORECASE)


def report_heading_likes(page: Page, tokens: Iterable[Token], owner: str) -> None:
    """Report each line of a paragraph that begins a question or a part but for the blank after its `#`."""
    for token in tokens:
        if token.type != "inline" or "#" not in token.content:
            continue
        offset = 0
        for line in token.content.split("\n"):
            if _QUESTION.fullmatch(line) or _PART.fullmatch(line):
                at = page.span_at(token, offset, len(line))
                marks = "##" if line.startswith("##") else "#"
                hint = f"write `{marks} {line.lstrip('#')}`; `\\#` for a sign that is text"
                page.report(HEADING_BLANK.at(at, "this heading has no blank after its `#`", hint, question=owner))
            offset += len(line) + 1
