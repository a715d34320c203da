"""Numbers as QTI writes them: plain decimals, exact where a decimal can be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_LONGEST = 20
"""Places before or behind the point beyond which a number is written with an exponent."""
_PLACES = Decimal("1e-10")


def number(value: Decimal) -> str:
    """Return the number in plain decimals without idle zeros; beyond 20 places with an exponent."""
    if not value:
        return "0"
    short = value.normalize()
    if abs(short.adjusted()) > _LONGEST:
        return f"{short:E}"
    return format(short, "f")


def share(points: Decimal, part: Fraction) -> Decimal:
    """Return a part of the points, exact to ten decimals."""
    if part == 1:
        return points
    exact = Fraction(points) * part
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES)


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
