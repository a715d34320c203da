"""Watches the bank in a thread of its own and tells every open page when there is something new to show."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from exporter.codes.tool import CANNOT_READ
from exporter.diagnostics import Span
from exporter.preview.state import Reading, Shown, Snapshot
from exporter.watching import Seen, edited_since, edits

_AT_ONCE = 0.3
"""Seconds of advice that a page may wait for; where it takes longer, the page comes first and the advice follows."""
_PULSE = 15.0
"""Seconds between two signs of life, by which a browser that has gone is noticed."""


class Live:
    """The latest snapshot, and who waits for the next."""

    def __init__(self, shown: Shown, out: Path) -> None:
        """Prepare to watch; edits below `out` are nobody's."""
        self._shown = shown
        self._out = out
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watching", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._latest: Snapshot | None = None
        self._news = asyncio.Condition()
        self._tasks: set[asyncio.Future[None]] = set()
        self.closed = False
        self.failure: Exception | None = None
        """A bug of ours that ended the watching; whoever runs the server raises it."""

    @property
    def number(self) -> int:
        """The number of the latest snapshot; 0 before the first."""
        return self._latest.number if self._latest is not None else 0

    async def start(self) -> None:
        """Begin to watch; call it in the loop that serves."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    async def close(self) -> None:
        """End the watching, and every stream."""
        self._stop.set()
        self.closed = True
        async with self._news:
            self._news.notify_all()

    async def latest(self) -> Snapshot:
        """Return the latest snapshot, waiting for the first."""
        async with self._news:
            await self._news.wait_for(lambda: self._latest is not None or self.closed)
        if self._latest is None:
            raise asyncio.CancelledError
        return self._latest

    async def snapshots(self) -> AsyncIterator[Snapshot | None]:
        """Yield the latest snapshot, then each newer one; None as a sign of life between them."""
        number = 0
        while not self.closed:
            latest = self._latest
            if latest is not None and latest.number > number:
                number = latest.number
                yield latest
                continue
            try:
                async with self._news:
                    await asyncio.wait_for(self._news.wait(), _PULSE)
            except TimeoutError:
                yield None

    def _watch(self) -> None:
        """Read at each edit and publish; runs in the thread."""
        try:
            templates = [self._shown.options.templates] if self._shown.options.templates else []
            seen = Seen(self._shown.source, self._out, templates)
            reading = Reading(self._shown, seen.read)
            advice = 0.0
            for _ in edits(seen, self._stop):
                try:
                    advice = self._read(reading, advice)
                except OSError as error:  # a permission, a drive that went away
                    reason = (error.strerror or str(error)).lower()
                    message = f"`{error.filename or self._shown.source}` cannot be read: {reason}"
                    self._publish(reading.failed(CANNOT_READ.at(Span(""), message, "mend it; it is read again then")))
        except Exception as error:  # noqa: BLE001 - told by the main thread, which ends with it
            self.failure = error
            self._call(self.close)

    def _read(self, reading: Reading, advice: float) -> float:
        """Read and publish once; return how long the advice took."""
        if advice > _AT_ONCE or self._latest is None:
            self._publish(reading.read())
        start = time.monotonic()
        advised = reading.advise(edited_since(self._shown.source, self._out))
        if advised is not None:
            self._publish(advised)
            return time.monotonic() - start
        return advice

    def _publish(self, snapshot: Snapshot) -> None:
        self._call(partial(self._take, snapshot))

    async def _take(self, snapshot: Snapshot) -> None:
        async with self._news:
            self._latest = snapshot
            self._news.notify_all()

    def _call(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run what `make` makes in the loop, or nothing where that has ended meanwhile.

        It is made there, since a coroutine that nobody runs any more is complained of.
        """
        assert self._loop is not None
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._begin, make)

    def _begin(self, make: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = asyncio.ensure_future(make())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
