"""One side of a comparison, from where the command line names it: a release's folder or archive, or a bank's source."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec

from exporter.cache import NoCache
from exporter.codes.release import RELEASE_DAMAGED
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.diff.snapshot import FILE, Snapshot, decoded, snapshot_of
from exporter.model import BANK_FILE, STATUSES

_MOST = 1 << 30
"""Bytes of a snapshot beyond which it is none of ours."""


class NotASideError(Exception):
    """What is named is neither a release nor a bank; the message says what it is."""


def load(path: Path) -> tuple[Snapshot | None, list[Diagnostic]]:
    """Return the snapshot at `path` and what was found wrong; None where errors leave nothing to compare.

    `NotASideError` where `path` is neither a release nor a bank.
    """
    if (path / FILE).is_file():
        return _read(path, (path / FILE).read_bytes())
    if path.is_dir():
        if not (path / BANK_FILE).is_file():
            raise NotASideError(f"`{path}` is neither a release (it has no {FILE}) nor a bank (it has no bank.yaml)")
        return _source(path)
    if path.is_file() and zipfile.is_zipfile(path):
        return _archive(path)
    raise NotASideError(f"`{path}` is {'no release' if path.exists() else 'not there'}; name a release or a bank")


def _source(path: Path) -> tuple[Snapshot | None, list[Diagnostic]]:
    from exporter.reader import read_bank  # noqa: PLC0415 - two releases are compared without it

    bank, findings = read_bank(path, cache=NoCache(), statuses=STATUSES)
    errors = [each for each in findings if each.severity is Severity.ERROR]
    return (None, errors) if errors else (snapshot_of(bank), [])


def _archive(path: Path) -> tuple[Snapshot | None, list[Diagnostic]]:
    try:
        with zipfile.ZipFile(path) as archive:
            named = [info for info in archive.infolist() if info.filename.rpartition("/")[2] == FILE]
            if len(named) != 1:
                raise NotASideError(f"`{path}` is no release: there is no {FILE} in it")
            if named[0].file_size > _MOST:
                raise NotASideError(f"`{path}` is no release: its {FILE} is too large")
            return _read(path, archive.read(named[0]))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        return None, [_damaged(path, str(error))]


def _read(path: Path, data: bytes) -> tuple[Snapshot | None, list[Diagnostic]]:
    try:
        return decoded(data), []
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return None, [_damaged(path, str(error))]


def _damaged(path: Path, why: str) -> Diagnostic:
    why = why[:1].lower() + why[1:].rstrip(".")
    message = f"the release `{path.name}` cannot be read: {why}"
    return RELEASE_DAMAGED.at(Span(""), message, "fetch it again, or name another one")
