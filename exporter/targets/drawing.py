"""One drawing of a random section, the same in every build, for formats that cannot draw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def ranked(quiz_id: str, ids: Iterable[str]) -> list[str]:
    """Return the ids in the order in which the quiz draws them.

    Each id has a rank that depends on the quiz and itself alone, so the drawing changes only where the pool does.
    """
    return sorted(ids, key=lambda each: hashlib.blake2b(f"{quiz_id}\0{each}".encode(), digest_size=16).digest())
