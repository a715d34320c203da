"""What went on under another name: pairs of what is gone and what is new with the same content, or nearly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
_ALIKE = 0.7
"""The share of words in common from which two texts are one that was edited."""
_MOST = 10_000
"""Pairs whose words are compared; beyond them, as after a change of all names, only what is the same is found."""


def same(
    gone: Iterable[Thing], come: Iterable[Thing], samenesses: Sequence[Callable[[Thing], Hashable | None]]
) -> list[tuple[Thing, Thing]]:
    """Return pairs of old and new that are the same in the first way in which only one of either side is.

    A sameness of None is nothing to go by.
    """
    pairs: list[tuple[Thing, Thing]] = []
    left, right = list(gone), list(come)
    for sameness in samenesses:
        old, new = _single(left, sameness), _single(right, sameness)
        pairs += [(old[what], new[what]) for what in new if what in old]
        taken = {id(each) for pair in pairs for each in pair}
        left, right = ([each for each in side if id(each) not in taken] for side in (left, right))
    return pairs


def alike(gone: Sequence[Thing], come: Sequence[Thing], text: Callable[[Thing], str]) -> list[tuple[Thing, Thing]]:
    """Return pairs of old and new most of whose words are the same (XHTML), those first that have most in common."""
    if len(gone) * len(come) > _MOST:
        return []
    old, new = ([Counter(_WORD.findall(_TAG.sub(" ", text(each)))) for each in side] for side in (gone, come))
    found = [(_shared(one, two), at, to) for at, one in enumerate(old) for to, two in enumerate(new)]
    pairs: list[tuple[int, int]] = []
    for share, at, to in sorted(found, key=lambda each: -each[0]):
        if share >= _ALIKE and all(at != one and to != two for one, two in pairs):
            pairs.append((at, to))
    return [(gone[at], come[to]) for at, to in pairs]


def _shared(one: Counter[str], two: Counter[str]) -> float:
    """Return the share of the words of both texts that they have in common."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def _single(things: Iterable[Thing], sameness: Callable[[Thing], Hashable | None]) -> dict[Hashable, Thing]:
    """Return those that no other is the same as."""
    found: dict[Hashable, Thing] = {}
    many: set[Hashable] = {None}
    for each in things:
        what = sameness(each)
        if what in found:
            many.add(what)
        found[what] = each
    return {what: each for what, each in found.items() if what not in many}
