"""Marks, percentages and times in the words of a language."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from exporter.decimals import plain_number
from exporter.targets.words import Words

_CENT = Fraction(1, 100)
_PLACES = 10**5
"""Points have five decimal places at most."""


def amount(marks: Fraction, words: Words) -> str:
    """Return marks in words: as a decimal where two places say it exactly, else as a fraction one can read."""
    readable = marks.denominator <= _CENT.denominator
    if (marks / _CENT).denominator == 1 or (not readable and (marks * _PLACES).denominator == 1):
        return words.counted("marks", plain_number(Decimal(marks.numerator) / Decimal(marks.denominator)))
    whole, rest = divmod(marks.numerator, marks.denominator)
    text = f"{whole}\N{NO-BREAK SPACE}" if whole else ""
    return words.counted("marks", f"{text}{rest}/{marks.denominator}")


def percent(weight: Decimal, words: Words) -> str:
    """Return what an answer of that weight earns or costs."""
    value = words.number(plain_number(abs(weight)))
    return words("cost", percent=value) if weight < 0 else words("earns", percent=value)


@lru_cache(maxsize=256)
def amount_of(points: Decimal, words: Words) -> str:
    """Return marks in words, such as `2 marks`."""
    return amount(Fraction(points), words)


def duration(seconds: int, words: Words) -> str:
    """Return a time limit as hours and minutes, or seconds where it is short."""
    hours, rest = divmod(seconds, 3600)
    minutes, short = divmod(rest, 60)
    if short and not hours:
        return words("seconds", count=seconds)
    if hours and minutes:
        return words("hours-minutes", hours=hours, minutes=minutes)
    return words("hours", count=hours) if hours else words("minutes", count=minutes)
