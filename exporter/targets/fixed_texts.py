"""Accepted answers where a format takes fixed texts only: which of them earn all, and one text for each pattern."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from exporter.model import NumericAnswer, TextAnswer

_Answer = TypeVar("_Answer", TextAnswer, NumericAnswer)


def full(answers: Sequence[_Answer]) -> list[_Answer]:
    """Return the answers that earn all of the points (where none does, those that earn most)."""
    best = max((answer.weight for answer in answers), default=Decimal(0))
    return [answer for answer in answers if answer.weight == best and best > 0]


def catches_all(answer: TextAnswer) -> bool:
    """Return whether the answer accepts anything."""
    return len(answer.pieces) > 1 and not any(answer.pieces)


def literal(answer: TextAnswer) -> str:
    """Return a fixed text that the answer accepts, the wildcards read as nothing or as a blank between words."""
    text = answer.pieces[0]
    for piece in answer.pieces[1:]:
        between = " " if text and piece and not text[-1].isspace() and not piece[0].isspace() else ""
        text += between + piece
    return text.strip()


def is_pattern(answer: TextAnswer) -> bool:
    """Return whether the answer has a wildcard."""
    return len(answer.pieces) > 1
