"""Tags that platforms drop when they clean imported HTML, written as others that they keep."""

from __future__ import annotations

import re
from collections.abc import Iterable

_REWRITTEN = frozenset({"s", "kbd", "mark", "details", "summary", "ruby", "rt", "rp"})
_TAG = re.compile(r"<(/?)(s|kbd|mark|details|summary|ruby|rt)((?:\s[^<>]*)?)>")
_FALLBACK = re.compile(r"<rp(?:\s[^<>]*)?>[^<]*</rp>")
_MARKED = ' style="background-color: #fff3a0;"'


def in_lasting_tags(content: str, elements: Iterable[str]) -> str:
    """Return XHTML that holds `elements` with the tags that Classic Quizzes drops written as others that it keeps."""
    if _REWRITTEN.isdisjoint(elements):
        return content
    return _TAG.sub(_lasting, _FALLBACK.sub("", content))


def _lasting(match: re.Match[str]) -> str:
    """Return the tag that stays in place of one that is dropped."""
    close, name, attributes = match.groups()
    if name == "rt":
        return ")" if close else " ("
    if name == "ruby":
        name = "span"
    elif name == "mark":
        name, attributes = "span", attributes + ("" if close else _MARKED)
    elif name == "summary":
        return "</strong></p>" if close else "<p><strong>"
    else:
        name = {"s": "del", "kbd": "code", "details": "div"}[name]
    return f"<{close}{name}{attributes}>"
