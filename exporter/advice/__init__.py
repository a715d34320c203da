"""Advice on writing questions: what research on testing holds to be a flaw, said at the question that has it.

`advise` is the stage's only door: one pass over the bank's questions, each looked at on its own, and what must be
known of many (keys, near-duplicates) gathered on the way. `docs/writing-questions.md` gives the sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from exporter.advice.duplicates import Stems
from exporter.advice.feedback import (
    explanation_missing,
    part_unreachable,
    rationale_missing,
    rationale_short,
    reference_missing,
)
from exporter.advice.keys import Key, judge_keys, key_of
from exporter.advice.options import (
    absolute_word,
    all_of_the_above,
    cue_word,
    grammar_cue,
    none_of_the_above,
    option_lengths,
    right_longest,
)
from exporter.advice.stems import double_negative, negative_stem, reading_level
from exporter.advice.view import View
from exporter.codes import advice as codes
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.model import Bank, Question

CHECKS: tuple[tuple[Code, Callable[[View], Iterable[Diagnostic]]], ...] = (
    (codes.RIGHT_LONGEST, right_longest),
    (codes.OPTION_LENGTHS, option_lengths),
    (codes.CUE_WORD, cue_word),
    (codes.ABSOLUTE_WORD, absolute_word),
    (codes.GRAMMAR_CUE, grammar_cue),
    (codes.NEGATIVE_STEM, negative_stem),
    (codes.DOUBLE_NEGATIVE, double_negative),
    (codes.ALL_OF_THE_ABOVE, all_of_the_above),
    (codes.NONE_OF_THE_ABOVE, none_of_the_above),
    (codes.RATIONALE_MISSING, rationale_missing),
    (codes.RATIONALE_SHORT, rationale_short),
    (codes.EXPLANATION_MISSING, explanation_missing),
    (codes.REFERENCE_MISSING, reference_missing),
    (codes.PART_UNREACHABLE, part_unreachable),
    (codes.READING_LEVEL, reading_level),
)
"""What is asked of each question on its own, with the one code that each check gives."""


def advise(bank: Bank) -> Iterator[Diagnostic]:
    """Yield all advice on the bank, without what `bank.yaml` switches off and what comments silence."""
    checks = [check for code, check in CHECKS if code.name not in bank.advice_off]
    stems = Stems() if codes.NEAR_DUPLICATE.name not in bank.advice_off else None
    allowed = _Allowed(bank.advice_off)
    keys: dict[str, Key] = {}
    for question in bank.questions:
        allowed.take(question)
        view = View(question, bank.language)
        for check in checks:
            for finding in check(view):
                if not allowed.silences(finding, question.id):
                    yield finding
        if stems is not None:
            for finding, first in stems.add(view):
                if not allowed.silences(finding, question.id, first):
                    yield finding
        key = key_of(view)
        if key is not None:
            keys[question.id] = key
    yield from (finding for finding in judge_keys(bank, keys) if finding.code not in bank.advice_off)
    yield from allowed.unused()


class _Allowed:
    """The comments that silence advice, and which of them had something to silence."""

    def __init__(self, off: Iterable[str]) -> None:
        self._off = frozenset(off)
        self._spans: dict[str, dict[str, list[Span]]] = {}
        """By question and code."""
        self._used: set[tuple[str, str]] = set()

    def take(self, question: Question) -> None:
        """Remember the comments of a question."""
        for code, span in zip(question.allow, question.allow_spans, strict=True):
            self._spans.setdefault(question.id, {}).setdefault(code, []).append(span)

    def silences(self, finding: Diagnostic, *questions: str) -> bool:
        """Return whether one of the questions that the finding is about allows it."""
        for question in questions if self._spans else ():
            if finding.code in self._spans.get(question, ()):
                self._used.add((question, finding.code))
                return True
        return False

    def unused(self) -> Iterator[Diagnostic]:
        """Yield a finding for each comment that silenced nothing, though its check is on; a repeated one is one too."""
        for question, codes_ in self._spans.items():
            for code, spans in codes_.items():
                idle = spans[1:] if (question, code) in self._used else spans
                for span in idle if code not in self._off else ():
                    message = f"there is no `{code}` here that this comment could silence"
                    yield codes.ALLOW_UNUSED.at(span, message, "delete the comment", question=question)
