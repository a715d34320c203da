"""The level-2 headings of a question: its parts, each with the field that it fills."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from exporter.codes.source import PART_EMPTY, PART_FOREIGN, PART_TWICE, PART_UNKNOWN
from exporter.diagnostics import Code, Related, Span
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
    hints: list[RichText] = []
    judge = _Judge(scope, question_type)
    for part in raw:
        name = _folded(part.heading.content)
        tokens = without_comments(scope.page, part.tokens)
        if not judge.allows(part, name, empty=not tokens):
            continue
        text = rich_text(scope, tokens)
        if name == "hint":
            hints.append(text)
        else:
            found[FIELDS[name]] = text
    if hints:
        found["hints"] = tuple(hints)
    return found


@functools.lru_cache(maxsize=64)
def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


class _Judge:
    """Which parts a question of this type (of any, where it is empty) can have, and which it has already."""

    def __init__(self, scope: Scope, question_type: str) -> None:
        self._scope = scope
        self._type = question_type
        self._first: dict[str, RawPart] = {}

    def allows(self, part: RawPart, name: str, *, empty: bool) -> bool:
        """Return whether the part is what it should be; report what it is not."""
        if name not in FIELDS:
            near = nearest(name, FIELDS)
            there = _titles(self._type or "multiple-choice")
            hint = f"did you mean `{_title(near)}`" if near else f"there are {there}; deeper headings (`###`) are free"
            return self._refuse(PART_UNKNOWN, part, f"`{part.heading.content}` is no part of a question", hint)
        if self._type and name not in parts_of(self._type):
            message = f"a question of type {self._type} has no `{_title(name)}`"
            return self._refuse(PART_FOREIGN, part, message, f"it can have {_titles(self._type)}")
        if name in self._first and name != "hint":
            related = (Related(self._place(self._first[name]), "the first one is here"),)
            return self._refuse(PART_TWICE, part, f"the part `{_title(name)}` is there twice", "join the two", related)
        self._first[name] = part
        if empty:
            message = f"the part `{_title(name)}` is empty"
            return self._refuse(PART_EMPTY, part, message, "write it, or remove its heading")
        return True

    def _place(self, part: RawPart) -> Span:
        return self._scope.page.span_at(part.heading, 0, len(part.heading.content))

    def _refuse(self, code: Code, part: RawPart, message: str, hint: str, related: tuple[Related, ...] = ()) -> bool:
        self._scope.page.report(code.at(self._place(part), message, hint, related=related, question=self._scope.owner))
        return False


def _titles(question_type: str) -> str:
    return ", ".join(f"`{_title(each)}`" for each in parts_of(question_type))


def _title(name: str) -> str:
    return name.capitalize()
