"""Draws and shuffled sections in Canvas's packages, and the sum when something is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import Bank
from tests.canvas_packages import built
from tests.canvas_quizzes import outline, quiz_of
from tests.oracle.canvas import Group


def test_draw(tmp_path: Path) -> None:
    made, quiz = quiz_of(
        tmp_path,
        "sections:\n  - questions: [one]\n  - title: Drawn\n    draw: 2\n    from: {type: true-false}\n    points: 5\n",
    )
    assert outline(quiz) == ["one", "section_2", (2, 5, "two", "three", "about", "more")]
    assert (str(quiz.points), quiz.settings["points_possible"]) == ("12", "12")
    assert sorted(made.codes("quiz")) == ["canvas-heading-unseen", "canvas-passage-in-draw"]
    (group,) = [each for each in quiz.entries if isinstance(each, Group)]
    assert group.title == "Drawn"
    assert "Ayumi is 34." in group.items[2].stem


def test_new_quizzes_shows_the_heading_of_a_draw(tmp_path: Path) -> None:
    made, quiz = quiz_of(
        tmp_path,
        "passages: inside\nsections:\n  - questions: [one]\n"
        "  - title: Drawn\n    instructions: Well.\n    draw: 1\n    from: {type: true-false}\n",
        "new",
    )
    assert outline(quiz) == ["one", "section_2", (1, 1, "two", "three", "about", "more")]
    assert made.codes("quiz") == []
    text = (made.folder / "canvas" / "quiz.zip").read_bytes()
    assert b'title="Drawn" parent_stimulus_item_ident="section_2"' in text


def test_instructions_of_a_draw_are_not_seen_in_new_quizzes(tmp_path: Path) -> None:
    made, _ = quiz_of(
        tmp_path,
        "passages: inside\nsections:\n  - instructions: Well.\n    draw: 1\n    from: {type: true-false}\n    points: 1\n",
    )
    assert made.codes("quiz") == ["canvas-text-unseen"]


def test_draw_of_unequal_points_takes_the_commonest(tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, "passages: inside\nsections:\n  - draw: 3\n    from: {type: true-false}\n")
    assert outline(quiz) == [(3, 1, "one", "two", "three", "about", "more")]
    assert made.codes("quiz") == ["canvas-draw-points"]


def test_two_draws_from_the_same_questions_have_items_of_their_own(tmp_path: Path) -> None:
    _, quiz = quiz_of(
        tmp_path,
        "passages: inside\nsections:\n  - draw: 1\n    from: {type: true-false}\n    points: 1\n"
        "  - draw: 1\n    from: {type: true-false}\n    points: 1\n",
    )
    first, second = quiz.entries
    assert isinstance(first, Group)
    assert isinstance(second, Group)
    assert [item.ident for item in second.items] == [f"{item.ident}_2" for item in first.items]


def test_left_out_questions_are_recounted(tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, "sections:\n  - questions: [one, click]\n")
    assert outline(quiz) == ["one"]
    assert quiz.settings["points_possible"] == "2"
    (finding,) = [each for each in made.findings if each.question == "quiz"]
    assert finding.code == "canvas-quiz-recounted"
    assert finding.message == "`click` left out; the quiz is worth 2 instead of 5 points"


def test_a_draw_draws_what_is_left(tmp_path: Path) -> None:
    made, quiz = quiz_of(
        tmp_path,
        "passages: inside\nsections:\n  - draw: 6\n    from: {type: [true-false, hotspot]}\n    points: 1\n"
        "  - draw: 1\n    from: {type: hotspot}\n    points: 2\n",
    )
    assert outline(quiz) == [(5, 1, "one", "two", "three", "about", "more")]
    (finding,) = [each for each in made.findings if each.question == "quiz"]
    assert finding.message == (
        "`click`, `click` left out; a draw of 6 draws 5; a draw of 1 draws 0; the quiz is worth 5 instead of 8 points"
    )


def test_a_draw_that_should_keep_its_order_is_told(tmp_path: Path) -> None:
    made, _ = quiz_of(tmp_path, "sections:\n  - {draw: 1, shuffle: false, from: {type: true-false}, points: 2}\n")
    (finding,) = [each for each in made.findings if each.code == "canvas-shuffle-lost"]
    assert finding.message == "the questions of this draw come in random order"


def test_a_text_is_not_drawn(tmp_path: Path) -> None:
    made, quiz = quiz_of(
        tmp_path,
        "passages: inside\nsections:\n  - draw: 2\n    from: {type: [description, true-false]}\n    points: 2\n",
    )
    assert outline(quiz) == [(2, 2, "one", "two", "three", "about", "more")]
    assert made.codes("quiz") == ["canvas-description-in-draw", "canvas-quiz-recounted"]


def test_shuffled_section_is_a_group_of_all(tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, "shuffle: {questions: true}\nsections:\n  - questions: [two, three]\n")
    assert outline(quiz) == [(2, 1, "two", "three")]
    assert made.codes("quiz") == []


@pytest.mark.parametrize("names", ["one, two", "two, text, three", "two, about"])
def test_section_that_cannot_be_shuffled_keeps_its_order(names: str, tmp_path: Path) -> None:
    made, quiz = quiz_of(tmp_path, f"shuffle: {{questions: true}}\nsections:\n  - questions: [{names}]\n")
    assert [each for each in outline(quiz) if each != "case"] == names.split(", ")
    assert made.codes("quiz") == ["canvas-shuffle-lost"]


def test_section_that_new_quizzes_shuffles_with_the_others_is_told(tmp_path: Path) -> None:
    sections = "sections:\n  - questions: [two, three]\n    shuffle: false\n  - questions: [one]\n    shuffle: false\n"
    made, _ = quiz_of(tmp_path, f"shuffle: {{questions: true}}\n{sections}")
    assert made.codes("quiz") == ["canvas-shuffle-lost"] * 2
    assert [(each.span.line, each.message) for each in made.findings if each.question == "quiz"] == [
        (1, "New Quizzes shuffles the questions of all sections together"),
        (5, "New Quizzes shuffles the questions of this section too"),
    ]
    made, _ = quiz_of(tmp_path, sections)
    assert made.codes("quiz") == []


def test_title_of_the_only_section_is_told_where_no_text_and_no_group_has_it(tmp_path: Path) -> None:
    made, _ = quiz_of(tmp_path, "sections:\n  - title: Lonely\n    questions: [two, three]\n")
    (finding,) = [each for each in made.findings if each.question == "quiz"]
    assert (finding.code, finding.message) == (
        "canvas-section-title", "the title `Lonely` of the only section is lost",
    )  # fmt: skip
    for more in ("    instructions: Choose.\n", "    shuffle: true\n", "  - questions: [one]\n"):
        made, _ = quiz_of(tmp_path, f"sections:\n  - title: Lonely\n    questions: [two, three]\n{more}")
        assert made.codes("quiz") == []


def test_section_says_itself_whether_it_is_shuffled(tmp_path: Path) -> None:
    _, quiz = quiz_of(
        tmp_path,
        "shuffle: {questions: true}\nsections:\n  - questions: [two, three]\n    shuffle: false\n",
    )
    assert outline(quiz) == ["two", "three"]


def test_quiz_that_does_not_shuffle_choices(tmp_path: Path, examples: Bank) -> None:
    made = built(examples, tmp_path / "first")
    assert b'<render_choice shuffle="Yes">' in (made.folder / "canvas" / "first-quiz.zip").read_bytes()
    quiz_of(tmp_path / "second", "shuffle: {choices: false}\nsections:\n  - questions: [about]\n")
    data = (tmp_path / "second" / "out" / "canvas" / "quiz.zip").read_bytes()
    assert b'<render_choice shuffle="Yes">' not in data
