"""Quizzes in Canvas's packages: settings, texts, passages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exporter.model import Bank
from tests.canvas_packages import built
from tests.canvas_quizzes import PICTURE, outline, quiz_of, stimuli
from tests.small_banks import bank_of


def test_settings_of_the_example(examples: Bank, tmp_path: Path) -> None:
    quiz = built(examples, tmp_path).quiz("first-quiz")
    assert quiz.settings == {
        "title": "A first quiz",
        "description": "<p>Named questions in two sections.</p><p>Answer <em>every</em> question.</p>",
        "due_at": "2026-01-12T19:00:00Z",
        "lock_at": "2026-01-13T19:00:00Z",
        "unlock_at": "2026-01-05T07:00:00Z",
        "shuffle_questions": "false",
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "hide_results": "always",
        "quiz_type": "assignment",
        "points_possible": "25.5",
        "show_correct_answers": "true",
        "show_correct_answers_at": "2026-01-12T19:00:00Z",
        "anonymous_submissions": "false",
        "could_be_locked": "false",
        "time_limit": "20",
        "allowed_attempts": "2",
        "one_question_at_a_time": "true",
        "cant_go_back": "false",
        "available": "false",
        "result_view_restricted": "true",
        "display_items": "false",
        "display_item_feedback": "false",
        "display_item_response": "false",
        "display_item_correct_answer": "false",
    }
    assert quiz.points == Decimal("25.5")


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("attempts: unlimited", {"allowed_attempts": "-1"}),
        ("attempts: 3", {"allowed_attempts": "3"}),
        ("", {"allowed_attempts": "1", "scoring_policy": "keep_highest", "one_question_at_a_time": "false"}),
        ("keep-score: latest", {"scoring_policy": "keep_latest"}),
        ("keep-score: average", {"scoring_policy": "keep_average"}),
        ("time-limit: 90 s", {"time_limit": "2"}),
        ("shuffle: {questions: true, choices: false}", {"shuffle_questions": "true", "shuffle_answers": "false"}),
        (
            "show-explanations: never",
            {"hide_results": "always", "show_correct_answers": "false", "display_item_feedback": "false"},
        ),
        (
            "show-explanations: after-attempt",
            {"hide_results": "", "show_correct_answers": "true", "display_item_feedback": "true"},
        ),
        ("show-explanations: after-each", {"hide_results": "", "result_view_restricted": "false"}),
        (
            "show-explanations: after-due\ncloses: 2026-03-01T12:00:00-05:00",
            {"hide_results": "always", "show_correct_answers_at": "2026-03-01T17:00:00Z"},
        ),
        ("lang: ar\ninstructions: نص", {"description": '<div lang="ar" dir="rtl"><p>نص</p></div>'}),
    ],
)
def test_settings(setting: str, expected: dict[str, str], tmp_path: Path) -> None:
    _, quiz = quiz_of(tmp_path, f"{setting}\nsections:\n  - questions: [one]\n")
    assert {name: quiz.settings.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("time-limit: 90 s", "canvas-time-rounded"),
        ("show-explanations: after-each", "canvas-feedback-time"),
        ("show-explanations: after-due\ndue: 2026-03-01T12:00:00Z", "canvas-feedback-time"),
        ("code: X-1", "canvas-quiz-code"),
    ],
)
def test_settings_that_are_lost_are_said(setting: str, code: str, tmp_path: Path) -> None:
    made, _ = quiz_of(tmp_path, f"{setting}\nsections:\n  - questions: [one]\n")
    assert made.codes("quiz") == [code]


def test_plain_settings_lose_nothing(tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, "time-limit: 5 min\nsections:\n  - questions: [one, two]\n")
    assert made.codes("quiz") == []
    assert outline(quiz) == ["one", "two"]
    assert quiz.points == 3


def test_points_of_a_section(tmp_path: Path) -> None:
    _, quiz = quiz_of(tmp_path, "sections:\n  - questions: [one, two]\n    points: 1.5\n  - questions: [three]\n")
    assert [item.points for item in quiz.items] == [Decimal("1.5"), Decimal("1.5"), 1]
    assert quiz.settings["points_possible"] == "4"


def test_heading_and_instructions_come_before_the_first_question(tmp_path: Path) -> None:
    made, quiz = quiz_of(
        tmp_path,
        "sections:\n  - title: A & B\n    instructions: Go *on*.\n    questions: [one, two]\n"
        "  - title: C\n    questions: [three]\n",
    )
    assert outline(quiz) == ["section_1", "one", "two", "section_2", "three"]
    assert quiz.items[0].stem == "<h3>A &amp; B</h3><p>Go <em>on</em>.</p>"
    assert quiz.items[3].stem == "<h3>C</h3>"
    assert {item.points for item in quiz.items if item.kind == "text_only_question"} == {0}
    assert stimuli(quiz) == {"one": "section_1", "three": "section_2"}
    assert made.codes("quiz") == []


def test_heading_is_in_the_language_of_the_quiz(tmp_path: Path) -> None:
    _, quiz = quiz_of(
        tmp_path, "lang: fa\nsections:\n  - title: A\n    instructions: B\n    questions: [one]\n  - questions: [two]\n"
    )
    assert quiz.items[0].stem == '<h3 lang="fa" dir="rtl">A</h3><div lang="fa" dir="rtl"><p>B</p></div>'


def test_title_of_the_only_section_is_the_quiz(tmp_path: Path) -> None:
    _, quiz = quiz_of(tmp_path, "sections:\n  - title: All\n    questions: [one]\n")
    assert outline(quiz) == ["one"]


def test_description_is_shown_beside_the_next_question(tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, "sections:\n  - questions: [one, text, two]\n")
    assert outline(quiz) == ["one", "text", "two"]
    assert stimuli(quiz) == {"two": "text"}
    assert quiz.points == 3
    assert made.codes("quiz") == []


def test_description_at_the_end_is_not_seen_in_new_quizzes(tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, "sections:\n  - questions: [one, text]\n")
    assert outline(quiz) == ["one", "text"]
    assert made.codes("quiz") == ["canvas-text-unseen"]


def test_passage_before_its_questions(tmp_path: Path) -> None:
    made, quiz = quiz_of(
        tmp_path,
        "sections:\n  - title: First\n    questions: [about, more]\n  - questions: [two, about-again]\n".replace(
            "about-again", "three"
        ),
    )
    assert outline(quiz) == ["case", "about", "more", "two", "three"]
    assert quiz.items[0].stem == "<h3>First</h3><p>Ayumi is 34.</p>", "the heading stands on top of the passage"
    assert stimuli(quiz) == {"about": "case", "more": "case"}
    assert made.codes("quiz") == []


def test_passage_again_after_other_questions(tmp_path: Path) -> None:
    _, quiz = quiz_of(tmp_path, "sections:\n  - questions: [about, two]\n  - questions: [more]\n")
    assert outline(quiz) == ["case", "about", "two", "case_2", "more"]
    assert stimuli(quiz) == {"about": "case", "more": "case_2"}


def test_passage_inside_its_questions(tmp_path: Path) -> None:
    _, quiz = quiz_of(tmp_path, "passages: inside\nsections:\n  - questions: [text, about, more]\n")
    assert outline(quiz) == ["text", "about", "more"]
    assert quiz.items[1].stem == "<div><p><strong>The case</strong></p><p>Ayumi is 34.</p></div><hr/><p>Is she 34?</p>"
    assert stimuli(quiz) == {"about": "text"}


def test_texts_of_a_quiz_have_pictures_and_losses(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": "# P {#p .passage lang=de}\n\nTaste <kbd>F</kbd>, siehe [hier](question:q).\n\n"
            "# Q {#q passage=p}\n\nIs it?\n\n- [x] True\n- [ ] False\n",
            "quizzes/p.svg": PICTURE,
            "quizzes/quiz.yaml": "id: quiz\ntitle: A quiz\ninstructions: '![A picture](p.svg) and <mark>this</mark>'\n"
            "sections:\n  - questions: [q]\n    instructions: <ruby>a<rt>b</rt></ruby>\n",
        },
    )
    made = built(bank, tmp_path / "out")
    package = made.packages["quiz"]
    assert list(package.files) == ["bank/quizzes/p.svg"]
    assert (
        '<img src="$IMS-CC-FILEBASE$/bank/quizzes/p.svg" alt="A picture"/>'
        in package.quizzes[0].settings["description"]
    )
    assert package.quizzes[0].items[0].stem == (
        '<p><span>a (b)</span></p><div lang="de"><p>Taste <code>F</code>, siehe hier.</p></div>'
    )
    assert made.bank["q"].stem == (
        '<div lang="de"><p><strong>P</strong></p><p>Taste <code>F</code>, siehe hier.</p></div><hr/><p>Is it?</p>'
    )
    assert sorted({(each.question, each.feature) for each in made.findings}) == [
        ("p", "key and highlight marks"),
        ("p", "links inside the bank"),
        ("quiz", "key and highlight marks"),
        ("quiz", "ruby"),
    ]
