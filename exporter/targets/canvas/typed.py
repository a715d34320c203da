"""Questions answered by typing: short answer and numerical."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.codes import canvas as codes
from exporter.codes.targets import EARLIER_ANSWER
from exporter.model import Numerical, NumericAnswer, ShortAnswer
from exporter.scoring import has_wildcard
from exporter.targets import fixed_texts
from exporter.targets import qti12 as elements
from exporter.targets.canvas import answers
from exporter.targets.canvas.cloze import pattern_gap
from exporter.targets.canvas.sheet import Sheet, escaped
from exporter.targets.item_xml import number

_RESPONSE = "response1"


def short_answer(sheet: Sheet, question: ShortAnswer) -> None:
    """Write a short answer: one condition for each accepted text, so that each can show its feedback."""
    case_sensitive = question.case_sensitive
    accepted = fixed_texts.accepted(question.answers, case_sensitive=case_sensitive, patterns=sheet.new)
    if not accepted:
        message = f"`{question.id}` is left out: it accepts no fixed text"
        sheet.leave_out(codes.NO_KEPT_ANSWER, question.answers[0].span, message)
        return
    _report_rejected(sheet, question, accepted)
    sheet.report_texts(question.answers, case_sensitive=case_sensitive)
    if sheet.new and any(map(has_wildcard, accepted)):
        pattern_gap(sheet, question, accepted)
        return
    sheet.present("short_answer_question", elements.text_field())
    sheet.begin_scoring()
    case = ' case="Yes"' if case_sensitive else ""
    seen: set[str] = set()
    for place, answer in enumerate(accepted, 1):
        text = fixed_texts.literal(answer)
        if text in seen:
            continue
        seen.add(text)
        shown = [sheet.comment(place, answer.feedback)] if answer.feedback is not None else []
        sheet.score_right(elements.varequal(_RESPONSE, text, case), *shown)
    sheet.show_incorrect()


def numerical(sheet: Sheet, question: Numerical) -> None:
    """Write a numerical question in the shapes that both importers tell apart: exact, margin, range."""
    accepted = fixed_texts.accepted_numbers(question.answers)
    if not accepted:
        message = f"`{question.id}` is left out: it accepts no number in particular"
        sheet.leave_out(codes.NO_KEPT_ANSWER, question.answers[0].span, message)
        return
    _report_rejected(sheet, question, accepted)
    unit = f"<p>… {escaped(question.unit)}</p>" if question.unit else ""
    sheet.present("numerical_question", elements.text_field("Decimal"), unit)
    sheet.begin_scoring()
    for place, answer in enumerate(accepted, 1):
        if fixed_texts.numbers_taken(question.answers, answer) != "none":
            message = "an earlier answer takes a part of what this one accepts"
            sheet.report(EARLIER_ANSWER, answer.span, message)
        shown = [sheet.comment(place, answer.feedback)] if answer.feedback is not None else []
        sheet.score_right(_number_test(sheet, answer), *shown)
    sheet.show_incorrect()


def _number_test(sheet: Sheet, answer: NumericAnswer) -> str:
    """Return the test of one number.

    A value stands in an `or` beside its bounds (a bare one is no answer in Classic Quizzes and an error in New
    Quizzes); an exact one has bounds of the very same text, or New Quizzes reads a margin of 0.
    """
    span = answers.bounds(answer)
    assert span is not None
    low, high = span
    within = elements.within(_RESPONSE, low, high)
    if answer.value is None and low != high:
        return within
    value = low if answer.value is None else answer.value
    margin = ""
    if sheet.new and low != high:
        assert answer.tolerance is not None
        kind = "percent" if answer.percent else "absolute"
        margin = f' margin="{number(answer.tolerance)}" margintype="{kind}"'
    return f"<or>{elements.varequal(_RESPONSE, number(value), margin)}<and>{within}</and></or>"


def _report_rejected(sheet: Sheet, question: ShortAnswer | Numerical, accepted: Sequence[object]) -> None:
    for answer in question.answers:
        if answer.feedback is not None and answer not in accepted:
            sheet.report(
                codes.REJECTED_FEEDBACK, answer.span, "feedback of an answer that Canvas does not accept is lost"
            )
