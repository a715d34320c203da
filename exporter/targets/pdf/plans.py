"""Which documents there are and what each depends on: enough to ask the cache, with nothing drawn or laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from exporter.diagnostics import Diagnostic
from exporter.job import Job
from exporter.model import Bank, Math, Question, Quiz
from exporter.richtext import files_in
from exporter.targets.layout import Layout
from exporter.targets.pdf.request import FontPlan
from exporter.targets.pdf.selection import Paper
from exporter.texts import texts_of

Role = Literal["paper", "key", "guide"]


class Page(msgspec.Struct, frozen=True):
    """A document filled in."""

    html: str
    css: str
    fonts: FontPlan
    drawings: dict[str, str]
    """SVG of the formulas by address."""
    formulas: tuple[Math, ...]
    """Every formula by the number that its picture has in the document."""
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
        yield (bank.title, bank.version, bank.authors, bank.language, language)
        yield quiz
        yield [asked.number for asked in paper.asked()]
        yield from questions
        yield from passages.values()
        lessons = sorted({question.lesson for question in questions if question.lesson})
        yield [bank.lessons[each].title for each in lessons if each in bank.lessons]
        yield _media(questions, bank)

    def make(role: Literal["paper", "key"]) -> Page:
        from exporter.targets.pdf.pages import quiz_page  # noqa: PLC0415 - only where the cache has it not

        return quiz_page(role, quiz, paper, job, layout)

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
        from exporter.targets.pdf.pages import guide_page  # noqa: PLC0415

        return guide_page(job, layout)

    return Document(f"pdf/{bank.id}-guide.pdf", "guide", bank.language, content, make)


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
