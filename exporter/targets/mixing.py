"""The order in which choices and items stand where it is not the source's, and the letters before them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(number: int) -> str:
    """Return the letter of a choice, counted from 0: A to Z, then AA, AB and on."""
    ahead, last = divmod(number, len(LETTERS))
    return (letter(ahead - 1) if ahead else "") + LETTERS[last]


def mix(values: Sequence[T], seed: str) -> list[T]:
    """Return the values in an order that depends on the seed and their number alone."""
    ranks = [hashlib.blake2b(f"{seed}/{place}".encode(), digest_size=8).digest() for place in range(len(values))]
    return [values[place] for place in sorted(range(len(values)), key=ranks.__getitem__)]
