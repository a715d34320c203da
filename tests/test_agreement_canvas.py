"""Random banks: what the Canvas target wrote, read back without it, agrees with the bank."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings

from exporter.diagnostics import Diagnostic
from exporter.features import Feature
from exporter.job import Options
from exporter.model import (
    Bank,
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
    ShortAnswer,
    TrueFalse,
)
from exporter.richtext import plain, render
from exporter.scoring import Response
from exporter.targets.canvas import TARGET as CANVAS
from tests import banks
from tests.agreement import ALWAYS, AsWritten, holds, judge, options_of, twice
from tests.oracle import canvas, canvas_items, canvas_score


def in_canvas(item: canvas_items.Item, question: Question, response: Response, *, new: bool) -> Fraction:
    match question:
        case MultipleChoice() | TrueFalse():
            assert isinstance(response, int)
            assert holds(item.choices[response], question.choices[response].text)
            return canvas_score.of_pick(item, response)
        case MultipleResponse():
            assert isinstance(response, frozenset)
            return canvas_score.of_picks(item, response)
        case ShortAnswer():
            accepted = next(iter(item.right.values())) if isinstance(item.right, dict) else item.right
            assert isinstance(accepted, tuple)
            return canvas_score.of_text(item, accepted, str(response))
        case Numerical():
            return canvas_score.of_number(item, str(response))
        case Cloze():
            assert isinstance(response, tuple)
            assert isinstance(item.right, dict)
            answers = map(_gap, question.gaps, response, item.right.values())
            return canvas_score.of_gaps(item, list(answers))
        case Categorize() if item.kind == "categorization_question":
            texts = [render(each.text, AsWritten()) for each in question.items]
            return Fraction(int(canvas_score.of_sorted(item, options_of(question, response), texts)))
        case Matching() | Categorize():
            return canvas_score.of_pairs(item, options_of(question, response))
        case Ordering():
            assert isinstance(response, tuple)
            texts = [render(each.text, AsWritten()) for each in question.items]
            share = canvas_score.of_order(item, [texts[each] for each in response if isinstance(each, int)])
            return Fraction(int(share)) if new else share
        case _:
            raise AssertionError(question)


def _gap(gap: object, answer: str | int | None, key: object) -> str | int:
    """Return an answer as Canvas takes it: an entry's words where the gap is typed there, so that its key is texts."""
    assert answer is not None
    assert isinstance(key, tuple)
    if isinstance(gap, MenuGap) and isinstance(answer, int) and isinstance(key[0], str):
        return " ".join(plain(gap.options[answer].text).split())
    return answer


@pytest.mark.parametrize("shape", ["both", "new"])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=banks.bank_files())
@example(files=ALWAYS)
def test_canvas_agrees(shape: Literal["both", "new"], files: dict[str, str]) -> None:
    twice(files, CANVAS, Options(canvas=shape), partial(check_canvas, new=shape == "new"))


def check_canvas(bank: Bank, paths: list[Path], findings: list[Diagnostic], *, new: bool) -> None:
    packages = {path.stem: canvas.read_package(path) for path in paths}
    items = {item.ident: item for item in packages[f"{bank.id}-bank"].items}
    left_out = {each.question for each in findings if each.code in ("left-out", "canvas-no-kept-answer")}
    texts = {question.id for question in bank.questions if isinstance(question, Description)}
    assert set(items) | left_out | texts >= {question.id for question in bank.questions}
    for question in bank.questions:
        if question.id not in items or question.id in texts:
            continue
        item = items[question.id]
        lost = {each.feature for each in findings if each.question == question.id and each.code == "feature-lost"}
        assert item.points == question.points
        assert holds(item.stem, question.stem)
        general = item.feedback.get("general_fb", "")
        assert holds(general, question.explanation)
        assert holds(general, question.references)
        assert Feature.IF_CORRECT in lost or holds(item.feedback.get("correct_fb", ""), question.if_correct)
        wrong = item.feedback.get("general_incorrect_fb", "")
        assert Feature.IF_INCORRECT in lost or holds(wrong, question.if_incorrect)
        if isinstance(question, MultipleChoice | MultipleResponse | TrueFalse):
            for choice, text in zip(question.choices, item.choices, strict=True):
                assert holds(item.answer_feedback.get(text, ""), choice.feedback)
        if isinstance(question, Essay | FileUpload | Hotspot):
            continue
        judge(question, findings, partial(in_canvas, item, question, new=new))
    quizzes = packages.get("quiz")
    assert quizzes is not None or not items
    if quizzes is not None:
        (quiz,) = quizzes.quizzes
        assert {each.ident.partition("_")[0] for each in quiz.items} >= set(items) - texts
        assert quiz.points == sum(item.points for ident, item in items.items())
