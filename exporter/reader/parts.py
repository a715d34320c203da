"""The level-2 headings of a question: its parts, each with the field that it fills."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from exporter.codes.source import PART_EMPTY, PART_FOREIGN, PART_TWICE, PART_UNKNOWN
from exporter.diagnostics import Related, Span
from exporter.model import RichText
from exporter.reader.document import RawPart, without_comments
from exporter.reader.rich import rich_text
from exporter.reader.scope import Scope
from exporter.suggest import nearest

FIELDS = {
    "explanation": "explanation",
    "if correct": "if_correct",
    "if partly correct": "if_partly_correct",
    "if incorrect": "if_incorrect",
    "hint": "hints",
    "rubric": "rubric",
    "model answer": "model_answer",
    "references": "references",
}
"""The parts by their names in small letters, in the order in which the docs name them."""

_BY_HAND = ("rubric", "model answer")
_JUDGED = ("if correct", "if partly correct", "if incorrect")


@functools.cache
def parts_of(question_type: str) -> tuple[str, ...]:
    """Return the parts that a question of this type can have; a text between questions has but its references."""
    if question_type == "description":
        return ("references",)
    if question_type in ("essay", "file-upload"):
        return tuple(name for name in FIELDS if name not in _JUDGED)
    return tuple(name for name in FIELDS if name not in _BY_HAND)


def read_parts(scope: Scope, raw: Sequence[RawPart], question_type: str) -> dict[str, Any]:
    """Return the texts of the parts by field; a part that is unknown, empty, foreign or a second one is a finding."""
    found: dict[str, Any] = {}
    first: dict[str, Span] = {}
    hints: list[RichText] = []
    for part in raw:
        name = " ".join(part.heading.content.split()).casefold()
        at = scope.page.span_at(part.heading, 0, len(part.heading.content))
        tokens = without_comments(part.tokens)
        if not _allowed(scope, part, name, at, question_type, first, empty=not tokens):
            continue
        text = rich_text(scope, tokens)
        if name == "hint":
            hints.append(text)
        else:
            found[FIELDS[name]] = text
    if hints:
        found["hints"] = tuple(hints)
    return found


def _allowed(  # noqa: PLR0913, PLR0917 - one step of a loop
    scope: Scope, part: RawPart, name: str, at: Span, question_type: str, first: dict[str, Span], *, empty: bool
) -> bool:
    if name not in FIELDS:
        near = nearest(name, FIELDS)
        there = _titles(question_type or "multiple-choice")
        hint = f"did you mean `{_title(near)}`" if near else f"there are {there}; deeper headings (`###`) are free"
        message = f"`{part.heading.content}` is no part of a question"
        scope.page.report(PART_UNKNOWN.at(at, message, hint, question=scope.owner))
        return False
    if question_type and name not in parts_of(question_type):
        message = f"a question of type {question_type} has no `{_title(name)}`"
        scope.page.report(PART_FOREIGN.at(at, message, f"it can have {_titles(question_type)}", question=scope.owner))
        return False
    if name in first and name != "hint":
        related = (Related(first[name], "the first one is here"),)
        message = f"the part `{_title(name)}` is there twice"
        hint = "join the two"
        scope.page.report(PART_TWICE.at(at, message, hint, related=related, question=scope.owner))
        return False
    first[name] = at
    if empty:
        message = f"the part `{_title(name)}` is empty"
        scope.page.report(PART_EMPTY.at(at, message, "write it, or remove its heading", question=scope.owner))
        return False
    return True


def _titles(question_type: str) -> str:
    return ", ".join(f"`{_title(each)}`" for each in parts_of(question_type))


def _title(name: str) -> str:
    return name.capitalize()
