"""Quizzes: their file, their draws, and what they name; and the checks that need the whole bank."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Span
from exporter.model import Bank, Reference, Summary
from exporter.reader import read_bank
from exporter.reader.pools import pool_words, resolved
from exporter.reader.quizzes import QuizDraft, read_quiz


def quiz_file(root: Path, text: str) -> tuple[QuizDraft | None, list[Diagnostic]]:
    (root / "quizzes").mkdir(exist_ok=True)
    (root / "quizzes" / "q.yaml").write_text(text, encoding="utf-8")
    draft, page = read_quiz(root, "quizzes/q.yaml", "en")
    return draft, page.findings


WHOLE = """\
id: quiz-a
title: A quiz
description: What *it* is.
instructions: |
  Read first.

  Then answer.
code: A-1
lang: de
time-limit: 1 h
attempts: unlimited
opens: 2026-09-01T09:00+02:00
due: 2026-09-02T09:00+02:00
closes: 2026-09-02T09:00+02:00
keep-score: latest
shuffle: {questions: true, choices: false}
one-at-a-time: true
show-explanations: after-due
passages: inside
sections:
  - title: Core
    instructions: Pick *one*.
    questions: [q-1, q-2]
    shuffle: false
    points: 2.5
  - draw: 2
    from: {tags: [a, b], folder: x}
