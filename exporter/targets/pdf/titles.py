"""Titles in print: a screen shows the `title` of a word, link or picture to who points at it, and paper says it."""

from __future__ import annotations

import re
from html import escape, unescape

_TAG = re.compile(r"<(?P<close>/?)[a-z][a-z0-9]*(?P<attributes>(?:[^<>\"]|\"[^\"]*\")*?)(?P<empty>/?)>")
_TITLE = re.compile(r"\stitle=\"([^\"]*)\"")


def bracketed(title: str) -> str:
    """Return the title as it stands behind what it belongs to; nothing where there is none.

    It is bare text: an element of its own inside a link would take the link's place among the tags of the PDF.
    """
    words = title.strip()
    return f" ({escape(words, quote=False)})" if words else ""


def with_titles(xhtml: str) -> str:
    """Return the XHTML with the title of each element in brackets at its end, so in its language and direction.

    A title that only repeats what the element says adds nothing on paper.
    """
    if ' title="' not in xhtml:
        return xhtml
    waiting: list[tuple[int, str]] = []

    def said(match: re.Match[str]) -> str:
        if match["close"]:
            start, title = waiting.pop()
            repeats = title and _words(title) == _words(_TAG.sub("", xhtml[start : match.start()]))
            return ("" if repeats else bracketed(unescape(title))) + match.group()
        if not match["empty"]:
            found = _TITLE.search(match["attributes"])
            waiting.append((match.end(), found.group(1) if found else ""))
        return match.group()

    return _TAG.sub(said, xhtml)


def _words(escaped: str) -> list[str]:
    return unescape(escaped).split()
