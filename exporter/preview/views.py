"""What the templates of the preview are given: findings, source lines and parts of the bank, ready to be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import msgspec
from markupsafe import Markup, escape

from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.excerpt import Sources, printable
from exporter.model import Bank, Lesson, Passage, Quiz, Section
from exporter.preview.losses import Fate
from exporter.targets.pdf.selection import select

_MOST_LINES = 400
"""Lines of a source that a page shows at most after the first."""
_RANK = tuple(Severity)


class Line(msgspec.Struct, frozen=True):
    """A line of the source; `worst` is the severity of the gravest finding on it, or empty."""

    number: int
    text: str
    worst: str


class Told(msgspec.Struct, frozen=True):
    """A finding as a page shows it."""

    severity: str
    code: str
    place: str
    message: Markup
    hint: Markup
    related: tuple[tuple[str, Markup], ...]
    """Place and message."""
    source: str
    """The line of the source; empty where there is none to show."""


def told(findings: Iterable[Diagnostic], bank: Bank) -> list[Told]:
    """Return findings as pages show them, the gravest first."""
    sources = Sources(bank.root)
    ordered = sorted(findings, key=lambda each: _RANK.index(each.severity))
    return [
        Told(
            severity=each.severity.value,
            code=each.code,
            place=place(each.span),
            message=_said(each.message),
            hint=_said(each.hint),
            related=tuple((place(other.span), _said(other.message)) for other in each.related),
            source=printable((sources.line(each.span.path, each.span.line) or "").strip()) if each.span.line else "",
        )
        for each in ordered
    ]


def _said(words: str) -> Markup:
    """Return the words of a finding; what it quotes between backticks as code, as a terminal cannot show it."""
    pieces = printable(words).split("`")
    if len(pieces) % 2 == 0:  # one alone: the words speak of the sign
        return escape(printable(words))
    quoted = (Markup("<code>{}</code>").format(each) if at % 2 else escape(each) for at, each in enumerate(pieces))
    return Markup("").join(quoted)


def place(span: Span) -> str:
    """Return a place as editors make a link of it."""
    return f"{span.path}:{span.line}:{span.column}" if span.line else span.path


def source_lines(bank: Bank, span: Span, findings: Iterable[Diagnostic], others: Iterable[Span] = ()) -> list[Line]:
    """Return the lines of the source from `span` on, to the next of the `others` in the file or its end."""
    after = min((each.line for each in others if each.path == span.path and each.line > span.line), default=0)
    last = min(after - 1 if after else span.line + _MOST_LINES, span.line + _MOST_LINES)
    worst: dict[int, Severity] = {}
    for each in findings:
        if each.span.path == span.path:
            worst[each.span.line] = min(worst.get(each.span.line, each.severity), each.severity, key=_RANK.index)
    sources, lines = Sources(bank.root), []
    for number in range(span.line, last + 1):
        text = sources.line(span.path, number)
        if text is None:
            break
        lines.append(Line(number, printable(text), worst[number].value if number in worst else ""))
    while lines and not lines[-1].text.strip():
        lines.pop()
    return lines


class Plan(msgspec.Struct, frozen=True):
    """One section of a quiz."""

    section: Section
    questions: tuple[str, ...]
    """The ids that are asked: named, or drawn as the paper draws them."""


def plans(quiz: Quiz, bank: Bank) -> list[Plan]:
    """Return the sections of a quiz with the questions that its paper asks."""
    paper, _ = select(quiz, bank)
    return [
        Plan(section, tuple(each.question.id for each in part.asked))
        for section, part in zip(quiz.sections, paper.parts, strict=True)
    ]


def used_in(bank: Bank, question_id: str) -> tuple[list[Quiz], list[Lesson]]:
    """Return the quizzes and lessons that name the question or may draw it."""
    quizzes = [
        quiz
        for quiz in bank.quizzes.values()
        if any(
            question_id in section.pool or any(each.id == question_id for each in section.questions)
            for section in quiz.sections
        )
    ]
    lessons = [lesson for lesson in bank.lessons.values() if any(each.id == question_id for each in lesson.questions)]
    return quizzes, lessons


def questions_about(bank: Bank, part: Lesson | Passage) -> list[str]:
    """Return the ids of the questions that belong to a lesson or a passage."""
    if isinstance(part, Passage):
        return [each.id for each in bank.index.values() if each.passage == part.id]
    named = [each.id for each in part.questions]
    return list(dict.fromkeys([*named, *(each.id for each in bank.index.values() if each.lesson == part.id)]))


class FateView(msgspec.Struct, frozen=True):
    """What becomes of a question in some targets."""

    targets: tuple[str, ...]
    outcome: str
    findings: tuple[Told, ...]


def fate_views(fates: Iterable[Fate], bank: Bank) -> list[FateView]:
    """Return the fates as pages show them."""
    return [FateView(each.targets, each.outcome, tuple(told(each.findings, bank))) for each in fates]


def part(name: str, caller: Callable[[], str]) -> Markup:
    """Return a piece of a page that is exchanged on its own when its content changes."""
    content = caller()
    digest = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
    return Markup('<div class="part part-{0}" data-part="{0}" data-digest="{1}">{2}</div>').format(
        name,
        digest,
        Markup(content),  # noqa: S704 - what Jinja has escaped already
    )
