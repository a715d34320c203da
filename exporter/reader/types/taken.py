"""Accepted answers that never count, as an earlier one takes all that they accept, and stars that accept too much."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from exporter.codes.answers import ANSWER_TAKEN, STAR_AS_SIGN
from exporter.decimals import plain_number
from exporter.diagnostics import Related, Span
from exporter.model import NumericAnswer, TextAnswer
from exporter.reader.types.draft import Draft
from exporter.richtext import text_key
from exporter.scoring import accepts_anything, bounds, has_wildcard, matches

_Answer = TypeVar("_Answer", TextAnswer, NumericAnswer)
_ANYTHING = "\0"
"""Stands for a wildcard of the later answer: only a wildcard of the earlier one takes it, and then whatever it is."""


def takes_text(answer: TextAnswer, pieces: Sequence[str], *, case_sensitive: bool) -> bool:
    """Return whether the answer takes every text that is the pieces with anything between them."""
    return matches(answer.pieces, _ANYTHING.join(pieces), case_sensitive=case_sensitive)


def text_keys(answers: Sequence[TextAnswer], *, case_sensitive: bool) -> Iterator[tuple[object, Span]]:
    """Yield what makes two accepted texts the same, each with its place.

    `Strasse` is the same as `Straße` where case does not count, but no mistake where it earns and says the same: on a
    platform that compares letter by letter it may be wanted.
    """
    fold = str if case_sensitive else str.casefold
    first: dict[object, TextAnswer] = {}
    for answer in answers:
        key, spelt = tuple(map(fold, answer.pieces)), tuple(piece.lower() for piece in answer.pieces)
        known = first.setdefault(key, answer)
        another = spelt != tuple(piece.lower() for piece in known.pieces) and not case_sensitive
        same = known.weight == answer.weight and answer.feedback is None
        yield (key, spelt if another and same else ()), answer.span


def report_taken_texts(draft: Draft, answers: Sequence[TextAnswer], *, case_sensitive: bool) -> None:
    """Report the texts that an earlier answer takes wholly, patterns too."""

    def takes(earlier: TextAnswer, later: TextAnswer) -> bool:
        return takes_text(earlier, later.pieces, case_sensitive=case_sensitive)

    # A text without wildcards takes only its equal, and two that are the same are an error already.
    wide = [answer for answer in answers if has_wildcard(answer)]
    _report(draft, answers, wide, takes)


def report_taken_numbers(draft: Draft, answers: Sequence[NumericAnswer]) -> None:
    """Report the numbers and ranges that an earlier answer takes wholly."""
    wide = [answer for answer in answers if answer.tolerance != 0]
    _report(draft, answers, wide, _takes_numbers)


def report_stars(draft: Draft, answers: Sequence[TextAnswer] | Sequence[NumericAnswer]) -> None:
    """Report each star that stands for anything, and was mostly meant as the sign."""
    for answer in answers:
        anything = accepts_anything(answer)
        if anything and not answer.weight and answer.feedback is None:
            message = "this accepts whatever no other answer does, earns nothing and says nothing"
            hint = "write `\\*` for a star that is to be typed, or take it out; in a list it may have feedback"
            draft.report(STAR_AS_SIGN, answer.span, message, hint)
        elif isinstance(answer, TextAnswer) and not anything and _has_sign(answer.pieces):
            message = "a star stands for anything here, so other answers than this one are right as well"
            draft.report(STAR_AS_SIGN, answer.span, message, "write `\\*` for each star that is to be typed")


def _has_sign(pieces: Sequence[str]) -> bool:
    """Return whether a star stands beside another one, between digits, or before the ending of a file."""
    if "" in pieces[1:-1] or (not pieces[0] and len(pieces) > 1 and re.fullmatch(r"\.\w+", pieces[1])):
        return True
    return any(before[-1:].isdigit() and behind[:1].isdigit() for before, behind in itertools.pairwise(pieces))


def _takes_numbers(earlier: NumericAnswer, later: NumericAnswer) -> bool:
    (first, last), (low, high) = bounds(earlier), bounds(later)
    if first is None or last is None:
        return True
    return low is not None and high is not None and first <= low and high <= last


def _report(
    draft: Draft, answers: Sequence[_Answer], wide: Sequence[_Answer], takes: Callable[[_Answer, _Answer], bool]
) -> None:
    """Report each answer that one of the `wide` ones before it takes and that earns or says something else."""
    before = 0
    for answer in answers:
        earlier = next((each for each in wide[:before] if takes(each, answer)), None)
        if earlier is not None and (lost := _lost(earlier, answer)) is not None:
            never, instead = lost
            message = f"{never}: an earlier one takes all that it accepts"
            related = (Related(earlier.span, instead),)
            draft.report(ANSWER_TAKEN, answer.span, message, "put it before the earlier one, or narrow that", related)
        before += before < len(wide) and wide[before] is answer


def _lost(earlier: TextAnswer | NumericAnswer, answer: TextAnswer | NumericAnswer) -> tuple[str, str] | None:
    """Return what never happens since the earlier answer takes all, and what happens instead; None for no loss."""
    if _earned(earlier) != _earned(answer):
        return f"this answer never earns its {_percent(answer)}", f"what this one takes earns {_percent(earlier)}"
    if answer.feedback is None or (earlier.feedback and text_key(earlier.feedback) == text_key(answer.feedback)):
        return None
    other = "another feedback" if earlier.feedback else "no feedback"
    return "nobody ever sees the feedback of this answer", f"what this one takes has {other}"


def _earned(answer: TextAnswer | NumericAnswer) -> Decimal:
    """Return what the answer earns in percent: less than nothing counts as nothing."""
    return max(answer.weight, Decimal(0))


def _percent(answer: TextAnswer | NumericAnswer) -> str:
    return f"{plain_number(answer.weight)} %"
