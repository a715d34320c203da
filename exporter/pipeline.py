"""The pipeline: read the bank, write every target aside, judge, report, and put it all in its place at once.

Where anything is wrong nothing is replaced: the last good build stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from exporter.archive import PathTakenError, Staging, TooLargeError, Written, committing
from exporter.asked import check_out, check_quizzes, chosen_targets, narrowed_bank, output_time, versions_of
from exporter.cache import FileCache, NoCache, open_cache
from exporter.checking import check_bank
from exporter.codes.tool import (
    CANNOT_READ,
    CANNOT_WRITE,
    MEMBER_TOO_LARGE,
    NOTHING_TO_BUILD,
    SAME_OUTPUT,
    SOURCE_CHANGED,
)
from exporter.dead_names import without_broken_parts
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.findings import Findings
from exporter.job import Job
from exporter.last_build import LastBuild
from exporter.model import BANK_FILE, Bank
from exporter.output import FileOutput, Member, Output, ZipOutput
from exporter.progress import Counted, Progress
from exporter.report_file import (
    FILE,
    bank_record,
    encoded,
    other_targets,
    read_earlier,
    stale_outputs,
    target_record,
    with_others,
)
from exporter.settings import Settings, stated
from exporter.shown_path import shown_path
from exporter.source_state import State, changed, state_of
from exporter.targets import Target
from exporter.targets.support import bank_findings
from exporter.wording import Wordings

_DRAIN = 1000
"""Findings of a target that wait as records before they are gathered small."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build."""

    findings: Findings
    outputs: tuple[Written, ...] = ()
    """What was put in its place, by path; nothing where anything was wrong."""
    questions: int = 0
    good: bool
    """Whether the exit code is 0."""


def build(settings: Settings, progress: Progress | None = None) -> Result:
    """Build the bank; every finding is in the result, a CommandError where the command itself is wrong."""
    progress = progress or Progress(None)
    chosen, time = chosen_targets(settings.targets), output_time()
    check_out(settings)
    versions = versions_of(chosen)
    before = state_of(settings.source, settings.out)
    with progress, open_cache(settings.cache_folder or settings.out, enabled=settings.cache) as cache:
        progress.step(f"reading {settings.source}")
        last = LastBuild(settings, time, versions if len(versions) == len(chosen) else None, cache)
        kept = last.standing()
        if kept is not None:
            return _result(Findings.unpacked(kept.findings), settings, kept.questions, kept.outputs)
        bank, findings = _readied(settings, cache)
        if not _is_writable(bank, findings, settings):
            return _result(findings, settings, len(bank.questions), ())
        try:
            with Staging(settings.out, time) as staging:
                run = _Run(
                    bank=bank,
                    settings=settings,
                    staging=staging,
                    findings=findings,
                    cache=cache,
                    progress=progress,
                    before=before,
                    versions=versions,
                    last=last,
                )
                outputs = run.write(chosen)
        except OSError as error:
            findings.add(_disk_finding(error, settings.source))
            outputs = ()
    return _result(findings, settings, len(bank.questions), outputs)


def _readied(settings: Settings, cache: FileCache | NoCache) -> tuple[Bank, Findings]:
    """Return the bank as it is to be written, and what was found in it."""
    bank, findings = check_bank(settings.source, statuses=settings.statuses, cache=cache)
    if not bank.questions and not bank.lessons and not findings.count(Severity.ERROR):
        findings.add(NOTHING_TO_BUILD.at(Span(BANK_FILE), "the bank has no question that is exported"))
    if not _is_writable(bank, findings, settings):
        return bank, findings
    if findings.count(Severity.ERROR):
        bank = without_broken_parts(bank)
    check_quizzes(bank, settings.options.quizzes)
    if settings.changed_since is not None:
        bank, found = narrowed_bank(bank, settings)
        findings.extend(found)
    return bank, findings


def _is_writable(bank: Bank, findings: Findings, settings: Settings) -> bool:
    """Return whether there is something to write, and nothing wrong that the author does not insist on."""
    return bool(bank.questions or bank.lessons) and (settings.keep_going or not _stops(findings, settings))


def _result(findings: Findings, settings: Settings, questions: int, outputs: tuple[Written, ...]) -> Result:
    return Result(findings=findings, outputs=outputs, questions=questions, good=not _stops(findings, settings))


