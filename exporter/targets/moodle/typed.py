"""Short answers and numbers: what a learner types."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

from lxml import etree

from exporter.codes.moodle import TEXT_CUT, WILDCARD
from exporter.codes.targets import FEATURE_LOST
from exporter.features import Feature
from exporter.model import Numerical, NumericAnswer, ShortAnswer, TextAnswer
from exporter.scoring import accepts_anything
from exporter.targets.fixed_texts import spelt_out
from exporter.targets.moodle.choices import fraction_of
from exporter.targets.moodle.draft import Draft, put_text
from exporter.targets.moodle.fields import begin, finish, left_out, put_feedback, put_value, verdict
from exporter.targets.moodle.setting import Setting
from exporter.targets.moodle.weights import nearest, written

ANYTHING = "*"
_UNIT_LENGTH = 50
"""Characters of a unit that Moodle's table holds."""
_FULL = Decimal(100)
_PLAIN_DIGITS = 20
"""Places before or behind the point beyond which a number is written with an exponent."""
_HALF = Decimal("0.5")
# Wide enough to halve the sum of any two numbers that a float can hold, exactly.
_EXACT = Context(prec=1400)


def short_answer(question: ShortAnswer, setting: Setting) -> Draft:
    """Return a `shortanswer`; without an answer of 100 % Moodle's import would stop."""
    draft = begin("shortanswer", question, setting)
    if all(nearest(answer.weight) != _FULL for answer in question.answers):
        return left_out(draft, "Moodle wants an answer that is worth 100 %")
    put_value(draft.element, "usecase", "1" if question.case_sensitive else "0")
    for answer in spelt_out(question.answers, case_sensitive=question.case_sensitive):
        _put_answer(draft, pattern(draft, answer), answer)
    if not any(accepts_anything(answer) for answer in question.answers):
        _put_rest(draft)
    _report_unheard(draft, question)
    return finish(draft)


def numerical(question: Numerical, setting: Setting) -> Draft:
    """Return a `numerical`: values with absolute tolerances, a unit that may be typed and is not graded."""
    draft = begin("numerical", question, setting)
    if not all(map(is_finite, question.answers)):
        return left_out(draft, "Moodle cannot store a number of that size")
    for answer in question.answers:
        value, tolerance = interval(answer)
        put_value(_put_answer(draft, value, answer), "tolerance", tolerance)
    if all(not accepts_anything(answer) for answer in question.answers):
        _put_rest(draft, tolerance="0")
    _report_unheard(draft, question)
    unit = question.unit
    if len(unit) > _UNIT_LENGTH:
        draft.report(TEXT_CUT, question.answers[0].span, f"the unit `{unit}` is left out: it is too long for Moodle")
        unit = ""
    if unit:
        element = etree.SubElement(etree.SubElement(draft.element, "units"), "unit")
        put_value(element, "multiplier", "1")
        etree.SubElement(element, "unit_name").text = etree.CDATA(unit)
    put_value(draft.element, "unitgradingtype", "0")
    put_value(draft.element, "unitpenalty", "0.1")
    put_value(draft.element, "showunits", "0" if unit else "3")
    put_value(draft.element, "unitsleft", "0")
    return finish(draft)


def pattern(draft: Draft, answer: TextAnswer) -> str:
    r"""Return an accepted answer in Moodle's writing: `*` for a wildcard, `\*` for a star."""
    pieces = [piece.replace("*", r"\*") for piece in answer.pieces]
    if any(piece.endswith("\\") for piece in pieces[:-1]):
        message = "the wildcard after `\\` is read as a star"
        draft.report(WILDCARD, answer.span, message, feature=Feature.WILDCARD.value)
    return ANYTHING.join(pieces)


def interval(answer: NumericAnswer) -> tuple[str, str]:
    """Return value and absolute tolerance of an accepted number, exact; a range is its middle and half its width."""
    with localcontext(_EXACT):
        if answer.low is not None and answer.high is not None:
            return number((answer.low + answer.high) * _HALF), number((answer.high - answer.low) * _HALF)
        if answer.value is None:
            return ANYTHING, "0"
        tolerance = answer.tolerance or Decimal(0)
        if answer.percent:
            tolerance = abs(answer.value) * tolerance * Decimal("0.01")
        return number(answer.value), number(tolerance)


def is_finite(answer: NumericAnswer) -> bool:
    """Return whether a float, which is what Moodle computes with, can hold the numbers of the answer."""
    given = [each for each in (answer.value, answer.low, answer.high, answer.tolerance) if each]
    return all(abs(float(each)) not in (0.0, float("inf")) for each in given)


def number(value: Decimal) -> str:
    """Return a number in Moodle's syntax: digits and a point, with an exponent where it would be long."""
    if not value:
        return "0"
    if abs(value.adjusted()) > _PLAIN_DIGITS:
        return str(value.normalize()).replace("E+", "e").replace("E", "e")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _put_answer(draft: Draft, text: str, answer: TextAnswer | NumericAnswer) -> etree._Element:
    fraction = fraction_of(draft, answer.weight, answer.span)
    element = etree.SubElement(draft.element, "answer", fraction=written(fraction), format="moodle_auto_format")
    put_text(element, text)
    put_feedback(draft, element, "feedback", answer.feedback, verdict(draft.question, fraction))
    return element


def _put_rest(draft: Draft, tolerance: str = "") -> None:
    """Add an answer of 0 % that anything else matches, where the question has feedback for a wrong one."""
    if draft.question.if_incorrect is None:
        return
    element = etree.SubElement(draft.element, "answer", fraction="0", format="moodle_auto_format")
    put_text(element, ANYTHING)
    put_feedback(draft, element, "feedback", draft.question.if_incorrect)
    if tolerance:
        put_value(element, "tolerance", tolerance)


def _report_unheard(draft: Draft, question: ShortAnswer | Numerical) -> None:
    """Report the feedback on the whole answer that goes with no answer of the question: it has no place of its own."""
    earned = [nearest(answer.weight) for answer in question.answers]
    if not any(map(accepts_anything, question.answers)):
        earned.append(Decimal(0))
    for feature, text in (
        (Feature.IF_CORRECT, question.if_correct),
        (Feature.IF_PARTLY_CORRECT, question.if_partly_correct),
        (Feature.IF_INCORRECT, question.if_incorrect),
    ):
        if text is not None and all(verdict(question, fraction) is not text for fraction in earned):
            message = f"{feature.value} lost: no answer of this question earns that"
            draft.report(FEATURE_LOST, text.span, message, feature=feature.value)
