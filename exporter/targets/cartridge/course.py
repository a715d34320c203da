"""The order of a course: units, folder by folder, each lesson before its study questions; then the quizzes."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from exporter.model import Bank


class Leaf(msgspec.Struct, frozen=True):
    """One thing to open: the identifier of its resource, which is new in the course, and its title."""

    resource: str
    title: str


class Unit(msgspec.Struct):
    """A folder of the course."""

    title: str
    leaves: list[Leaf] = []
    units: dict[str, Unit] = {}
    """Folders in this one, by name."""

    def below(self, path: tuple[str, ...], titles: tuple[str, ...]) -> Unit:
        """Return the unit at `path` below this one, made with `titles` where it is not there yet."""
        unit = self
        for name, title in zip(path, titles, strict=True):
            unit = unit.units.setdefault(name, Unit(title))
        return unit


def folder_titles(bank: Bank, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles of the folders of a path, from the outside in."""
    known = [bank.categories.get(path[: depth + 1]) for depth in range(len(path))]
    return tuple((each.title if each else "") or name for each, name in zip(known, path, strict=True))


def leaves_of(unit: Unit) -> Iterator[Leaf]:
    """Yield every leaf of the unit, in the order of the course."""
    yield from unit.leaves
    for below in unit.units.values():
        yield from leaves_of(below)
