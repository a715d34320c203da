"""One question as one item of the Common Cartridge's profile of QTI 1.2: the table of types."""

from __future__ import annotations

from typing import assert_never

from exporter.codes import cartridge as codes
from exporter.model import (
    Categorize,
    Choice,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    Matching,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from exporter.richtext import plain
from exporter.targets import fixed_texts, qti12
from exporter.targets.cartridge.sheet import RESPONSE, Sheet

_EXACT = ' case="Yes"'
"""Without it, no choice of a multiple_response is right in Moodle."""
_FEWEST_CHOICES = 3
_FIELD = (
    f'<response_str ident="{RESPONSE}" rcardinality="Single"><render_fib prompt="Box">'
    '<response_label ident="answer1"/></render_fib></response_str>'
)


def write_item(sheet: Sheet) -> str | None:
    """Return the item of the sheet's question as XML, or None where it cannot be one; losses are on the sheet.

    Types that the profile lacks are left out before (see `support`).
    """
    question = sheet.question
    match question:
        case MultipleChoice():
            _multiple_choice(sheet, question)
        case MultipleResponse():
            _multiple_response(sheet, question)
        case TrueFalse():
            _two(sheet, question, ["true", "false"] if question.true_first else ["false", "true"])
        case ShortAnswer():
            _short_answer(sheet, question)
        case Essay():
            _essay(sheet, question)
        case Numerical() | Cloze() | Matching() | Ordering() | Categorize() | FileUpload() | Hotspot() | Description():
            raise AssertionError(question.id)
        case _:
            assert_never(question)
    return None if sheet.left_out else sheet.xml()


def _multiple_choice(sheet: Sheet, question: MultipleChoice) -> None:
    choices = question.choices
    if len(choices) < _FEWEST_CHOICES:
        words = [plain(choice.text) for choice in choices]
        idents = [word.casefold() for word in words]
        if sorted(idents) == ["false", "true"]:
            _two(sheet, question, idents)
            return
        said = " and ".join(f"`{word}`" for word in words)
        message = f"`{question.id}` is left out: {said} are two choices, a cartridge wants three"
        sheet.leave_out(codes.TWO_CHOICES, question.span, message)
        return
    idents = [str(number) for number in range(1, len(choices) + 1)]
    _present_choices(sheet, question, idents, "multiple_choice")
    _one_right(sheet, choices, idents, choices.index(next(choice for choice in choices if choice.right)))


def _two(sheet: Sheet, question: TrueFalse | MultipleChoice, idents: list[str]) -> None:
    """Write a true_false, whose idents must be exactly `true` and `false`: Moodle gives up the import otherwise."""
    choices = question.choices
    _present_choices(sheet, question, idents, "true_false")
    right = next(place for place, choice in enumerate(choices) if choice.right)
    _one_right(sheet, choices, idents, right)


def _one_right(sheet: Sheet, choices: tuple[Choice, ...], idents: list[str], right: int) -> None:
    sheet.begin_scoring()
    sheet.score(_picked(idents[right]), *sheet.comment(idents[right], choices[right].feedback))
    for place, choice in enumerate(choices):
        if place != right:
            sheet.show(_picked(idents[place]), sheet.comment(idents[place], choice.feedback), wrong=True)


def _multiple_response(sheet: Sheet, question: MultipleResponse) -> None:
    choices = question.choices
    idents = [str(number) for number in range(1, len(choices) + 1)]
    _present_choices(sheet, question, idents, "multiple_response")
    sheet.begin_scoring()
    tests = [
        _picked(ident, _EXACT) if choice.right else f"<not>{_picked(ident)}</not>"
        for ident, choice in zip(idents, choices, strict=True)
    ]
    sheet.score(f"<and>{''.join(tests)}</and>")
    for ident, choice in zip(idents, choices, strict=True):
        sheet.show(_picked(ident, _EXACT), sheet.comment(ident, choice.feedback), wrong=False)
    sheet.show(qti12.OTHER, (), wrong=True)


def _short_answer(sheet: Sheet, question: ShortAnswer) -> None:
    """Write a fib: all accepted texts in one condition, since any further one would be an accepted answer too."""
    kept = fixed_texts.accepted(question.answers, case_sensitive=question.case_sensitive)
    texts = list(dict.fromkeys(fixed_texts.literal(each) for each in kept))
    texts = [text for text in texts if text]
    if not texts:
        message = f"`{question.id}` is left out: it accepts no fixed text"
        sheet.leave_out(codes.NO_KEPT_ANSWER, question.answers[0].span, message)
        return
    for text in texts:
        if text == "0" or "*" in text:
            what = "drops the answer `0`" if text == "0" else f"takes the `*` in `{text}` for anything"
            sheet.report(codes.ANSWER_READ_OTHERWISE, question.answers[0].span, f"Moodle {what}")
    for loss in fixed_texts.losses(question.answers, case_sensitive=question.case_sensitive):
        sheet.report(*loss)
    sheet.present("fib", _FIELD)
    sheet.begin_scoring()
    sheet.score("".join(qti12.varequal(RESPONSE, text) for text in texts))
    sheet.show(qti12.OTHER, (), wrong=True)


def _essay(sheet: Sheet, question: Essay) -> None:
    sheet.present("essay", _FIELD)
    sheet.begin_scoring()
    sheet.solve(question.model_answer)


def _present_choices(
    sheet: Sheet, question: MultipleChoice | MultipleResponse | TrueFalse, idents: list[str], profile: str
) -> None:
    choices = question.choices
    texts = [sheet.answers.choice(choice.text) for choice in choices]
    if len(set(texts)) < len(texts) or not all(texts):
        message = f"`{question.id}` is left out: without their pictures two choices are the same, or one is empty"
        sheet.leave_out(codes.SAME_CHOICES, choices[0].span, message)
    labels = [
        qti12.label(ident, text, attributes=' rshuffle="No"' if choice.pin else "")
        for ident, text, choice in zip(idents, texts, choices, strict=True)
    ]
    shuffle = sheet.setting.shuffle and profile != "true_false"
    render = qti12.render_choice("".join(labels), "Yes" if shuffle else "No")
    sheet.present(
        profile, qti12.response_lid(RESPONSE, render, "Multiple" if profile == "multiple_response" else "Single")
    )


def _picked(ident: str, attributes: str = "") -> str:
    return qti12.varequal(RESPONSE, ident, attributes)
