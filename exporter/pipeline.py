"""The pipeline: read the bank, write every target aside, judge, report, and put it all in its place at once.

Where anything is wrong nothing is replaced: the last good build stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from exporter.archive import PathTakenError, Staging, TooLargeError, Written, source_date_epoch
from exporter.cache import FileCache, NoCache, open_cache
from exporter.codes.tool import (
    CANNOT_READ,
    CANNOT_WRITE,
    MEMBER_TOO_LARGE,
    NOTHING_CHANGED,
    NOTHING_TO_BUILD,
    SAME_OUTPUT,
    SOURCE_CHANGED,
)
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.findings import Findings
from exporter.job import Job
from exporter.model import Bank
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
from exporter.settings import CommandError, Settings, stated
from exporter.source_state import State, changed, state_of
from exporter.targets import Target

_DRAIN = 1000


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a build."""

    findings: Findings
    outputs: tuple[Written, ...] = ()
    """What was put in its place, by path; nothing where anything was wrong."""
    questions: int = 0
    good: bool
    """Whether the exit code is 0."""


def check_bank(
    source: Path,
    *,
    statuses: Collection[str] = ("ready",),
    cache: FileCache | NoCache | None = None,
    advice: bool = False,
) -> tuple[Bank, Findings]:
    """Return the bank at `source` and everything that was found in it; advice where it is wanted and no error is there.

    What cannot be read would be missing from what advice counts, and an author mends errors first.
    """
    from exporter.reader import read_bank  # noqa: PLC0415 - the heavy part, for commands that read

    bank, found = read_bank(source, cache=cache or NoCache(), statuses=statuses)
    findings = Findings(found)
    if advice and not findings.count(Severity.ERROR):
        from exporter.advice import advise  # noqa: PLC0415 - a build does without

        findings.extend(advise(bank))
    return bank, findings


def build(settings: Settings, progress: Progress | None = None) -> Result:
    """Build the bank; every finding is in the result, a CommandError where the command itself is wrong."""
    progress = progress or Progress(None)
    chosen, time = _chosen(settings.targets), output_time()
    _check_out(settings)
    before = state_of(settings.source, settings.out)
    with progress, open_cache(settings.cache_folder or settings.out, enabled=settings.cache) as cache:
        progress.step(f"reading {settings.source}")
        bank, findings = check_bank(settings.source, statuses=settings.statuses, cache=cache)
        if not bank.questions and not bank.lessons and not findings.count(Severity.ERROR):
            findings.add(NOTHING_TO_BUILD.at(Span("bank.yaml"), "the bank has no question that is exported"))
        if (_stops(findings, settings) and not settings.keep_going) or not (bank.questions or bank.lessons):
            return Result(findings=findings, questions=len(bank.questions), good=False)
        _check_quizzes(bank, settings.options.quizzes)
        if settings.changed_since is not None:
            bank, found = _narrowed(bank, settings)
            findings.extend(found)
            if not bank.questions:
                return Result(findings=findings, good=not _stops(findings, settings))
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
                )
                outputs = run.write(chosen)
        except OSError as error:
            findings.add(_disk_finding(error, settings.source))
            outputs = ()
    return Result(
        findings=findings, outputs=outputs, questions=len(bank.questions), good=not _stops(findings, settings)
    )


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
    versions: dict[str, dict[str, str]] = {}
    """Of the libraries that decided the bytes of each target."""

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
            self.versions[target.name] = {**_versions(), **target.versions()}
        if self.settings.official:
            from exporter.judging import official_findings  # noqa: PLC0415 - its schemas are slow, and only now wanted

            self.findings.extend(official_findings(written, self.staging, self.settings, self.progress))
        if not written:
            return ()
        if self.findings.count(Severity.ERROR) > source_errors + missing:
            return ()
        if self.settings.strict and not self.settings.keep_going and _stops(self.findings, self.settings):
            return ()
        moved = changed(self.before, state_of(self.settings.source, self.settings.out))
        if moved is not None:
            message = "the file changed while the bank was built, so nothing was replaced"
            self.findings.add(SOURCE_CHANGED.at(Span(moved), message, "build again"))
            return ()
        return self._commit(written)

    def _target(self, target: Target) -> Iterator[Written]:
        """Write one target's outputs aside."""
        bank = self.bank
        if self.progress.active:
            bank = msgspec.structs.replace(bank, questions=Counted(bank.questions, self.progress))
        job = Job(bank, self.settings.options, self.cache, target.name)
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
        self._drain(job)

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
        with self.staging.committing():
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
            self.staging.write(FileOutput(FILE, "report", report))
            self.staging.commit([*(output.path for output in outputs), FILE], stale)
        return tuple(sorted(outputs, key=lambda each: each.path))


