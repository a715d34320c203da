"""A process that draws for the preview, so that pages stay quick meanwhile, and that can be broken off at any time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from exporter.targets.pdf.workers import begin

Given = ParamSpec("Given")
Made = TypeVar("Made")


class ClosedError(Exception):
    """The preview ended while something was drawn, or before."""


class Press:
    """Calls functions in a process of its own, one after another; its temporary files lie in `folder`.

    A drawing cannot be stopped from within the process that draws: it is one long call. So it is this process that ends
    with the preview, before the folder is taken away.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: multiprocessing.process.BaseProcess | None = None
        self._ours: Connection | None = None
        self._closed = False
        self._lock = threading.Lock()

    def run(self, make: Callable[Given, Made], *values: Given.args, **named: Given.kwargs) -> Made:
        """Return what `make`, a function of a module, makes of the values there; an exception of its is raised here.

        `ClosedError` where the preview ends meanwhile. One thread at a time may ask.
        """
        self._begin()
        assert self._ours is not None
        try:
            self._ours.send((make, values, named))
            made, error = self._ours.recv()
        except (EOFError, OSError):  # the process is gone: by `close`, or by the system for want of memory
            self._end()
            raise ClosedError from None
        if error is not None:
            raise error
        return made  # type: ignore[no-any-return]

    def close(self) -> None:
        """Break off what is being drawn; nothing is drawn any more."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is not None:
            process.kill()
            process.join()

    def _begin(self) -> None:
        """Start the process where none runs, by a fresh interpreter: a copy of ours would hold locks of its threads."""
        with self._lock:
            if self._closed:
                raise ClosedError
            if self._process is not None:
                return
            context = multiprocessing.get_context("spawn")
            self._ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, str(self._folder), os.getpid()), daemon=True)
            with _deaf():
                process.start()
            theirs.close()
            self._process = process

    def _end(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.join()
            self._process = None


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes to which Ctrl-C says nothing: until they ignore it themselves, they would complain of it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(asked: Connection, folder: str, preview: int) -> None:
    """Do what is asked until nobody asks any more; the body of the process."""
    begin(folder, preview)
    while True:
        try:
            make, values, named = asked.recv()
        except EOFError:
            return
        answer: tuple[Any, Exception | None]
        try:
            answer = make(*values, **named), None
        except Exception as error:  # noqa: BLE001 - raised where it was asked for
            answer = None, error
        asked.send(answer)
