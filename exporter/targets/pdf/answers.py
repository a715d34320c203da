"""How the key and the guide word a right answer, what else is accepted, and how part marks are earned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import msgspec
from markupsafe import Markup, escape

from exporter.model import (
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
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericAnswer,
    NumericGap,
    Ordering,
    Question,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
    TypedGap,
)
from exporter.scoring import accepts_anything, has_wildcard
from exporter.targets.accepted import accepted_number, accepted_text
from exporter.targets.amounts import amount, percent
from exporter.targets.mixing import letter
from exporter.targets.pdf.forms import ChoiceForm, Form, MatchForm, OrderForm, SortForm, SpotForm
from exporter.targets.pdf.text import PrintWriting, block, inline
from exporter.targets.words import Words

_FULL = Decimal(100)


class Accepted(msgspec.Struct, frozen=True):
    """One answer or choice with what it earns and why; `name` is its letter or gap, where it has one."""

    text: Markup
    right: bool
    name: str = ""
    earns: str = ""
    reason: Markup | None = None
    own_words: bool = False
    """Whether the text is in the words of the document, not in those of the question."""


class Solution(msgspec.Struct, frozen=True):
    """What a marker needs to know of one question."""

    short: Markup = Markup()
    """The right answer in one line, where it fits in one."""
    accepted: tuple[Accepted, ...] = ()
    marking: tuple[str, ...] = ()


def solution(question: Question, form: Form, writing: PrintWriting) -> Solution:
    """Return the answer of a question that was printed as `form`."""
    words = writing.words
    short, accepted = _answer(question, form, writing)
    return Solution(short, tuple(accepted), tuple(marks_earned(question, words)))


def _answer(question: Question, form: Form, writing: PrintWriting) -> tuple[Markup, list[Accepted]]:
    match question:
        case MultipleChoice() | MultipleResponse() | TrueFalse():
            assert isinstance(form, ChoiceForm)
            return _choices(question.choices, form, writing)
        case ShortAnswer():
            return Markup(), _texts(question.answers, writing)
        case Numerical():
            return Markup(), _numbers(question.answers, question.unit, writing)
        case Cloze():
            return Markup(), [each for place, gap in enumerate(question.gaps) for each in _gap(gap, place, writing)]
        case Matching():
            assert isinstance(form, MatchForm)
            pairs = (f"{place} {name}" for place, name in enumerate(form.answers, 1))
            return apart(pairs), []
        case Ordering():
            assert isinstance(form, OrderForm)
            return apart(map(str, form.positions)), []
        case Hotspot():
            assert isinstance(form, SpotForm)
            return _areas(question, form, writing)
        case Categorize():
            assert isinstance(form, SortForm)
            return _sorted(form, writing.words), []
        case Essay() | FileUpload():
            return escape(writing.words("by-hand")), []
        case Description():
            return Markup(), []
        case _ as other:
            assert_never(other)


def apart(answers: Iterable[str | Markup]) -> Markup:
    """Return several answers in one line; each keeps its own direction, the line runs as the page does."""
    return Markup(" · ").join(Markup('<span class="one">{}</span>').format(each) for each in answers)


def _sorted(form: SortForm, words: Words) -> Markup:
    """Return each category with the numbers of its items, as the paper numbers them."""
    held = ([place for place, own in enumerate(form.answers, 1) if own == each] for each in range(len(form.categories)))
    return apart(
        escape(words.phrase("labelled")).format(title=category, item=", ".join(map(str, places)))
        for category, places in zip(form.categories, held, strict=True)
        if places
    )


def _choices(choices: Sequence[Choice], form: ChoiceForm, writing: PrintWriting) -> tuple[Markup, list[Accepted]]:
    accepted = []
    for name, text, place in zip(form.letters, form.texts, form.order, strict=True):
        choice = choices[place]
        earns = "" if choice.weight is None else percent(choice.weight, writing.words)
        reason = None if choice.feedback is None else block(choice.feedback, writing)
        accepted.append(Accepted(text, choice.right, name, earns, reason))
    names = ", ".join(each.name for each in accepted if each.right)
    return escape(names), accepted


def _texts(answers: Sequence[TextAnswer], writing: PrintWriting, name: str = "") -> list[Accepted]:
    return [
        Accepted(
            accepted_text(each, writing.words), each.weight > 0, name, *_rest(each, writing), accepts_anything(each)
        )
        for each in answers
    ]


def _numbers(answers: Sequence[NumericAnswer], unit: str, writing: PrintWriting, name: str = "") -> list[Accepted]:
    return [
        Accepted(
            accepted_number(each, unit, writing.words), each.weight > 0, name, *_rest(each, writing), own_words=True
        )
        for each in answers
    ]


def _rest(answer: TextAnswer | NumericAnswer, writing: PrintWriting) -> tuple[str, Markup | None]:
    earns = "" if answer.weight == _FULL else percent(answer.weight, writing.words)
    return earns, None if answer.feedback is None else block(answer.feedback, writing)


def _gap(gap: Gap, place: int, writing: PrintWriting) -> list[Accepted]:
    name = f"({letter(place).lower()})"
    match gap:
        case TypedGap(answers=answers):
            return _texts(answers, writing, name)
        case NumericGap(answers=numbers, unit=unit):
            return _numbers(numbers, unit, writing, name)
        case MenuGap(options=options):
            return [
                Accepted(
                    inline(option.text, writing),
                    option.right,
                    name,
                    "" if option.weight in {None, _FULL} else percent(option.weight or Decimal(0), writing.words),
                )
                for option in options
                if option.right or option.weight
            ]
        case _ as other:
            assert_never(other)


def _areas(question: Hotspot, form: SpotForm, writing: PrintWriting) -> tuple[Markup, list[Accepted]]:
    accepted = []
    for name, area in zip(form.letters, question.areas, strict=True):
        earns = "" if area.weight is None else percent(area.weight, writing.words)
        reason = None if area.feedback is None else block(area.feedback, writing)
        text = escape(writing.words("marked-area", letter=name))
        accepted.append(Accepted(text, area.right, name, earns, reason, own_words=True))
    return escape(", ".join(each.name for each in accepted if each.right)), accepted


def marks_earned(question: Question, words: Words) -> list[str]:
    """Return the sentences that say how the marks are earned (the scoring rules of the source format)."""
    points = Fraction(question.points)
    match question:
        case MultipleChoice() | TrueFalse() | Hotspot():
            return [words("one-right")]
        case MultipleResponse():
            return [_several(question, points, words)]
        case ShortAnswer():
            patterns = [each for each in question.answers if has_wildcard(each) and not accepts_anything(each)]
            notes = [words("wildcard")] if patterns else []
            return [*notes, *([words("case-sensitive")] if question.case_sensitive else [])]
        case Cloze():
            notes = [words("case-sensitive")] if question.case_sensitive else []
            return [_shared(question, len(question.gaps), "by-gap", words), *notes]
        case Matching():
            return [_shared(question, len(question.pairs), "by-row", words)]
        case Categorize():
            return [_shared(question, len(question.items), "by-row", words)]
        case Ordering():
            return [_shared(question, len(question.items), "by-position", words)]
        case Essay() | FileUpload():
            return [words("by-hand")]
        case Numerical() | Description():
            return []
        case _ as other:
            assert_never(other)


def _shared(question: Question, count: int, key: str, words: Words) -> str:
    if question.partial_credit == "none":
        return words("all-or-nothing")
    return words(key, each=amount(Fraction(question.points) / count, words))


def _several(question: MultipleResponse, points: Fraction, words: Words) -> str:
    if any(choice.weight is not None for choice in question.choices):
        return words("by-weights")
    right = sum(choice.right for choice in question.choices)
    wrong = len(question.choices) - right
    match question.partial_credit:
        case "none":
            return words("all-or-nothing")
        case "per-choice":
            return words("per-choice", each=amount(points / len(question.choices), words))
        case _:
            if not wrong:
                return words("right-only", gain=amount(points / right, words))
            gain, cost = (amount(points / count, words) for count in (right, wrong))
            return words("right-minus-wrong", gain=gain, cost=cost)
