"""Answers that a learner may give: right ones, wrong ones, some in between, in the form that `scoring` takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from exporter.model import (
    Categorize,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Gap,
    Hotspot,
    Matching,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericAnswer,
    Ordering,
    Question,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
    TypedGap,
)
from exporter.richtext import text_key
from exporter.scoring import Answer, Response, match_options

NOTHING_LIKE_IT = "Qqq ZZZ"
FAR = "98765432.5"


def responses(question: Question) -> Iterator[Response]:
    """Yield answers to the question; the first one is wholly right, unless no answer is."""
    match question:
        case MultipleChoice() | TrueFalse():
            right = next(at for at, choice in enumerate(question.choices) if choice.right)
            yield right
            yield from (at for at in range(len(question.choices)) if at != right)
        case MultipleResponse():
            places = range(len(question.choices))
            yield frozenset(at for at in places if _gains(question, at))
            yield from (frozenset(picks) for size in range(len(places) + 1) for picks in combinations(places, size))
        case ShortAnswer():
            yield from _texts(question.answers)
        case Numerical():
            yield from _numbers(question.answers)
        case Cloze():
            yield from _each_wrong([list(_of_gap(gap)) for gap in question.gaps])
        case Matching():
            keys = [text_key(option) for option in match_options(question)]
            right_ = [keys.index(text_key(pair.right)) for pair in question.pairs]
            yield from _each_wrong([[each, (each + 1) % len(keys)] for each in right_])
        case Categorize():
            count = len(question.categories)
            yield from _each_wrong([[item.category, (item.category + 1) % count] for item in question.items])
        case Ordering():
            places = range(len(question.items))
            yield tuple(places)
            yield tuple(reversed(places))
            yield (1, 0, *places[2:])
        case Hotspot() | Essay() | FileUpload() | Description():
            return


def _gains(question: MultipleResponse, at: int) -> bool:
    choice = question.choices[at]
    return choice.right if choice.weight is None else choice.weight > 0


def _each_wrong(parts: Sequence[Sequence[Answer]]) -> Iterator[tuple[Answer, ...]]:
    """Yield all parts answered by their first answer, then each other answer alone, then nothing right."""
    right = [answers[0] for answers in parts]
    yield tuple(right)
    for at, answers in enumerate(parts):
        for other in answers[1:]:
            yield (*right[:at], other, *right[at + 1 :])
    yield tuple(answers[-1] for answers in parts)


def _of_gap(gap: Gap) -> Iterator[Answer]:
    match gap:
        case MenuGap():
            yield from sorted(range(len(gap.options)), key=lambda at: not gap.options[at].right)
        case TypedGap():
            yield from _texts(gap.answers)
        case _:
            yield from _numbers(gap.answers)


def _texts(answers: Sequence[TextAnswer]) -> Iterator[str]:
    for answer in sorted(answers, key=lambda each: -each.weight):
        text = "".join(answer.pieces)
        if text.strip():
            yield text
            if len(text.swapcase()) == len(text):  # `ß` is two letters in capitals, and no platform takes them for it
                yield text.swapcase()
            yield "more".join(answer.pieces)
    yield NOTHING_LIKE_IT


def _numbers(answers: Sequence[NumericAnswer]) -> Iterator[str]:
    for answer in sorted(answers, key=lambda each: -each.weight):
        if answer.low is not None and answer.high is not None:
            yield from (_number(each) for each in (answer.low, answer.high, answer.high + Decimal("0.001")))
        elif answer.value is not None and answer.tolerance is not None:
            margin = abs(answer.value) * answer.tolerance / 100 if answer.percent else answer.tolerance
            yield from (_number(each) for each in (answer.value, answer.value + margin, answer.value - margin))
            yield _number(answer.value + margin + Decimal("0.001"))
    yield FAR


def _number(value: Decimal) -> str:
    return format(value, "f")
