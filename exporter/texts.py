"""Where a question holds rich text (the stem, what is picked, what is said afterwards), and where a quiz does."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.model import (
    Categorize,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    Matching,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    Ordering,
    Question,
    Quiz,
    RichText,
    ShortAnswer,
    TrueFalse,
)


def quiz_texts(quiz: Quiz) -> Iterator[RichText]:
    """Yield the rich texts of the quiz itself: what is said of it, and of each of its sections."""
    for text in (quiz.description, quiz.instructions, *(each.instructions for each in quiz.sections)):
        if text is not None:
            yield text


def answer_texts(question: Question) -> Iterator[RichText]:
    """Yield the rich texts that a learner picks, matches, orders or sorts."""
    match question:
        case MultipleChoice() | MultipleResponse() | TrueFalse():
            yield from (choice.text for choice in question.choices)
        case Matching():
            for pair in question.pairs:
                yield pair.left
                yield pair.right
            yield from (item.text for item in question.distractors)
        case Ordering():
            yield from (item.text for item in question.items)
        case Categorize():
            yield from question.categories
            yield from (item.text for item in question.items)
        case Cloze():
            for gap in question.gaps:
                if isinstance(gap, MenuGap):
                    yield from (option.text for option in gap.options)
        case ShortAnswer() | Numerical() | Essay() | FileUpload() | Hotspot() | Description():
            return


def feedback_texts(question: Question) -> Iterator[RichText]:
    """Yield the rich texts that a learner sees after an answer or a marker beside it; no references."""
    for text in (
        question.explanation,
        question.if_correct,
        question.if_partly_correct,
        question.if_incorrect,
        *question.hints,
    ):
        if text is not None:
            yield text
    match question:
        case MultipleChoice() | MultipleResponse() | TrueFalse():
            texts = [choice.feedback for choice in question.choices]
        case ShortAnswer():
            texts = [answer.feedback for answer in question.answers]
        case Numerical():
            texts = [answer.feedback for answer in question.answers]
        case Hotspot():
            texts = [area.feedback for area in question.areas]
        case Essay() | FileUpload():
            texts = [question.rubric, question.model_answer]
        case Cloze() | Matching() | Ordering() | Categorize() | Description():
            texts = []
    yield from (text for text in texts if text is not None)


def texts_of(question: Question) -> Iterator[RichText]:
    """Yield every rich text of the question."""
    yield question.stem
    yield from answer_texts(question)
    yield from feedback_texts(question)
    if question.references is not None:
        yield question.references
    if isinstance(question, Matching):
        yield question.left_label
        yield question.right_label
