"""A quiz's settings as Canvas's own assessment_meta.xml, in the order that Canvas writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from lxml import etree

from exporter.codes import canvas as codes
from exporter.diagnostics import Diagnostic
from exporter.model import Quiz
from exporter.targets.canvas.sheet import LONGEST_TITLE
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.item_xml import number
from exporter.targets.languages import language_attributes
from exporter.targets.package_paths import on_any_disk
from exporter.targets.qti12 import Element, rooted

_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_IN_CANVAS = f"{{{_CANVAS}}}"

_POLICIES = {"highest": "keep_highest", "latest": "keep_latest", "average": "keep_average"}


def assessment_meta(quiz: Quiz, points: Decimal, writing: CanvasWriting) -> Element:
    """Return the settings of the quiz, which is worth `points`; its texts are written by `writing`."""
    root = rooted(_CANVAS, "quiz", {"identifier": on_any_disk(quiz.id)})
    for name, value in _settings(quiz, points, writing):
        etree.SubElement(root, _IN_CANVAS + name).text = value
    return root


def _settings(quiz: Quiz, points: Decimal, writing: CanvasWriting) -> Iterator[tuple[str, str]]:
    yield "title", quiz.title[:LONGEST_TITLE]
    yield "description", _description(quiz, writing)
    yield from _dates(quiz)
    yield "shuffle_questions", _truth(quiz.shuffle_questions)
    yield "shuffle_answers", _truth(quiz.shuffle_choices)
    yield "scoring_policy", _POLICIES[quiz.keep_score or "highest"]
    shown = quiz.show_explanations in ("after-each", "after-attempt")
    yield "hide_results", "" if shown else "always"
    yield "quiz_type", "assignment"
    yield "points_possible", number(points)
    yield "show_correct_answers", _truth(quiz.show_explanations != "never")
    if quiz.show_explanations == "after-due" and (day := quiz.due or quiz.closes):
        yield "show_correct_answers_at", universal(day)
    yield "anonymous_submissions", "false"
    yield "could_be_locked", "false"
    if quiz.time_limit is not None:
        yield "time_limit", str(minutes(quiz.time_limit))
    attempts = quiz.attempts if quiz.attempts is not None else 1
    yield "allowed_attempts", "-1" if attempts == "unlimited" else str(attempts)
    yield "one_question_at_a_time", _truth(quiz.one_at_a_time)
    yield "cant_go_back", "false"
    yield "available", "false"
    yield "result_view_restricted", _truth(not shown)
    for name in ("display_items", "display_item_feedback", "display_item_response", "display_item_correct_answer"):
        yield name, _truth(shown)


def _description(quiz: Quiz, writing: CanvasWriting) -> str:
    text = "".join(writing.block(each) for each in (quiz.description, quiz.instructions) if each is not None)
    return f"<div{language_attributes(quiz.lang)}>{text}</div>" if text and quiz.lang else text


def _dates(quiz: Quiz) -> Iterator[tuple[str, str]]:
    for name, value in (("due_at", quiz.due), ("lock_at", quiz.closes), ("unlock_at", quiz.opens)):
        if value is not None:
            yield name, universal(value)


def universal(moment: str) -> str:
    """Return an ISO 8601 moment with offset as universal time, which leaves no zone to guess."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def minutes(seconds: int) -> int:
    """Return the time limit in whole minutes, rounded up."""
    return -(-seconds // 60)


def setting_findings(quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield what Canvas cannot hold of the quiz's settings."""
    at = quiz.span
    if quiz.time_limit is not None and quiz.time_limit % 60:
        message = f"the time limit of {quiz.time_limit} s becomes {minutes(quiz.time_limit)} min"
        yield codes.TIME_ROUNDED.at(at, message, question=quiz.id, target="canvas")
    if quiz.show_explanations == "after-each":
        message = "explanations come after the attempt, not after each question"
        yield codes.FEEDBACK_TIME.at(at, message, question=quiz.id, target="canvas")
    if quiz.show_explanations == "after-due":
        message = "results stay hidden until you let students see them after the due date"
        yield codes.FEEDBACK_TIME.at(at, message, question=quiz.id, target="canvas")
    if quiz.shuffle_questions and len(quiz.sections) > 1:
        message = "New Quizzes shuffles the questions of all sections together"
        yield codes.SHUFFLE_LOST.at(at, message, question=quiz.id, target="canvas")
    for section in quiz.sections:
        if quiz.shuffle_questions and section.shuffle is False and len(section.questions) > 1:
            message = "New Quizzes shuffles the questions of this section too"
            yield codes.SHUFFLE_LOST.at(section.span, message, question=quiz.id, target="canvas")
    if quiz.code:
        message = f"the code `{quiz.code}` stands on the paper only"
        yield codes.PRINT_CODE.at(at, message, question=quiz.id, target="canvas")
    if len(quiz.title) > LONGEST_TITLE:
        message = f"the title has {len(quiz.title)} characters, {LONGEST_TITLE} are kept"
        yield codes.TITLE_CUT.at(at, message, question=quiz.id, target="canvas")


def _truth(value: bool) -> str:  # noqa: FBT001 - a value to spell, not a switch
    return "true" if value else "false"
