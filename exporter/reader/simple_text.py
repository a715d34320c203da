"""The texts that most texts are: one paragraph of words, some of them emphasised. They need no parser.

What is told here is what the parser would find (a test compares the two): a mark that opens stands behind a blank and
before a letter or digit, so it cannot close; one that closes the other way round (CommonMark 6.2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from exporter.model import RichText
from exporter.reader.places import Page
from exporter.reader.wide_signs import TELLING

SPECIAL = frozenset("\\`*_{}[]<>&$~^!\n") | TELLING
"""Characters without which inline text is itself; more than needed does no harm."""
_AS_NULL = bytes(0 if chr(byte) in SPECIAL else byte for byte in range(256))
"""Each character that is special as a null."""
_EMPHASIS = re.compile(r"(\*(?<![^ (]\*)\*?)([^\W_](?:[^\\`*_{}\[\]<>&$~^!\n]*[^\W_])?)\1(?=[ .,;:?)]|\Z)")
"""Begins with its star, and looks back from there: then a text is searched for stars alone."""
_ELEMENTS = {"*": "em", "**": "strong"}


def simple_text(page: Page, tokens: Sequence[Token], *, inline: bool) -> RichText | None:
    """Return one paragraph of words as rich text, without the paragraph around it if `inline`; None for any other."""
    token = tokens[len(tokens) // 2] if tokens else None
    if token is None or token.type != "inline" or not token.content:
        return None
    wrapped = len(tokens) > 1
    if wrapped and (len(tokens) != 3 or tokens[0].type != "paragraph_open" or tokens[0].hidden):  # noqa: PLR2004
        return None
    content = token.content
    elements: tuple[str, ...] = ("p",) if wrapped and not inline else ()
    if not is_words(content):
        if "*" not in content:
            return None
        pieces = _EMPHASIS.split(content)  # what stands before a mark, the mark, the words in it, and so on
        if not is_words("".join(pieces[::3])):
            return None
        names = [_ELEMENTS[mark] for mark in pieces[1::3]]
        pieces[1::3] = [f"<{name}>" for name in names]
        pieces[2::3] = [f"{words}</{name}>" for words, name in zip(pieces[2::3], names, strict=True)]
        elements = tuple(sorted({*elements, *names}))
        content = "".join(pieces)
    if wrapped and not inline:
        content = f"<p>{content}</p>"
    return RichText((content,), page.span_at(token), inline, elements)


def is_words(content: str) -> bool:
    """Return whether inline text is itself, without anything that the parser would find."""
    if content.isascii():  # to look for one byte is quicker than to ask for each character
        return b"\0" not in content.encode().translate(_AS_NULL)
    return SPECIAL.isdisjoint(content)
