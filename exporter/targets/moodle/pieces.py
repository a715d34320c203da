"""The questions of a bank as pieces of a Moodle file: built, judged by the grammar, serialised, kept in the cache."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from exporter.codes.moodle import LARGE_FILE
from exporter.codes.validation import GRAMMAR
from exporter.diagnostics import Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Bank, Description, Hotspot, Passage, Question
from exporter.targets.moodle.hotspot import HEIGHT, WIDTH
from exporter.targets.moodle.items import question_draft
from exporter.targets.moodle.quizzes import Uses
from exporter.targets.moodle.setting import Setting
from exporter.targets.moodle.support import is_menus, of_menus, support
from exporter.targets.support import Support, findings
from exporter.validation.grammar import grammar

_LARGE = 3_700_000
"""Bytes above which the importer's parser grows slow: 5 MB of base64."""
_FILE = re.compile(rb"\s*<\?file ([0-9]+)\?>\s*")


class Piece(msgspec.Struct, frozen=True):
    """One question ready to be written out; its files are read when it is."""

    id: str
    span: Span
    category: tuple[str, ...]
    data: bytes
    files: tuple[str, ...]


def pieces(job: Job, uses: Uses) -> Iterator[Piece]:
    """Yield each question, before the first of a passage's questions the passage itself; none that is left out."""
    tables = _Tables(support(job.options))
    whole = _Whole(job)
    told: set[tuple[str, bool]] = set()
    for question in job.bank.questions:
        if not uses.is_selected(question.id):
            continue
        passage = job.bank.passages.get(question.passage or "")
        inside = passage is not None and uses.is_inside(question.id)
        if passage is not None and (passage.id, inside) not in told:
            told.add((passage.id, inside))
            described = _described(passage, question)
            if inside:
                job.report(*findings(described, job.bank, tables.table, job.target))
            else:
                setting = _setting(job, described, uses.passage_quizzes(passage.id), None)
                yield from whole.checked(_piece(job, described, setting, tables))
        setting = _setting(job, question, uses.quizzes(question.id), passage if inside else None)
        yield from whole.checked(_piece(job, question, setting, tables))


def size(bank: Bank, piece: Piece) -> int:
    """Return the most bytes that the question takes with its files in base64."""
    sizes = [bank.media[path].size if path in bank.media else 0 for path in piece.files]
    return len(piece.data) + sum(-(-sizes[int(number)] // 3) * 4 for number in _FILE.findall(piece.data))


def content(job: Job, piece: Piece) -> bytes:
    """Return the question with its files in their places.

    A file that is not there was an error when the bank was read; where the author insists, it is written empty.
    """
    if not piece.files:
        return piece.data
    known = [path if path in job.bank.media else "" for path in piece.files]
    return _FILE.sub(lambda found: _base64(job, known[int(found[1])]), piece.data)


def _base64(job: Job, path: str) -> bytes:
    return base64.b64encode(job.media_bytes(path)) if path else b""


class _Tables:
    """What becomes of the features, for each form that a question may take."""

    def __init__(self, table: Support) -> None:
        self.table = table
        self._menus = of_menus(table)

    def of(self, question: Question) -> Support:
        """Return the support of the form in which the question is written."""
        return self._menus if is_menus(question) else self.table


class _Whole:
    """What concerns a file as a whole: ID numbers that stand twice in a category, and large files."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._seen: set[tuple[tuple[str, ...], str]] = set()
        self._large: set[str] = set()

    def checked(self, found: Piece | None) -> Iterator[Piece]:
        """Yield the piece, if there is one, and report what it does to the whole."""
        if found is None:
            return
        key = (found.category, found.id.casefold())
        if key in self._seen:
            message = f"the ID number `{found.id}` stands twice in its category"
            self._job.report(GRAMMAR.at(found.span, message, question=found.id, target=self._job.target))
        self._seen.add(key)
        for path in found.files:
            file = self._job.bank.media.get(path)
            if file is not None and file.size > _LARGE and path not in self._large:
                self._large.add(path)
                message = f"`{path}` has {file.size / 1_000_000:.1f} MB: Moodle takes long to import it"
                self._job.report(LARGE_FILE.at(found.span, message, question=found.id, target=self._job.target))
        yield found


def _piece(job: Job, question: Question, setting: Setting, tables: _Tables) -> Piece | None:
    made = job.alike_fragment(question, setting, lambda each: _fragment(job, each, setting, tables))
    if not made.data:
        return None
    return Piece(question.id, question.span, question.category, made.data, made.files)


def _fragment(job: Job, question: Question, setting: Setting, tables: _Tables) -> Fragment:
    draft = question_draft(question, setting)
    if draft.left_out:
        return Fragment(b"", tuple(draft.findings))
    found = [*findings(question, job.bank, tables.of(question), job.target), *draft.findings]
    violations = grammar("moodle", draft.kind).violations(draft.element)
    if violations:
        found += (GRAMMAR.at(question.span, each, question=question.id, target=job.target) for each in violations)
        return Fragment(b"", tuple(found))
    data = etree.tostring(draft.element, encoding="utf-8", pretty_print=True)
    return Fragment(data, tuple(found), tuple(draft.files))


def _setting(job: Job, question: Question, quizzes: tuple[str, ...], passage: Passage | None) -> Setting:
    picture = None
    if isinstance(question, Hotspot):
        file = job.bank.media.get(question.image.path)
        # A vector picture has no size in pixels that Moodle could find, and stays as it is.
        if file is not None and file.width and file.height and not file.path.lower().endswith(".svg"):
            picture = (file.width, file.height) if file.width > WIDTH or file.height > HEIGHT else None
    return Setting(job.options.moodle_version, job.bank.language, quizzes, passage, picture)


def _described(passage: Passage, question: Question) -> Description:
    """Return the passage as a description in the category of the first question that uses it."""
    return Description(
        id=passage.id,
        title=passage.title,
        stem=passage.text,
        span=passage.span,
        category=question.category,
        tags=passage.tags,
        lang=passage.lang,
        status=passage.status,
    )
