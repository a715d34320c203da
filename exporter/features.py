"""What a question can hold beside its type: the second axis of the support matrix (type × feature × target).

`features` says which of them a question uses and where. A target declares for each what becomes of it
(`exporter.targets.support`), and the loss report is the meeting of the two: nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable

from exporter.diagnostics import Span
from exporter.feature import Feature
from exporter.model import (
    Bank,
    Categorize,
    Choice,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    LinkStart,
    Matching,
    Math,
    Media,
    MenuGap,
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
from exporter.scoring import accepts_anything, has_wildcard
from exporter.texts import answer_texts, feedback_texts

__all__ = ["Feature", "features", "text_features"]

_Add = Callable[[Feature, Span], object]
"""Keeps a feature with the place of its use, where it is the first."""
_MARKS = {
    "table": Feature.TABLE,
    "code": Feature.CODE,
    "ruby": Feature.RUBY,
    "details": Feature.DETAILS,
    "kbd": Feature.KEYS,
    "mark": Feature.KEYS,
    "s": Feature.STRUCK,
    "del": Feature.STRUCK,
}


def features(question: Question, bank: Bank) -> dict[Feature, Span]:
    """Return each feature that the question uses, with the first place where it does."""
    found: dict[Feature, Span] = {}
    _uses(found.setdefault, question, bank)
    return found


def text_features(text: RichText) -> dict[Feature, Span]:
    """Return each feature that a text beside the questions uses, such as a passage, with the first place."""
    found: dict[Feature, Span] = {}
    _text_uses(found.setdefault, text, Feature.PICTURE)
    return found


def _uses(add: _Add, question: Question, bank: Bank) -> None:
    _common(add, question, bank)
    _scoring(add, question)
    _answers(add, question)
    _text_uses(add, question.stem, Feature.PICTURE)
    for text in feedback_texts(question):
        if not _is_words(text):
            _text_uses(add, text, Feature.PICTURE_IN_FEEDBACK)
    if question.references is not None:
        _text_uses(add, question.references, Feature.PICTURE_IN_FEEDBACK)
    for text in answer_texts(question):
        if not _is_words(text):
            _text_uses(add, text, Feature.PICTURE_IN_ANSWER)
        if text.elements:
            add(Feature.MARKS_IN_ANSWER, text.span)


def _common(add: _Add, question: Question, bank: Bank) -> None:
    at = question.span
    if question.points != question.points.to_integral_value():
        add(Feature.POINTS, at)
    for feature, value in (
        (Feature.TAGS, question.tags),
        (Feature.DIFFICULTY, question.difficulty),
        (Feature.OBJECTIVES, question.objectives),
        (Feature.LESSON, question.lesson),
        (Feature.AUTHOR, question.author),
        (Feature.PASSAGE, question.passage),
        (Feature.PENALTY, question.penalty),
        (Feature.LANGUAGE, question.lang and question.lang != bank.language),
    ):
        if value:
            add(feature, at)
    for feature, text in (
        (Feature.REFERENCES, question.references),
        (Feature.EXPLANATION, question.explanation),
        (Feature.IF_CORRECT, question.if_correct),
        (Feature.IF_PARTLY_CORRECT, question.if_partly_correct),
        (Feature.IF_INCORRECT, question.if_incorrect),
        (Feature.HINTS, question.hints[0] if question.hints else None),
    ):
        if text is not None:
            add(feature, text.span)


def _scoring(add: _Add, question: Question) -> None:
    at = question.span
    match question:
        case MultipleResponse():
            if any(choice.weight is not None for choice in question.choices):
                return
            add(
                {
                    "none": Feature.ALL_OR_NOTHING,
                    "per-choice": Feature.PER_CHOICE,
                    "right-minus-wrong": Feature.RIGHT_MINUS_WRONG,
                }[question.partial_credit],
                at,
            )
        case Matching() | Ordering() | Categorize() | Cloze():
            add(Feature.ALL_OR_NOTHING if question.partial_credit == "none" else Feature.PARTS, at)
        case _:
            return


def _answers(add: _Add, question: Question) -> None:
    match question:
        case MultipleChoice() | MultipleResponse() | TrueFalse():
            _choices(add, question.choices)
            if not question.shuffle and not isinstance(question, TrueFalse):
                add(Feature.FIXED_ORDER, question.span)
        case ShortAnswer():
            _text_answers(add, question.answers, case_sensitive=question.case_sensitive, at=question.span)
        case Numerical():
            _numbers(add, question.answers, question.unit)
        case Cloze():
            _gaps(add, question)
        case Matching():
            _matching(add, question)
            if not question.shuffle:
                add(Feature.FIXED_ORDER, question.span)
        case Categorize():
            add(Feature.REPEATED_MATCH, question.span)
            if not question.shuffle:
                add(Feature.FIXED_ORDER, question.span)
        case Hotspot():
            for area in question.areas:
                if not area.right:
                    add(Feature.WRONG_AREAS, area.span)
                if area.feedback is not None:
                    add(Feature.RATIONALE, area.span)
                if area.weight is not None:
                    add(Feature.WEIGHTS, area.span)
        case Essay() | FileUpload():
            if question.rubric is not None:
                add(Feature.RUBRIC, question.rubric.span)
            if question.model_answer is not None:
                add(Feature.MODEL_ANSWER, question.model_answer.span)
        case Ordering() | Description():
            return


def _choices(add: _Add, choices: tuple[Choice, ...]) -> None:
    for choice in choices:
        if choice.feedback is not None:
            add(Feature.RATIONALE, choice.feedback.span)
        if choice.pin:
            add(Feature.PINS, choice.span)
        if choice.weight is not None and choice.weight < 0:
            add(Feature.NEGATIVE_WEIGHTS, choice.span)
        if choice.weight not in (None, 0, 100):
            add(Feature.WEIGHTS, choice.span)


def _text_answers(add: _Add, answers: tuple[TextAnswer, ...], *, case_sensitive: bool, at: Span) -> None:
    if case_sensitive:
        add(Feature.CASE, at)
    if len(answers) > 1:
        add(Feature.SEVERAL_ANSWERS, answers[1].span)
    for answer in answers:
        if has_wildcard(answer):
            add(Feature.CATCH_ALL if accepts_anything(answer) else Feature.WILDCARD, answer.span)
        _weighed(add, answer)


def _numbers(add: _Add, answers: tuple[NumericAnswer, ...], unit: str) -> None:
    if unit:
        add(Feature.UNIT, answers[0].span)
    if len(answers) > 1:
        add(Feature.SEVERAL_ANSWERS, answers[1].span)
    for answer in answers:
        if answer.low is not None:
            add(Feature.RANGE, answer.span)
        elif accepts_anything(answer):
            add(Feature.CATCH_ALL, answer.span)
        elif answer.tolerance:
            add(Feature.PERCENT_TOLERANCE if answer.percent else Feature.TOLERANCE, answer.span)
        _weighed(add, answer)


def _weighed(add: _Add, answer: TextAnswer | NumericAnswer) -> None:
    if answer.feedback is not None:
        add(Feature.RATIONALE, answer.span)
    if answer.weight < 0:
        add(Feature.NEGATIVE_WEIGHTS, answer.span)
    if answer.weight not in (0, 100):
        add(Feature.WEIGHTS, answer.span)


def _gaps(add: _Add, question: Cloze) -> None:
    kinds = {isinstance(gap, MenuGap) for gap in question.gaps}
    if len(kinds) > 1:
        add(Feature.MIXED_GAPS, question.span)
    for gap in question.gaps:
        match gap:
            case TypedGap():
                _text_answers(add, gap.answers, case_sensitive=question.case_sensitive, at=question.span)
            case NumericGap():
                _numbers(add, gap.answers, gap.unit)
            case MenuGap():
                for option in gap.options:
                    if option.weight is not None and option.weight < 0:
                        add(Feature.NEGATIVE_WEIGHTS, option.span)
                    if option.weight not in (None, 0, 100):
                        add(Feature.WEIGHTS, option.span)


def _matching(add: _Add, question: Matching) -> None:
    if question.left_label.parts or question.right_label.parts:
        add(Feature.COLUMN_LABELS, question.left_label.span)
    if question.distractors:
        add(Feature.DISTRACTORS, question.distractors[0].span)
    seen: set[tuple[object, ...]] = set()
    for pair in question.pairs:
        key = text_key(pair.right)
        if key in seen:
            add(Feature.REPEATED_MATCH, pair.span)
        seen.add(key)


def _is_words(text: RichText) -> bool:
    """Return whether the text plainly uses no feature; most texts do not, and are asked of in every target."""
    return len(text.parts) == 1 and isinstance(text.parts[0], str) and _MARKS.keys().isdisjoint(text.elements)


def _text_uses(add: _Add, text: RichText, picture: Feature) -> None:
    for name in text.elements:
        if name in _MARKS:
            add(_MARKS[name], text.span)
    for part in text.parts:
        match part:
            case Math():
                add(Feature.MATH, part.span)
            case Media(kind="image"):
                add(picture, part.span)
            case Media(kind="audio" | "video"):
                add(Feature.AUDIO_VIDEO, part.span)
            case Media() | LinkStart(kind="file"):
                add(Feature.FILE_LINK, part.span)
            case LinkStart():
                add(Feature.BANK_LINK, part.span)
            case _:
                pass
