"""`report.json` in the output folder: what stands there, how it was made, and what each target does not hold.

It holds no time and no path of this machine, so the same source gives the same report. A build of some targets
keeps what it says of the others, whose outputs stand beside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from exporter import __version__
from exporter.archive import Written, is_inside
from exporter.diagnostics import Severity
from exporter.findings import Findings, Losses
from exporter.model import Bank
from exporter.report import record

FILE = "report.json"
_FORMAT = 1
_PIECE = 1 << 18


class TargetRecord(msgspec.Struct, frozen=True):
    """One target's outputs in the folder."""

    outputs: tuple[Written, ...]
    findings: msgspec.Raw
    """Warnings and the like on these outputs, as `--format json` shows them."""
    settings: dict[str, str] = {}
    """The settings of the build that are not the defaults."""
    versions: dict[str, str] = {}
    """Of the libraries and fonts that decide the bytes."""
    losses: msgspec.Raw = msgspec.Raw()
    """A list, one entry a kind with all its places, as JSON: of a large bank it is most of the report.

    Empty for a target of this build: its losses are among the findings, and are written from there.
    """


class BankRecord(msgspec.Struct, frozen=True):
    """The bank that was written."""

    id: str
    title: str
    version: str
    questions: int
    lessons: int
    quizzes: int


class BuildRecord(msgspec.Struct, frozen=True):
    """The report of an earlier build, as far as the next one asks for it."""

    format: int
    targets: dict[str, TargetRecord]


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
    singles = b"".join(_listed(_json(record(each)) for each in findings.singles() if each.target == name))
    outputs = tuple(sorted(written, key=lambda each: each.path))
    return TargetRecord(outputs, msgspec.Raw(singles), dict(sorted(settings.items())), dict(sorted(versions.items())))


def _losses_json(name: str, findings: Findings) -> Iterator[bytes]:
    """Yield the list of a target's losses, piece by piece."""
    mark = b"["
    for losses in findings.losses():
        if losses.kind.target == name:
            yield mark + b"\n"
            yield from _loss_json(losses)
            mark = b","
    yield b"[]" if mark == b"[" else b"\n]"


def _loss_json(losses: Losses) -> Iterator[bytes]:
    kind = losses.kind
    whole = {
        "code": kind.code,
        "message": losses.message,
        "hint": kind.hint,
        "feature": kind.feature,
        "count": len(losses),
    }
    yield _json({key: value for key, value in whole.items() if value})[:-1] + b',"places":'
    yield from _listed(
        _json({"question": question, "place": f"{span.path}:{span.line}:{span.column}" if span.line else span.path})
        for span, question in losses.places()
    )
    yield b"}"


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)


def _listed(items: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the JSON list of the items, a line each: it reads well and diffs well."""
    mark = b"["
    for item in items:
        yield mark + b"\n" + item
        mark = b","
    yield b"[]" if mark == b"[" else b"\n]"


def encoded(bank: BankRecord, targets: Mapping[str, TargetRecord], findings: Findings) -> Iterator[bytes]:
    """Yield the report's bytes; of the findings, those on the source itself that did not keep it from being built."""
    yield b'{"format":%d,\n"exporter":%s,\n"bank":%s,\n"targets":{' % (_FORMAT, _json(__version__), _json(bank))
    for place, (name, target) in enumerate(sorted(targets.items())):
        yield b"%s\n%s:{" % (b"," if place else b"", _json(name))
        yield b'\n"outputs":'
        yield from _listed(map(_json, target.outputs))
        yield b',\n"settings":%s,\n"versions":%s' % (_json(target.settings), _json(target.versions))
        yield b',\n"findings":%b,\n"losses":' % bytes(target.findings)
        yield from (_pieces(memoryview(target.losses)) if memoryview(target.losses) else _losses_json(name, findings))
        yield b"}"
    of_source = (each for each in findings.singles() if not each.target and each.severity is not Severity.ERROR)
    yield b'},\n"findings":'
    yield from _listed(_json(record(each)) for each in of_source)
    yield b"}\n"


def _pieces(whole: memoryview) -> Iterator[bytes]:
    """Yield the bytes in pieces, so that no second copy of them all is made."""
    for start in range(0, len(whole), _PIECE):
        yield bytes(whole[start : start + _PIECE])


def stale_outputs(out: Path, earlier: BuildRecord | None, written: Mapping[str, tuple[Written, ...]]) -> list[str]:
    """Return the outputs of the last build of these targets that this one no longer writes.

    A file that is not the one we wrote, or that stands outside the folder, is somebody else's.
    """
    now = {output.path.casefold() for outputs in written.values() for output in outputs}
    before = (output for name in written for output in _outputs(earlier, name))
    return [output.path for output in before if _is_stale(out, output, now)]


def _outputs(earlier: BuildRecord | None, name: str) -> tuple[Written, ...]:
    return earlier.targets[name].outputs if earlier and name in earlier.targets else ()


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


def with_others(earlier: BuildRecord | None, name: str, written: tuple[Written, ...]) -> tuple[Written, ...]:
    """Return a target's outputs after a build of some quizzes: what stood there before stays, unless written anew."""
    ours = {output.path for output in written}
    return (*(output for output in _outputs(earlier, name) if output.path not in ours), *written)


def other_targets(earlier: BuildRecord | None, names: Collection[str]) -> dict[str, TargetRecord]:
    """Return the targets that stand in the folder and that this build did not write."""
    return {name: target for name, target in (earlier.targets if earlier else {}).items() if name not in names}
