"""Where in the source a character stands that no font draws."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from exporter.diagnostics import Span
from exporter.model import Bank, Lesson, Passage, Question, Quiz, RichText
from exporter.texts import texts_of


def place_of(char: str, content: Iterable[object], bank: Bank) -> tuple[Span, str]:
    """Return the place and the id of the first text that holds the character; no place where only a title does."""
    for part in content:
        if isinstance(part, Lesson | Passage | Quiz | Question):
            for text in _texts(part):
                if char in str(msgspec.to_builtins(text.parts)):
                    return text.span, part.id
            if char in str(msgspec.to_builtins(part)):
                return part.span, part.id
    del bank
    return Span(""), ""


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
