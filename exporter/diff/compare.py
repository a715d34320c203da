"""Two snapshots compared: which questions are new, gone, moved or renamed, and which parts of the others changed.

So with quizzes, lessons, passages, categories and the bank's own data (`exporter.diff.piece_changes`).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from exporter.diff.pairing import same
from exporter.diff.parts import NAMES
from exporter.diff.piece_changes import PieceChange, piece_changes
from exporter.diff.snapshot import Entry, Snapshot


class Renamed(msgspec.Struct, frozen=True):
    """A question that got another id."""

    old: str
    new: str
    title: str


class Change(msgspec.Struct, frozen=True):
    """A question of both sides that is not the same in them."""

    old: Entry
    new: Entry
    parts: tuple[str, ...]
    """The names of the parts that differ, in the order of `NAMES`."""

    @property
    def key(self) -> bool:
        """Whether another answer is right now, or it earns another share."""
        return "key" in self.parts or "type" in self.parts


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs, each list in the bank's order; of the changed those with another key come first."""

    old: str
    """The old side's bank and version, such as `ipt 1.3.0`."""
    new: str
    changed: tuple[Change, ...] = ()
    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    retired: tuple[Entry, ...] = ()
    """Released before, and still there with a status that is not."""
    moved: tuple[tuple[Entry, Entry], ...] = ()
    """Old and new, in other categories."""
    renamed: tuple[Renamed, ...] = ()
    pieces: tuple[PieceChange, ...] = ()
    """By kind, in the order of `KINDS`; of a kind the changed come first, then the new, then those that are gone."""

    def __bool__(self) -> bool:
        questions = self.changed or self.added or self.removed or self.retired or self.moved or self.renamed
        return bool(questions or self.pieces)

    def fresh(self) -> frozenset[str]:
        """Return the ids of the questions that a platform which has the old side does not have as they are now."""
        return frozenset(each.new.id for each in self.changed) | {each.id for each in self.added}


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """Return what differs from `old` to `new`."""
    before, after = old.live(), new.live()
    named = {entry.id: entry for entry in new.questions}
    renamed = _renamed(
        [entry for key, entry in before.items() if key not in named],
        [entry for key, entry in after.items() if key not in before],
    )
    pairs = [(before[renamed.get(key, key)], entry) for key, entry in after.items() if renamed.get(key, key) in before]
    changes = [Change(one, two, _parts(one, two)) for one, two in pairs if one.digest != two.digest]
    gone = set(before) - {one.id for one, _ in pairs}
    return Difference(
        old=f"{old.bank} {old.version}".strip(),
        new=f"{new.bank} {new.version}".strip(),
        changed=tuple(sorted(changes, key=lambda change: not change.key)),
        added=tuple(entry for key, entry in after.items() if renamed.get(key, key) not in before),
        removed=tuple(entry for key, entry in before.items() if key in gone and key not in named),
        retired=tuple(named[key] for key in before if key in gone and key in named),
        moved=tuple((one, two) for one, two in pairs if one.category != two.category),
        renamed=tuple(Renamed(one.id, two.id, two.title) for one, two in pairs if one.id != two.id),
        pieces=tuple(piece_changes(old.pieces, new.pieces)),
    )


def _parts(old: Entry, new: Entry) -> tuple[str, ...]:
    return tuple(name for name in NAMES if old.parts.get(name, "") != new.parts.get(name, ""))


def _renamed(gone: Iterable[Entry], come: Iterable[Entry]) -> dict[str, str]:
    """Return new id to old id of questions whose content went on under another id.

    The same content or, failing that, the same stem of a question of the same type, where only one is like it.
    """
    return {new.id: old.id for old, new in same(gone, come, (lambda entry: entry.digest, _stem))}


def _stem(entry: Entry) -> tuple[str | None, str | None]:
    return entry.parts.get("type"), entry.parts.get("stem")
