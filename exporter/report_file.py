"""`report.json` in the output folder: what stands there, how it was made, and what each target does not hold.

It holds no time and no path of this machine, so the same source gives the same report. A build of some targets
keeps what it says of the others, whose outputs stand beside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from exporter import __version__
from exporter.archive import Written, is_inside
from exporter.diagnostics import Diagnostic, Severity
from exporter.findings import Findings, Losses
from exporter.model import Bank
from exporter.report import record

FILE = "report.json"
_FORMAT = 1


class LossPlace(msgspec.Struct, frozen=True):
    """Where one loss is."""

    question: str
    place: str
    """`path:line:column`, the path relative to the bank."""


class LossRecord(msgspec.Struct, frozen=True):
    """All losses of one kind in a target."""

    code: str
    message: str
    count: int
    places: tuple[LossPlace, ...]
    feature: str = ""
    hint: str = ""


class TargetRecord(msgspec.Struct, frozen=True):
    """One target's outputs in the folder."""

    outputs: tuple[Written, ...]
    losses: tuple[LossRecord, ...]
    findings: tuple[dict[str, object], ...] = ()
    """Warnings and the like on these outputs, as `--format json` shows them."""
    settings: dict[str, str] = {}
    """The settings of the build that are not the defaults."""
    versions: dict[str, str] = {}
    """Of the libraries and fonts that decide the bytes."""


class BankRecord(msgspec.Struct, frozen=True):
    """The bank that was written."""

    id: str
    title: str
    version: str
    questions: int
    lessons: int
    quizzes: int


class BuildRecord(msgspec.Struct, frozen=True):
    """The whole report."""

    format: int
    exporter: str
    bank: BankRecord
    targets: dict[str, TargetRecord]
    findings: tuple[dict[str, object], ...] = ()
    """Warnings, advice and notes on the source, as `--format json` shows them."""


def read_earlier(out: Path) -> BuildRecord | None:
    """Return the report of the last build in the folder; None where there is none that we can read."""
    try:
        found = msgspec.json.decode((out / FILE).read_bytes(), type=BuildRecord)
    except (OSError, ValueError, RecursionError):
        return None
    return found if found.format == _FORMAT else None


def bank_record(bank: Bank) -> BankRecord:
    """Return what the report says of the bank."""
    return BankRecord(bank.id, bank.title, bank.version, len(bank.questions), len(bank.lessons), len(bank.quizzes))


def target_record(
    name: str,
    written: tuple[Written, ...],
    findings: Findings,
    settings: Mapping[str, str],
    versions: Mapping[str, str],
) -> TargetRecord:
    """Return what the report says of one target of this build."""
    losses = tuple(_loss_record(each) for each in findings.losses() if each.kind.target == name)
    singles = tuple(record(each) for each in findings.singles() if each.target == name)
    outputs = tuple(sorted(written, key=lambda each: each.path))
    return TargetRecord(outputs, losses, singles, dict(sorted(settings.items())), dict(sorted(versions.items())))


def _loss_record(losses: Losses) -> LossRecord:
    kind = losses.kind
    places = tuple(
        LossPlace(question, f"{span.path}:{span.line}:{span.column}" if span.line else span.path)
        for span, question in losses.places()
    )
    return LossRecord(kind.code, losses.message, len(losses), places, kind.feature, kind.hint)


def source_findings(findings: Findings) -> tuple[dict[str, object], ...]:
    """Return the findings on the source itself that did not keep it from being built."""
    return tuple(record(each) for each in findings.singles() if not each.target and not _is_error(each))


def _is_error(finding: Diagnostic) -> bool:
    return finding.severity is Severity.ERROR


def encoded(bank: BankRecord, targets: Mapping[str, TargetRecord], findings: tuple[dict[str, object], ...]) -> bytes:
    """Return the report's bytes: JSON that reads well and diffs well."""
    whole = BuildRecord(_FORMAT, __version__, bank, dict(sorted(targets.items())), findings)
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def stale_outputs(out: Path, earlier: BuildRecord | None, targets: Mapping[str, TargetRecord]) -> list[str]:
    """Return the outputs of the last build of these targets that this one no longer writes.

    A file that is not the one we wrote, or that stands outside the folder, is somebody else's.
    """
    now = {output.path.casefold() for target in targets.values() for output in target.outputs}
    return [output.path for output in _earlier_outputs(earlier, targets) if _is_stale(out, output, now)]


def _earlier_outputs(earlier: BuildRecord | None, targets: Mapping[str, TargetRecord]) -> Iterator[Written]:
    for name, target in (earlier.targets if earlier else {}).items():
        if name in targets:
            yield from target.outputs


def _is_stale(out: Path, output: Written, now: set[str]) -> bool:
    if output.path.casefold() in now or not is_inside(output.path) or output.path == FILE:
        return False
    try:
        file = out / output.path
        if not file.resolve().is_relative_to(out.resolve()) or file.stat().st_size != output.size:
            return False
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == output.sha256
    except (OSError, ValueError):
        return False


def merged(
    earlier: BuildRecord | None, targets: Mapping[str, TargetRecord], *, partial: bool
) -> dict[str, TargetRecord]:
    """Return the targets of the folder after this build; `partial` (some quizzes only) keeps the other outputs too."""
    before = dict(earlier.targets) if earlier else {}
    for name, target in targets.items():
        if partial and name in before:
            ours = {output.path for output in target.outputs}
            kept = [output for output in before[name].outputs if output.path not in ours]
            outputs = tuple(sorted([*kept, *target.outputs], key=lambda each: each.path))
            before[name] = msgspec.structs.replace(target, outputs=outputs)
        else:
            before[name] = target
    return before
