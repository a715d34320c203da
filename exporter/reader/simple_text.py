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
    size = len(tokens)
    if size == 3 and tokens[0].type == "paragraph_open" and not tokens[0].hidden:  # noqa: PLR2004
        token = tokens[1]
    elif size == 1:
        token = tokens[0]
    else:
        return None
    content = token.content
    if not content or token.type != "inline":
        return None
    wrapped = size > 1 and not inline
    elements: tuple[str, ...] = ("p",) if wrapped else ()
    if not is_words(content):
        emphasised = _emphasised(content) if "*" in content else None
        if emphasised is None:
            return None
        content, names = emphasised
        elements = tuple(sorted((*elements, *names)))
    if wrapped:
        content = f"<p>{content}</p>"
    return RichText((content,), page.span_at(token), inline, elements)


def _emphasised(content: str) -> tuple[str, set[str]] | None:
    """Return words of which some are emphasised, with their elements and the names of these."""
    pieces = _EMPHASIS.split(content)  # what stands before a mark, the mark, the words in it, and so on
    if not is_words("".join(pieces[::3])):
        return None
    names = set()
    for at in range(1, len(pieces), 3):
        name = _ELEMENTS[pieces[at]]
        pieces[at] = f"<{name}>"
        pieces[at + 1] += f"</{name}>"
        names.add(name)
    return "".join(pieces), names


def is_words(content: str) -> bool:
    """Return whether inline text is itself, without anything that the parser would find."""
    if content.isascii():  # to look for one byte is quicker than to ask for each character, and 0 quicker than b"\0"
        return 0 not in content.encode().translate(_AS_NULL)
    return SPECIAL.isdisjoint(content)
