"""What the page needs to judge an answer and to say something about it: the key of an exercise, as JSON can hold it.

Weights are percentages and numbers are exact, both in text, so that the browser counts with fractions as `scoring`
does. All places are those of the source; which stands where on the page is added by `exercise`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from exporter.decimals import plain_number
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
    Ordering,
    Question,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
    TypedGap,
    type_of,
)
from exporter.richtext import text_key
from exporter.scoring import bounds, match_options
from exporter.targets.accepted import accepted_number, accepted_text
from exporter.targets.html.text import PageWriting
from exporter.targets.words import Words

Key = dict[str, object]


def key_of(question: Question, writing: PageWriting) -> Key:
    """Return the key: how an answer is scored, and every text that is said about it."""
    key: Key = {
        "type": type_of(question),
        "points": _text(question.points),
        "partial": question.partial_credit,
        **_answers(question, writing),
    }
    if question.penalty:
        key["penalty"] = _text(question.penalty)
    said = {
        "correct": question.if_correct,
        "partly": question.if_partly_correct,
        "incorrect": question.if_incorrect,
        "explanation": question.explanation,
        "references": question.references,
    }
    if isinstance(question, Essay | FileUpload):
        said |= {"rubric": question.rubric, "model": question.model_answer}
    key["said"] = {name: writing.maybe(text) for name, text in said.items() if text is not None}
    key["hints"] = [writing.maybe(hint) for hint in question.hints]
    key["facts"] = facts_of(question, writing.look.words)
    return key


def _answers(question: Question, writing: PageWriting) -> Key:
    match question:
        case MultipleChoice() | TrueFalse() | MultipleResponse():
            return {"choices": [_choice(each, writing) for each in question.choices]}
        case ShortAnswer():
            return {"case": question.case_sensitive, "answers": [_typed(each, writing) for each in question.answers]}
        case Numerical():
            return {"answers": [_number(each, question.unit, writing) for each in question.answers]}
        case Cloze():
            return {"case": question.case_sensitive, "gaps": [_gap(gap, writing) for gap in question.gaps]}
        case Matching():
            keys = [text_key(option) for option in match_options(question)]
            return {"right": [keys.index(text_key(pair.right)) for pair in question.pairs]}
        case Categorize():
            return {"right": [item.category for item in question.items]}
        case Ordering():
            return {"right": list(range(len(question.items)))}
        case Hotspot():
            return {"areas": [_area(each, writing) for each in question.areas]}
        case Essay() | FileUpload() | Description():
            return {}
        case _:
            assert_never(question)


def _choice(choice: Choice | MenuOption, writing: PageWriting) -> Key:
    feedback = choice.feedback if isinstance(choice, Choice) else None
    return _without_nothing(right=choice.right, weight=_maybe(choice.weight), feedback=writing.maybe(feedback))


def _typed(answer: TextAnswer, writing: PageWriting) -> Key:
    return _without_nothing(
        pieces=answer.pieces,
        weight=_weight(answer.weight),
        shown=str(accepted_text(answer, writing.look.words)),
        feedback=writing.maybe(answer.feedback),
    )


def _number(answer: NumericAnswer, unit: str, writing: PageWriting) -> Key:
    low, high = bounds(answer)
    return _without_nothing(
        low=None if low is None else str(low),
        high=None if high is None else str(high),
        weight=_weight(answer.weight),
        shown=str(accepted_number(answer, unit, writing.look.words)),
        feedback=writing.maybe(answer.feedback),
    )


def _gap(gap: Gap, writing: PageWriting) -> Key:
    match gap:
        case TypedGap():
            return {"kind": "typed", "answers": [_typed(each, writing) for each in gap.answers]}
        case MenuGap():
            return {"kind": "menu", "options": [_choice(each, writing) for each in gap.options]}
        case _:
            return {"kind": "numeric", "answers": [_number(each, gap.unit, writing) for each in gap.answers]}


def _area(area: Area, writing: PageWriting) -> Key:
    return _without_nothing(
        shape=area.shape,
        numbers=[_text(each) for each in area.numbers],
        right=area.right,
        weight=_maybe(area.weight),
        feedback=writing.maybe(area.feedback),
    )


def facts_of(question: Question, words: Words) -> Sequence[tuple[str, str]]:
    """Return label and value of what else is known of the question, to be read once it is answered."""
    facts = (
        ("difficulty", words(question.difficulty) if question.difficulty else ""),
        ("objectives", "; ".join(question.objectives)),
        ("tags", ", ".join(question.tags)),
        ("author", question.author or ""),
    )
    return [(words(name), value) for name, value in facts if value]


def _without_nothing(**values: object) -> Key:
    return {name: value for name, value in values.items() if value is not None}


def _maybe(number: Decimal | None) -> str | None:
    return None if number is None else _weight(number)


def _weight(number: Decimal) -> str:
    """Return the weight in the fewest signs: the page asks whether one is `100`."""
    return plain_number(number)


def _text(number: Decimal) -> str:
    return format(number, "f")
