"""The questions of a bank kept outside memory: encoded in a private spool, decoded each time they are asked for.

A bank of 20000 questions then costs what its `Summary` records cost. The spool stays in memory up to
`IN_MEMORY` bytes and then moves to a temporary file that the system deletes with the last handle.
"""

from __future__ import annotations

import tempfile
import weakref
from array import array
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter, is_
from types import MappingProxyType
from typing import TypeVar, overload

import msgspec

from exporter.model import Question, Summary, type_of

IN_MEMORY = 4 << 20
"""Bytes of encoded questions that are kept in memory before the spool moves to a file."""
_READ_AHEAD = 1 << 20
"""Bytes of questions that are read at once where all are asked for."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER: msgspec.msgpack.Decoder[Question] = msgspec.msgpack.Decoder(Question)

Value = TypeVar("Value")
_SHARED = attrgetter("tags", "objectives", "category", "lesson", "passage")
"""What many questions have in common."""


def encode(question: Question) -> bytes:
    """Return the question as `QuestionStore.append` takes it (msgpack, tagged with its type)."""
    return _ENCODER.encode(question)


def summary_of(question: Question) -> Summary:
    """Return what the bank keeps of the question in memory."""
    return Summary(
        id=question.id,
        title=question.title,
        type=type_of(question),
        points=question.points,
        tags=question.tags,
        difficulty=question.difficulty,
        objectives=question.objectives,
        category=question.category,
        lesson=question.lesson,
        passage=question.passage,
        status=question.status,
        span=question.span,
    )


class QuestionStore(Sequence[Question]):
    """A sequence that decodes each question when asked; filled once by the reader, in the bank's order.

    Iterating reads ahead in blocks, so a pass over the bank costs one decoding a question and holds one block.
    Questions that are equal are not the same object. Not for several threads at once.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._spool = tempfile.SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115 - lives as long as the store
        self._close = weakref.finalize(self, self._spool.close)
        self._starts = array("Q", [0])
        self._summaries: dict[str, Summary] = {}
        self._positions: dict[str, int] = {}
        self._shared: dict[object, object] = {}
        self._amounts: dict[str, Decimal] = {}
        """By their texts: `1` and `1.0` are equal but not the same."""
        self._at_end = True

    @property
    def summaries(self) -> Mapping[str, Summary]:
        """The summaries by id, in the order of the questions."""
        return MappingProxyType(self._summaries)

    @property
    def positions(self) -> Mapping[str, int]:
        """The place of each id in the sequence."""
        return MappingProxyType(self._positions)

    def append(self, encoded: bytes, summary: Summary) -> Summary:
        """Add a question as `encode` (or the cache) gave it; its id must be new.

        Return the summary that is kept, which shares its values with others: hold this one where one is held.
        """
        assert summary.id not in self._positions, summary.id
        if not self._at_end:
            self._spool.seek(self._starts[-1])
            self._at_end = True
        self._spool.write(encoded)
        self._positions[summary.id] = len(self)
        self._starts.append(self._starts[-1] + len(encoded))
        kept = self._summaries[summary.id] = self._lean(summary)
        return kept

    def encoded(self, position: int) -> bytes:
        """Return the question at `position` as it was appended."""
        if not 0 <= position < len(self):
            raise IndexError(position)
        return self._read(self._starts[position], self._starts[position + 1])

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, position: int) -> Question: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[Question]: ...

    def __getitem__(self, position: int | slice) -> Question | Sequence[Question]:
        if isinstance(position, slice):
            return tuple(self[each] for each in range(*position.indices(len(self))))
        return _DECODER.decode(self.encoded(position + len(self) if position < 0 else position))

    def __iter__(self) -> Iterator[Question]:
        first = 0
        while first < len(self):
            last = first + 1
            while last < len(self) and self._starts[last + 1] - self._starts[first] <= _READ_AHEAD:
                last += 1
            base = self._starts[first]
            block = memoryview(self._read(base, self._starts[last]))
            for position in range(first, last):
                yield _DECODER.decode(block[self._starts[position] - base : self._starts[position + 1] - base])
            first = last

    def _read(self, start: int, end: int) -> bytes:
        self._at_end = False
        self._spool.seek(start)
        return self._spool.read(end - start)

    def _lean(self, summary: Summary) -> Summary:
        """Return the summary with values that questions have in common held once."""
        span, points, values = summary.span, summary.points, _SHARED(summary)
        path, amount = self._same(span.path), self._amounts.setdefault(str(points), points)
        held = tuple(map(self._same, values))
        if path is span.path and amount is points and all(map(is_, held, values)):
            return summary  # as with questions that were read and not taken from the cache
        tags, objectives, category, lesson, passage = held
        return msgspec.structs.replace(
            summary,
            points=amount,
            tags=tags,
            objectives=objectives,
            category=category,
            lesson=lesson,
            passage=passage,
            span=msgspec.structs.replace(span, path=path),
        )

    def _same(self, value: Value) -> Value:
        return self._shared.setdefault(value, value)  # type: ignore[return-value]