class _Run(msgspec.Struct, kw_only=True):
    """One build between its bank and its commit."""

    bank: Bank
    settings: Settings
    staging: Staging
    findings: Findings
    cache: FileCache | NoCache
    progress: Progress
    before: State
    """The source as it was before it was read."""
    versions: Mapping[str, Mapping[str, str]]
    """Of the libraries that decide the bytes of each target."""
    last: LastBuild
    wordings: Wordings = msgspec.field(default_factory=Wordings)
    outside: set[str] = msgspec.field(default_factory=set)
    """Files that are not the bank's and that the targets made use of."""

    def write(self, targets: Iterable[Target]) -> tuple[Written, ...]:
        """Write the targets and put them in place; return what was, which is nothing where anything is wrong."""
        source_errors = self.findings.count(Severity.ERROR)
        missing = 0
        written: dict[str, tuple[Written, ...]] = {}
        for target in targets:
            lacking = target.unavailable()
            if lacking is not None:
                self.findings.add(lacking)
                missing += 1
                continue
            written[target.name] = tuple(self._target(target))
        if self.settings.official:
            from exporter.judging import official_findings  # noqa: PLC0415 - its schemas are slow, and only now wanted

            self.findings.extend(official_findings(written, self.staging, self.settings, self.progress))
        if not written:
            return ()
        if self.findings.count(Severity.ERROR) > source_errors + missing:
            return ()
        if self.settings.strict and not self.settings.keep_going and _stops(self.findings, self.settings):
            return ()
        if not self.findings.count(Severity.ERROR):
            self.last.note_bank()
        moved = changed(self.before, state_of(self.settings.source, self.settings.out))
        if moved is not None:
            message = "the file changed while the bank was built, so nothing was replaced"
            self.findings.add(SOURCE_CHANGED.at(Span(shown_path(moved)), message, "build again"))
            return ()
        return self._commit(written)

    def _target(self, target: Target) -> Iterator[Written]:
        """Write one target's outputs aside."""
        bank = self.bank
        if self.progress.active:
            bank = msgspec.structs.replace(bank, questions=Counted(bank.questions, self.progress))
        job = Job(bank, self.settings.options, self.cache, target.name, self.wordings)
        self.progress.step(f"{target.name}:")
        for output in target.write(job):
            self.progress.step(f"{target.name}: {output.path}")
            try:
                yield self.staging.write(self._draining(output, job))
            except PathTakenError:
                message = f"two outputs would be `{output.path}`"
                self.findings.add(
                    SAME_OUTPUT.at(Span(""), message, "give one of the quizzes another id", target=target.name)
                )
            except TooLargeError as error:
                message = f"`{error}` is larger than 2 GiB, which no platform imports"
                self.findings.add(MEMBER_TOO_LARGE.at(Span(""), message, "link to it instead", target=target.name))
        if not self.settings.options.quizzes and self.settings.changed_since is None:
            job.report(*bank_findings(self.bank, target.support(self.settings.options), target.name))
        self._drain(job)
        self.outside |= job.outside

    def _draining(self, output: Output, job: Job) -> Output:
        """Return the output; while it is consumed, what the job reports moves to the compact findings."""
        if isinstance(output, FileOutput):
            return FileOutput(output.path, output.role, self._drained(output.chunks, job))
        members = (Member(member.name, self._drained(member.chunks, job)) for member in output.members)
        return ZipOutput(output.path, output.role, members)

    def _drained(self, chunks: Iterable[bytes], job: Job) -> Iterator[bytes]:
        for chunk in chunks:
            if len(job.findings) > _DRAIN:
                self._drain(job)
            yield chunk

    def _drain(self, job: Job) -> None:
        self.findings.extend(job.findings)
        job.findings.clear()

    def _commit(self, written: dict[str, tuple[Written, ...]]) -> tuple[Written, ...]:
        """Put everything in its place, with the report, and take away what is no longer written."""
        partial = bool(self.settings.options.quizzes)
        outputs = [output for of_target in written.values() for output in of_target]
        with committing(self.settings.out):
            earlier = read_earlier(self.settings.out)
            stale = [] if partial else stale_outputs(self.settings.out, earlier, written)
            if partial:
                written = {name: with_others(earlier, name, of_target) for name, of_target in written.items()}
            records = other_targets(earlier, written)
            del earlier  # of a large bank it is some megabytes, as what follows
            for name, of_target in written.items():
                settings = stated(self.settings)
                records[name] = target_record(name, of_target, self.findings, settings, self.versions[name])
            report = encoded(bank_record(self.bank), records, self.findings)
            reported = self.staging.write(FileOutput(FILE, "report", report))
            self.staging.commit([*(output.path for output in outputs), FILE], stale)
        done = tuple(sorted(outputs, key=lambda each: each.path))
        self.last.keep(self.bank, done, reported, self.findings, self.outside)
        return done


def _stops(findings: Findings, settings: Settings) -> bool:
    """Return whether the findings make the exit code 1."""
    severities = [Severity.ERROR]
    if settings.strict:
        severities += [Severity.WARNING, Severity.LOSS]
    return any(findings.count(severity) for severity in severities)


def _disk_finding(error: OSError, source: Path) -> Diagnostic:
    """Return what the disk or a permission stood against."""
    name = str(error.filename or "")
    reason = (error.strerror or str(error)).lower()
    if name and Path(name).resolve().is_relative_to(source.resolve()):
        path = shown_path(Path(name).resolve().relative_to(source.resolve()).as_posix())
        return CANNOT_READ.at(Span(path), f"the file cannot be read: {reason}")
    message = f"`{shown_path(name)}` cannot be written: {reason}" if name else f"the output cannot be written: {reason}"
    return CANNOT_WRITE.at(Span(""), message, "nothing was replaced; choose another folder with `-o`, or make room")
