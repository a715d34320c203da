"""The zip archives: one a quiz with its test, and one of the whole bank."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from exporter.diagnostics import Span
from exporter.job import Job
from exporter.model import BANK_FILE, Question, Quiz, Section
from exporter.output import Member, Output, ZipOutput
from exporter.targets.item_xml import DECLARATION
from exporter.targets.package_paths import MANIFEST, on_any_disk
from exporter.targets.qti.assessment import Test
from exporter.targets.qti.body import item_path
from exporter.targets.qti.dialect import Dialect
from exporter.targets.qti.fragments import passage_fragment, question_fragment, setting_of
from exporter.targets.qti.manifest import manifest_chunks
from exporter.targets.qti.package import Package
from exporter.targets.qti.support import support_of
from exporter.targets.support import text_findings
from exporter.texts import quiz_texts


def write(job: Job, dialect: Dialect) -> Iterator[Output]:
    """Yield the packages; each must be consumed member by member, in order."""
    asked = job.options.quizzes
    for quiz in job.bank.quizzes.values():
        if (not asked or quiz.id in asked) and any(map(_asked, quiz.sections)):
            yield ZipOutput(f"{dialect.name}/{on_any_disk(quiz.id)}.zip", "qti-quiz", _quiz_members(job, dialect, quiz))
    if not asked and len(job.bank.questions):
        yield ZipOutput(f"{dialect.name}/{job.bank.id}-bank.zip", "qti-bank", _bank_members(job, dialect))
    job.forget_repeats()


def _quiz_members(job: Job, dialect: Dialect, quiz: Quiz) -> Iterator[Member]:
    """Yield the items, the passages, the test, the media, and the manifest that lists them."""
    package = Package(job, dialect, quiz.id, quiz.span)
    for section in quiz.sections:
        before = len(package.items)
        for ident in _asked(section):
            yield from _item(package, job.bank.question(ident), quiz, section.points)
        package.sections.append(list(package.items)[before:])
    for text in quiz_texts(quiz):
        job.report(*text_findings(text, quiz.id, support_of(dialect.name), dialect.name))
    test = Test(package, quiz)
    markup = test.markup()
    package.judge(markup)
    files = tuple(test.text.files)
    package.need(files)
    yield Member(item_path(quiz.id), [DECLARATION, markup.encode(), b"\n"])
    yield from package.media()
    yield Member(MANIFEST, manifest_chunks(package, quiz, files))
    drawn = any(section.draw is not None for section in quiz.sections)
    package.check(test.expected(), None if drawn else test.points())


def _asked(section: Section) -> tuple[str, ...]:
    """Return what a section asks or draws from; nothing where all of it is wrong and the bank is built all the same."""
    return section.pool if section.draw is not None else tuple(each.id for each in section.questions)


def _bank_members(job: Job, dialect: Dialect) -> Iterator[Member]:
    """Yield every question with its own points, the passages, the media, and the manifest."""
    package = Package(job, dialect, job.bank.id, Span(BANK_FILE))
    for question in job.bank.questions:
        yield from _item(package, question, None, None)
    yield from package.media()
    yield Member(MANIFEST, manifest_chunks(package, None))
    package.check(iter(job.bank.index))


def _item(package: Package, question: Question, quiz: Quiz | None, points: Decimal | None) -> Iterator[Member]:
    job, dialect = package.job, package.dialect
    setting = setting_of(job, dialect, question, quiz, points)
    stimulus = question.passage if question.passage and dialect.stimuli else ""
    if stimulus and stimulus not in package.stimuli:
        passage = job.bank.passages[stimulus]
        yield package.add_stimulus(stimulus, passage_fragment(job, dialect, passage))
    yield package.add(question, question_fragment(job, question, setting, again=quiz is not None), stimulus)
