"""Did you mean: the nearest known name to a word that is not known."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Sequence

import msgspec

_MANY = 200
"""From this many names on, only those that begin or end like the word are compared."""
_NEAR = 0.7
"""The least likeness (of difflib) that is worth a question."""


class _Names(msgspec.Struct, frozen=True):
    """Known names by their folded spelling, and the folded spellings by how they begin and end."""

    spelt: dict[str, str]
    alike: dict[str, list[str]]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint "did you mean `name`" for the name nearest to `word`, or an empty string where none is near."""
    name = nearest(word, known)
    return f"did you mean `{name}`" if name else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the name nearest to `word` (in any case, `_` and blanks as `-`), or an empty string."""
    folded = _fold(word)
    if not folded:
        return ""
    names = _names(frozenset(known))
    if folded in names.spelt:
        return names.spelt[folded]
    candidates: Sequence[str] = list(names.spelt)
    if len(candidates) > _MANY:
        candidates = sorted({name for key in _keys(folded) for name in names.alike.get(key, ())})
    found = difflib.get_close_matches(folded, candidates, 1, _NEAR)
    return names.spelt[found[0]] if found else ""


@functools.lru_cache(maxsize=64)
def _names(known: frozenset[str]) -> _Names:
    spelt = {_fold(name): name for name in sorted(known, reverse=True)}
    alike: dict[str, list[str]] = {}
    if len(spelt) > _MANY:
        for name in spelt:
            for key in _keys(name):
                alike.setdefault(key, []).append(name)
    return _Names(spelt, alike)


def _keys(name: str) -> tuple[str, str, str]:
    """How a name begins and ends: one wrong letter leaves one of them as it is, or nearly all names would do."""
    return f"{name[:4]}…{len(name) // 4}", f"{name[:3]}…{name[-3:]}", f"…{name[-4:]}"


def _fold(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")
