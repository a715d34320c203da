"""Accepted answers where a format takes fixed texts only: which of them earn all, and one text for each pattern."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

import msgspec

from exporter.codes.targets import EARLIER_ANSWER, NO_FIXED_TEXT
from exporter.diagnostics import Code, Span
from exporter.model import NumericAnswer, TextAnswer
from exporter.scoring import accepts_anything, bounds, has_wildcard, matches, text_score

_Answer = TypeVar("_Answer", TextAnswer, NumericAnswer)


def full(answers: Sequence[_Answer]) -> list[_Answer]:
    """Return the answers that earn all of the points (where none does, those that earn most)."""
    best = max((answer.weight for answer in answers), default=Decimal(0))
    return [answer for answer in answers if answer.weight == best and best > 0]


def accepted(answers: Sequence[TextAnswer], *, case_sensitive: bool, patterns: bool = False) -> list[TextAnswer]:
    """Return the full answers that no earlier one takes: what matches two of them earns what the first is worth.

    An answer stands for its fixed text; with `patterns`, one with wildcards stands for all that it accepts. Where
    an earlier answer takes each of them, they are all there: a question that accepts nothing serves nobody. What they
    are as well (`spelt_out`) comes behind each.
    """
    found = [answer for answer in full(answers) if not accepts_anything(answer)]
    kept = [
        answer
        for answer in found
        if _earns(answers, answer, case_sensitive=case_sensitive)
        or (patterns and has_wildcard(answer) and not any(map(accepts_anything, _lesser_before(answers, answer))))
    ]
    return spelt_out(kept or found, case_sensitive=case_sensitive)


def spelt_out(answers: Sequence[TextAnswer], *, case_sensitive: bool) -> list[TextAnswer]:
    """Return the answers, behind each the same with two letters for a sign that is as much: `Strasse` for `Straße`.

    Where case does not count the two are the same, as `STRASSE` is the capitals of both. Platforms compare letter by
    letter, so that they have to be given both.
    """
    if case_sensitive or all(piece.isascii() for answer in answers for piece in answer.pieces):
        return list(answers)
    known = {_spelt(answer.pieces) for answer in answers}
    found: list[TextAnswer] = []
    for answer in answers:
        found.append(answer)
        pieces = tuple("".join(map(_letters, piece)) for piece in answer.pieces)
        if _spelt(pieces) not in known:
            known.add(_spelt(pieces))
            found.append(msgspec.structs.replace(answer, pieces=pieces))
    return found


def _spelt(pieces: Sequence[str]) -> tuple[str, ...]:
    return tuple(piece.lower() for piece in pieces)


def _letters(sign: str) -> str:
    """Return the letters that a sign such as `ß` or `ﬁ` is as much as where case does not count; others as they are."""
    folded = sign.casefold()
    return folded if len(folded) > 1 and folded.isalpha() else sign


def losses(
    answers: Sequence[TextAnswer], *, case_sensitive: bool, patterns: bool = False
) -> Iterator[tuple[Code, Span, str]]:
    """Yield what is to be said where answers cannot be told apart, or have no fixed text, once they are `accepted`."""
    kept = accepted(answers, case_sensitive=case_sensitive, patterns=patterns)
    for answer in full(answers):
        written = "*".join(answer.pieces)
        if accepts_anything(answer):
            continue
        if not patterns and not matches(answer.pieces, literal(answer), case_sensitive=True):
            becomes = f"`{literal(answer)}` stands for it" if answer in kept else "it is left out"
            yield NO_FIXED_TEXT, answer.span, f"`{written}` accepts no text of its words alone, so {becomes}"
        elif (has_wildcard(answer) or answer in kept) and _meets_earlier(
            answers, answer, case_sensitive=case_sensitive
        ):
            yield EARLIER_ANSWER, answer.span, f"an earlier answer takes a part of what `{written}` accepts"


def _meets_earlier(answers: Sequence[TextAnswer], answer: TextAnswer, *, case_sensitive: bool) -> bool:
    """Return whether an answer before this one that earns less matches what it matches; of patterns, a fixed text."""
    return any(
        matches(each.pieces, literal(answer), case_sensitive=case_sensitive)
        or (has_wildcard(answer) and matches(answer.pieces, literal(each), case_sensitive=case_sensitive))
        for each in _lesser_before(answers, answer)
    )


def _earns(answers: Sequence[TextAnswer], answer: TextAnswer, *, case_sensitive: bool) -> bool:
    return text_score(answers, literal(answer), case_sensitive=case_sensitive) * 100 == answer.weight


def accepted_numbers(answers: Sequence[NumericAnswer]) -> list[NumericAnswer]:
    """Return the full answers that accept some number in particular and that no earlier one takes whole, or all."""
    found = [answer for answer in full(answers) if bounds(answer) != (None, None)]
    return [answer for answer in found if numbers_taken(answers, answer) != "all"] or found


def numbers_taken(answers: Sequence[NumericAnswer], answer: NumericAnswer) -> Literal["all", "some", "none"]:
    """Return how many of the answer's numbers an earlier answer takes that earns less."""
    low, high = bounds(answer)
    taken: Literal["all", "some", "none"] = "none"
    for each in _lesser_before(answers, answer):
        first, last = bounds(each)
        if first is None or last is None or (low is not None and high is not None and first <= low and high <= last):
            return "all"
        if low is None or high is None or (first <= high and low <= last):
            taken = "some"
    return taken


def _lesser_before(answers: Sequence[_Answer], answer: _Answer) -> list[_Answer]:
    before = answers[: [each is answer for each in answers].index(True)]
    return [each for each in before if each.weight < answer.weight]


def literal(answer: TextAnswer) -> str:
    """Return a fixed text for the answer, the wildcards read as nothing or as a blank between words.

    The answer accepts it, unless a wildcard stands beside a blank at an end.
    """
    text = answer.pieces[0]
    for piece in answer.pieces[1:]:
        between = " " if text and piece and not text[-1].isspace() and not piece[0].isspace() else ""
        text += between + piece
    return text.strip()
