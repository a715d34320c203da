"""Breaks off what does not end: a guard against hanging, not a measure of speed, which `benchmarks/` takes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENOUGH = 300  # seconds of this process's own time; what ends at all ends far sooner, on a slow and busy machine too


@contextmanager
def must_end() -> Iterator[None]:
    """Fails the test whose body computes on and on."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still computing after {ENOUGH} seconds")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
