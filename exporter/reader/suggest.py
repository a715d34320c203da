"""Did you mean: the nearest known name to a word that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MANY = 500
"""From this many names on, only those that begin or end like the word are compared in full."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint "did you mean `name`" for the name nearest to `word`, or an empty string where none is near."""
    name = nearest(word, known)
    return f"did you mean `{name}`" if name else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the name nearest to `word` (in any case, `_` and blanks as `-`), or an empty string."""
    folded = _fold(word)
    if not folded:
        return ""
    names = {_fold(name): name for name in sorted(known, reverse=True)}
    if folded in names:
        return names[folded]
    candidates: Iterable[str] = names
    if len(names) > _MANY:
        candidates = [name for name in names if _alike(name, folded)]
    found = difflib.get_close_matches(folded, candidates, 1, 0.7)
    return names[found[0]] if found else ""


def _fold(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")


def _alike(name: str, word: str) -> bool:
    return abs(len(name) - len(word)) <= 3 and (name[:2] == word[:2] or name[-3:] == word[-3:])  # noqa: PLR2004
