"""What a preview shows at one moment: the bank as it was read, and every finding at what it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from exporter.codes.tool import NO_BANK
from exporter.diagnostics import Diagnostic, Severity, Span, sort_key
from exporter.excerpt import Sources
from exporter.job import Options
from exporter.model import READY, Bank, Hotspot, MediaFile
from exporter.preview.memory import MemoryCache
from exporter.reader import read_bank

_HEADING = re.compile(r"#\s")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a preview is asked to show."""

    source: Path
    statuses: tuple[str, ...] = READY
    options: Options = Options()


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """The bank at one moment. Its questions are decoded when asked for, so one thread at a time asks."""

    number: int
    """Grows by one with every snapshot; a page that shows an older one is out of date."""
    bank: Bank
    findings: tuple[Diagnostic, ...]
    """Of the reader, the checks and the advice, sorted."""
    owned: Mapping[str, tuple[Diagnostic, ...]]
    """The findings of each question, lesson, quiz and passage by its id."""
    order: tuple[str, ...]
    """The ids of the questions, in the bank's order."""
    advised: bool
    """Whether the advice is there yet: it takes seconds on a large bank and comes after the rest."""

    def count(self, severity: Severity) -> int:
        """Return how many findings have that severity."""
        return sum(finding.severity is severity for finding in self.findings)


class Reading:
    """Reads the bank again and again; for one thread."""

    def __init__(self, shown: Shown, done: Callable[[], None] = lambda: None) -> None:
        """Prepare to read; `done` is called whenever the files have been read."""
        self._shown = shown
        self._done = done
        self._cache = MemoryCache()
        self._number = 0
        self._advice: Sequence[Diagnostic] = ()
        self._contents: Mapping[str, bytes] = {}
        """Each question, encoded, as it was when the advice was given."""

    def read(self) -> Snapshot:
        """Read the bank; the advice is still the last one, where the question is the same."""
        bank, findings = self._read()
        same = {each for each, content in _contents(bank) if self._contents.get(each) == content}
        kept = [each for each in self._advice if each.question in same]
        return self._snapshot(bank, [*findings, *kept], advised=False)

    def advise(self, abandoned: Callable[[], bool] = lambda: False) -> Snapshot | None:
        """Read the bank with the advice on it; None where `abandoned` says so meanwhile."""
        from exporter.advice import advise  # noqa: PLC0415 - its word lists are slow to load

        bank, findings = self._read()
        advice: list[Diagnostic] = []
        if not any(each.severity is Severity.ERROR for each in findings):
            for finding in advise(bank):
                if abandoned():
                    return None
                advice.append(finding)
        self._advice = advice
        self._contents = dict(_contents(bank))
        return self._snapshot(bank, [*findings, *advice], advised=True)

    def failed(self, finding: Diagnostic) -> Snapshot:
        """Return what is shown where the bank cannot be read at all."""
        return self._snapshot(_nothing(self._shown.source), [finding], advised=True)

    def _read(self) -> tuple[Bank, list[Diagnostic]]:
        source = self._shown.source
        if not source.is_dir():
            message = "the bank's folder is not there any more; the preview waits for it"
            return _nothing(source), [NO_BANK.at(Span(""), message, "put it back, or end the preview with Ctrl-C")]
        self._cache.turn()
        bank, findings = read_bank(source, cache=self._cache, statuses=self._shown.statuses)
        self._done()
        return _with_every_picture(bank), findings

    def _snapshot(self, bank: Bank, findings: Iterable[Diagnostic], *, advised: bool) -> Snapshot:
        self._number += 1
        ordered = tuple(sorted(findings, key=sort_key))
        return Snapshot(
            number=self._number,
            bank=bank,
            findings=ordered,
            owned=_owned(bank, ordered),
            order=tuple(bank.index),
            advised=advised,
        )


def _contents(bank: Bank) -> Iterable[tuple[str, bytes]]:
    encoded = getattr(bank.questions, "encoded", None)
    return ((each, encoded(place)) for each, place in bank.positions.items()) if encoded else ()


def _nothing(source: Path) -> Bank:
    """Return the bank of a folder that is not there."""
    return Bank(
        root=source,
        id=source.name or "bank",
        title=source.name,
        language="en",
        questions=(),
        index={},
        passages={},
        lessons={},
        quizzes={},
        categories={},
        media={},
        positions={},
    )


def _with_every_picture(bank: Bank) -> Bank:
    """Return the bank with a record of each picture to point at that is not there: its page is shown all the same.

    No build comes so far: that the picture is missing is an error. The record has no digest.
    """
    asked = (bank.question(each) for each, summary in bank.index.items() if summary.type == "hotspot")
    paths = {each.image.path for each in asked if isinstance(each, Hotspot)} - bank.media.keys()
    if not paths:
        return bank
    gone = {each: MediaFile(path=each, kind="image", size=0, digest="", width=1, height=1) for each in sorted(paths)}
    return msgspec.structs.replace(bank, media={**bank.media, **gone})


def _owned(bank: Bank, findings: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the findings by the id of what they belong to: said by the finding, else known by its place."""
    places = _Places(bank)
    owned: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        owner = finding.question or places.owner(finding.span)
        if owner:
            owned.setdefault(owner, []).append(finding)
    return {owner: tuple(found) for owner, found in owned.items()}


class _Places:
    """Which question, passage, lesson or quiz a line of the source belongs to."""

    def __init__(self, bank: Bank) -> None:
        self._sources = Sources(bank.root)
        self._starts: dict[str, list[tuple[int, str]]] = {}
        parts = (bank.index, bank.passages, bank.lessons, bank.quizzes)
        for each in (one for part in parts for one in part.values()):
            self._starts.setdefault(each.span.path, []).append((each.span.line, each.id))
        for starts in self._starts.values():
            starts.sort()

    def owner(self, span: Span) -> str:
        """Return the id of the last thing that begins above the place; empty where another heading stands between.

        What cannot be read is no part of the bank, and its findings are not those of the question before it.
        """
        starts = self._starts.get(span.path, [])
        if span.path.startswith(("lessons/", "quizzes/")):  # one thing a file
            return starts[0][1] if starts else ""
        place = bisect_right(starts, (span.line, "\U0010ffff")) - 1
        if place < 0 or not span.line:
            return ""
        line, owner = starts[place]
        between = (self._sources.line(span.path, each) or "" for each in range(line + 1, span.line + 1))
        return "" if any(_HEADING.match(each) for each in between) else owner
