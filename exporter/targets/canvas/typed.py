"""Questions answered by typing: short answer and numerical."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exporter.codes import canvas as codes
from exporter.model import Numerical, NumericAnswer, ShortAnswer
from exporter.targets.canvas import answers, elements
from exporter.targets.canvas.cloze import pattern_gap
from exporter.targets.canvas.elements import Element
from exporter.targets.canvas.sheet import Sheet, escaped

_RESPONSE = "response1"


def short_answer(sheet: Sheet, question: ShortAnswer) -> None:
    """Write a short answer: one condition for each accepted text, so that each can show its feedback."""
    accepted = [answer for answer in answers.full(question.answers) if not answers.catches_all(answer)]
    if not accepted:
        message = f"`{question.id}` is left out: it accepts no fixed text"
        sheet.leave_out(codes.NO_KEPT_ANSWER, question.answers[0].span, message)
        return
    _report_rejected(sheet, question, accepted)
    if sheet.new and any(map(answers.is_pattern, accepted)):
        pattern_gap(sheet, question, accepted)
        return
    _field(sheet.presentation("short_answer_question"))
    processing = sheet.processing()
    case = {"case": "Yes"} if question.case_sensitive else {}
    seen: set[str] = set()
    for place, answer in enumerate(accepted, 1):
        text = answers.literal(answer)
        if text in seen:
            continue
        seen.add(text)
        shown = [sheet.comment(place, answer.feedback)] if answer.feedback is not None else []
        test = sheet.score(processing)
        elements.varequal(test, _RESPONSE, text, **case)
        sheet.show_correct(test, *shown)
    sheet.show_incorrect(processing)


def numerical(sheet: Sheet, question: Numerical) -> None:
    """Write a numerical question in the shapes that both importers tell apart: exact, margin, range."""
    accepted = [answer for answer in answers.full(question.answers) if answers.bounds(answer) is not None]
    if not accepted:
        message = f"`{question.id}` is left out: it accepts no number in particular"
        sheet.leave_out(codes.NO_KEPT_ANSWER, question.answers[0].span, message)
        return
    _report_rejected(sheet, question, accepted)
    unit = f"<p>… {escaped(question.unit)}</p>" if question.unit else ""
    _field(sheet.presentation("numerical_question", unit), fibtype="Decimal")
    processing = sheet.processing()
    for place, answer in enumerate(accepted, 1):
        shown = [sheet.comment(place, answer.feedback)] if answer.feedback is not None else []
        test = sheet.score(processing)
        _test_number(sheet, test, answer)
        sheet.show_correct(test, *shown)
    sheet.show_incorrect(processing)


def _field(presentation: Element, **attributes: str) -> None:
    response = elements.append(presentation, elements.RESPONSE_STR, ident=_RESPONSE, rcardinality="Single")
    render = elements.append(response, elements.RENDER_FIB, attributes)
    elements.append(render, elements.RESPONSE_LABEL, ident="answer1", rshuffle="No")


def _test_number(sheet: Sheet, test: Element, answer: NumericAnswer) -> None:
    """Append the test of one number.

    A value stands in an `or` beside its bounds (a bare one is no answer in Classic Quizzes and an error in New
    Quizzes); an exact one has bounds of the very same text, or New Quizzes reads a margin of 0.
    """
    span = answers.bounds(answer)
    assert span is not None
    low, high = span
    if answer.value is None and low != high:
        _within(test, low, high)
        return
    value = low if answer.value is None else answer.value
    either = elements.append(test, elements.OR)
    margin: dict[str, str] = {}
    if sheet.new and low != high:
        assert answer.tolerance is not None
        kind = "percent" if answer.percent else "absolute"
        margin = {"margin": elements.number(answer.tolerance), "margintype": kind}
    elements.varequal(either, _RESPONSE, elements.number(value), **margin)
    _within(elements.append(either, elements.AND), low, high)


def _within(parent: Element, low: Decimal, high: Decimal) -> None:
    elements.append(parent, elements.VARGTE, respident=_RESPONSE).text = elements.number(low)
    elements.append(parent, elements.VARLTE, respident=_RESPONSE).text = elements.number(high)


def _report_rejected(sheet: Sheet, question: ShortAnswer | Numerical, accepted: Sequence[object]) -> None:
    for answer in question.answers:
        if answer.feedback is not None and answer not in accepted:
            sheet.report(
                codes.REJECTED_FEEDBACK, answer.span, "feedback of an answer that Canvas does not accept is lost"
            )
