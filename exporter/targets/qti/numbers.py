"""Shares of points and bounds of numbers as QTI has them: decimals, exact where a decimal can be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from exporter.targets.item_xml import number

_PLACES = Decimal("1e-10")
_FINEST = 2**10
"""Parts of the points that floats hold exactly, as many as questions have of them."""


def share(points: Decimal, part: Fraction) -> Decimal:
    """Return a part of the points, exact to ten decimals."""
    if part == 1:
        return points
    return _share(points, part.numerator, part.denominator)


@lru_cache(maxsize=512)
def _share(points: Decimal, numerator: int, denominator: int) -> Decimal:
    exact = Fraction(points) * Fraction(numerator, denominator)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES)


def is_exact_float(points: Decimal) -> bool:
    """Return whether sums of such points are exact in floats, so that a mapping adds up to all of them by itself."""
    return points * _FINEST % 1 == 0


def exact(value: Fraction) -> str:
    """Return a bound exactly as a decimal; bounds are sums and percentages of decimals, so there is one."""
    places = 0
    denominator = value.denominator
    while denominator % 10 == 0:
        denominator //= 10
        places += 1
    for prime in (2, 5):
        extra = 0
        while denominator % prime == 0:
            denominator //= prime
            extra += 1
        places += extra
    scaled = value * 10**places
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled.numerator))
    return number(Decimal(f"{sign}{digits}E-{places}"))
