"""Tags: what an author wrote, what Moodle has no field for, and the way from a question to its quizzes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from exporter.diagnostics import Diagnostic
from exporter.model import Question, Summary
from exporter.targets.moodle.names import kept_name

TAG_LENGTH = 50
"""Characters of a tag that Moodle keeps."""
_DIGITS = 4
"""Hexadecimal digits that tell two cut tags apart."""


def quiz_tag(quiz_id: str) -> str:
    """Return `quiz-<id>`, kept within Moodle's 50 characters; a longer id ends in digits that tell it from others."""
    tag = f"quiz-{quiz_id}"
    if len(tag) <= TAG_LENGTH:
        return tag
    digits = hashlib.sha256(quiz_id.encode()).hexdigest()[:_DIGITS]
    return f"{tag[: TAG_LENGTH - _DIGITS - 1]}-{digits}"


def tags_of(question: Question, quizzes: tuple[str, ...]) -> list[str]:
    """Return the tags of a question as Moodle keeps them, each once whatever its case."""
    author = [f"author:{question.author}"] if question.author else []
    tags = [kept_name(tag, "tag", TAG_LENGTH)[0] for tag in (*_stated(question), *author)]
    tags += map(quiz_tag, quizzes)
    kept: dict[str, str] = {}
    for tag in tags:
        kept.setdefault(tag.casefold(), tag)
    return list(kept.values())


def tag_losses(selected: Iterable[Summary]) -> Iterator[Diagnostic]:
    """Yield one loss for each tag that Moodle does not keep as it was written, at the first question that has it."""
    told: set[str] = set()
    for summary in selected:
        for tag in _stated(summary):
            if tag in told:
                continue
            told.add(tag)
            for code, message in kept_name(tag, "tag", TAG_LENGTH)[1]:
                yield code.at(summary.span, message, question=summary.id, target="moodle", feature="tags")


def _stated(question: Question | Summary) -> Iterator[str]:
    yield from question.tags
    if question.difficulty:
        yield f"difficulty:{question.difficulty}"
    for objective in question.objectives:
        yield f"objective:{objective}"
    if question.lesson:
        yield f"lesson:{question.lesson}"
