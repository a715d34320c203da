"""Processes that draw side by side, and end when the build does, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

_LOOK_EVERY = 0.5
"""Seconds between two looks of a worker at whether the build is still there."""


@contextmanager
def workers(count: int) -> Iterator[Executor]:
    """Give an executor of so many processes; what they are at is broken off where the block is left by an error."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to load

    before = set(multiprocessing.active_children())
    with (
        tempfile.TemporaryDirectory(prefix="exporter-pdf-") as folder,
        ProcessPoolExecutor(count, initializer=begin, initargs=(folder, os.getpid())) as pool,
    ):
        try:
            yield pool
        except BaseException:  # Ctrl-C and TERM too: the long ones would be waited for
            for process in set(multiprocessing.active_children()) - before:
                process.kill()
            raise


def begin(folder: str, build: int) -> None:
    """Leave Ctrl-C to the build, keep temporary files where it takes them away, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):  # the end of a terminal too
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    tempfile.tempdir = folder
    if os.name == "posix":
        threading.Thread(target=_end_with, args=(build,), daemon=True).start()


def _end_with(build: int) -> None:
    """End the process when the build's is gone, which a KILL takes without a word to its workers."""
    while os.getppid() == build:
        time.sleep(_LOOK_EVERY)
    os._exit(1)