def _stops(findings: Findings, settings: Settings) -> bool:
    """Return whether the findings make the exit code 1."""
    severities = [Severity.ERROR]
    if settings.strict:
        severities += [Severity.WARNING, Severity.LOSS]
    return any(findings.count(severity) for severity in severities)


def _chosen(names: Collection[str]) -> list[Target]:
    from exporter.targets.registry import TARGETS  # noqa: PLC0415 - loads every target

    unknown = [name for name in names if name not in {target.name for target in TARGETS}]
    if unknown:
        there = ", ".join(target.name for target in TARGETS)
        raise CommandError(f"there is no target `{unknown[0]}`; there are {there}")
    return [target for target in TARGETS if not names or target.name in names]


def output_time() -> int | None:
    """Return the time of members of archives that SOURCE_DATE_EPOCH sets; a CommandError where it is no time."""
    try:
        return source_date_epoch()
    except ValueError:
        raise CommandError("SOURCE_DATE_EPOCH is set, but is no number of seconds from 1970 to the year 9999") from None


def _check_out(settings: Settings) -> None:
    """Refuse to write among the files of the source."""
    out = settings.out.resolve()
    for name in ("questions", "lessons", "quizzes", "media"):
        if out.is_relative_to(settings.source.resolve() / name):
            raise CommandError(f"the output folder `{settings.out}` lies among the files of the source")


def _check_quizzes(bank: Bank, wanted: Iterable[str]) -> None:
    for quiz in wanted:
        if quiz not in bank.quizzes:
            there = ", ".join(bank.quizzes) or "none"
            raise CommandError(f"there is no quiz `{quiz}` in the bank; there are: {there}")


def _narrowed(bank: Bank, settings: Settings) -> tuple[Bank, list[Diagnostic]]:
    """Return the bank with what is new or changed since a release; without any question where there is nothing."""
    from exporter.diff.fresh import only_fresh  # noqa: PLC0415 - for those who ask for it
    from exporter.diff.load import NotASideError, load  # noqa: PLC0415

    assert settings.changed_since is not None
    if settings.options.quizzes:
        raise CommandError("--changed-since writes no quizzes, so that --quiz has no place beside it")
    try:
        since, found = load(settings.changed_since)
    except NotASideError as error:
        raise CommandError(str(error)) from None
    if since is None:
        return msgspec.structs.replace(bank, questions=()), found
    narrowed = only_fresh(bank, since, settings.statuses)
    if not narrowed.questions:
        message = f"no question is new or changed since {since.bank} {since.version}".rstrip()
        found = [NOTHING_CHANGED.at(Span("bank.yaml"), message)]
    return narrowed, found


def _versions() -> dict[str, str]:
    from lxml import etree  # noqa: PLC0415 - the targets have loaded it

    return {"lxml": etree.__version__, "libxml2": ".".join(map(str, etree.LIBXML_VERSION))}


def _disk_finding(error: OSError, source: Path) -> Diagnostic:
    """Return what the disk or a permission stood against."""
    name = str(error.filename or "")
    reason = (error.strerror or str(error)).lower()
    if name and Path(name).resolve().is_relative_to(source.resolve()):
        path = Path(name).resolve().relative_to(source.resolve()).as_posix()
        return CANNOT_READ.at(Span(path), f"the file cannot be read: {reason}")
    message = f"`{name}` cannot be written: {reason}" if name else f"the output cannot be written: {reason}"
    return CANNOT_WRITE.at(Span(""), message, "nothing was replaced; choose another folder with `-o`, or make room")
