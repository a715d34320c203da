"""What `--format json` prints, a document a command; their JSON Schemas are published in `docs/schema/`."""

from __future__ import annotations

import msgspec

from exporter.archive import Written
from exporter.report import FindingRecord
from exporter.validation.verdict import Judgement


class CheckDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `exporter check` found."""

    questions: int
    good: bool
    """Whether the exit code is 0."""
    findings: tuple[FindingRecord, ...]


class BuildDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `exporter build` wrote and found."""

    questions: int
    good: bool
    outputs: tuple[Written, ...]
    """Empty where nothing was written."""
    findings: tuple[FindingRecord, ...]


class ValidateDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What the judges of `exporter validate` said."""

    judgements: tuple[Judgement, ...]
    good: bool
    findings: tuple[FindingRecord, ...]


class ReleasedFileRecord(msgspec.Struct, frozen=True):
    """One file of a release."""

    path: str
    """Relative to the release's folder."""
    size: int
    """Bytes."""
    sha256: str


class ReleaseDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `exporter release` made and found."""

    good: bool
    folder: str | None
    """Where the release stands; null where nothing was released."""
    files: tuple[ReleasedFileRecord, ...]
    findings: tuple[FindingRecord, ...]
