"""Quizzes, lessons, passages, categories and the bank's own data compared: new, gone, moved, renamed or changed."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from exporter.diff.pairing import alike, same
from exporter.diff.pieces import KINDS, Kind, Piece

_CATEGORY = "category"
_MAIN: dict[Kind, tuple[str, ...]] = {
    "quiz": ("questions", "draws"),
    "lesson": ("body",),
    "passage": ("text",),
    "category": ("description",),
}
"""By kind the parts that make a piece what it is: where they are the same, or nearly, so is it, under any id."""


class PieceChange(msgspec.Struct, frozen=True):
    """A quiz, lesson, passage or category that is new, gone or changed; the bank's own data are only ever changed."""

    old: Piece | None
    new: Piece | None
    parts: tuple[str, ...] = ()
    """The names of the parts that differ, where it stands on both sides; its category is none of them."""

    @property
    def piece(self) -> Piece:
        """It as it is now or, where it is gone, as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def renamed(self) -> bool:
        """Whether it went on under another id."""
        return bool(self.old and self.new and self.old.id != self.new.id and self.new.kind != "bank")

    @property
    def moved(self) -> bool:
        """Whether it stands in another category."""
        return bool(self.old and self.new and category_of(self.old) != category_of(self.new))


def category_of(piece: Piece) -> tuple[str, ...]:
    """Return the category of a lesson or passage; that of the other kinds is the empty one."""
    text = html.unescape(piece.parts.get(_CATEGORY, ""))
    return tuple(text.split(" / ")) if text else ()


def piece_changes(old: Iterable[Piece], new: Iterable[Piece]) -> Iterator[PieceChange]:
    """Yield what differs, by kind; of a kind the changed come first, then the new, then those that are gone."""
    befores, afters = list(old), list(new)
    for kind in KINDS:
        before, after = ({_name(each): each for each in side if each.kind == kind} for side in (befores, afters))
        gone = [each for name, each in before.items() if name not in after]
        come = [each for name, each in after.items() if name not in before]
        origin = _origins(gone, come)
        pairs = [(origin.get(name) or before.get(name), each) for name, each in after.items()]
        for one, two in pairs:
            if one and (one.digest != two.digest or _name(one) != _name(two)):
                yield PieceChange(one, two, _different(one.parts, two.parts))
        yield from (PieceChange(None, two) for one, two in pairs if one is None)
        kept = {one.id for one in origin.values()}
        yield from (PieceChange(one, None) for one in gone if one.id not in kept)


def _origins(gone: list[Piece], come: list[Piece]) -> Mapping[str, Piece]:
    """Return by new id what went on under it: the same content, the same main parts, or nearly these."""
    found = same(gone, come, (lambda each: each.digest, _content, _main))
    taken = {id(each) for pair in found for each in pair}
    left, right = ([each for each in side if id(each) not in taken] for side in (gone, come))
    found += alike(left, right, _main_text)
    return {new.id: old for old, new in found}


def _content(piece: Piece) -> tuple[tuple[str, str], ...]:
    """Return everything but where it stands."""
    return tuple(sorted((name, text) for name, text in piece.parts.items() if name != _CATEGORY))


def _main(piece: Piece) -> str | None:
    return _main_text(piece) or None


def _main_text(piece: Piece) -> str:
    return "\n".join(piece.parts.get(name, "") for name in _MAIN.get(piece.kind, ())).strip()


def _name(piece: Piece) -> str:
    """Return what tells pieces of a kind apart; a bank is the bank under another id too."""
    return "" if piece.kind == "bank" else piece.id


def _different(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    names = (name for name in dict.fromkeys([*new, *old]) if name != _CATEGORY)
    return tuple(name for name in names if old.get(name, "") != new.get(name, ""))
