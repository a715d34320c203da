"""What each target keeps, changes and loses of one question: the findings that a build reports on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Severity
from exporter.job import Job, Options
from exporter.model import Bank, Hotspot, LinkStart, Question
from exporter.output import FileOutput
from exporter.store import summary_of
from exporter.targets import Target
from exporter.targets.layout import Layout
from exporter.targets.registry import TARGETS
from exporter.targets.support import findings
from exporter.texts import texts_of

_DRAWN = ("pdf", "html")
"""Targets whose writers make a whole document: their tables say what they lose of a question, and the page that
asks for it what their writers say beside that."""


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a question in targets that treat it alike."""

    targets: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    """Its losses, and what else the writers say of it; empty where all of it is kept."""

    @property
    def outcome(self) -> str:
        """`left out`, `lost`, `changed` or `kept`: the worst that befalls any part of it."""
        codes = {each.code for each in self.findings if each.severity is Severity.LOSS}
        if "left-out" in codes:
            return "left out"
        if not codes:
            return "kept"
        return "changed" if codes <= {"type-changed", "feature-changed"} else "lost"


def fates(
    question: Question, bank: Bank, options: Options, drawn: Mapping[str, Iterable[Diagnostic]] = {}
) -> list[Fate]:
    """Return what becomes of the question in every target, targets that do the same together.

    `drawn` holds, by target, what was found while the question was drawn for the page that asks.
    """
    alone = _alone(question, bank)
    found: dict[tuple[tuple[object, ...], ...], tuple[list[str], tuple[Diagnostic, ...]]] = {}
    for target in TARGETS:
        told = tuple(dict.fromkeys((*_told(target, question, alone, options), *drawn.get(target.name, ()))))
        same = tuple((each.code, each.span, each.message, each.feature) for each in told)
        found.setdefault(same, ([], told))[0].append(target.name)
    return [Fate(targets=tuple(names), findings=told) for names, told in found.values()]


def printed(question: Question, bank: Bank, options: Options, layout: Layout) -> list[Diagnostic]:
    """Return what the PDF writer says of the question before it is drawn: formulas, characters without a font.

    What only the drawing of a page shows is not there, such as a formula that its line is too short for: that takes
    a second and more.
    """
    from exporter.targets.pdf.documents import told_before_drawing  # noqa: PLC0415 - only a page of a question needs it

    there = {path: file for path, file in bank.media.items() if file.digest}
    if isinstance(question, Hotspot) and question.image.path not in there:
        return []
    alone = msgspec.structs.replace(_alone(question, bank), lessons={}, categories={}, media=there)
    return [each for each in told_before_drawing(alone, options, layout) if each.question == question.id]


def _told(target: Target, question: Question, bank: Bank, options: Options) -> Iterator[Diagnostic]:
    if target.name in _DRAWN:
        yield from findings(question, bank, target.support(options), target.name)
        return
    job = _WithoutMedia(bank, options, NoCache(), target.name)
    for output in target.write(job):
        chunks = [output.chunks] if isinstance(output, FileOutput) else (member.chunks for member in output.members)
        for each in chunks:
            for _ in each:
                pass
    yield from (finding for finding in job.findings if finding.question == question.id)


class _WithoutMedia(Job):
    """A run whose outputs nobody keeps: no media are read for it, which may be films, or gone since they were named."""

    def media_bytes(self, path: str) -> bytes:
        """Return nothing."""
        del path
        return b""

    def media_blocks(self, path: str) -> Iterator[bytes]:
        """Yield nothing."""
        del path
        return iter(())


def _alone(question: Question, bank: Bank) -> Bank:
    """Return a bank of this one question, with the passage and the lessons that it names."""
    parts = [part for text in texts_of(question) for part in text.parts if isinstance(part, LinkStart)]
    passage = bank.passages.get(question.passage or "")
    if passage is not None:
        parts += [part for part in passage.text.parts if isinstance(part, LinkStart)]
    lessons = {question.lesson, *(part.to for part in parts if part.kind == "lesson")}
    return msgspec.structs.replace(
        bank,
        questions=(question,),
        index={question.id: summary_of(question)},
        positions={question.id: 0},
        passages={passage.id: passage} if passage else {},
        lessons={
            each: msgspec.structs.replace(lesson, questions=(), related=())
            for each, lesson in bank.lessons.items()
            if each in lessons
        },
        quizzes={},
    )
