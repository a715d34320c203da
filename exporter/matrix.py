"""The support matrix, type × feature × target, made from what each target declares: text, Markdown and rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from exporter.bank_parts import BankPart
from exporter.excerpt import wrap
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES
from exporter.targets import Target
from exporter.targets.support import KEPT, Outcome, Support

_GRADED = tuple(each for each in QUESTION_TYPES if each != "description")
_ANSWERED = tuple(each for each in _GRADED if each not in ("essay", "file-upload"))
_CHOICES = ("multiple-choice", "multiple-response")
_TEXT = ("short-answer", "cloze")
_NUMBERS = ("numerical", "cloze")
_ITEMS = ("matching", "ordering", "categorize")
_BY_HAND = ("essay", "file-upload")

APPLIES: dict[Feature, tuple[str, ...]] = {
    Feature.POINTS: _GRADED,
    Feature.EXPLANATION: _GRADED,
    Feature.IF_CORRECT: _ANSWERED,
    Feature.IF_PARTLY_CORRECT: _ANSWERED,
    Feature.IF_INCORRECT: _ANSWERED,
    Feature.HINTS: _ANSWERED,
    Feature.PENALTY: _ANSWERED,
    Feature.RATIONALE: (*_CHOICES, "true-false", "short-answer", "numerical", "hotspot"),
    Feature.WEIGHTS: (*_CHOICES, "short-answer", "numerical", "cloze", "hotspot"),
    Feature.NEGATIVE_WEIGHTS: (*_CHOICES, "short-answer", "numerical", "cloze"),
    Feature.ALL_OR_NOTHING: ("multiple-response", "cloze", *_ITEMS),
    Feature.PER_CHOICE: ("multiple-response",),
    Feature.RIGHT_MINUS_WRONG: ("multiple-response",),
    Feature.PARTS: ("cloze", *_ITEMS),
    Feature.FIXED_ORDER: (*_CHOICES, "matching", "categorize"),
    Feature.PINS: (*_CHOICES, "true-false"),
    Feature.CASE: _TEXT,
    Feature.WILDCARD: _TEXT,
    Feature.SEVERAL_ANSWERS: ("short-answer", "numerical", "cloze"),
    Feature.UNIT: _NUMBERS,
    Feature.TOLERANCE: _NUMBERS,
    Feature.PERCENT_TOLERANCE: _NUMBERS,
    Feature.RANGE: _NUMBERS,
    Feature.CATCH_ALL: ("short-answer", "numerical", "cloze"),
    Feature.MIXED_GAPS: ("cloze",),
    Feature.COLUMN_LABELS: ("matching",),
    Feature.DISTRACTORS: ("matching",),
    Feature.REPEATED_MATCH: ("matching", "categorize"),
    Feature.WRONG_AREAS: ("hotspot",),
    Feature.RUBRIC: _BY_HAND,
    Feature.MODEL_ANSWER: _BY_HAND,
    Feature.PICTURE_IN_ANSWER: (*_CHOICES, "true-false", "cloze", *_ITEMS),
    Feature.MARKS_IN_ANSWER: (*_CHOICES, "true-false", "cloze", *_ITEMS),
}
"""The types in which a feature can arise at all; every type where a feature is not named."""

_SHORT = {
    "multiple-choice": "mc",
    "multiple-response": "mr",
    "true-false": "tf",
    "short-answer": "sa",
    "numerical": "nu",
    "cloze": "cl",
    "matching": "ma",
    "ordering": "or",
    "categorize": "ca",
    "essay": "es",
    "file-upload": "fu",
    "hotspot": "ho",
    "description": "de",
}
MARKS = {Outcome.KEPT: "+", Outcome.CHANGED: "~", Outcome.LOST: "-"}
_LABEL = 34
"""Columns of the names of features."""
_TYPE = "the type itself"


class Row(msgspec.Struct, frozen=True):
    """One cell of the matrix; `feature` is empty for the type itself."""

    target: str
    type: str
    feature: str
    outcome: Outcome
    becomes: str


def applies(feature: Feature, question_type: str) -> bool:
    """Return whether questions of the type can have the feature."""
    return question_type in APPLIES.get(feature, QUESTION_TYPES)


def rows(target: Target, options: Options) -> Iterator[Row]:
    """Yield the target's cells, feature by feature, types in the order of the format."""
    support = target.support(options)
    for question_type in QUESTION_TYPES:
        cell = support.types[question_type]
        yield Row(target.name, question_type, "", cell.outcome, cell.becomes)
    for feature in Feature:
        for question_type in QUESTION_TYPES:
            if applies(feature, question_type):
                cell = support.cell(question_type, feature)
                yield Row(target.name, question_type, feature.value, cell.outcome, cell.becomes)


