"""Multiple choice, multiple response and true-false."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from exporter.codes.moodle import FULL_MARKS, WEIGHT_ROUNDED
from exporter.diagnostics import Span
from exporter.features import Feature
from exporter.model import Choice, MultipleChoice, MultipleResponse, TrueFalse
from exporter.targets.moodle.draft import Draft, put_text
from exporter.targets.moodle.fields import (
    begin,
    decimal,
    finish,
    put_combined_feedback,
    put_feedback,
    put_flag,
    put_html,
    put_value,
)
from exporter.targets.moodle.setting import Setting
from exporter.targets.moodle.weights import is_listed, nearest, share, written

_FULL = Decimal(100)
_NONE = Decimal(0)
_SUM_TOLERANCE = Decimal("0.01")


def multiple_choice(question: MultipleChoice, setting: Setting) -> Draft:
    """Return a `multichoice` with one answer; the pick earns its fraction."""
    draft = begin("multichoice", question, setting)
    fractions = [fraction_of(draft, stated(choice), choice.span) for choice in question.choices]
    return _multichoice(draft, question, fractions)


def multiple_response(question: MultipleResponse, setting: Setting) -> Draft:
    """Return a `multichoice` with several answers; Moodle adds the fractions up and keeps the sum within 0 to 1."""
    draft = begin("multichoice", question, setting)
    if any(choice.weight is not None for choice in question.choices):
        fractions = [fraction_of(draft, stated(choice), choice.span) for choice in question.choices]
    else:
        fractions = _shares(draft, question)
    total = sum((fraction for fraction in fractions if fraction > 0), _NONE)
    if abs(total - _FULL) > _SUM_TOLERANCE:
        message = f"the right choices of `{question.id}` add up to {decimal(total)} % in Moodle"
        draft.report(FULL_MARKS, question.span, message, feature=Feature.WEIGHTS.value)
    return _multichoice(draft, question, fractions)


def true_false(question: TrueFalse, setting: Setting) -> Draft:
    """Return a `truefalse`; its answers are Moodle's own two words, which it shows in the learner's language."""
    draft = begin("truefalse", question, setting)
    says_true, says_false = question.choices if question.true_first else reversed(question.choices)
    for word, choice in (("true", says_true), ("false", says_false)):
        right = (word == "true") == question.answer
        answer = etree.SubElement(
            draft.element, "answer", fraction="100" if right else "0", format="moodle_auto_format"
        )
        put_text(answer, word)
        put_feedback(
            draft, answer, "feedback", choice.feedback, question.if_correct if right else question.if_incorrect
        )
    return finish(draft)


def stated(choice: Choice) -> Decimal:
    """Return a choice's weight in percent: the one stated, else 100 or 0."""
    if choice.weight is not None:
        return choice.weight
    return _FULL if choice.right else _NONE


def fraction_of(draft: Draft, weight: Decimal, span: Span) -> Decimal:
    """Return the grade of Moodle's list for a weight in percent, and report where it is another."""
    fraction = nearest(weight)
    if not is_listed(weight):
        message = f"the weight {decimal(weight)} % becomes {written(fraction)} %, the nearest of Moodle's grades"
        draft.report(WEIGHT_ROUNDED, span, message, feature=Feature.WEIGHTS.value)
    return fraction


def _shares(draft: Draft, question: MultipleResponse) -> list[Decimal]:
    """Return equal shares: +100 % over the right choices, -100 % over the wrong ones.

    Where all or nothing is asked, a wrong pick takes everything: the nearest that Moodle's own types can do.
    """
    right = sum(choice.right for choice in question.choices)
    wrong = len(question.choices) - right
    gain = _share(draft, question, right)
    cost = _FULL if question.partial_credit == "none" else _share(draft, question, wrong)
    return [gain if choice.right else -cost for choice in question.choices]


def _share(draft: Draft, question: MultipleResponse, parts: int) -> Decimal:
    if not parts:
        return _NONE
    exact = share(parts)
    return nearest(exact) if is_listed(exact) else fraction_of(draft, exact.quantize(Decimal("0.00001")), question.span)


def _multichoice(draft: Draft, question: MultipleChoice | MultipleResponse, fractions: list[Decimal]) -> Draft:
    root = draft.element
    put_flag(root, "single", value=isinstance(question, MultipleChoice))
    # Moodle shuffles all choices or none, so one that is pinned pins the others.
    put_flag(root, "shuffleanswers", value=question.shuffle and not any(choice.pin for choice in question.choices))
    put_value(root, "answernumbering", "abc")
    put_value(root, "showstandardinstruction", "1")
    put_combined_feedback(draft, question)
    for choice, fraction in zip(question.choices, fractions, strict=True):
        answer = put_html(draft, root, "answer", choice.text, fraction=written(fraction))
        put_feedback(draft, answer, "feedback", choice.feedback)
    return finish(draft)
