"""Edits of lines, applied together where nothing forbids, else those alone that are allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

_PASSES = 5
"""Rounds after which a text counts as laid out, whatever a rule would still edit."""
_TRIES = 400
"""Times that the edits of one rule in one file are tried; a file that needs more keeps the others as they are."""


class Edit(msgspec.Struct, frozen=True):
    """The lines from `start` to before `end`, numbered from 0, become `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]


Rule = Callable[[Sequence[str]], Iterable[Edit]]
Same = Callable[[str], bool]
"""Whether a text builds what the file's own text builds."""


def formatted(text: str, rules: Sequence[Rule], same: Same) -> str:
    """Return the text with every edit of the rules that `same` allows, over and over until no rule has another."""
    for _ in range(_PASSES):
        after = _applied(text, rules)
        if after == text:
            return text
        if not same(after):
            after = text
            for rule in rules:
                after = _allowed(after, rule, same)
        if after == text:
            return text
        text = after
    return text


def _applied(text: str, rules: Sequence[Rule]) -> str:
    for rule in rules:
        lines = text.split("\n")
        text = _with(lines, list(rule(lines)))
    return text


def _allowed(text: str, rule: Rule, same: Same) -> str:
    """Return the text with all edits of one rule but those that change what is built.

    They are found by halves: each try reads the whole file, and few of many edits are refused.
    """
    lines = text.split("\n")
    good: list[Edit] = []
    waiting = [list(rule(lines))]
    tries = 0
    while waiting and tries < _TRIES:
        some = waiting.pop()
        tries += 1
        if not some or same(_with(lines, [*good, *some])):
            good += some
        elif len(some) > 1:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]
    return _with(lines, good)


def _with(lines: Sequence[str], edits: Sequence[Edit]) -> str:
    made = list(lines)
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        made[edit.start : edit.end] = edit.lines
    return "\n".join(made)
