"""Questions whose answer is typed: short answer and numerical."""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from exporter.codes import qti as codes
from exporter.model import Numerical, NumericAnswer, ShortAnswer, TextAnswer
from exporter.scoring import bounds, credit_of, has_wildcard, number_score, text_score
from exporter.targets.qti.declarations import Key
from exporter.targets.qti.numbers import exact, share
from exporter.targets.qti.patterns import pattern
from exporter.targets.qti.processing import (
    Branch,
    Condition,
    Expression,
    Statement,
    decimal,
    is_answered,
    operator,
    variable,
    within,
)
from exporter.targets.qti.sheet import RESPONSE, Sheet
from exporter.targets.qti.spoken import OF_ANSWER

_NARROWEST = 15
"""Characters of the narrowest field, so that it does not give the answer's length away."""
_PLACES_OF_A_RANGE = [Fraction(tenths, 10) for tenths in (5, 0, 10, 2, 8, 1, 9, 4, 6, 3, 7)]
"""Where a number that earns all is sought, as parts of the range: an answer before it may hold some of them."""


def short_answer(sheet: Sheet, question: ShortAnswer) -> None:
    """Write a text entry; the first accepted answer that the text matches says what it earns."""
    answers = question.answers
    key = right_text(answers, case_sensitive=question.case_sensitive)
    sheet.response("string", key=Key([key] if key else (), mapping(sheet, answers, 1), case=question.case_sensitive))
    sheet.stem()
    width = str(max([_NARROWEST, *(len("".join(each.pieces)) for each in answers)]))
    sheet.place(f"<p>{sheet.interaction('textEntryInteraction', expectedLength=width)}</p>")
    conditions = [accepts(sheet, RESPONSE, each, case_sensitive=question.case_sensitive) for each in answers]
    _judge(sheet, answers, conditions)


def numerical(sheet: Sheet, question: Numerical) -> None:
    """Write a text entry for a number; the first accepted answer that holds the number says what it earns."""
    answers = question.answers
    key = right_number(answers)
    sheet.response("float", key=Key([key] if key else ()))
    sheet.stem()
    field = sheet.interaction("textEntryInteraction", expectedLength=str(_NARROWEST))
    unit = f" {html.escape(question.unit, quote=False)}" if question.unit else ""
    sheet.place(f"<p>{field}{unit}</p>")
    _judge(sheet, answers, [holds(RESPONSE, each) for each in answers])


def _judge(sheet: Sheet, answers: Sequence[TextAnswer | NumericAnswer], conditions: list[Expression]) -> None:
    branches: list[Branch] = []
    for place, (answer, condition) in enumerate(zip(answers, conditions, strict=True), 1):
        credit = credit_of(answer)
        earned = sheet.full() if credit == 1 else decimal(share(sheet.scale, credit))
        statements: list[Statement] = [sheet.earn(earned)]
        if answer.feedback is not None:
            statements.append(sheet.feedback(f"answer_{place}_fb", sheet.text.block(answer.feedback), OF_ANSWER))
        branches.append(Branch(condition, tuple(statements)))
    sheet.score(Condition(tuple(branches)))


def mapping(sheet: Sheet, answers: Sequence[TextAnswer], parts: int) -> list[tuple[str, Decimal]]:
    """Return what each text without a wildcard earns, for readers that know no conditions; a gap is one of `parts`."""
    return [
        ("".join(each.pieces), share(sheet.scale, credit_of(each) / parts))
        for each in answers
        if not has_wildcard(each) and credit_of(each)
    ]


def accepts(sheet: Sheet, identifier: str, answer: TextAnswer, *, case_sensitive: bool) -> Expression:
    """Ask whether the text given matches an accepted answer."""
    accepted, whole = pattern(answer.pieces, case_sensitive=case_sensitive)
    if not whole:
        message = "in so many letters in a row, signs such as `ß` are not taken for `ss` everywhere"
        sheet.report(codes.SIGNS_IN_A_ROW, answer.span, message)
    return operator("patternMatch", variable(identifier), pattern=accepted)


def holds(identifier: str, answer: NumericAnswer) -> Expression:
    """Ask whether the number given lies within an accepted answer."""
    low, high = bounds(answer)
    if low is None or high is None:
        return is_answered(identifier)
    return within(identifier, exact(low), exact(high))


def right_text(answers: Sequence[TextAnswer], *, case_sensitive: bool) -> str:
    """Return a text that earns all of the points, empty where none is found.

    An answer with wildcards may be reached only by a text that no answer before it accepts, so each is judged; `…`
    stands for anything where nothing at all would fall to another answer.
    """
    full = [each for each in answers if credit_of(each) == 1 and any(each.pieces)]
    full.sort(key=has_wildcard)
    for filling in ("", "…"):
        for each in full:
            text = filling.join(each.pieces).strip()
            if text_score(answers, text, case_sensitive=case_sensitive) == 1:
                return text
    return ""


def right_number(answers: Sequence[NumericAnswer]) -> str:
    """Return a number that earns all of the points, the middle of a range where it does; empty where none is found."""
    for each in answers:
        low, high = bounds(each)
        if credit_of(each) != 1 or low is None or high is None:
            continue
        for part in _PLACES_OF_A_RANGE:
            number = exact(low + (high - low) * part)
            if number_score(answers, number) == 1:
                return number
    return ""
