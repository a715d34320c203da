"""What word processors put into an answer and nobody types: invisible characters."""

from __future__ import annotations

import re

INVISIBLE = re.compile(
    "[\xad\u2060\ufeff]|(?<![\u1820-\u18aa])\u180e|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
)
"""Characters without width that no keyboard has.

Joiners are part of how scripts are spelt; so is the separator of vowels in Mongolian, and what parts words without a
blank in Thai, Lao, Burmese and Khmer. Marks of direction do not count at all.
"""
_NAMES = {"\xad": "a soft hyphen", "\ufeff": "a byte order mark"}


def named(character: str) -> str:
    """Return what an invisible character is called."""
    return f"{_NAMES.get(character, 'an invisible character')} (U+{ord(character):04X})"
