"""Questions with choices: multiple choice, multiple response, true or false (canvas: MC, multi-answer, T/F)."""

from __future__ import annotations

import re
from decimal import Decimal

from exporter.codes import canvas as codes
from exporter.model import Choice, MultipleChoice, MultipleResponse, TrueFalse
from exporter.richtext import plain
from exporter.targets.canvas import elements
from exporter.targets.canvas.elements import Element
from exporter.targets.canvas.sheet import Sheet

_RESPONSE = "response1"
_ENGLISH = re.compile(r"true|false", re.IGNORECASE)


def multiple_choice(sheet: Sheet, question: MultipleChoice) -> None:
    """Write a multiple choice; any score above 0 makes a choice right in Classic Quizzes, so only one has any."""
    weighed = sheet.new and any(choice.weight not in (None, 0, 100) for choice in question.choices)
    fields = {"scoring_algorithm": "VaryPointsByAnswer"} if weighed else {}
    presentation = sheet.presentation("multiple_choice_question", **fields)
    _labels(sheet, presentation, question.choices, "Single", shuffle=question.shuffle)
    processing = sheet.processing()
    _comments(sheet, processing, question.choices)
    for number, choice in enumerate(question.choices, 1):
        if choice.right:
            value = elements.number(sheet.setting.points) if weighed else "100"
            test = sheet.score(processing, value)
            if weighed:
                _mark_right(test)
            elements.varequal(test, _RESPONSE, str(number))
            sheet.show_correct(test)
        elif weighed and choice.weight is not None and choice.weight > 0:
            points = sheet.setting.points * choice.weight / Decimal(100)
            elements.varequal(sheet.score(processing, elements.number(points)), _RESPONSE, str(number))
    sheet.show_incorrect(processing)


def true_false(sheet: Sheet, question: TrueFalse) -> None:
    """Write a true/false, or a multiple choice of two where the words are not English."""
    words = [plain(choice.text) for choice in question.choices]
    english = all(_ENGLISH.fullmatch(word) for word in words)
    if not english:
        message = f"true/false becomes a multiple choice of `{words[0]}` and `{words[1]}`"
        sheet.report(codes.TRUE_FALSE_WORDS, question.span, message)
    presentation = sheet.presentation("true_false_question" if english else "multiple_choice_question")
    _labels(sheet, presentation, question.choices, "Single", shuffle=False)
    processing = sheet.processing()
    _comments(sheet, processing, question.choices)
    right = "1" if question.answer == question.true_first else "2"
    test = sheet.score(processing)
    elements.varequal(test, _RESPONSE, right)
    sheet.show_correct(test)
    sheet.show_incorrect(processing)


def multiple_response(sheet: Sheet, question: MultipleResponse) -> None:
    """Write a multi-answer question: one condition that asks for all right choices and none of the wrong ones."""
    weighed = any(choice.weight is not None for choice in question.choices)
    exact = question.partial_credit == "none" and not weighed
    fields = {"scoring_algorithm": "AllOrNothing"} if sheet.new and exact else {}
    presentation = sheet.presentation("multiple_answers_question", **fields)
    _labels(sheet, presentation, question.choices, "Multiple", shuffle=question.shuffle)
    processing = sheet.processing()
    _comments(sheet, processing, question.choices)
    test = sheet.score(processing)
    group = elements.append(test, elements.AND)
    right = 0
    for number, choice in enumerate(question.choices, 1):
        if _counts(choice):
            right += 1
            elements.varequal(group, _RESPONSE, str(number))
        else:
            elements.varequal(elements.append(group, elements.NOT), _RESPONSE, str(number))
    sheet.show_correct(test)
    sheet.show_incorrect(processing)
    wrong = len(question.choices) - right
    if question.partial_credit == "right-minus-wrong" and not weighed and wrong not in (0, right):
        meant = f"1/{wrong}" if wrong > 1 else "all"
        message = f"a wrong pick takes off 1/{right} of the points, not {meant}"
        sheet.report(codes.SCORING_DIFFERS, question.span, message)


def _counts(choice: Choice) -> bool:
    return choice.right if choice.weight is None else choice.weight > 0


def _labels(
    sheet: Sheet, presentation: Element, choices: tuple[Choice, ...], cardinality: str, *, shuffle: bool
) -> None:
    """Append the choices; idents are plain digits, since a dot or colon in one breaks the key in Classic Quizzes."""
    response = elements.append(presentation, elements.RESPONSE_LID, ident=_RESPONSE, rcardinality=cardinality)
    order = "Yes" if shuffle and sheet.setting.shuffle else "No"
    render = elements.append(response, elements.RENDER_CHOICE, shuffle=order)
    for number, choice in enumerate(choices, 1):
        lock = {"lock": "Yes"} if sheet.new and choice.pin else {}
        elements.label(render, str(number), sheet.writing.choice(choice.text), **lock)


def _comments(sheet: Sheet, processing: Element, choices: tuple[Choice, ...]) -> None:
    for number, choice in enumerate(choices, 1):
        if choice.feedback is not None:
            found, test = elements.condition(processing)
            elements.varequal(test, _RESPONSE, str(number))
            elements.displayfeedback(found, sheet.comment(number, choice.feedback))


def _mark_right(test: Element) -> None:
    found = test.getparent()
    assert found is not None
    found.set("correctanswer", "Yes")