"""


def test_a_whole_quiz(tmp_path: Path) -> None:
    draft, findings = quiz_file(tmp_path, WHOLE)
    assert findings == []
    assert draft is not None
    quiz = draft.quiz
    assert (quiz.id, quiz.title, quiz.code, quiz.lang) == ("quiz-a", "A quiz", "A-1", "de")
    assert (quiz.time_limit, quiz.attempts, quiz.keep_score) == (3600, "unlimited", "latest")
    assert (quiz.opens, quiz.closes) == ("2026-09-01T09:00:00+02:00", "2026-09-02T09:00:00+02:00")
    assert (quiz.shuffle_questions, quiz.shuffle_choices, quiz.one_at_a_time) == (True, False, True)
    assert (quiz.show_explanations, quiz.passages) == ("after-due", "inside")
    assert quiz.description is not None
    assert quiz.description.parts == ("<p>What <em>it</em> is.</p>",)
    assert quiz.span == Span("quizzes/q.yaml", 1, 5, 11)
    core, drawn = quiz.sections
    assert (core.title, core.points, core.shuffle, core.draw) == ("Core", Decimal("2.5"), False, None)
    assert core.questions == (
        Reference("q-1", Span("quizzes/q.yaml", 23, 17, 20)),
        Reference("q-2", Span("quizzes/q.yaml", 23, 22, 25)),
    )
    assert core.instructions is not None
    assert (drawn.draw, drawn.pool, drawn.questions) == (2, (), ())
    assert draft.pools[0] is None
    assert draft.pools[1] is not None
    assert [each.id for each in draft.pools[1].tags] == ["a", "b"]
    assert draft.pools[1].draw_span == Span("quizzes/q.yaml", 26, 11, 12)


def test_what_is_not_said(tmp_path: Path) -> None:
    draft, _ = quiz_file(tmp_path, "id: q\ntitle: t\nsections:\n  - questions: a\n")
    assert draft is not None
    quiz = draft.quiz
    assert (quiz.attempts, quiz.time_limit, quiz.keep_score, quiz.lang, quiz.code) == (None, None, None, None, "")
    assert (quiz.shuffle_questions, quiz.shuffle_choices, quiz.show_explanations) == (False, True, "after-attempt")


@pytest.mark.parametrize(
    "text",
    [
        "title: t\nsections:\n  - questions: a\n",
        "id: q\nsections:\n  - questions: a\n",
        "id: q\ntitle: t\n",
        "id: q\ntitle: t\nsections: []\n",
        "id: q\ntitle: t\nsections: words\n",
        "id: q\ntitle: t\nsections:\n  - questions: [X]\n",
        "id: q\ntitle: t\nsections:\n  - draw: 1\n    from: {difficulty: wrong}\n",
        "id: q\ntitle: t\nsections:\n  - draw: x\n    from: {difficulty: easy}\n",
        "id: q\ntitle: t\nsections:\n  - draw: 1\n    from: [easy]\n",
        "- id: q\n",
        "",
    ],
)
def test_no_quiz_but_a_reason(tmp_path: Path, text: str) -> None:
    draft, findings = quiz_file(tmp_path, text)
    assert draft is None
    assert findings


def test_everything_is_said_at_once(tmp_path: Path) -> None:
    text = "id: q\nshuffle: true\ndescription: <font>x</font>\ncloses: 2026-09-01\nsections: {questions: [a]}\n"
    _draft, findings = quiz_file(tmp_path, text)
    said = sorted(each.code for each in findings)
    assert said == ["bad-moment", "html-element", "missing-key", "wrong-shape", "wrong-shape"]


@pytest.mark.parametrize(
    ("dates", "codes"),
    [
        ("opens: 2026-09-01T09:00Z\nduе: x\n", ["unknown-key"]),
        ("opens: 2026-09-01T09:00Z\ndue: 2026-09-01T09:00Z\n", []),
        ("due: 2026-09-01T10:00Z\ncloses: 2026-09-01T11:00+02:00\n", ["quiz-dates"]),
        ("opens: 2026-09-01T09:00Z\ncloses: 2026-09-01T09:00Z\n", ["quiz-dates"]),
        ("opens: 2026-09-01T09:00Z\ncloses: 2026-09-01T09:01Z\n", []),
        ("show-explanations: after-due\n", ["no-due-date"]),
        ("show-explanations: after-each\n", []),
    ],
)
def test_dates(tmp_path: Path, dates: str, codes: list[str]) -> None:
    _draft, findings = quiz_file(tmp_path, f"id: q\ntitle: t\n{dates}sections:\n  - questions: a\n")
    assert [each.code for each in findings] == codes


def summary(name: str, **fields: object) -> Summary:
    base: dict[str, object] = {
        "id": name,
        "title": name,
        "type": "multiple-choice",
        "points": Decimal(1),
        "tags": (),
        "difficulty": None,
        "objectives": (),
        "category": (),
        "lesson": None,
        "passage": None,
        "status": "ready",
        "span": Span("questions/x/y/a.md", 1, 1, 2),
    }
    return Summary(**{**base, **fields})  # type: ignore[arg-type]


INDEX = {
    each.id: each
    for each in (
        summary("a", tags=("t", "u"), difficulty="easy", category=("x", "y")),
        summary("b", tags=("t",), difficulty="hard", type="essay", category=("Own", "cate/gory")),
        summary("c", tags=("u",), difficulty="hard", lesson="lesson-a", span=Span("questions/z.md", 1, 1, 2)),
        summary("d", tags=("t",), objectives=("know",), passage="case", status="draft"),
        summary("e", tags=("t",), type="description"),
        summary("f", difficulty="medium", span=Span("questions/x/b.md", 1, 1, 2)),
    )
}


def pool(
    root: Path, source: str, draw: int = 1, statuses: Collection[str] = ("ready",)
) -> tuple[tuple[str, ...], list[str]]:
    draft, findings = quiz_file(root, f"id: q\ntitle: t\nsections:\n  - draw: {draw}\n    from: {source}\n")
    assert findings == []
    assert draft is not None
    quiz, more = resolved(draft, INDEX, pool_words(INDEX), statuses)
    return quiz.sections[0].pool, [each.code for each in more]


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("{tags: t}", ("a", "b")),
        ("{tags: [t, u]}", ("a", "b", "c")),
        ("{tags: u, difficulty: hard}", ("c",)),
        ("{tags: t, difficulty: [easy, hard]}", ("a", "b")),
        ("{type: [essay, multiple-choice], tags: t}", ("a", "b")),
        ("{type: description}", ("e",)),
        ("{type: [description, essay]}", ("b", "e")),
        ("{lesson: lesson-a}", ("c",)),
        ("{folder: x}", ("a", "b", "f")),
        ("{folder: x/y/}", ("a", "b")),
        ("{folder: [x/y, Own]}", ("a", "b")),
        ("{folder: Own/cate/gory}", ("b",)),
        ("{difficulty: [easy, medium]}", ("a", "f")),
    ],
)
def test_keys_narrow_and_values_widen(tmp_path: Path, source: str, ids: tuple[str, ...]) -> None:
    assert pool(tmp_path, source) == (ids, [])


def test_only_exported_statuses_are_drawn(tmp_path: Path) -> None:
    assert pool(tmp_path, "{passage: case}") == ((), ["draw-too-large"])
    assert pool(tmp_path, "{objectives: know}", statuses=("ready", "draft")) == (("d",), [])


def test_words_that_no_question_has(tmp_path: Path) -> None:
    assert pool(tmp_path, "{tags: [t, v]}") == (("a", "b"), ["pool-value-unused"])
    assert pool(tmp_path, "{folder: q}") == ((), ["pool-value-unused", "draw-too-large"])


def test_named_questions_leave_every_pool(tmp_path: Path) -> None:
    text = "id: q\ntitle: t\nsections:\n  - draw: 2\n    from: {tags: t}\n  - questions: [a]\n"
    draft, _ = quiz_file(tmp_path, text)
    assert draft is not None
    quiz, findings = resolved(draft, INDEX, pool_words(INDEX))
    assert quiz.sections[0].pool == ("b",)
    assert quiz.sections[1].questions[0].id == "a"
    assert [(each.code, each.message) for each in findings] == [("draw-too-large", "this draws 2 of 1 questions")]


def test_pools_that_share_questions(tmp_path: Path) -> None:
    text = "id: q\ntitle: t\nsections:\n" + "".join(
        f"  - draw: 1\n    from: {{{each}}}\n" for each in ("tags: t", "difficulty: easy", "tags: u, difficulty: hard")
    )
    draft, _ = quiz_file(tmp_path, text)
    assert draft is not None
    _quiz, findings = resolved(draft, INDEX, pool_words(INDEX))
    assert [(each.code, each.span.line) for each in findings] == [("pools-overlap", 6)]


QUESTION = "# Title {{#{id} {more}}}\n\nWhat?\n\n- [x] A\n- [ ] B\n\n"


def bank_with(root: Path, quiz: str, statuses: Collection[str] = ("ready",)) -> tuple[Bank, list[Diagnostic]]:
    files = {
        "bank.yaml": "id: b\ntitle: t\nlanguage: en\n",
        "questions/a.md": "".join(
            QUESTION.format(id=f"q-{number}", more="status=retired" if number == 3 else "tags=t")
            for number in range(1, 5)
        ),
        "quizzes/q.yaml": quiz,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return read_bank(root, cache=NoCache(), statuses=tuple(statuses))


def test_a_draw_from_real_questions(tmp_path: Path) -> None:
    bank, findings = bank_with(
        tmp_path, "id: q\ntitle: t\nsections:\n  - questions: q-1\n  - draw: 2\n    from: {tags: t}\n"
    )
    assert findings == []
    assert bank.quizzes["q"].sections[1].pool == ("q-2", "q-4")


def test_a_retired_question_may_be_exported_on_demand(tmp_path: Path) -> None:
    text = "id: q\ntitle: t\nsections:\n  - questions: q-3\n"
    assert [each.code for each in bank_with(tmp_path, text)[1]] == ["question-not-exported"]
    assert bank_with(tmp_path, text, ("ready", "retired"))[1] == []
