"""What is told about documents: settings without a place, characters without a font, formulas too small to read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from exporter.codes.pdf import CUT_OFF, FONT_MISSING, FORMULA_SMALL, PAPER_SETTINGS, PRINT_WARNING
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.model import Bank, Lesson, Math, Passage, Question, Quiz, RichText
from exporter.targets.pdf.places import place_of
from exporter.targets.pdf.plans import Document
from exporter.texts import quiz_texts

_SHOWN = 3
"""Characters that a message names."""


def lost_settings(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield the loss of settings that only a learning platform can follow."""
    settings = {
        "attempts": quiz.attempts not in {None, 1},
        "opens": quiz.opens,
        "due": quiz.due,
        "closes": quiz.closes,
        "keep-score": quiz.keep_score,
        "one-at-a-time": quiz.one_at_a_time,
        "shuffle of questions": quiz.shuffle_questions or any(section.shuffle for section in quiz.sections),
    }
    names = ", ".join(f"`{name}`" for name, value in settings.items() if value)
    if names:
        message = f"the paper of `{quiz.id}` has no place for {names}"
        yield PAPER_SETTINGS.at(quiz.span, message, question=quiz.id, target="pdf", feature="quiz settings")


def texts_beside(bank: Bank, quizzes: Collection[str]) -> Iterator[tuple[str, RichText | None]]:
    """Yield the texts of quizzes, and of lessons where the guide is drawn, with their ids; `quizzes`: only these."""
    for quiz in bank.quizzes.values():
        if not quizzes or quiz.id in quizzes:
            yield from ((quiz.id, text) for text in quiz_texts(quiz))
    for lesson in () if quizzes else bank.lessons.values():
        yield from ((lesson.id, text) for text in (lesson.summary, lesson.body))


def without_fonts(unwritable: Sequence[tuple[Document, Sequence[tuple[str, str]]]], bank: Bank) -> Iterator[Diagnostic]:
    """Yield one finding for each package that would draw missing characters, at the first place of the first one.

    `unwritable` holds each document that cannot be written with its characters and their packages (empty: none known).
    """
    packages: dict[str, dict[str, Document]] = {}
    documents: dict[str, list[str]] = {}
    for document, missing in unwritable:
        for char, package in missing:
            packages.setdefault(package, {}).setdefault(char, document)
        for package in dict.fromkeys(package for _, package in missing):
            documents.setdefault(package, []).append(document.path)
    for package, found in packages.items():
        chars = [*found][:_SHOWN]
        first, *others = (place_of(char, found[char].content(), bank) for char in chars)
        shown = " ".join(f"`{char}` (U+{ord(char):04X})" for char in chars)
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        message = f"no font on this machine draws {shown}{more}, so {_not_written(documents[package])}"
        hint = f"install the package `{package}`: `apt install {package}` on Debian" if package else "take it out"
        hint += "; `-t moodle`, `-t canvas` and the like build without PDFs"
        related = tuple(
            Related(span, f"`{char}` stands here")
            for char, (span, _) in zip(chars[1:], others, strict=True)
            if span not in {Span(""), first[0]}
        )
        yield FONT_MISSING.at(first[0], message, hint, related=related, question=first[1], target="pdf")


def _not_written(documents: Sequence[str]) -> str:
    others = len(documents) - 1
    if not others:
        return f"`{documents[0]}` is not written"
    return f"`{documents[0]}` and {others} other {'document' if others == 1 else 'documents'} are not written"


def complaint(text: str, document: Document) -> Diagnostic:
    """Return the finding on what the engine logged while it drew the document."""
    return PRINT_WARNING.at(Span(""), f"in `{document.path}`: {text}".rstrip("."), target="pdf")


def shrunk(formula: Math) -> Diagnostic:
    """Return the loss of a formula that had to be made too small to read."""
    message = "the formula is wider than its line, so it is printed smaller than can be read well"
    hint = "break it with `\\begin{aligned} … \\\\ … \\end{aligned}`, or shorten it"
    return FORMULA_SMALL.at(formula.span, message, hint, target="pdf", feature="formulas")


def cut(ident: str, document: Document) -> Diagnostic:
    """Return the loss of what lies beyond the edge in the element of this id: `question-grief`."""
    kind, _, name = ident.partition("-")
    parts = [each for each in document.content() if isinstance(each, Lesson | Passage | Question)]
    at = next((each.span for each in parts if each.id == name), Span(""))
    message = f"the {kind} is wider than the page of `{document.path}`: what lies beyond the edge is not printed"
    hint = "write a wide table with fewer columns or shorter words, or part it in two"
    return CUT_OFF.at(at, message, hint, question=name, target="pdf")


def named(found: Iterable[Diagnostic], document: Document) -> Iterator[Diagnostic]:
    """Yield the findings with the id of the question, passage, lesson or quiz in whose source they stand."""
    parts: list[Lesson | Passage | Quiz | Question] | None = None
    for each in found:
        if parts is None:
            parts = [part for part in document.content() if isinstance(part, Lesson | Passage | Quiz | Question)]
        before = [part for part in parts if part.span.path == each.span.path and part.span.line <= each.span.line]
        owner = max(before, key=lambda part: part.span.line, default=None)
        yield each if owner is None or each.question else msgspec.structs.replace(each, question=owner.id)
