"""Make a release: build everything aside, list it, pack it, and put it in its place by one renaming."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from exporter.archive import Aside, Staging, Written
from exporter.asked import output_time
from exporter.cache import open_cache
from exporter.codes.release import SCHEMAS_NEEDED, VERSION_DIFFERS, VERSION_EXISTS
from exporter.codes.tool import CANNOT_WRITE
from exporter.diagnostics import Diagnostic, Span
from exporter.diff import Difference, Snapshot, compare, snapshot_of
from exporter.diff.snapshot import FILE as QUESTIONS
from exporter.diff.snapshot import encoded as snapshot_encoded
from exporter.findings import Findings
from exporter.model import BANK_FILE, STATUSES, Bank
from exporter.output import FileOutput, Member, ZipOutput, file_blocks
from exporter.pipeline import Result, build
from exporter.progress import Progress
from exporter.reader.source_files import bank_paths
from exporter.release.notes import FILE as NOTES
from exporter.release.notes import notes
from exporter.release.record import FILE, encoded, release_record
from exporter.release.revision import revision
from exporter.report_file import FILE as REPORT
from exporter.settings import Settings
from exporter.shown_path import shown_path

SUMS = "SHA256SUMS"
FOLDER = "release"


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a release."""

    findings: Findings
    folder: Path | None = None
    """Where it stands; None where anything was wrong."""
    files: tuple[Written, ...] = ()
    difference: Difference | None = None
    questions: int = 0


def make(settings: Settings, version: str, since: Snapshot | None = None, progress: Progress | None = None) -> Release:
    """Make the release of `version` from the settings' source below its output folder; findings are in the result.

    `since` is the release that the notes compare with. All targets are built and judged by the official schemas.
    """
    progress = progress or Progress(None)
    bank, snapshot = _read(settings)
    read = (*bank_paths(settings.source), *bank.media)
    commit, found = revision(settings.source, settings.out, read)
    findings = Findings([*([found] if found else []), *_schemas_missing()])
    findings.extend(_wrong_version(bank, version, settings.out))
    if len(findings):
        return Release(findings=findings)
    place = settings.out / FOLDER / f"{bank.id}-{version}"
    try:
        with Aside(place) as aside:
            inner = msgspec.structs.replace(
                settings, out=aside.folder, targets=(), official=True, cache_folder=settings.out
            )
            result = build(inner, progress)
            if not result.good:
                return Release(findings=result.findings, questions=result.questions)
            progress.step("packing")
            difference = compare(since, snapshot) if since else None
            work = _Work(bank=bank, snapshot=snapshot, version=version, commit=commit, name=place.name)
            files = work.write(aside.folder, result, difference)
            again, changed = revision(settings.source, settings.out, read)
            if changed or again != commit:
                return Release(findings=Findings([changed] if changed else []))
            aside.place()
    except FileExistsError:
        return Release(findings=Findings([_exists(place)]))
    except OSError as error:
        return Release(findings=Findings([_disk(error)]))
    return Release(
        findings=result.findings, folder=place, files=files, difference=difference, questions=result.questions
    )


class _Work(msgspec.Struct, frozen=True, kw_only=True):
    """What the files that a release adds to a build are made from."""

    bank: Bank
    snapshot: Snapshot
    version: str
    commit: str
    name: str

    def write(self, folder: Path, result: Result, difference: Difference | None) -> tuple[Written, ...]:
        """Write list, notes, record, sums and archive beside the outputs; return every file, the archive last."""
        with Staging(folder, output_time()) as staging:
            files = [*result.outputs, _written(folder, REPORT, "report")]
            files.append(staging.write(FileOutput(QUESTIONS, "questions", [snapshot_encoded(self.snapshot)])))
            text = "\n".join(notes(self.bank, self.version, files, result.findings, difference)) + "\n"
            files.append(staging.write(FileOutput(NOTES, "notes", [text.encode()])))
            files.sort(key=lambda each: each.path)
            record = release_record(
                bank=self.bank,
                snapshot=self.snapshot,
                version=self.version,
                revision=self.commit,
                files=tuple(files),
                findings=result.findings,
            )
            files.append(staging.write(FileOutput(FILE, "release", [encoded(record)])))
            files.sort(key=lambda each: each.path)
            sums = "".join(f"{each.sha256}  {each.path}\n" for each in files)
            files.append(staging.write(FileOutput(SUMS, "sums", [sums.encode()])))
            staging.commit([QUESTIONS, NOTES, FILE, SUMS])
            members = (Member(f"{self.name}/{each.path}", file_blocks(folder / each.path)) for each in files)
            files.append(staging.write(ZipOutput(f"{self.name}.zip", "archive", members)))
            staging.commit([f"{self.name}.zip"])
        return tuple(files)


def _read(settings: Settings) -> tuple[Bank, Snapshot]:
    from exporter.reader import read_bank  # noqa: PLC0415 - the heavy part

    with open_cache(settings.out, enabled=settings.cache) as cache:
        bank, _ = read_bank(settings.source, cache=cache, statuses=STATUSES)
        return bank, snapshot_of(bank)


def _wrong_version(bank: Bank, version: str, out: Path) -> Iterator[Diagnostic]:
    if bank.id and bank.version != version:
        stated = f"`{bank.version}`" if bank.version else "not stated"
        message = f"the version `{version}` is not that of the bank, which is {stated}"
        yield VERSION_DIFFERS.at(Span(BANK_FILE), message, f"write `version: {version}` into bank.yaml")
    place = out / FOLDER / f"{bank.id}-{version}"
    if place.exists():
        yield _exists(place)


def _exists(place: Path) -> Diagnostic:
    return VERSION_EXISTS.at(Span(""), f"there is a release `{place.name}` already", "give the new one a new version")


def _schemas_missing() -> Iterator[Diagnostic]:
    from exporter.validation.official import JUDGES  # noqa: PLC0415
    from exporter.validation.schemas import schema_folder, state  # noqa: PLC0415

    folder = schema_folder()
    wanted = {judge.path for judges in JUDGES.values() for judge in judges}
    missing = [path for path in sorted(wanted) if state(folder, path) == "missing"]
    if missing:
        message = f"{len(missing)} of the {len(wanted)} official schemas that judge a release are not installed"
        yield SCHEMAS_NEEDED.at(Span(""), message, "run `exporter schemas install`")


def _written(folder: Path, path: str, role: str) -> Written:
    file = folder / path
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Written(path, role, file.stat().st_size, digest)


def _disk(error: OSError) -> Diagnostic:
    reason = (error.strerror or str(error)).lower()
    message = (
        f"`{shown_path(str(error.filename))}` cannot be written: {reason}"
        if error.filename
        else f"cannot write: {reason}"
    )
    return CANNOT_WRITE.at(Span(""), message, "nothing was released; choose another folder with `-o`, or make room")
