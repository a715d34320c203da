"""From the bank to filled-in pages: HTML, CSS and fonts of each document, ready for the engine."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Literal

import msgspec

from exporter.diagnostics import Diagnostic
from exporter.features import texts_of
from exporter.job import Job
from exporter.model import Bank, Question, Quiz
from exporter.richtext import files_in
from exporter.targets.pdf.fonts import FontPlan, plan_fonts
from exporter.targets.pdf.guide import aims, guide_view
from exporter.targets.pdf.layout import Layout
from exporter.targets.pdf.math import Formulas
from exporter.targets.pdf.selection import Paper
from exporter.targets.pdf.text import PrintWriting
from exporter.targets.pdf.views import Viewer
from exporter.targets.pdf.words import read_words

Role = Literal["paper", "key", "guide"]
_TAGS = re.compile(r"<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>", re.DOTALL)
_STANDARD_SIZE = 12
"""Points of running text (print.md: 12 or larger)."""


class Page(msgspec.Struct, frozen=True):
    """A document filled in."""

    html: str
    css: str
    fonts: FontPlan
    drawings: dict[str, str]
    """SVG of the formulas by address."""
    findings: tuple[Diagnostic, ...]


class Document(msgspec.Struct, frozen=True):
    """One document to make."""

    path: str
    role: Role
    language: str
    content: Callable[[], Iterator[object]]
    """Everything of the source that the document depends on, in a form msgpack can encode."""
    make: Callable[[], Page]


def quiz_documents(quiz: Quiz, paper: Paper, job: Job, layout: Layout) -> Iterator[Document]:
    """Yield the paper and the key of a quiz."""
    bank = job.bank
    language = quiz.lang or bank.language

    def content() -> Iterator[object]:
        questions = [asked.question for asked in paper.asked()]
        passages = {question.passage: bank.passages[question.passage] for question in questions if question.passage}
        yield (bank.title, bank.version, language)
        yield quiz
        yield [asked.number for asked in paper.asked()]
        yield from questions
        yield from passages.values()
        lessons = sorted({question.lesson for question in questions if question.lesson})
        yield [bank.lessons[each].title for each in lessons if each in bank.lessons]
        yield _media(questions, bank)

    def make(role: Literal["paper", "key"]) -> Page:
        words = read_words(language, job.options.templates)
        writing = PrintWriting(Formulas(job.cache), bank.media, words)
        viewer = Viewer(bank, writing, quiz.id, shuffle=quiz.shuffle_choices, answers=role == "key")
        view = viewer.quiz(quiz, paper)
        return _page(role, job, layout, viewer, view)

    yield Document(f"pdf/{quiz.id}-paper.pdf", "paper", language, content, lambda: make("paper"))
    yield Document(f"pdf/{quiz.id}-key.pdf", "key", language, content, lambda: make("key"))


def guide_document(job: Job, layout: Layout) -> Document:
    """Return the study guide of the bank."""
    bank = job.bank

    def content() -> Iterator[object]:
        yield (bank.id, bank.title, bank.language, bank.description, bank.version, bank.authors, bank.licence)
        yield from bank.lessons.values()
        yield from bank.passages.values()
        yield list(bank.categories.values())
        yield from bank.questions
        yield [(path, file.digest) for path, file in bank.media.items()]

    def make() -> Page:
        words = read_words(bank.language, job.options.templates)
        writing = PrintWriting(Formulas(job.cache), bank.media, words, links=lambda link: aims(bank, link))
        viewer = Viewer(bank, writing, bank.id, shuffle=False, answers=True)
        return _page("guide", job, layout, viewer, guide_view(bank, viewer))

    return Document(f"pdf/{bank.id}-guide.pdf", "guide", bank.language, content, make)


def _page(role: Role, job: Job, layout: Layout, viewer: Viewer, view: object) -> Page:
    options, words, formulas = job.options, viewer.words, viewer.writing.formulas
    large = options.large_print if role != "key" else None
    values = {
        "words": words,
        role if role == "guide" else "quiz": view,
        "role": role,
        "paper": options.paper,
        "size": large or _STANDARD_SIZE,
        "large": large is not None,
        "show_ids": options.show_ids or role != "paper",
        "created": _created(),
        "authors": ", ".join(author.name for author in job.bank.authors),
    }
    filled = layout.fill(f"{role}.html", **values)
    text = html.unescape(_TAGS.sub(" ", filled))
    pictures = (_picture_text(job, path) for path in job.bank.media if path.endswith(".svg") and path in filled)
    fonts = plan_fonts([text, *pictures, "…"], code="<code" in filled or "<pre" in filled or "<kbd" in filled)
    css = layout.fill("print.css", **values, fonts=fonts) + layout.fill(f"{role}.css", **values, fonts=fonts)
    return Page(filled, css, fonts, formulas.drawn, tuple(formulas.findings))


def _picture_text(job: Job, path: str) -> str:
    """Return the text inside an SVG picture, which needs fonts as well."""
    return html.unescape(_TAGS.sub(" ", job.media_bytes(path).decode("utf-8", "replace")))


def _created() -> str:
    """Return SOURCE_DATE_EPOCH as an ISO date, or an empty string: a PDF has no date unless one is given."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch.isdigit() else ""


def _media(questions: list[Question], bank: Bank) -> list[tuple[str, str]]:
    """Return path and digest of the media of these questions and their passages."""
    paths = {path for question in questions for text in texts_of(question) for path in files_in(text)}
    for question in questions:
        if question.passage:
            paths.update(files_in(bank.passages[question.passage].text))
        image = getattr(question, "image", None)
        if image is not None:
            paths.add(image.path)
    return [(path, bank.media[path].digest) for path in sorted(paths) if path in bank.media]
