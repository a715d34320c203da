"""What a question can hold beside its type: the second axis of the support matrix (type × feature × target).

`features` says which of them a question uses and where. A target declares for each what becomes of it
(`exporter.targets.support`), and the loss report is the meeting of the two: nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

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
    return _firsts(_uses(question, bank))


def text_features(text: RichText) -> dict[Feature, Span]:
    """Return each feature that a text beside the questions uses, such as a passage, with the first place."""
    return _firsts(_text_uses(text, Feature.PICTURE))


def _firsts(uses: Iterator[tuple[Feature, Span]]) -> dict[Feature, Span]:
    found: dict[Feature, Span] = {}
    for feature, span in uses:
        found.setdefault(feature, span)
    return found


def _uses(question: Question, bank: Bank) -> Iterator[tuple[Feature, Span]]:
    yield from _common(question, bank)
    yield from _scoring(question)
    yield from _answers(question)
    yield from _text_uses(question.stem, Feature.PICTURE)
    for text in feedback_texts(question):
        if not _is_words(text):
            yield from _text_uses(text, Feature.PICTURE_IN_FEEDBACK)
    if question.references is not None:
        yield from _text_uses(question.references, Feature.PICTURE_IN_FEEDBACK)
    for text in answer_texts(question):
        if not _is_words(text):
            yield from _text_uses(text, Feature.PICTURE_IN_ANSWER)
        if text.elements:
            yield Feature.MARKS_IN_ANSWER, text.span


def _common(question: Question, bank: Bank) -> Iterator[tuple[Feature, Span]]:
    at = question.span
    if question.points != question.points.to_integral_value():
        yield Feature.POINTS, at
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
            yield feature, at
    for feature, text in (
        (Feature.REFERENCES, question.references),
        (Feature.EXPLANATION, question.explanation),
        (Feature.IF_CORRECT, question.if_correct),
        (Feature.IF_PARTLY_CORRECT, question.if_partly_correct),
        (Feature.IF_INCORRECT, question.if_incorrect),
        (Feature.HINTS, question.hints[0] if question.hints else None),
    ):
        if text is not None:
            yield feature, text.span


def _scoring(question: Question) -> Iterator[tuple[Feature, Span]]:
    at = question.span
    match question:
        case MultipleResponse():
            if any(choice.weight is not None for choice in question.choices):
                return
            yield (
                {
                    "none": Feature.ALL_OR_NOTHING,
                    "per-choice": Feature.PER_CHOICE,
                    "right-minus-wrong": Feature.RIGHT_MINUS_WRONG,
                }[question.partial_credit],
                at,
            )
        case Matching() | Ordering() | Categorize() | Cloze():
            yield Feature.ALL_OR_NOTHING if question.partial_credit == "none" else Feature.PARTS, at
        case _:
            return


def _answers(question: Question) -> Iterator[tuple[Feature, Span]]:
    match question:
        case MultipleChoice() | MultipleResponse() | TrueFalse():
            yield from _choices(question.choices)
            if not question.shuffle and not isinstance(question, TrueFalse):
                yield Feature.FIXED_ORDER, question.span
        case ShortAnswer():
            yield from _text_answers(question.answers, case_sensitive=question.case_sensitive, at=question.span)
        case Numerical():
            yield from _numbers(question.answers, question.unit)
        case Cloze():
            yield from _gaps(question)
        case Matching():
            yield from _matching(question)
            if not question.shuffle:
                yield Feature.FIXED_ORDER, question.span
        case Categorize():
            yield Feature.REPEATED_MATCH, question.span
            if not question.shuffle:
                yield Feature.FIXED_ORDER, question.span
        case Hotspot():
            for area in question.areas:
                if not area.right:
                    yield Feature.WRONG_AREAS, area.span
                if area.feedback is not None:
                    yield Feature.RATIONALE, area.span
                if area.weight is not None:
                    yield Feature.WEIGHTS, area.span
        case Essay() | FileUpload():
            if question.rubric is not None:
                yield Feature.RUBRIC, question.rubric.span
            if question.model_answer is not None:
                yield Feature.MODEL_ANSWER, question.model_answer.span
        case Ordering() | Description():
            return


def _choices(choices: tuple[Choice, ...]) -> Iterator[tuple[Feature, Span]]:
    for choice in choices:
        if choice.feedback is not None:
            yield Feature.RATIONALE, choice.feedback.span
        if choice.pin:
            yield Feature.PINS, choice.span
        if choice.weight is not None and choice.weight < 0:
            yield Feature.NEGATIVE_WEIGHTS, choice.span
        if choice.weight not in (None, 0, 100):
            yield Feature.WEIGHTS, choice.span


def _text_answers(answers: tuple[TextAnswer, ...], *, case_sensitive: bool, at: Span) -> Iterator[tuple[Feature, Span]]:
    if case_sensitive:
        yield Feature.CASE, at
    if len(answers) > 1:
        yield Feature.SEVERAL_ANSWERS, answers[1].span
    for answer in answers:
        if has_wildcard(answer):
            yield Feature.CATCH_ALL if accepts_anything(answer) else Feature.WILDCARD, answer.span
        yield from _weighed(answer)


def _numbers(answers: tuple[NumericAnswer, ...], unit: str) -> Iterator[tuple[Feature, Span]]:
    if unit:
        yield Feature.UNIT, answers[0].span
    if len(answers) > 1:
        yield Feature.SEVERAL_ANSWERS, answers[1].span
    for answer in answers:
        if answer.low is not None:
            yield Feature.RANGE, answer.span
        elif accepts_anything(answer):
            yield Feature.CATCH_ALL, answer.span
        elif answer.tolerance:
            yield Feature.PERCENT_TOLERANCE if answer.percent else Feature.TOLERANCE, answer.span
        yield from _weighed(answer)


def _weighed(answer: TextAnswer | NumericAnswer) -> Iterator[tuple[Feature, Span]]:
    if answer.feedback is not None:
        yield Feature.RATIONALE, answer.span
    if answer.weight < 0:
        yield Feature.NEGATIVE_WEIGHTS, answer.span
    if answer.weight not in (0, 100):
        yield Feature.WEIGHTS, answer.span


def _gaps(question: Cloze) -> Iterator[tuple[Feature, Span]]:
    kinds = {isinstance(gap, MenuGap) for gap in question.gaps}
    if len(kinds) > 1:
        yield Feature.MIXED_GAPS, question.span
    for gap in question.gaps:
        match gap:
            case TypedGap():
                yield from _text_answers(gap.answers, case_sensitive=question.case_sensitive, at=question.span)
            case NumericGap():
                yield from _numbers(gap.answers, gap.unit)
            case MenuGap():
                for option in gap.options:
                    if option.weight is not None and option.weight < 0:
                        yield Feature.NEGATIVE_WEIGHTS, option.span
                    if option.weight not in (None, 0, 100):
                        yield Feature.WEIGHTS, option.span


def _matching(question: Matching) -> Iterator[tuple[Feature, Span]]:
    if question.left_label.parts or question.right_label.parts:
        yield Feature.COLUMN_LABELS, question.left_label.span
    if question.distractors:
        yield Feature.DISTRACTORS, question.distractors[0].span
    seen: set[tuple[object, ...]] = set()
    for pair in question.pairs:
        key = text_key(pair.right)
        if key in seen:
            yield Feature.REPEATED_MATCH, pair.span
        seen.add(key)


def _is_words(text: RichText) -> bool:
    """Return whether the text plainly uses no feature; most texts do not, and are asked of in every target."""
    return len(text.parts) == 1 and isinstance(text.parts[0], str) and _MARKS.keys().isdisjoint(text.elements)


def _text_uses(text: RichText, picture: Feature) -> Iterator[tuple[Feature, Span]]:
    for name in text.elements:
        if name in _MARKS:
            yield _MARKS[name], text.span
    for part in text.parts:
        match part:
            case Math():
                yield Feature.MATH, part.span
            case Media(kind="image"):
                yield picture, part.span
            case Media(kind="audio" | "video"):
                yield Feature.AUDIO_VIDEO, part.span
            case Media() | LinkStart(kind="file"):
                yield Feature.FILE_LINK, part.span
            case LinkStart():
                yield Feature.BANK_LINK, part.span
            case _:
                pass
