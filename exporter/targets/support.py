"""What becomes of each question type and feature in a target, as data: the source of the loss report and the matrix.

A target's `Support` is the only place that says what it cannot hold; its writer does it, `findings` reports it, the
matrix shows it, and the oracle tests judge that what is called kept is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property

import msgspec

from exporter.bank_parts import WHOLES, BankPart, bank_parts
from exporter.codes.targets import BANK_PART_LOST, FEATURE_CHANGED, FEATURE_LOST, LEFT_OUT, TYPE_CHANGED
from exporter.diagnostics import Diagnostic, Span
from exporter.features import Feature, features, text_features
from exporter.model import Bank, Question, RichText, type_of


class Outcome(StrEnum):
    """What becomes of a type or feature."""

    KEPT = "kept"
    CHANGED = "changed"
    LOST = "lost"


class Cell(msgspec.Struct, frozen=True):
    """One cell of the support matrix. `becomes` says what stands there instead; empty only where it is kept."""

    outcome: Outcome
    becomes: str = ""
    silent: bool = False
    """A change that takes nothing from anybody (a title kept in another field) is in the matrix, not in the report."""


KEPT = Cell(Outcome.KEPT)


def changed(becomes: str, *, silent: bool = False) -> Cell:
    """Return the cell of something that arrives in another form."""
    return Cell(Outcome.CHANGED, becomes, silent)


def lost(becomes: str) -> Cell:
    """Return the cell of something that does not arrive; `becomes` says why or what the learner sees instead."""
    return Cell(Outcome.LOST, becomes)


class Support(msgspec.Struct, frozen=True, dict=True):
    """A target's support: every type, every feature (for all types), and what differs for one type."""

    types: Mapping[str, Cell]
    features: Mapping[Feature, Cell]
    exceptions: Mapping[tuple[str, Feature], Cell] = {}
    bank: Mapping[BankPart, Cell] = {}
    """What becomes of what a bank holds beside questions and quizzes; what is not named is kept."""

    @cached_property
    def tells_features(self) -> bool:
        """Whether any feature is reported; where none is, questions need not be asked for theirs."""
        cells = (*self.features.values(), *self.exceptions.values())
        return any(cell.outcome is not Outcome.KEPT and not cell.silent for cell in cells)

    def cell(self, question_type: str, feature: Feature) -> Cell:
        """Return what becomes of the feature in questions of that type; a type left out loses all."""
        of_type = self.types[question_type]
        if of_type.outcome is Outcome.LOST:
            return of_type
        return self.exceptions.get((question_type, feature), self.features[feature])


def findings(question: Question, bank: Bank, support: Support, target: str) -> tuple[Diagnostic, ...]:
    """Return the losses that the question's type and features meet in the target, each with its place."""
    kind = type_of(question)
    cell = support.types[kind]
    found: list[Diagnostic] = []
    if cell.outcome is Outcome.LOST:
        message = f"`{question.id}` is left out: {cell.becomes}"
        return (LEFT_OUT.at(question.span, message, question=question.id, target=target, feature=kind),)
    if cell.outcome is Outcome.CHANGED and not cell.silent:
        message = f"{kind} becomes {cell.becomes}"
        found.append(TYPE_CHANGED.at(question.span, message, question=question.id, target=target, feature=kind))
    for feature, span in features(question, bank).items() if support.tells_features else ():
        cell = support.exceptions.get((kind, feature)) or support.features[feature]
        if cell.outcome is not Outcome.KEPT and not cell.silent:
            found.append(_feature_finding(feature, span, cell, question.id, target))
    return tuple(found)


def text_findings(text: RichText | None, ident: str, support: Support, target: str) -> tuple[Diagnostic, ...]:
    """Return the losses of a text that is no question's: a passage's, a quiz's, a lesson's, each with its place."""
    if text is None:
        return ()
    found: list[Diagnostic] = []
    for feature, span in text_features(text).items():
        cell = support.features[feature]
        if cell.outcome is not Outcome.KEPT and not cell.silent:
            found.append(_feature_finding(feature, span, cell, ident, target))
    return tuple(found)


def _feature_finding(feature: Feature, span: Span, cell: Cell, ident: str, target: str) -> Diagnostic:
    code, verb = (FEATURE_LOST, "lost") if cell.outcome is Outcome.LOST else (FEATURE_CHANGED, "changed")
    return code.at(
        span, f"{feature.value} {verb}: {cell.becomes}", question=ident, target=target, feature=feature.value
    )


def bank_findings(bank: Bank, support: Support, target: str) -> Iterator[Diagnostic]:
    """Yield what the target loses of what the bank holds beside its questions and quizzes, each once."""
    for part, span in bank_parts(bank).items():
        cell = support.bank.get(part, KEPT)
        whole = support.bank.get(WHOLES[part], KEPT) if part in WHOLES else KEPT
        if cell.outcome is Outcome.KEPT or cell.silent or whole.outcome is Outcome.LOST:
            continue
        message = f"{part.value} {cell.outcome.value}: {cell.becomes}"
        yield BANK_PART_LOST.at(span, message, target=target, feature=part.value)
