"""Advice on what a learner is told after answering: rationales, explanation, references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.advice.view import View, words_in
from exporter.codes.advice import (
    EXPLANATION_MISSING,
    PART_UNREACHABLE,
    RATIONALE_MISSING,
    RATIONALE_SHORT,
    REFERENCE_MISSING,
)
from exporter.diagnostics import Diagnostic
from exporter.model import Choice, Description, Essay, FileUpload, MultipleChoice, MultipleResponse, RichText, TrueFalse
from exporter.richtext import plain
from exporter.scoring import can_be_partly_right

_LEAST_WORDS = 3
_LEAST_CHARACTERS = 20
"""A rationale shorter than both is one that says right or wrong, and not why."""
_LEAST_DENSE = 8
"""Characters where one writes without blanks between words (Chinese, Japanese, Thai and their neighbours)."""
_TAG = re.compile("<[^>]*>")
_DENSE = "[฀-࿿က-႟ក-៿぀-ヿ㐀-鿿豈-﫿]"  # text, compiled where it is first used: few banks have so short a rationale


def _choices(view: View) -> tuple[Choice, ...]:
    question = view.question
    return question.choices if isinstance(question, MultipleChoice | MultipleResponse | TrueFalse) else ()


def rationale_missing(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where an option has no rationale; one a question, at the first."""
    choices = _choices(view)
    bare = [choice for choice in choices if choice.feedback is None]
    if bare:
        have = "has" if len(bare) == 1 else "have"
        message = f"{len(bare)} of {len(choices)} options {have} no rationale"
        if len(bare) == len(choices):
            message = "no option has a rationale"
        hint = "say why it is right or wrong in a quotation below it: `  > …`"
        yield RATIONALE_MISSING.at(bare[0].span, message, hint, question=view.question.id)


def rationale_short(view: View) -> Iterator[Diagnostic]:
    """Yield a finding for each rationale that is too short to be a reason."""
    for choice in _choices(view):
        if choice.feedback is not None and _is_short(choice.feedback):
            text = plain(choice.feedback)
            message = f"`{text}` is no reason" if text else "this rationale has no words"
            hint = "say why, or what the option would be right for"
            yield RATIONALE_SHORT.at(choice.feedback.span, message, hint, question=view.question.id)


def _is_short(text: RichText) -> bool:
    parts = [part for part in text.parts if isinstance(part, str)]
    if len(parts) < len(text.parts):
        return False  # a formula or picture may be reason enough
    raw = "".join(parts)
    if "&" not in raw:
        last = raw.rpartition("<")[0].rpartition(">")[2]  # the words before the last tag are mostly enough
        if len(last) >= _LEAST_CHARACTERS or len(_TAG.sub("", raw)) >= _LEAST_CHARACTERS:
            return False
    words = plain(text)
    if len(words) >= _LEAST_CHARACTERS:
        return False
    return len(words) < _LEAST_DENSE if re.search(_DENSE, words) else len(words_in(words)) < _LEAST_WORDS


def explanation_missing(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where nothing explains the question; a rubric or model answer does so too."""
    question = view.question
    if isinstance(question, Description) or question.explanation is not None:
        return
    if isinstance(question, Essay | FileUpload) and (question.rubric is not None or question.model_answer is not None):
        return
    hint = "write one as a part: `## Explanation`"
    yield EXPLANATION_MISSING.at(question.span, "this question has no explanation", hint, question=question.id)


def reference_missing(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where the question names no source."""
    question = view.question
    if not isinstance(question, Description) and question.references is None:
        hint = "name one as a part: `## References`"
        yield REFERENCE_MISSING.at(question.span, "this question names no source", hint, question=question.id)


def part_unreachable(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where `If partly correct` is said of a question that is either right or wrong."""
    question = view.question
    part = question.if_partly_correct
    if part is not None and not can_be_partly_right(question):
        message = "this question is either right or wrong, so nobody would see what is said `If partly correct`"
        hint = "remove the part, or give some answer a part of the points"
        yield PART_UNREACHABLE.at(part.span, message, hint, question=question.id)
