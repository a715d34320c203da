"""What the checks need to know of each file beyond the bank's records: every name it uses, with its place.

The reader collects one `Facts` a file and joins them; all of it is small, so a bank of 20000 questions stays small.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from exporter.diagnostics import Span
from exporter.model import AreaShape

IdKind = Literal["question", "passage", "lesson", "quiz"]


class Declared(msgspec.Struct, frozen=True, array_like=True):
    """An id where it is given to something; two of one id are a finding, so all are kept."""

    kind: IdKind
    id: str
    span: Span


class FileReference(msgspec.Struct, frozen=True, array_like=True):
    """A file of the bank that a text shows or links to; `path` is relative to the bank (`media.resolve`)."""

    path: str
    span: Span


class IdReference(msgspec.Struct, frozen=True, array_like=True):
    """An id of another thing that something names.

    `field` says where: `link` for `lesson:id` and `question:id` in text, else the key (`lesson`, `passage`, `related`,
    `questions`). `owner` is the id of the question, passage, lesson or quiz that names it, or empty (bank.yaml).
    """

    kind: IdKind
    id: str
    span: Span
    field: Literal["link", "lesson", "passage", "related", "questions"] = "link"
    owner: str = ""


class HotspotArea(msgspec.Struct, frozen=True, array_like=True):
    """The shape of one area and its place, with the numbers of `model.Area`."""

    shape: AreaShape
    numbers: tuple[Decimal, ...]
    span: Span


class HotspotFact(msgspec.Struct, frozen=True, array_like=True):
    """The picture of a hotspot question and the areas on it."""

    question: str
    image: str
    image_span: Span
    areas: tuple[HotspotArea, ...]


class Facts(msgspec.Struct):
    """The names that one file, or all files together, declare and use."""

    declared: list[Declared] = []
    files: list[FileReference] = []
    references: list[IdReference] = []
    hotspots: list[HotspotFact] = []

    def add(self, other: Facts) -> None:
        """Join the facts of another file to these."""
        self.declared.extend(other.declared)
        self.files.extend(other.files)
        self.references.extend(other.references)
        self.hotspots.extend(other.hotspots)
