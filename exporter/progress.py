"""What is going on, on one line of a terminal that goes away again; nothing at all where there is no terminal."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self, TextIO, overload

from exporter.excerpt import cells, printable
from exporter.model import Question

_FIRST = 0.4
"""Seconds before anything is shown: a quick build shows nothing."""
_AGAIN = 0.1
"""Seconds between two changes of the line."""


class Progress:
    """One line on `stream`, written over itself at most ten times a second and wiped at the end.

    `stream` is None where nothing is to be shown: no terminal, or `-q`.
    """

    def __init__(self, stream: TextIO | None, width: int = 80) -> None:
        self._stream = stream
        self._width = width
        self._doing = ""
        self._next = time.monotonic() + _FIRST
        self._shown = False

    @property
    def active(self) -> bool:
        """Whether there is anybody to see it, so that counting is worth its time."""
        return self._stream is not None

    def step(self, doing: str) -> None:
        """Say what is done now."""
        self._doing = printable(doing)
        self.tick()

    def tick(self, detail: str = "") -> None:
        """Say how far it is."""
        if self._stream is None or time.monotonic() < self._next:
            return
        line = f"{self._doing} {detail}".rstrip()
        while cells(line) >= self._width:
            line = line[:-1]
        self._stream.write(f"\r{line}\x1b[K")
        self._stream.flush()
        self._shown = True
        self._next = time.monotonic() + _AGAIN

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None and self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


class Counted(Sequence[Question]):
    """The bank's questions, telling the progress how many of them have been passed."""

    def __init__(self, questions: Sequence[Question], progress: Progress) -> None:
        self._questions = questions
        self._progress = progress

    def __len__(self) -> int:
        return len(self._questions)

    @overload
    def __getitem__(self, position: int) -> Question: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[Question]: ...

    def __getitem__(self, position: int | slice) -> Question | Sequence[Question]:
        return self._questions[position]

    def __iter__(self) -> Iterator[Question]:
        total = len(self._questions)
        for number, question in enumerate(self._questions, 1):
            self._progress.tick(f"{number} of {total} questions")
            yield question
