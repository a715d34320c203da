"""What word processors put into an answer and nobody types: wide blanks, invisible characters, letters in pieces."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = str.maketrans(
    dict.fromkeys("\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " ")
)
INVISIBLE = re.compile(
    "[\xad\u2060\ufeff]|(?<![\u1820-\u18aa])\u180e|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
)
"""Characters without width that no keyboard has.

Joiners and marks of direction are part of how scripts are spelt; so is the separator of vowels in Mongolian, and what
parts words without a blank in Thai, Lao, Burmese and Khmer.
"""
_NAMES = {"\xad": "a soft hyphen", "\ufeff": "a byte order mark"}


def plain_blanks(text: str) -> str:
    """Return the text, as long as it was, with a plain blank for each no-break, thin or other wide one."""
    return text if text.isascii() else text.translate(_BLANKS)


def composed(text: str) -> str:
    """Return the text with letters and their accents in one piece, as keyboards type them."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def named(character: str) -> str:
    """Return what an invisible character is called."""
    return f"{_NAMES.get(character, 'an invisible character')} (U+{ord(character):04X})"
