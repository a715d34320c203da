"""Did you mean: the nearest known name to a word that is not known."""

from __future__ import annotations

import difflib
import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

_MANY = 200
"""From this many names on, likeness is not measured against each: a bank has thousands of ids and maybe of slips."""
_AROUND = 20
"""So many names to either side of the word are compared then, sorted by their beginnings and by their ends."""
_LONGEST = 100
"""Characters of a word; nothing known is that long."""
_NEAR = 0.7
"""The least likeness (of difflib) that is worth a question."""


class _Names(msgspec.Struct, frozen=True):
    """Known names by their folded spelling, sorted from the front and from the back, and the letters in them."""

    spelt: dict[str, str]
    forwards: Sequence[str]
    backwards: Sequence[str]
    letters: str


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the hint "did you mean `name`" for the name nearest to `word`, or an empty string where none is near."""
    name = nearest(word, known)
    return f"did you mean `{name}`" if name else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the name nearest to `word` (in any case, `_` and blanks as `-`), or an empty string."""
    folded = _fold(word)
    if not folded or len(folded) > _LONGEST:
        return ""
    names = _names(frozenset(known))
    if folded in names.spelt:
        return names.spelt[folded]
    candidates = names.forwards
    if len(candidates) > _MANY:
        slip = next((each for each in _slips(folded, names.letters) if each in names.spelt), "")
        if slip:
            return names.spelt[slip]
        backwards = (name[::-1] for name in _around(names.backwards, folded[::-1]))
        candidates = sorted({*_around(names.forwards, folded), *backwards})
    found = difflib.get_close_matches(folded, candidates, 1, _NEAR)
    swapped = [each for each in _swaps(folded) if each in names.spelt]  # of three letters, too unlike for difflib
    return names.spelt[(found or swapped)[0]] if found or swapped else ""


@functools.lru_cache(maxsize=64)
def _names(known: frozenset[str]) -> _Names:
    spelt = {_fold(name): name for name in sorted(known, reverse=True)}
    backwards = sorted(name[::-1] for name in spelt)
    return _Names(spelt, sorted(spelt), backwards, "".join(sorted(set().union(*spelt))))


def _around(names: Sequence[str], word: str) -> Sequence[str]:
    """Return the names next to `word` in their order: those that begin most like it."""
    at = bisect_left(names, word)
    return names[max(0, at - _AROUND) : at + _AROUND]


def _slips(word: str, letters: str) -> Iterator[str]:
    """Yield all that one slip may have turned into `word`: letters swapped, one too many, another one, one too few."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from _swaps(word)
    yield from (left + right[1:] for left, right in cuts if right)
    yield from (left + letter + right[1:] for left, right in cuts if right for letter in letters)
    yield from (left + letter + right for left, right in cuts for letter in letters)


def _swaps(word: str) -> Iterator[str]:
    """Yield the word with two neighbouring letters swapped."""
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _fold(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")
