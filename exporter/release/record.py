"""`release.json`: what a release is made of, for programs; its JSON Schema is published in `docs/schema/`.

It holds no time and no path of the machine, so the same source and the same versions give the same bytes.
"""

from __future__ import annotations

from importlib import metadata

import msgspec

from exporter import __version__
from exporter.archive import Written
from exporter.diff import Snapshot
from exporter.findings import Findings
from exporter.model import Bank

FILE = "release.json"
SCHEMA = "release.schema.json"
_FORMAT = 1
_DIGEST = "^[0-9a-f]{64}$"


class ReleasedBank(msgspec.Struct, frozen=True):
    """The bank."""

    id: str
    title: str
    language: str
    licence: str
    digest: str
    """SHA-256 of what the bank says of itself."""


class ReleasedFile(msgspec.Struct, frozen=True):
    """One file of the release."""

    path: str
    """Relative to the release's folder, with `/`."""
    role: str
    """What it is, such as `moodle-xml`, `canvas-quiz`, `paper`, `report`, `questions`, `notes`."""
    size: int
    """Bytes."""
    sha256: str


class ReleasedQuestion(msgspec.Struct, frozen=True):
    """One question."""

    id: str
    digest: str
    """SHA-256 of what learners and markers meet, equal in two releases where that is."""


class ReleasedPiece(msgspec.Struct, frozen=True):
    """One quiz, lesson, passage, or category that has a title or description of its own (its id is its path)."""

    id: str
    digest: str
    """SHA-256, equal in two releases where settings and every word are."""


class ReleasedLoss(msgspec.Struct, frozen=True):
    """What a target does not hold; `report.json` has every place."""

    target: str
    code: str
    feature: str
    message: str
    count: int


class ReleaseRecord(msgspec.Struct, frozen=True):
    """The whole of `release.json`."""

    format: int
    bank: ReleasedBank
    version: str
    revision: str
    """The git commit of the source; empty where it is in no checkout."""
    exporter: str
    """The version of this tool."""
    dependencies: dict[str, str]
    """The versions of the libraries that it was run with."""
    files: tuple[ReleasedFile, ...]
    questions: tuple[ReleasedQuestion, ...]
    quizzes: tuple[ReleasedPiece, ...]
    lessons: tuple[ReleasedPiece, ...]
    passages: tuple[ReleasedPiece, ...]
    categories: tuple[ReleasedPiece, ...]
    losses: tuple[ReleasedLoss, ...]


def release_record(  # noqa: PLR0913 - what a release is
    *, bank: Bank, snapshot: Snapshot, version: str, revision: str, files: tuple[Written, ...], findings: Findings
) -> ReleaseRecord:
    """Return what `release.json` says."""
    own = next(each.digest for each in snapshot.pieces if each.kind == "bank")
    return ReleaseRecord(
        format=_FORMAT,
        bank=ReleasedBank(bank.id, bank.title, bank.language, bank.licence, own),
        version=version,
        revision=revision,
        exporter=__version__,
        dependencies=dependencies(),
        files=tuple(ReleasedFile(each.path, each.role, each.size, each.sha256) for each in files),
        questions=tuple(ReleasedQuestion(entry.id, entry.digest) for entry in snapshot.live().values()),
        quizzes=_pieces("quiz", snapshot),
        lessons=_pieces("lesson", snapshot),
        passages=_pieces("passage", snapshot),
        categories=_pieces("category", snapshot),
        losses=tuple(
            ReleasedLoss(each.kind.target, each.kind.code, each.kind.feature, each.message, len(each))
            for each in findings.losses()
        ),
    )


def _pieces(kind: str, snapshot: Snapshot) -> tuple[ReleasedPiece, ...]:
    return tuple(ReleasedPiece(each.id, each.digest) for each in snapshot.pieces if each.kind == kind)


def dependencies() -> dict[str, str]:
    """Return the versions of the libraries that the tool declares, by name."""
    needed = [each for each in metadata.requires("exporter") or () if "extra ==" not in each]
    names = sorted({_package(each) for each in needed}, key=str.casefold)
    return {name: metadata.version(name) for name in names}


def _package(requirement: str) -> str:
    """Return the name of the package in a requirement such as `click>=8.1`."""
    at = next((at for at, sign in enumerate(requirement) if sign in " <>=!~;[("), len(requirement))
    return requirement[:at]


def encoded(record: ReleaseRecord) -> bytes:
    """Return the file's bytes: JSON that reads well and diffs well."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def schema() -> str:
    """Return the JSON Schema of `release.json`."""
    from exporter.schema import of_record, written  # noqa: PLC0415 - a release is made without it

    whole = of_record(ReleaseRecord, "A release of a question bank")
    whole["properties"]["format"] = {"const": _FORMAT}
    for definition, key in (
        ("ReleasedFile", "sha256"),
        ("ReleasedQuestion", "digest"),
        ("ReleasedPiece", "digest"),
        ("ReleasedBank", "digest"),
    ):
        whole["$defs"][definition]["properties"][key]["pattern"] = _DIGEST
    return written(whole)
