"""Where in the source a character stands that no font draws."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from exporter.diagnostics import Span
from exporter.model import Bank, Lesson, Passage, Question, Quiz, RichText
from exporter.texts import texts_of


def place_of(char: str, content: Iterable[object], bank: Bank) -> tuple[Span, str]:
    """Return where the character stands in the first text with it, and that id; no place where only a title has it."""
    for part in content:
        if isinstance(part, Lesson | Passage | Quiz | Question):
            for text in _texts(part):
                if char in str(msgspec.to_builtins(text.parts)):
                    return _exactly(char, text.span, bank), part.id
            if char in str(msgspec.to_builtins(part)):
                return _exactly(char, part.span, bank), part.id
    return Span(""), ""


def _exactly(char: str, span: Span, bank: Bank) -> Span:
    """Return where the character stands from the beginning of its text on; that beginning where no source has it."""
    try:
        lines = (bank.root / span.path).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError):
        return span
    start = span.column - 1
    for number in range(span.line, len(lines) + 1):
        column = lines[number - 1].find(char, start) + 1
        if column:
            return Span(span.path, number, column, column + len(char))
        start = 0
    return span


def _texts(part: Lesson | Passage | Quiz | Question) -> Iterable[RichText]:
    match part:
        case Lesson():
            return [part.body, *([part.summary] if part.summary else [])]
        case Passage():
            return [part.text]
        case Quiz():
            return [text for text in (part.description, part.instructions) if text is not None]
        case _:
            return texts_of(part)
