"""A cache in memory, so that a preview reads a file once and writes nothing to disk."""

from __future__ import annotations


class MemoryCache:
    """What files and questions were made into, kept while it was asked for in one of the last two turns."""

    keeps = True

    def __init__(self) -> None:
        self._now: dict[bytes, bytes] = {}
        self._before: dict[bytes, bytes] = {}

    def turn(self) -> None:
        """Begin another turn: what the last one did not ask for is forgotten with the next."""
        self._before, self._now = self._now, {}

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`."""
        value = self._now.get(key)
        if value is None and (value := self._before.get(key)) is not None:
            self._now[key] = value
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""
        self._now[key] = value
