"""The whole bank: what each file says gathered, names resolved, and every finding of it sorted."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from exporter import __version__, media
from exporter.check import run_checks
from exporter.checks.facts import Facts
from exporter.codes.bank import UNKNOWN_ID
from exporter.codes.quizzes import DRAW_TOO_LARGE, POOL_VALUE_UNUSED
from exporter.codes.source import NOTHING_IN_BANK, PASSAGE_UNUSED
from exporter.dead_names import without_dead_names
from exporter.diagnostics import Diagnostic, Span, sort_key
from exporter.model import BANK_FILE, READY, Bank, Category, Lesson, Passage, Quiz, Summary
from exporter.reader.bank_file import BankFile, read_bank_file
from exporter.reader.categories import CategoryPath, all_categories, joined_categories, read_category
from exporter.reader.file_content import FileContent
from exporter.reader.places import Page
from exporter.reader.pools import pool_words, resolved
from exporter.reader.quizzes import QuizDraft, read_quiz
from exporter.reader.source_files import CATEGORY_FILE, source_files
from exporter.reader.strange_files import strange_files
from exporter.reader.text_file import read_text
from exporter.store import QuestionStore

if TYPE_CHECKING:
    from exporter.job import Cache

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(FileContent)
_OF_POOLS = frozenset({DRAW_TOO_LARGE.name, POOL_VALUE_UNUSED.name})
"""What is said of pools only once every question is read; else it may be the echo of another finding."""


class _Reading:
    """What has been read so far of one bank."""

    def __init__(self, root: Path, statuses: Collection[str]) -> None:
        self.root = root
        self.statuses = statuses
        self.store = QuestionStore()
        self.every: dict[str, Summary] = {}
        """Every question, of whatever status: what pools and checks look ids up in."""
        self.passages: dict[str, Passage] = {}
        self.lessons: dict[str, Lesson] = {}
        self.findings: list[Diagnostic] = []
        self.facts = Facts()
        self.unread = 0
        """Questions that could not be read, which pools therefore lack."""
        self.lost = False
        """Whether there is a file whose ids are not known: what names an id that is not there may mean one of them."""

    def page(self, page: Page) -> None:
        """Take the findings and facts of a file that was read as a page."""
        self.findings.extend(page.findings)
        self.facts.add(page.facts)

    def content(self, content: FileContent) -> None:
        """Take what a Markdown file holds; the second of two equal ids is left out (a check reports it)."""
        self.findings.extend(content.findings)
        self.unread += content.unread
        self.lost = self.lost or content.lost
        self.facts.add(content.facts)
        for encoded, summary in zip(content.questions, content.summaries, strict=True):
            if summary.id in self.every:
                continue
            taken = summary.status in self.statuses
            self.every[summary.id] = self.store.append(encoded, summary) if taken else summary
        for passage in content.passages:
            self.passages.setdefault(passage.id, passage)
        for lesson in content.lessons:
            if lesson.status in self.statuses:
                self.lessons.setdefault(lesson.id, lesson)


def read_bank(root: Path, *, cache: Cache, statuses: Collection[str] = READY) -> tuple[Bank, list[Diagnostic]]:
    """Return the bank in the folder `root` and every finding, sorted.

    The bank holds the questions and lessons of `statuses`. With errors among the findings it holds what could be read,
    with names that lead nowhere taken out, so that it can still be written where the author insists.
    """
    reading = _Reading(root, statuses)
    bank_file, page = read_bank_file(root)
    reading.page(page)
    described: list[Category] = []
    for kind in ("questions", "lessons"):
        for path in _listed(reading, kind):
            if path.endswith(CATEGORY_FILE):
                category, page = read_category(root, path, bank_file.language)
                reading.page(page)
                described.extend([category] if category is not None else [])
            elif path.endswith(".md"):
                _read_markdown(reading, kind, path, bank_file, cache)
    drafts = list(_read_quizzes(reading, bank_file.language))
    if not reading.every and not reading.findings:
        hint = "write questions into files such as `questions/first.md`"
        reading.findings.append(NOTHING_IN_BANK.at(Span("questions"), "this bank has no questions", hint))
    bank = _assembled(reading, bank_file, described, drafts)
    return bank, sorted(dict.fromkeys(reading.findings), key=sort_key)


def _listed(reading: _Reading, folder: str) -> Sequence[str]:
    paths, findings = source_files(reading.root, folder)
    reading.findings.extend(findings)
    reading.findings.extend(strange_files(folder, paths))
    reading.unread += len(findings)
    reading.lost = reading.lost or bool(findings)
    return paths


def _read_markdown(
    reading: _Reading, kind: Literal["questions", "lessons"], path: str, bank_file: BankFile, cache: Cache
) -> None:
    text, findings = read_text(reading.root, path)
    reading.findings.extend(findings)
    if text is None:
        reading.unread += 1
        reading.lost = True
        return
    key = _key(kind, path, text, bank_file) if cache.keeps else b""
    kept = cache.get(key)
    if kept is not None:
        reading.content(_DECODER.decode(kept))
        return
    from exporter.reader.files import read_file  # noqa: PLC0415 - the parser, for what the cache does not hold

    content = read_file(kind, path, text, bank_file.language, bank_file.defaults)
    if cache.keeps:
        cache.put(key, _ENCODER.encode(content))
    reading.content(content)


def _key(kind: str, path: str, text: str, bank_file: BankFile) -> bytes:
    """Return what a file's content is kept under: the hash of its text and of what else decides what is read."""
    context = _ENCODER.encode(
        ("file", __version__, kind, path, bank_file.language, dict(bank_file.defaults), bank_file.defaults.spans)
    )
    digest = hashlib.blake2b(context, digest_size=20)
    digest.update(text.encode())
    return digest.digest()


