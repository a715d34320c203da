"""Questions with choices: multiple choice, multiple response, true or false (canvas: MC, multi-answer, T/F)."""

from __future__ import annotations

import re
from decimal import Decimal

from exporter.codes import canvas as codes
from exporter.model import Choice, MultipleChoice, MultipleResponse, TrueFalse
from exporter.richtext import plain
from exporter.targets import qti12 as elements
from exporter.targets.canvas.sheet import Sheet
from exporter.targets.item_xml import number

_RESPONSE = "response1"
_ENGLISH = re.compile(r"true|false", re.IGNORECASE)


def multiple_choice(sheet: Sheet, question: MultipleChoice) -> None:
    """Write a multiple choice; any score above 0 makes a choice right in Classic Quizzes, so only one has any."""
    weighed = sheet.new and any(choice.weight not in (None, 0, 100) for choice in question.choices)
    fields = {"scoring_algorithm": "VaryPointsByAnswer"} if weighed else {}
    choices = _choices(sheet, question.choices, "Single", shuffle=question.shuffle)
    sheet.present("multiple_choice_question", choices, **fields)
    sheet.begin_scoring()
    _comments(sheet, question.choices)
    for place, choice in enumerate(question.choices, 1):
        test = elements.varequal(_RESPONSE, str(place))
        if choice.right and weighed:
            sheet.score_right(test, attributes=' correctanswer="Yes"', value=number(sheet.setting.points))
        elif choice.right:
            sheet.score_right(test)
        elif weighed and choice.weight is not None and choice.weight > 0:
            sheet.score_part(test, number(sheet.setting.points * choice.weight / Decimal(100)), "Set")
    sheet.show_incorrect()


def true_false(sheet: Sheet, question: TrueFalse) -> None:
    """Write a true/false, or a multiple choice of two where the words are not English."""
    words = [plain(choice.text) for choice in question.choices]
    english = all(_ENGLISH.fullmatch(word) for word in words)
    if not english:
        message = f"true/false becomes a multiple choice of `{words[0]}` and `{words[1]}`"
        sheet.report(codes.TRUE_FALSE_WORDS, question.span, message)
    choices = _choices(sheet, question.choices, "Single", shuffle=False)
    sheet.present("true_false_question" if english else "multiple_choice_question", choices)
    sheet.begin_scoring()
    _comments(sheet, question.choices)
    sheet.score_right(elements.varequal(_RESPONSE, "1" if question.answer == question.true_first else "2"))
    sheet.show_incorrect()


def multiple_response(sheet: Sheet, question: MultipleResponse) -> None:
    """Write a multi-answer question: one condition that asks for all right choices and none of the wrong ones."""
    weighed = any(choice.weight is not None for choice in question.choices)
    exact = question.partial_credit == "none" and not weighed
    fields = {"scoring_algorithm": "AllOrNothing"} if sheet.new and exact else {}
    choices = _choices(sheet, question.choices, "Multiple", shuffle=question.shuffle)
    sheet.present("multiple_answers_question", choices, **fields)
    sheet.begin_scoring()
    _comments(sheet, question.choices)
    right = 0
    tests: list[str] = []
    for place, choice in enumerate(question.choices, 1):
        test = elements.varequal(_RESPONSE, str(place))
        right += choice.right
        tests.append(test if choice.right else f"<not>{test}</not>")
    sheet.score_right(f"<and>{''.join(tests)}</and>")
    sheet.show_incorrect()
    wrong = len(question.choices) - right
    if question.partial_credit == "right-minus-wrong" and not weighed and wrong not in (0, right):
        meant = f"1/{wrong}" if wrong > 1 else "all"
        message = f"a wrong pick takes off 1/{right} of the points, not {meant}"
        sheet.report(codes.SCORING_DIFFERS, question.span, message)


def _choices(sheet: Sheet, choices: tuple[Choice, ...], cardinality: str, *, shuffle: bool) -> str:
    """Return the choices; idents are plain digits, since a dot or colon in one breaks the key in Classic Quizzes."""
    labels = [
        elements.label(
            str(place),
            sheet.writing.choice(choice.text),
            attributes=' lock="Yes"' if sheet.new and choice.pin else "",
        )
        for place, choice in enumerate(choices, 1)
    ]
    render = elements.render_choice("".join(labels), "Yes" if shuffle and sheet.setting.shuffle else "No")
    return elements.response_lid(_RESPONSE, render, cardinality)


def _comments(sheet: Sheet, choices: tuple[Choice, ...]) -> None:
    for place, choice in enumerate(choices, 1):
        if choice.feedback is not None:
            sheet.show_comment(elements.varequal(_RESPONSE, str(place)), sheet.comment(place, choice.feedback))
