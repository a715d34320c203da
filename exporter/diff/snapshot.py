"""A bank as a release keeps it: enough to say later what changed, down to the word."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from exporter.diff.parts import parts_of
from exporter.diff.pieces import Piece, digest_of, pieces_of
from exporter.model import READY, Bank, type_of

FILE = "questions.json"
"""The snapshot's name in a release."""
_FORMAT = 1


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question."""

    id: str
    title: str
    status: str
    category: tuple[str, ...]
    path: str
    digest: str = ""
    """SHA-256 of type and parts: equal where everything that learners or markers meet is; empty where not released."""
    parts: dict[str, str] = {}
    """By name (`exporter.diff.parts.NAMES`); empty where not released."""


class Snapshot(msgspec.Struct, frozen=True):
    """All questions of a bank, in its order, and its other pieces; what is not released only by name."""

    format: int
    bank: str
    version: str
    questions: tuple[Entry, ...]
    pieces: tuple[Piece, ...]
    """Quizzes, lessons, passages, categories and the bank's own data: those that are released."""

    def live(self) -> dict[str, Entry]:
        """Return the released questions by id."""
        return {entry.id: entry for entry in self.questions if entry.digest}


def snapshot_of(bank: Bank, live: Collection[str] = READY) -> Snapshot:
    """Return the snapshot of a bank that was read with every status; questions of the statuses `live` are whole."""
    entries = []
    for question in bank.questions:
        entry = Entry(question.id, question.title, question.status, question.category, question.span.path)
        if question.status in live:
            parts = {"type": type_of(question), **parts_of(question, bank)}
            entry = msgspec.structs.replace(entry, digest=digest_of(parts), parts=parts)
        entries.append(entry)
    return Snapshot(_FORMAT, bank.id, bank.version, tuple(entries), tuple(pieces_of(bank, live)))


def encoded(snapshot: Snapshot) -> bytes:
    """Return the snapshot as JSON, a line a question or piece."""
    head = {"format": snapshot.format, "bank": snapshot.bank, "version": snapshot.version}
    questions, pieces = (b",\n".join(map(msgspec.json.encode, each)) for each in (snapshot.questions, snapshot.pieces))
    return b'%s,"questions":[\n%s\n],"pieces":[\n%s\n]}\n' % (msgspec.json.encode(head)[:-1], questions, pieces)


def decoded(data: bytes) -> Snapshot:
    """Return the snapshot that `encoded` wrote; msgspec.DecodeError where it is none."""
    found = msgspec.json.decode(data, type=Snapshot)
    if found.format != _FORMAT:
        raise msgspec.ValidationError(f"format {found.format} is not known to this version")
    return found
