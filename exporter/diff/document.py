"""A difference as JSON for programs; its JSON Schema is published in `docs/schema/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from exporter.diff.compare import Change, Difference
from exporter.diff.piece_changes import PieceChange, category_of
from exporter.diff.snapshot import Entry
from exporter.diff.words import Run, runs


class DiffQuestion(msgspec.Struct, frozen=True):
    """A question."""

    id: str
    title: str
    category: tuple[str, ...]
    path: str
    """Its file, relative to the bank."""


class DiffChanged(DiffQuestion, frozen=True):
    """A question of both sides that is not the same in them."""

    key: bool
    """Whether another answer is right now, or earns another share."""
    parts: dict[str, tuple[Run, ...]]
    """Each part that differs, as runs of words; those of kind `same` and `removed` are the old text together."""


class DiffMoved(DiffQuestion, frozen=True, rename={"origin": "from"}):
    """A question in another category."""

    origin: tuple[str, ...]


class DiffRenamed(msgspec.Struct, frozen=True, rename={"origin": "from"}):
    """A question, or a piece, under another id."""

    id: str
    title: str
    origin: str


class DiffPiece(msgspec.Struct, frozen=True):
    """A quiz, lesson, passage or category; a category's id is its path."""

    id: str
    title: str


class DiffPieceChanged(DiffPiece, frozen=True):
    """One of both sides that is not the same in them."""

    parts: dict[str, tuple[Run, ...]]


class DiffPieceMoved(DiffPiece, frozen=True, rename={"origin": "from"}):
    """One in another category."""

    category: tuple[str, ...]
    origin: tuple[str, ...]


class DiffPieces(msgspec.Struct, frozen=True):
    """What differs in the pieces of one kind; one that moved or has another id may be among the changed too."""

    changed: tuple[DiffPieceChanged, ...]
    added: tuple[DiffPiece, ...]
    removed: tuple[DiffPiece, ...]
    moved: tuple[DiffPieceMoved, ...]
    renamed: tuple[DiffRenamed, ...]


class DiffDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of `exporter diff --format json`."""

    old: str
    """The old side's bank and version."""
    new: str
    changed: tuple[DiffChanged, ...]
    """Those with another key come first."""
    added: tuple[DiffQuestion, ...]
    removed: tuple[DiffQuestion, ...]
    retired: tuple[DiffQuestion, ...]
    moved: tuple[DiffMoved, ...]
    renamed: tuple[DiffRenamed, ...]
    bank: dict[str, tuple[Run, ...]]
    """The parts of the bank's own data that differ."""
    quizzes: DiffPieces
    lessons: DiffPieces
    passages: DiffPieces
    categories: DiffPieces


def document(difference: Difference) -> DiffDocument:
    """Return the difference as it stands in JSON."""
    of_bank = (each for each in difference.pieces if each.piece.kind == "bank")
    return DiffDocument(
        old=difference.old,
        new=difference.new,
        changed=tuple(map(_changed, difference.changed)),
        added=tuple(map(_question, difference.added)),
        removed=tuple(map(_question, difference.removed)),
        retired=tuple(map(_question, difference.retired)),
        moved=tuple(
            DiffMoved(new.id, new.title, new.category, new.path, old.category) for old, new in difference.moved
        ),
        renamed=tuple(DiffRenamed(each.new, each.title, each.old) for each in difference.renamed),
        bank={name: words for each in of_bank for name, words in _piece_words(each).items()},
        quizzes=_pieces("quiz", difference.pieces),
        lessons=_pieces("lesson", difference.pieces),
        passages=_pieces("passage", difference.pieces),
        categories=_pieces("category", difference.pieces),
    )


def _question(entry: Entry) -> DiffQuestion:
    return DiffQuestion(entry.id, entry.title, entry.category, entry.path)


def _changed(change: Change) -> DiffChanged:
    entry = change.new
    words = _words(change.parts, change.old.parts, entry.parts)
    return DiffChanged(entry.id, entry.title, entry.category, entry.path, change.key, words)


def _pieces(kind: str, changes: Iterable[PieceChange]) -> DiffPieces:
    of_kind = [each for each in changes if each.piece.kind == kind]
    both = [(each, each.old, each.new) for each in of_kind if each.old and each.new]
    return DiffPieces(
        tuple(DiffPieceChanged(new.id, new.title, _piece_words(each)) for each, _, new in both if each.parts),
        tuple(DiffPiece(each.new.id, each.new.title) for each in of_kind if each.new and not each.old),
        tuple(DiffPiece(each.old.id, each.old.title) for each in of_kind if each.old and not each.new),
        tuple(
            DiffPieceMoved(new.id, new.title, category_of(new), category_of(old))
            for each, old, new in both
            if each.moved
        ),
        tuple(DiffRenamed(new.id, new.title, old.id) for each, old, new in both if each.renamed),
    )


def _piece_words(change: PieceChange) -> dict[str, tuple[Run, ...]]:
    old, new = (each.parts if each else {} for each in (change.old, change.new))
    return _words(change.parts, old, new)


def _words(names: Iterable[str], old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, tuple[Run, ...]]:
    return {name: tuple(runs(old.get(name, ""), new.get(name, ""))) for name in names}
