"""What Moodle gives for an answer, from the file alone and by the rules of Moodle's own question types.

Picks and positions are places in the file, which keeps the order of the source; what is typed or matched is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from tests.oracle.moodle import Answer, Gap, Read


def of_pick(one: Read, pick: int) -> Fraction:
    """Return the fraction of the one answer picked; a negative one is taken off."""
    return Fraction(one.answers[pick].fraction) / 100


def of_picks(one: Read, picks: frozenset[int]) -> Fraction:
    """Return the sum of the fractions picked, kept within 0 and 1."""
    assert one.values["single"] == "false"
    total = sum((Fraction(one.answers[pick].fraction) for pick in picks), Fraction(0)) / 100
    return max(Fraction(0), min(Fraction(1), total))


def of_text(answers: Sequence[Answer], typed: str, *, case: bool) -> Fraction:
    """Return the fraction of the first answer whose pattern takes the text: `*` is anything."""
    for answer in answers:
        pieces = re.split(r"(?<!\\)\*", answer.text)
        pattern = ".*".join(re.escape(piece.replace("\\*", "*")) for piece in pieces)
        if re.fullmatch(pattern, typed, re.DOTALL if case else re.DOTALL | re.IGNORECASE):
            return Fraction(answer.fraction) / 100
    return Fraction(0)


def of_number(answers: Sequence[Answer], typed: str) -> Fraction:
    """Return the fraction of the first answer that is no farther away than its tolerance."""
    for answer in answers:
        if answer.text == "*" or abs(Decimal(typed) - Decimal(answer.text)) <= Decimal(answer.tolerance or 0):
            return Fraction(answer.fraction) / 100
    return Fraction(0)


def of_gaps(one: Read, answers: Sequence[str | int]) -> Fraction:
    """Return the marks of all gaps over what they could earn."""
    marks = sum(gap.mark for gap in one.gaps)
    parts = zip(one.gaps, answers, strict=True)
    return sum((gap.mark * _of_gap(gap, answer) for gap, answer in parts), Fraction(0)) / marks


def _of_gap(gap: Gap, answer: str | int) -> Fraction:
    if gap.kind == "NUMERICAL":
        return of_number(gap.answers, str(answer))
    if isinstance(answer, int):
        return Fraction(gap.answers[answer].fraction) / 100
    return of_text(gap.answers, answer, case=gap.kind == "SHORTANSWER_C")


def of_pairs(one: Read, chosen: Sequence[str]) -> Fraction:
    """Return the share of the items for which the entry of their own text was chosen."""
    asked = [right for left, right in one.pairs if left]
    return Fraction(sum(a == b for a, b in zip(asked, chosen, strict=True)), len(asked))


def of_order(one: Read, order: Sequence[int]) -> Fraction:
    """Return the share of the items in their place, or all or nothing."""
    share = Fraction(sum(place == item for place, item in enumerate(order)), len(one.answers))
    assert one.values["gradingtype"] in ("ALL_OR_NOTHING", "ABSOLUTE_POSITION")
    return Fraction(int(share)) if one.values["gradingtype"] == "ALL_OR_NOTHING" else share
