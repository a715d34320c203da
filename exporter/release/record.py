"""`release.json`: what a release is made of, for programs; its JSON Schema is published in `docs/schema/`.

It holds no time and no path of the machine, so the same source and the same versions give the same bytes.
"""

from __future__ import annotations

import json
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
    losses: tuple[ReleasedLoss, ...]


def release_record(  # noqa: PLR0913 - what a release is
    *, bank: Bank, snapshot: Snapshot, version: str, revision: str, files: tuple[Written, ...], findings: Findings
) -> ReleaseRecord:
    """Return what `release.json` says."""
    return ReleaseRecord(
        _FORMAT,
        ReleasedBank(bank.id, bank.title, bank.language, bank.licence),
        version,
        revision,
        __version__,
        dependencies(),
        tuple(ReleasedFile(each.path, each.role, each.size, each.sha256) for each in files),
        tuple(ReleasedQuestion(entry.id, entry.digest) for entry in snapshot.live().values()),
        tuple(
            ReleasedLoss(each.kind.target, each.kind.code, each.kind.feature, each.message, len(each))
            for each in findings.losses()
        ),
    )


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
    (whole,), definitions = msgspec.json.schema_components([ReleaseRecord], ref_template="#/$defs/{name}")
    name = whole["$ref"].rpartition("/")[2]
    root = definitions.pop(name)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", **root, "title": "A release of a question bank"}
    head["properties"]["format"] = {"const": _FORMAT}
    for definition, key in (("ReleasedFile", "sha256"), ("ReleasedQuestion", "digest")):
        definitions[definition]["properties"][key]["pattern"] = _DIGEST
    return json.dumps({**head, "$defs": dict(sorted(definitions.items()))}, indent=2, ensure_ascii=False) + "\n"
