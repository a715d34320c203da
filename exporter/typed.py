"""What is typed, by authors as an accepted answer and by learners: what of it makes no difference."""

from __future__ import annotations

import unicodedata

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks of direction: authors set them so that brackets and numbers stand where they should; no answer holds them."""
WIDE_BLANKS = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""No-break, thin and other blanks that stand for a plain one."""
_DIRECTIONS = dict.fromkeys(map(ord, DIRECTIONS))
_BLANKS = str.maketrans(dict.fromkeys(WIDE_BLANKS, " "))


def as_answers_are(text: str) -> str:
    """Return what a learner typed as accepted answers are kept."""
    return composed(plain_blanks(undirected(text)))


def plain_blanks(text: str) -> str:
    """Return the text, as long as it was, with a plain blank for each no-break, thin or other wide one."""
    return text if text.isascii() else text.translate(_BLANKS)


def undirected(text: str) -> str:
    """Return the text without marks of direction, which are for the eye alone."""
    return text if text.isascii() else text.translate(_DIRECTIONS)


def composed(text: str) -> str:
    """Return the text with letters and their accents in one piece, as most keyboards type them."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
