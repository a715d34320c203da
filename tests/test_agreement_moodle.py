"""Random banks: what the Moodle target wrote, read back without it, agrees with the bank."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

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
    NumericAnswer,
    Ordering,
    Question,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
)
from exporter.richtext import plain
from exporter.scoring import Response
from exporter.targets.fixed_texts import spelt_out
from exporter.targets.moodle import TARGET as MOODLE
from tests import banks
from tests.agreement import ALWAYS, holds, judge, options_of, twice
from tests.oracle import moodle, moodle_score


def in_moodle(one: moodle.Read, question: Question, response: Response) -> Fraction:
    match question:
        case MultipleChoice():
            assert isinstance(response, int)
            assert holds(one.answers[response].text, question.choices[response].text)
            return moodle_score.of_pick(one, response)
        case MultipleResponse():
            assert isinstance(response, frozenset)
            return moodle_score.of_picks(one, response)
        case TrueFalse():
            assert isinstance(response, int)
            words = [plain(choice.text).lower() for choice in question.choices]
            return next(Fraction(each.fraction) / 100 for each in one.answers if each.text == words[response])
        case ShortAnswer():
            return moodle_score.of_text(one.answers, str(response).strip(), case=one.values["usecase"] == "1")
        case Numerical():
            return moodle_score.of_number(one.answers, str(response))
        case Cloze():
            assert isinstance(response, tuple)
            answers = [_menu(gap, each) for gap, each in zip(question.gaps, response, strict=True)]
            return moodle_score.of_gaps(one, answers)
        case Matching() | Categorize():
            return moodle_score.of_pairs(one, options_of(question, response))
        case Ordering():
            assert isinstance(response, tuple)
            return moodle_score.of_order(one, [each for each in response if isinstance(each, int)])
        case _:
            raise AssertionError(question)


def _menu(gap: object, answer: str | int | None) -> str | int:
    assert answer is not None
    return answer if isinstance(gap, MenuGap) else str(answer)


SPELT_TWICE = ALWAYS | {
    "questions/all.md": "# A {#q0 type=short-answer}\n\nWhat?\n\n- = Straße\n- = *\n  > Not that one.\n",
    "quizzes/all.yaml": "id: quiz\ntitle: All\nsections:\n  - questions: [q0]\n",
}
"""Moodle is given `Strasse` as well, between the two answers."""


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(banks.bank_files())
@example(ALWAYS)
@example(SPELT_TWICE)
def test_moodle_agrees(files: dict[str, str]) -> None:
    twice(files, MOODLE, Options(), check_moodle)


def check_moodle(bank: Bank, paths: list[Path], findings: list[Diagnostic]) -> None:
    (path,) = paths
    found = moodle.read(path.read_bytes())
    left_out = {each.question for each in findings if each.code == "left-out"}
    assert set(found) | left_out == {question.id for question in bank.questions}
    for question in bank.questions:
        if question.id in left_out:
            continue
        one = found[question.id]
        codes = {each.code for each in findings if each.question == question.id}
        lost = {each.feature for each in findings if each.question == question.id and each.code == "feature-lost"}
        assert one.points == question.points or codes & {"moodle-cloze-points"}
        assert holds(one.text, question.stem)
        assert holds(one.general, question.explanation)
        assert holds(one.general, question.references)
        assert Feature.HINTS in lost or len(one.hints) == len(question.hints)
        assert all(holds(there, hint) for there, hint in zip(one.hints, question.hints, strict=False))
        joined = " ".join(answer.feedback for answer in one.answers)
        for feature, place, text in (
            (Feature.IF_CORRECT, one.correct, question.if_correct),
            (Feature.IF_PARTLY_CORRECT, one.partly, question.if_partly_correct),
            (Feature.IF_INCORRECT, one.incorrect, question.if_incorrect),
        ):
            partly = feature is Feature.IF_PARTLY_CORRECT  # joined to answers of a part, which there may be none of
            assert feature in lost or holds(place + joined, text) or (partly and one.answers), (question, feature)
        if isinstance(question, MultipleChoice | MultipleResponse):
            assert all(holds(a.feedback, b.feedback) for a, b in zip(one.answers, question.choices, strict=True))
        if isinstance(question, ShortAnswer | Numerical):
            own: Sequence[TextAnswer | NumericAnswer] = question.answers
            if isinstance(question, ShortAnswer):
                own = spelt_out(question.answers, case_sensitive=question.case_sensitive)
            assert all(holds(a.feedback, b.feedback) for a, b in zip(one.answers, own, strict=False))
        if isinstance(question, Essay | FileUpload | Hotspot | Description):
            continue
        judge(question, findings, partial(in_moodle, one, question))
