"""Values that one run makes and asks for again, outside memory: in a private spool that goes with the run."""

from __future__ import annotations

import tempfile
import weakref
from typing import IO

IN_MEMORY = 2 << 20
"""Bytes that are kept in memory before the spool moves to a temporary file."""


class RunCache:
    """A cache keyed by content, of this run alone; it costs nothing until something is put into it."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        """Keep values in memory up to so many bytes."""
        self._in_memory = in_memory
        self._places: dict[bytes, tuple[int, int]] = {}
        self._spool: IO[bytes] | None = None
        self._end = 0

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, or None."""
        place = self._places.get(key)
        if place is None or self._spool is None:
            return None
        start, length = place
        self._spool.seek(start)
        return self._spool.read(length)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""
        if self._spool is None:
            self._spool = tempfile.SpooledTemporaryFile(max_size=self._in_memory)  # noqa: SIM115 - as long as the store
            weakref.finalize(self, self._spool.close)
        self._spool.seek(self._end)
        self._spool.write(value)
        self._places[key] = self._end, len(value)
        self._end += len(value)
