"""The questions that quizzes name: each once, and each of a status that is exported."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from exporter.checks.facts import Facts
from exporter.codes.quizzes import QUESTION_NOT_EXPORTED, QUESTION_TWICE
from exporter.diagnostics import Diagnostic, Related
from exporter.model import Bank, Reference

_WORDS = {"draft": "is a draft", "review": "is still in review", "retired": "is retired", "ready": "is ready"}


def questions_named_twice(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each question that a quiz names again, in whichever section."""
    del facts, statuses
    for quiz in bank.quizzes.values():
        first: dict[str, Reference] = {}
        for section in quiz.sections:
            for named in section.questions:
                before = first.setdefault(named.id, named)
                if before is not named:
                    related = (Related(before.span, "it is named here first"),)
                    message = f"the quiz names `{named.id}` twice"
                    yield QUESTION_TWICE.at(named.span, message, "name it once", related=related, question=quiz.id)


def questions_not_exported(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each question that a quiz names and no export would contain."""
    del facts
    for quiz in bank.quizzes.values():
        for section in quiz.sections:
            for named in section.questions:
                summary = bank.index.get(named.id)
                if summary is not None and summary.status not in statuses:
                    related = (Related(summary.span, "the question"),)
                    message = f"the question `{named.id}` {_WORDS[summary.status]} and is not exported"
                    hint = "take it out of the quiz, or set its status to `ready`"
                    at = named.span
                    yield QUESTION_NOT_EXPORTED.at(at, message, hint, related=related, question=quiz.id)
