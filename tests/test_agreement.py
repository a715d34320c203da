"""Random banks: what each target wrote, read back without it, agrees with the bank: ids, keys, points, feedback, scores.

Where a target says of a question that it cannot hold something, that thing is not asked of it; a wholly right answer
earns everything and no answer earns more than it should, whatever is said.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, example, given, settings

from exporter.archive import Staging
from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Severity
from exporter.features import Feature
from exporter.job import Job, Options
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
    RichText,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
)
from exporter.richtext import plain, render, tex_delimited
from exporter.scoring import Response, match_options, score
from exporter.targets import Target
from exporter.targets.canvas import TARGET as CANVAS
from exporter.targets.moodle import TARGET as MOODLE
from exporter.validation import validate
from tests import banks
from tests.oracle import canvas, canvas_score, moodle, moodle_score
from tests.responses import responses

UNSCORED = {Feature.ALL_OR_NOTHING, Feature.PER_CHOICE, Feature.WEIGHTS, Feature.NEGATIVE_WEIGHTS, Feature.PARTS}
UNSCORED |= {Feature.WILDCARD, Feature.CASE, Feature.CATCH_ALL, Feature.TOLERANCE, Feature.PERCENT_TOLERANCE}
UNSCORED |= {Feature.RANGE, Feature.MIXED_GAPS}
OTHER_SCORES = {
    "moodle-weight-rounded",
    "moodle-full-marks",
    "moodle-answers-alike",
    "moodle-wildcard",
    "canvas-scoring-differs",
    "canvas-plain-answers",
    "canvas-numbers-cut",
    "canvas-number-as-text",
}


ALWAYS = {
    "bank.yaml": "id: drawn\ntitle: A drawn bank\nlanguage: en\n",
    "questions/all.md": """# A {#q0 type=multiple-response}\n\nWhat?\n\n- [x] A\n- [x] B\n- [ ] C\n
# B {#q1}\n\nWhat?\n\n- [x] False\n- [ ] True\n
# C {#q2}\n\nWhat?\n\n- = 14..18\n- =50% 20 ± 1\n""",
    "quizzes/all.yaml": "id: quiz\ntitle: All\nsections:\n  - questions: [q0, q1, q2]\n",
}


class _AsWritten:
    """Formulas in delimiters, gaps as nothing."""

    def math(self, math: object) -> str:
        return tex_delimited(math)  # type: ignore[arg-type]

    def media(self, media: object) -> str:
        del media
        return ""

    def link_start(self, link: object) -> tuple[str, str]:
        del link
        return "", ""

    def gap(self, number: int) -> str:
        del number
        return "\0"


def said(text: RichText | None) -> list[str]:
    """Return the words of a text, between its gaps."""
    return [] if text is None else [canvas.words(run) for run in render(text, _AsWritten()).split("\0")]


def holds(xhtml: str, text: RichText | None) -> bool:
    """Return whether the words of a text are in XHTML."""
    found = canvas.words(xhtml)
    return all(run in found for run in said(text))


def written(target: Target, bank: Bank, options: Options, folder: Path) -> tuple[list[Path], list[Diagnostic]]:
    job = Job(bank, options, NoCache(), target.name)
    with Staging(folder) as staging:
        outputs = [staging.write(output).path for output in target.write(job)]
        staging.commit(outputs)
    return [folder / path for path in outputs], job.findings


def twice(files: dict[str, str], target: Target, options: Options, check: Callable[..., None]) -> None:
    """Write the bank from two folders, hold the bytes equal and valid, and check what was written."""
    with tempfile.TemporaryDirectory() as folder:
        kept: list[bytes] = []
        for at in ("first", "second"):
            with banks.read(files) as bank:
                paths, findings = written(target, bank, options, Path(folder) / at)
                assert [each for each in findings if each.severity is Severity.ERROR] == []
                kept.append(b"".join(path.read_bytes() for path in paths))
                if at == "first":
                    # What only New Quizzes reads is not in the official schema of QTI 1.2.
                    schemas = Path(folder) / "none" if options.canvas == "new" else None
                    assert [each for each in validate(paths, schemas=schemas) if each.severity is Severity.ERROR] == []
                    check(bank, paths, findings)
        assert kept[0] == kept[1]


def judge(question: Question, findings: Sequence[Diagnostic], given_for: Callable[[Response], Fraction]) -> None:
    """Hold the scores of a target to those of the bank, where the target does not say that they differ."""
    own = [each for each in findings if each.question == question.id]
    differs = {each.feature for each in own} & UNSCORED or {each.code for each in own} & OTHER_SCORES
    for at, response in enumerate(responses(question)):
        due = score(question, response)
        assert due is not None
        earned = given_for(response)
        if differs:
            assert at or due != 1 or earned >= Fraction(99999, 100000), (question, response, earned)
        else:
            assert abs(earned - due) < Fraction(1, 10000), (question, response, earned, due)


def options_of(question: Matching | Categorize, response: Response) -> list[str]:
    """Return the texts chosen for each item."""
    texts = match_options(question) if isinstance(question, Matching) else list(question.categories)
    shown = [" ".join(plain(text).split()) for text in texts]
    assert isinstance(response, tuple)
    return [shown[at] for at in response if isinstance(at, int)]


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


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(banks.bank_files())
@example(ALWAYS)
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
            assert all(holds(a.feedback, b.feedback) for a, b in zip(one.answers, own, strict=False))
        if isinstance(question, Essay | FileUpload | Hotspot | Description):
            continue
        judge(question, findings, partial(in_moodle, one, question))


def in_canvas(item: canvas.Item, question: Question, response: Response, *, new: bool) -> Fraction:
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
            texts = [render(each.text, _AsWritten()) for each in question.items]
            return Fraction(int(canvas_score.of_sorted(item, options_of(question, response), texts)))
        case Matching() | Categorize():
            return canvas_score.of_pairs(item, options_of(question, response))
        case Ordering():
            assert isinstance(response, tuple)
            texts = [render(each.text, _AsWritten()) for each in question.items]
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
