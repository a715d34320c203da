"""The score of an answer by the source format's own rules: what every target and player is judged against.

A score runs from 0 to 1, times the points. It is exact (`Fraction`), so that thirds stay thirds.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from exporter.areas import inside
from exporter.model import (
    Area,
    Categorize,
    Choice,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Gap,
    Hotspot,
    Matching,
    MenuGap,
    MenuOption,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericAnswer,
    NumericGap,
    Ordering,
    Question,
    RichText,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
    TypedGap,
)
from exporter.richtext import text_key
from exporter.typed import as_answers_are, composed

Answer = str | int | None
"""What one gap, row or item was answered with: text typed, the place of an option, or nothing."""
Response = int | str | Sequence[Answer] | frozenset[int] | tuple[Decimal, Decimal] | None
"""What a question was answered with.

multiple-choice, true-false: the place of the pick · multiple-response: the places of the picks · short-answer,
numerical: the text typed · cloze: one answer a gap · matching: for each pair the place in `match_options` ·
ordering: the places of the items, as put in order · categorize: for each item the place of the category ·
hotspot: x and y of the click. None is no answer.
"""

_FULL = Decimal(100)
_NOTHING, _ALL = Fraction(0), Fraction(1)


def score(question: Question, response: Response) -> Fraction | None:
    """Return the score of `response`, from 0 to 1; None for what a person marks, and for a description."""
    match question:
        case MultipleChoice() | TrueFalse():
            return _of_pick(question, response)
        case MultipleResponse():
            return _of_picks(question, response if isinstance(response, frozenset) else frozenset())
        case ShortAnswer():
            return text_score(question.answers, _text(response), case_sensitive=question.case_sensitive)
        case Numerical():
            return number_score(question.answers, _text(response))
        case Cloze():
            answers = _answers(response, len(question.gaps))
            pairs = zip(question.gaps, answers, strict=True)
            parts = [gap_score(gap, answer, case_sensitive=question.case_sensitive) for gap, answer in pairs]
            return _joined(parts, question)
        case Matching():
            keys = [text_key(option) for option in match_options(question)]
            right = [keys.index(text_key(pair.right)) for pair in question.pairs]
            return _joined(_same(right, response), question)
        case Categorize():
            return _joined(_same([item.category for item in question.items], response), question)
        case Ordering():
            return _joined(_same(list(range(len(question.items))), response), question)
        case Hotspot():
            return _of_click(question, response)
        case Essay() | FileUpload() | Description():
            return None
        case _:
            assert_never(question)


def can_be_partly_right(question: Question) -> bool:
    """Return whether some response scores more than 0 and less than 1."""
    match question:
        case MultipleChoice() | Hotspot() | TrueFalse():
            parts = question.areas if isinstance(question, Hotspot) else question.choices
            return any(each.weight is not None and 0 < each.weight < _FULL for each in parts)
        case ShortAnswer() | Numerical():
            return any(0 < answer.weight < _FULL for answer in question.answers)
        case MultipleResponse():
            weighted = any(choice.weight is not None for choice in question.choices)
            one_right = sum(choice.right for choice in question.choices) == 1
            if weighted:
                return any(choice.weight is not None and 0 < choice.weight < _FULL for choice in question.choices)
            wrong = len(question.choices) - sum(choice.right for choice in question.choices)
            return question.partial_credit != "none" and not (
                one_right and question.partial_credit == "right-minus-wrong" and wrong <= 1
            )
        case Cloze():
            return question.partial_credit != "none" and (len(question.gaps) > 1 or _gap_in_parts(question.gaps[0]))
        case Matching() | Ordering() | Categorize():
            return question.partial_credit != "none"
        case Essay() | FileUpload() | Description():
            return False
        case _:
            assert_never(question)


def _gap_in_parts(gap: Gap) -> bool:
    parts = gap.options if isinstance(gap, MenuGap) else gap.answers
    return any(each.weight is not None and 0 < each.weight < _FULL for each in parts)


def match_options(question: Matching) -> list[RichText]:
    """Return what the right side offers: each right text once, in order, then the distractors."""
    options: dict[object, RichText] = {}
    for pair in question.pairs:
        options.setdefault(text_key(pair.right), pair.right)
    return [*options.values(), *(item.text for item in question.distractors)]


def weight_of(answer: Choice | MenuOption | Area | TextAnswer | NumericAnswer) -> Fraction:
    """Return the part of the points that the answer adds, -1 to 1: its weight, or all or none by its mark."""
    if isinstance(answer, TextAnswer | NumericAnswer):
        return _part(answer.weight)
    if answer.weight is None:
        return _ALL if answer.right else _NOTHING
    return _part(answer.weight)


@lru_cache(maxsize=256)
def _part(percent: Decimal) -> Fraction:
    return Fraction(percent) / 100


def credit_of(answer: Choice | MenuOption | Area | TextAnswer | NumericAnswer) -> Fraction:
    """Return the part of the points, 0 to 1, that the answer earns where it is the only one given."""
    return _clamped(weight_of(answer))


def _clamped(value: Fraction) -> Fraction:
    return max(_NOTHING, min(_ALL, value))


def _of_pick(question: MultipleChoice | TrueFalse, response: Response) -> Fraction:
    if not isinstance(response, int):
        return Fraction(0)
    choice = question.choices[response]
    return credit_of(choice)


def _of_picks(question: MultipleResponse, picks: frozenset[int]) -> Fraction:
    choices = question.choices
    if any(choice.weight is not None for choice in choices):
        return _clamped(sum((weight_of(choices[at]) for at in picks), Fraction(0)))
    right = {at for at, choice in enumerate(choices) if choice.right}
    wrong = set(range(len(choices))) - right
    match question.partial_credit:
        case "none":
            return Fraction(int(picks == right))
        case "per-choice":
            return Fraction(len(picks & right) + len(wrong - picks), len(choices))
        case "right-minus-wrong":
            gained = Fraction(len(picks & right), len(right))
            return _clamped(gained - Fraction(len(picks & wrong), len(wrong))) if wrong else gained


def text_score(answers: Sequence[TextAnswer], typed: str, *, case_sensitive: bool) -> Fraction:
    """Return the weight (0 to 1) of the first accepted answer that the text matches, blanks at its ends aside.

    What is typed is read as accepted answers are: some keyboards type accents behind their letters, or no-break blanks.
    """
    typed = as_answers_are(typed)
    for answer in answers:
        if typed.strip() and matches(answer.pieces, typed, case_sensitive=case_sensitive):
            return credit_of(answer)
    return Fraction(0)


def accepts_anything(answer: TextAnswer | NumericAnswer) -> bool:
    """Return whether this is a catch-all answer, written `*`: whatever is typed matches it."""
    if isinstance(answer, TextAnswer):
        return has_wildcard(answer) and not any(answer.pieces)
    return answer.value is None and answer.low is None


def has_wildcard(answer: TextAnswer) -> bool:
    """Return whether the answer is a pattern and no fixed text."""
    return len(answer.pieces) > 1


def _folded(text: str) -> str:
    return composed(text.casefold())


def matches(pieces: Sequence[str], typed: str, *, case_sensitive: bool) -> bool:
    """Return whether the text is the pieces with anything (or nothing) between them."""
    text = typed.strip() if case_sensitive else _folded(typed.strip())
    wanted = list(pieces) if case_sensitive else list(map(_folded, pieces))
    first, last = wanted[0], wanted[-1]
    if len(wanted) == 1:
        return text == first.strip()
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in wanted[1:-1]:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def number_score(answers: Sequence[NumericAnswer], typed: str) -> Fraction:
    """Return the weight (0 to 1) of the first accepted answer that holds the number."""
    try:
        number = Fraction(Decimal(typed.strip().replace("−", "-")))
    except (InvalidOperation, ValueError, OverflowError):
        return Fraction(0)
    for answer in answers:
        low, high = bounds(answer)
        if low is None or high is None or low <= number <= high:
            return credit_of(answer)
    return Fraction(0)


def bounds(answer: NumericAnswer) -> tuple[Fraction | None, Fraction | None]:
    """Return the smallest and the largest number that is accepted, both included; (None, None) for any."""
    if answer.low is not None and answer.high is not None:
        return Fraction(answer.low), Fraction(answer.high)
    if answer.value is None or answer.tolerance is None:
        return None, None
    value, margin = Fraction(answer.value), Fraction(answer.tolerance)
    if answer.percent:
        margin = abs(value) * margin / 100
    return value - margin, value + margin


def gap_score(gap: Gap, answer: Answer, *, case_sensitive: bool) -> Fraction:
    """Return the score (0 to 1) of one gap of a cloze."""
    match gap:
        case TypedGap():
            return text_score(gap.answers, _text(answer), case_sensitive=case_sensitive)
        case NumericGap():
            return number_score(gap.answers, _text(answer))
        case MenuGap():
            if not isinstance(answer, int):
                return Fraction(0)
            option = gap.options[answer]
            return credit_of(option)
        case _:
            assert_never(gap)


def _same(right: Sequence[int], response: Response) -> list[Fraction]:
    answers = _answers(response, len(right))
    return [Fraction(int(answer == wanted)) for wanted, answer in zip(right, answers, strict=True)]


def _answers(response: Response, count: int) -> Sequence[Answer]:
    if isinstance(response, str) or not isinstance(response, Sequence):
        return [None] * count
    answers: list[Answer] = [each if isinstance(each, str | int) else None for each in response]
    return [*answers, *[None] * count][:count]


def _joined(parts: Sequence[Fraction], question: Question) -> Fraction:
    whole = sum(parts, Fraction(0)) / len(parts)
    if question.partial_credit == "none":
        return Fraction(int(whole == 1))
    return whole


def _text(response: Response | Answer) -> str:
    return response if isinstance(response, str) else ""


def _of_click(question: Hotspot, response: Response) -> Fraction:
    if not isinstance(response, tuple) or len(response) != 2:  # noqa: PLR2004 - x and y
        return Fraction(0)
    x, y = response
    if not isinstance(x, Decimal) or not isinstance(y, Decimal):
        return Fraction(0)
    for area in question.areas:
        if inside(area, x, y):
            return credit_of(area)
    return Fraction(0)
