"""Patterns of texts in which case does not count, as `str.casefold` has it: who accepts `Strasse` accepts `Straße`.

A sign such as `ß` or `ﬁ` is as much as two or three letters, and may lie across the border of a piece and of what a
wildcard stands for. So the text is taken as a way from place to place between its letters: a sign is a step over one
place or several, and a wildcard lets one stay at a place. The pattern is the set of all ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

_ESCAPED = frozenset("\\|.?*+(){}[]^-")
_LAST_OF_PLANE_0 = 0xFFFF
_OF_TWO_CASES = (
    (0x0000, 0x3000), (0xA000, 0xAC00), (0xFB00, 0x12000), (0x16000, 0x17000), (0x1E000, 0x1F000)
)  # fmt: skip
"""Where Unicode has the letters of two cases: a sixth of its first two planes."""
_LONGEST = 24
"""Letters in a row that signs for several letters may lie across: the pattern grows with the square of them."""

_Step = tuple[int, int]
"""From one place between letters to a later one."""


def literal(character: str) -> str:
    """Return the pattern of one character."""
    if character in _ESCAPED:
        return "\\" + character
    return "[$]" if character == "$" else character


@lru_cache(maxsize=4096)
def folded_pattern(pieces: tuple[str, ...], *, before: bool, after: bool) -> tuple[str, bool]:
    """Return the pattern of the pieces with anything between them, and whether it knows all that is the same.

    `before` and `after` say whether anything may stand there too.
    """
    folded = [piece.casefold() for piece in pieces]
    text = "".join(folded)
    border = len(folded[0])
    stays = {0} if before else set()
    for piece in folded[1:]:
        stays.add(border)
        border += len(piece)
    if after:
        stays.add(len(text))
    steps = _steps(text, stays)
    whole = _cut(steps, len(text))
    ways = _Ways(steps, stays)
    return ways.pattern(len(text)), whole


class _Ways:
    """The ways from place to place."""

    def __init__(self, steps: dict[_Step, str], stays: set[int]) -> None:
        self._steps = steps
        self._wide: dict[int, list[int]] = {}
        for start, end in steps:
            if end - start > 1:
                self._wide.setdefault(start, []).append(end)
        self._stays = stays

    def pattern(self, last: int) -> str:
        """Return the pattern of all ways from the first place to the last."""
        stops = _stops(((start, end) for start, ends in self._wide.items() for end in ends), last)
        written = ""
        for start, end in pairwise(stops):
            written += (self._stay(start) if start else "") + self._between(start, end)
        return written

    def _stay(self, place: int) -> str:
        return ".*" if place in self._stays else ""

    def _between(self, start: int, end: int) -> str:
        """Return the ways from one place to a later one: over a place in the middle, or by a step across it."""
        if end - start < 1:
            return ""
        if end - start == 1:
            return self._steps[start, end]
        middle = (start + end) // 2
        across = [
            (first, second)
            for first in range(start, middle)
            for second in self._wide.get(first, ())
            if middle < second <= end
        ]
        ways = [self._over(start, middle, middle, end)]
        ways += [self._over(start, *step, end) for step in across]
        return ways[0] if len(ways) == 1 else f"({'|'.join(ways)})"

    def _over(self, start: int, first: int, second: int, end: int) -> str:
        """Return the ways that take the step from `first` to `second`, or that pass the place if they are the same."""
        written = self._between(start, first)
        if start < first:
            written += self._stay(first)
        if first < second:
            written += self._steps[first, second]
            if second < end:
                written += self._stay(second)
        return written + self._between(second, end)


def _stops(wide: Iterable[_Step], last: int) -> list[int]:
    """Return the places that every way passes."""
    covered = {place for start, end in wide for place in range(start + 1, end)}
    return [place for place in range(last + 1) if place not in covered]


def _cut(steps: dict[_Step, str], last: int) -> bool:
    """Take out the steps that make a row of letters too long; return whether there was none."""
    wide = [step for step in steps if step[1] - step[0] > 1]
    stops = _stops(wide, last)
    begun = [stops[bisect_right(stops, start) - 1] for start, _ in wide]
    dropped = [
        (start, end)
        for (start, end), first in zip(wide, begun, strict=True)
        if (start - first) // _LONGEST != (end - 1 - first) // _LONGEST
    ]
    for step in dropped:
        del steps[step]
    return not dropped


def _steps(text: str, stays: set[int]) -> dict[_Step, str]:
    """Return the pattern of the signs that lead from each place to each later one."""
    found: dict[_Step, list[str]] = {}
    for place, letter in enumerate(text):
        found[place, place + 1] = [*_signs().get(letter, letter)]
    for place in range(len(text) + 1):
        letters = None if place in stays else text[place : place + 1]
        for folded, signs in _long_signs(letters):
            for end in sorted(_reached(text, stays, place, folded)):
                if end > place:
                    found.setdefault((place, end), []).extend(signs)
    return {step: _any_of(tuple(signs)) for step, signs in found.items()}


def _reached(text: str, stays: set[int], place: int, letters: str) -> set[int]:
    """Return the places that the letters lead to."""
    places = {place}
    for letter in letters:
        onward = {each + 1 for each in places if text[each : each + 1] == letter}
        places = onward | (places & stays)
    return places


@lru_cache(maxsize=4096)
def _any_of(signs: tuple[str, ...]) -> str:
    """Return the pattern of one of some signs: a class, or ways where an engine would halve a sign in a class."""
    if len(signs) == 1:
        return literal(signs[0])
    beyond = [sign for sign in signs if ord(sign) > _LAST_OF_PLANE_0]
    within = [sign for sign in signs if ord(sign) <= _LAST_OF_PLANE_0]
    if not beyond:
        return f"[{''.join(within)}]"
    return f"({'|'.join([*([_any_of(tuple(within))] if within else []), *beyond])})"


@cache
def _signs() -> dict[str, list[str]]:
    """Return the signs that are the same, by what they fold to: one letter or several."""
    found: dict[str, list[str]] = {}
    characters = [chr(code) for start, end in _OF_TWO_CASES for code in range(start, end)]
    for character, folded in zip(characters, map(str.casefold, characters), strict=True):
        if folded != character:
            found.setdefault(folded, [folded] if len(folded) == 1 else []).append(character)
    return found


@lru_cache(maxsize=256)
def _long_signs(first: str | None) -> list[tuple[str, list[str]]]:
    """Return what signs for several letters fold to, with the signs; `first` is the letter that they begin with."""
    return [
        (folded, signs)
        for folded, signs in _signs().items()
        if len(folded) > 1 and (first is None or folded[0] == first)
    ]
