"""Accepted answers as Canvas takes them: fixed texts and numbers, in place of wildcards, weights and tolerances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from exporter.model import NumericAnswer, TextAnswer
from exporter.targets.item_xml import number

MOST_NUMBERS = 25
"""How many numbers a gap may list in place of a tolerance or range."""


_LONGEST = 20
"""Places before or behind the point beyond which a number is not written out."""


def pattern(texts: Sequence[TextAnswer], *, case_sensitive: bool) -> str:
    """Return one regular expression for the answers, for a gap of New Quizzes.

    Capitals are spelled out, so that it means the same whether the reader minds them or not.
    """
    spell = _exactly if case_sensitive else _in_any_case
    alternatives = [".*".join("".join(map(spell, piece)) for piece in answer.pieces) for answer in texts]
    return "^(" + "|".join(alternatives) + ")$"


def bounds(answer: NumericAnswer) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest number that the answer accepts; None where it accepts any."""
    if answer.low is not None and answer.high is not None:
        return answer.low, answer.high
    if answer.value is None:
        return None
    tolerance = answer.tolerance or Decimal(0)
    if answer.percent:
        tolerance = abs(answer.value) * tolerance / 100
    return answer.value - tolerance, answer.value + tolerance


def numbers(answer: NumericAnswer) -> tuple[list[str], bool]:
    """Return the numbers that a gap lists for the answer, the best one first, and whether these are all.

    They have as many decimals as the author wrote, without idle zeros; the author's own writing is listed too.
    """
    span = bounds(answer)
    if span is None:
        return [], False
    low, high = span
    written = [given for given in (answer.value, answer.low, answer.high) if given is not None]
    if answer.tolerance and not answer.percent:
        written.append(answer.tolerance)
    step = Decimal(1).scaleb(min(0, *(_exponent(given) for given in written)))
    best = [number(answer.value), _as_written(answer.value)] if answer.value is not None else []
    if (high - low) / step > MOST_NUMBERS:
        best = best or [number(low), number(high), _as_written(low), _as_written(high)]
        return list(dict.fromkeys(best)), False
    steps = [number(each) for each in _steps(low, high, step)]
    ends = [_as_written(each) for each in (answer.low, answer.high) if each is not None]
    return list(dict.fromkeys([*best, *steps, *ends])), True


def _as_written(value: Decimal) -> str:
    """Return the number with the zeros at its end that the author wrote; a very long one short."""
    return format(value, "f") if abs(value.adjusted()) <= _LONGEST else number(value)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _steps(low: Decimal, high: Decimal, step: Decimal) -> Iterator[Decimal]:
    at = (low / step).to_integral_value(rounding="ROUND_CEILING") * step
    while at <= high:
        yield at
        at += step


def _exactly(letter: str) -> str:
    """Return the letter with a backslash where it is a sign of regular expressions, and nowhere else."""
    return f"\\{letter}" if letter in r"\^$.*+?()[]{}|/" else letter


def _in_any_case(letter: str) -> str:
    upper, lower = letter.upper(), letter.lower()
    if upper == lower or len(upper) != 1 or len(lower) != 1:
        return _exactly(letter)
    return f"[{upper}{lower}]"
