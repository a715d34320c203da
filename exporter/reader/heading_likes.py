"""Lines that were meant as headings and are text, because no blank follows their `#`, or no plain one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it.token import Token

from exporter.reader.document import QUESTION_LIKE, report_no_blank
from exporter.reader.parts import FIELDS
from exporter.reader.places import Page, content_lines

_PART = re.compile(rf"[\ufeff\u200b]?[#＃]{{2}}\s*({'|'.join(FIELDS)})\s*", re.IGNORECASE)


def report_heading_likes(page: Page, tokens: Iterable[Token], owner: str) -> bool:
    """Report each line of a paragraph that begins a question or a part but for the blank after its `#`.

    Return whether one does.
    """
    if not page.has_odd_signs:
        return False
    known = len(page.findings)
    for token in tokens:
        if token.type != "inline" or not ("#" in token.content or "＃" in token.content):
            continue
        for offset, line in content_lines(token.content):
            if QUESTION_LIKE.fullmatch(line) or _PART.fullmatch(line):
                at = page.span_at(token, offset, len(line))
                report_no_blank(page, at, line, "##" if _PART.fullmatch(line) else "#", owner)
    return len(page.findings) > known
