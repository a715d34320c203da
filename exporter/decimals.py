"""A number as people write one."""

from __future__ import annotations

from decimal import Decimal


def plain_number(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing."""
    return format(number.normalize(), "f") if number else "0"