def _read_quizzes(reading: _Reading, language: str) -> Iterator[QuizDraft]:
    for path in _listed(reading, "quizzes"):
        if path.endswith((".yaml", ".yml")):
            draft, page = read_quiz(reading.root, path, language)
            reading.page(page)
            if draft is not None:
                yield draft


def _assembled(
    reading: _Reading, bank_file: BankFile, described: Sequence[Category], drafts: Sequence[QuizDraft]
) -> Bank:
    """Resolve pools, gather categories and media, check the whole, and return the bank."""
    words = pool_words(reading.every)
    quizzes: dict[str, Quiz] = {}
    for draft in drafts:
        quiz, findings = resolved(draft, reading.every, words, reading.statuses)
        reading.findings.extend(each for each in findings if not (reading.unread and each.code in _OF_POOLS))
        quizzes.setdefault(quiz.id, quiz)
    page = Page(BANK_FILE, "", bank_file.language)
    joined = joined_categories(described, page)
    reading.page(page)
    files, findings = media.facts(reading.root, reading.facts.files)
    reading.findings.extend(findings)
    bank = Bank(
        root=reading.root,
        id=bank_file.id,
        title=bank_file.title,
        language=bank_file.language,
        description=bank_file.description,
        version=bank_file.version,
        authors=bank_file.authors,
        licence=bank_file.licence,
        questions=reading.store,
        index=reading.store.summaries,
        positions=reading.store.positions,
        passages=reading.passages,
        lessons=reading.lessons,
        quizzes=quizzes,
        categories=all_categories(joined, _used_categories(reading)),
        media=files,
        advice_off=bank_file.advice_off,
        places=bank_file.places,
    )
    reading.findings.extend(_checked(reading, bank))
    return without_dead_names(bank)


def _checked(reading: _Reading, bank: Bank) -> Iterator[Diagnostic]:
    """Yield what checks of the whole find, without what may be the echo of something that could not be read."""
    whole = msgspec.structs.replace(bank, index=reading.every)
    unsure = {UNKNOWN_ID.name} if reading.lost else set()
    if reading.unread:  # a question that could not be read may be about it
        unsure.add(PASSAGE_UNUSED.name)
    return (each for each in run_checks(whole, reading.facts, reading.statuses) if each.code not in unsure)


def _used_categories(reading: _Reading) -> list[tuple[CategoryPath, Span]]:
    """Return the categories that questions, lessons and passages are in, each with the place of its user."""
    return [
        *((summary.category, summary.span) for summary in reading.store.summaries.values()),
        *((lesson.category, lesson.span) for lesson in reading.lessons.values()),
        *((passage.category, passage.span) for passage in reading.passages.values()),
    ]
