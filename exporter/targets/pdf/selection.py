"""Which questions stand on a quiz's paper: named ones as written, drawn ones by a drawing that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from exporter.codes.pdf import DRAW_TOO_SMALL, DRAWN_FOR_PAPER
from exporter.diagnostics import Diagnostic
from exporter.model import Bank, Description, Question, Quiz, RichText, Section
from exporter.targets.drawing import ranked


class Asked(msgspec.Struct, frozen=True):
    """A question on the paper, with the marks that its section gives it. `number` is None for a description."""

    number: int | None
    question: Question


class Part(msgspec.Struct, frozen=True):
    """A section of the paper."""

    title: str
    instructions: RichText | None
    asked: tuple[Asked, ...]
    draw: int | None
    pool: int
    """How many questions were drawn from; 0 for named questions."""


class Paper(msgspec.Struct, frozen=True):
    """The questions of a quiz's paper, in order."""

    parts: tuple[Part, ...]
    points: Decimal
    count: int
    """Questions with a number."""

    def asked(self) -> Iterator[Asked]:
        """Yield every question of the paper."""
        for part in self.parts:
            yield from part.asked


def select(quiz: Quiz, bank: Bank) -> tuple[Paper, list[Diagnostic]]:
    """Return the paper of a quiz, with a note for what was drawn and a warning where a pool was too small."""
    findings: list[Diagnostic] = []
    used = {reference.id for section in quiz.sections for reference in section.questions}
    number = 0
    parts = []
    for section in quiz.sections:
        ids = [reference.id for reference in section.questions]
        if section.draw is not None:
            ids = drawn(quiz.id, section, used)
            used.update(ids)
            findings += _drawing(quiz, section, ids)
        asked = []
        for question_id in ids:
            question = _with_points(bank.question(question_id), section.points)
            counts = not isinstance(question, Description)
            number += counts
            asked.append(Asked(number if counts else None, question))
        parts.append(Part(section.title, section.instructions, tuple(asked), section.draw, len(section.pool)))
    findings += _note(quiz, parts)
    points = sum((each.question.points for part in parts for each in part.asked if each.number), Decimal(0))
    return Paper(tuple(parts), points, number), findings


def drawn(quiz_id: str, section: Section, used: set[str]) -> list[str]:
    """Return the ids that a section draws, in the bank's order."""
    assert section.draw is not None
    free = [each for each in section.pool if each not in used]
    chosen = set(ranked(quiz_id, free)[: section.draw])
    return [each for each in free if each in chosen]


def _drawing(quiz: Quiz, section: Section, ids: list[str]) -> Iterator[Diagnostic]:
    if section.draw is not None and len(ids) < section.draw:
        message = f"other sections leave only {len(ids)} of the {section.draw} questions to draw"
        yield DRAW_TOO_SMALL.at(section.span, message, "draw fewer, or widen `from`", question=quiz.id, target="pdf")


def _note(quiz: Quiz, parts: list[Part]) -> Iterator[Diagnostic]:
    draws = [f"{len(part.asked)} of {part.pool}" for part in parts if part.draw is not None]
    if draws:
        message = (
            f"the paper of `{quiz.id}` prints one drawing of its questions ({', '.join(draws)}); the key names them"
        )
        yield DRAWN_FOR_PAPER.at(quiz.span, message, question=quiz.id, target="pdf")


def _with_points(question: Question, points: Decimal | None) -> Question:
    if points is None or isinstance(question, Description):
        return question
    return msgspec.structs.replace(question, points=points)
