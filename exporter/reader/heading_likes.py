"""Lines that were meant as headings and are text, because no blank follows their `#`, or no plain one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from exporter.codes.text import HEADING_BLANK
from exporter.reader.parts import FIELDS
from exporter.reader.places import Page

_SIGN = re.compile(r"[#＃]")
_QUESTION = re.compile(r"[\ufeff\u200b]?[#＃](?![#＃]).*\{#[A-Za-z].*\}\s*")
_PART = re.compile(rf"[\ufeff\u200b]?[#＃]{{2}}\s*({'|'.join(FIELDS)})\s*", re.IGNORECASE)


def report_heading_likes(page: Page, tokens: Iterable[Token], owner: str) -> bool:
    """Report each line of a paragraph that begins a question or a part but for the blank after its `#`.

    Return whether one does.
    """
    known = len(page.findings)
    for token in tokens:
        if token.type != "inline" or not _SIGN.search(token.content):
            continue
        offset = 0
        for line in token.content.split("\n"):
            if _QUESTION.fullmatch(line) or _PART.fullmatch(line):
                at = page.span_at(token, offset, len(line))
                marks = "##" if _PART.fullmatch(line) else "#"
                blank = "blank" if re.match(r"#+\w", line) else "plain blank"
                words = line.lstrip("#＃\ufeff\u200b \t\xa0\u202f")
                hint = f"write `{marks} {words}`; `\\#` for a sign that is text"
                page.report(HEADING_BLANK.at(at, f"this heading has no {blank} after its `#`", hint, question=owner))
            offset += len(line) + 1
    return len(page.findings) > known