def bank_rows(target: Target, options: Options) -> Iterator[Row]:
    """Yield what becomes of what a bank holds beside its questions and quizzes; such a row names no type."""
    bank = target.support(options).bank
    for part in BankPart:
        cell = bank.get(part, KEPT)
        yield Row(target.name, "", part.value, cell.outcome, cell.becomes)


class Note(msgspec.Struct, frozen=True):
    """What becomes of something that is not kept, and for which types."""

    outcome: Outcome
    feature: str
    types: tuple[str, ...]
    """Empty where it is so for every type that can have the feature."""
    becomes: str

    @property
    def subject(self) -> str:
        """What the note is about, such as `hints (cloze, matching)`."""
        if not self.feature:
            return ", ".join(self.types)
        return f"{self.feature} ({', '.join(self.types)})" if self.types else self.feature


def notes(target: Target, options: Options) -> list[Note]:
    """Return what becomes of what the target does not keep: types first, then features."""
    support = target.support(options)
    found = []
    for feature, of_feature in groupby(rows(target, options), lambda row: row.feature):
        cells: dict[tuple[Outcome, str], list[str]] = {}
        for row in of_feature:
            whole = not feature or support.types[row.type].outcome is not Outcome.LOST
            if row.outcome is not Outcome.KEPT and whole:
                cells.setdefault((row.outcome, row.becomes), []).append(row.type)
        everywhere = _everywhere(feature, support)
        for (outcome, becomes), types in cells.items():
            found.append(Note(outcome, feature, () if types == everywhere else tuple(types), becomes))
    return found


def _everywhere(feature: str, support: Support) -> list[str]:
    if not feature:
        return []
    kept = [each for each in QUESTION_TYPES if support.types[each].outcome is not Outcome.LOST]
    return [each for each in kept if applies(Feature(feature), each)]


def _marks(target: Target, options: Options) -> Iterator[tuple[str, dict[str, Outcome]]]:
    for feature, of_feature in groupby(rows(target, options), lambda row: row.feature):
        yield feature or _TYPE, {row.type: row.outcome for row in of_feature}


def as_text(targets: Sequence[Target], options: Options, width: int = 80) -> Iterator[str]:
    """Yield the lines of the matrix for a terminal of at least 73 columns."""
    yield "+ kept   ~ changed   - lost   blank: does not arise"
    legend = ", ".join(f"{short} {name}" for name, short in _SHORT.items())
    yield from wrap(legend, width)
    for target in targets:
        yield ""
        yield from wrap(f"{target.name}: {target.summary}", width)
        yield ""
        yield " " * _LABEL + "".join(f" {short}" for short in _SHORT.values())
        for label, outcomes in _marks(target, options):
            marks = "".join(f"  {MARKS[outcomes[each]] if each in outcomes else ' '}" for each in QUESTION_TYPES)
            yield f"{label:{_LABEL}}{marks}".rstrip()
        yield ""
        for note in notes(target, options):
            first, *rest = wrap(f"{note.subject}: {note.becomes}", width - 2)
            yield f"{MARKS[note.outcome]} {first}"
            yield from (f"  {line}" for line in rest)
        yield ""
        yield "of the bank beside its questions and quizzes:"
        for row in bank_rows(target, options):
            first, *rest = wrap(f"{row.feature}: {row.becomes}" if row.becomes else row.feature, width - 2)
            yield f"{MARKS[row.outcome]} {first}"
            yield from (f"  {line}" for line in rest)


def as_markdown(targets: Sequence[Target], options: Options) -> Iterator[str]:
    """Yield the lines of the matrix for the documentation: a table a target, then what becomes of the rest."""
    for target in targets:
        yield f"## {target.name}"
        yield ""
        yield f"{target.summary[0].upper()}{target.summary[1:]}."
        yield ""
        yield "| | " + " | ".join(QUESTION_TYPES) + " |"
        yield "| --- |" + " --- |" * len(QUESTION_TYPES)
        for label, outcomes in _marks(target, options):
            cells = (outcomes[each].value if each in outcomes else "" for each in QUESTION_TYPES)
            yield f"| {label} | " + " | ".join(cells) + " |"
        yield ""
        for note in notes(target, options):
            yield f"- **{note.subject}** {note.outcome}: {_escaped(note.becomes)}"
        yield ""
        yield "Of the bank beside its questions and quizzes:"
        yield ""
        for row in bank_rows(target, options):
            yield f"- **{row.feature}** {row.outcome}" + (f": {_escaped(row.becomes)}" if row.becomes else "")
        yield ""


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("*", "\\*")
