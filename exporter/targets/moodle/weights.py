"""Moodle's list of grades: the only fractions that its importer takes, in percent."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from exporter.decimals import plain_number

# In descending order; five decimals are what Moodle compares with.
_LIST = "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5 0"
FRACTIONS: tuple[Decimal, ...] = tuple(map(Decimal, _LIST.split(" ")))
_TOLERANCE = Decimal("0.001")
_FULL = Decimal(100)


@lru_cache(maxsize=1024)
def nearest(percent: Decimal) -> Decimal:
    """Return the fraction of the list that is nearest to `percent` (-100 to 100); of two, the one nearer to 0."""
    size = abs(percent)
    found = min(reversed(FRACTIONS), key=lambda fraction: abs(fraction - size))
    return -found if percent < 0 and found else found


def is_listed(percent: Decimal) -> bool:
    """Return whether Moodle takes `percent` for one of the list, which it does within a thousandth of a percent."""
    return abs(nearest(percent) - percent) < _TOLERANCE


def share(parts: int) -> Decimal:
    """Return 100 divided by `parts`, to ten decimals."""
    return (_FULL / parts).quantize(Decimal("1e-10"))


def written(fraction: Decimal) -> str:
    """Return a fraction of the list as Moodle writes it: no exponent, no trailing zeros."""
    return plain_number(fraction)
