"""Accepted answers as patterns of XML Schema, which is what the operator `patternMatch` judges by.

A pattern holds blanks at the ends, wildcards, and letters in any case at once. It is written so that engines which use
another flavour of regular expressions read the same: no anchors, and a class for each sign that means something there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

_ESCAPED = frozenset("\\|.?*+(){}[]^-")
_LAST_OF_PLANE_0 = 0xFFFF
_TWO_S = re.compile("[sS][sS]")
"""What `ß` equals where case does not count: who accepts `Strasse` accepts `Straße`."""


def pattern(pieces: Sequence[str], *, case_sensitive: bool) -> str:
    """Return the pattern of a text whose pieces have anything (or nothing) between them."""
    if len(pieces) == 1:
        pieces = (pieces[0].strip(),)
    written = ("".join(map(_literal, piece)) if case_sensitive else _piece_in_any_case(piece) for piece in pieces)
    return rf"\s*{'.*'.join(written)}\s*"


def _piece_in_any_case(piece: str) -> str:
    parts = _TWO_S.split(piece)
    return "([sS][sS]|[\u00df\u1e9e])".join("".join(map(_in_any_case, part)) for part in parts)


def _literal(character: str) -> str:
    if character in _ESCAPED:
        return "\\" + character
    return "[$]" if character == "$" else character


@lru_cache(maxsize=4096)
def _in_any_case(character: str) -> str:
    folded = character.casefold()
    if character.isascii():
        return f"[{character.lower()}{character.upper()}]" if character.isalpha() else _literal(character)
    if len(folded) > 1:
        same = [*_same_case().get(folded, ()), "".join(_in_any_case(each) for each in folded)]
        return f"({'|'.join(same)})"
    same = _same_case().get(folded, [character])
    if len(same) == 1 or ord(character) > _LAST_OF_PLANE_0:
        return character
    return f"[{''.join(same)}]"


@cache
def _same_case() -> dict[str, list[str]]:
    """Return the characters beyond ASCII that differ in nothing but their case (12 ms, once)."""
    found: dict[str, list[str]] = {}
    for code in range(0x80, _LAST_OF_PLANE_0 + 1):
        character = chr(code)
        folded = character.casefold()
        if folded != character:
            found.setdefault(folded, [folded] if len(folded) == 1 else []).append(character)
    return found
