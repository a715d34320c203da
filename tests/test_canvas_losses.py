"""What Canvas cannot hold is said with its place, and what stands there instead is what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.features import Feature
from exporter.model import QUESTION_TYPES, Bank
from exporter.targets.canvas.support import BOTH, NEW
from exporter.targets.support import Outcome
from tests.canvas_packages import built
from tests.canvas_questions import one
from tests.oracle.canvas_items import words
from tests.small_banks import bank_of

MR = "Which?\n\n- [x] a\n- [x] b\n"


@pytest.mark.parametrize("support", [BOTH, NEW], ids=["both", "new"])
def test_no_cell_is_empty_or_unused(support: object) -> None:
    assert support in (BOTH, NEW)
    table = BOTH if support is BOTH else NEW
    assert set(table.types) == set(QUESTION_TYPES)
    assert set(table.features) == set(Feature)
    for (kind, feature), cell in table.exceptions.items():
        assert kind in QUESTION_TYPES
        assert cell != table.features[feature] or table is NEW, (kind, feature)
    for cell in (*table.types.values(), *table.features.values(), *table.exceptions.values()):
        assert bool(cell.becomes) == (cell.outcome is not Outcome.KEPT)


OF_CATEGORIES = ("categorize", Feature.PARTS)
"""A matching scores each item, a categorization each category: what New Quizzes' own form costs."""


def test_new_quizzes_keeps_no_less() -> None:
    for kind in QUESTION_TYPES:
        for feature in Feature:
            if BOTH.cell(kind, feature).outcome is Outcome.KEPT and (kind, feature) != OF_CATEGORIES:
                assert NEW.cell(kind, feature).outcome is Outcome.KEPT, (kind, feature)


def test_losses_of_the_examples(examples: Bank, tmp_path: Path) -> None:
    made = built(examples, tmp_path)
    said = {
        ident: sorted(made.lost(ident))
        for ident in ("mc-plain", "mc-rich", "mr-plain", "order-plain", "cat-plain", "essay-plain", "hot-plain")
    }
    common = ["author"]
    assert said == {
        "mc-plain": ["author", "difficulty", "hints", "links inside the bank", "objectives", "tags"],
        "mc-rich": [
            "answers not shuffled",
            "author",
            "difficulty",
            "feedback if partly correct",
            "key and highlight marks",
            "link to its lesson",
            "objectives",
            "penalty for extra tries",
            "pinned answers",
            "tags",
            "weights of answers",
        ],
        "mr-plain": [*common, "canvas-scoring-differs", "feedback if partly correct"],
        "order-plain": [*common, "marked-up text in answers", "ordering", "partial credit: each part"],
        "cat-plain": [*common, "categorize"],
        "essay-plain": [*common, "hints", "model answer", "rubric", "tags"],
        "hot-plain": ["hotspot"],
    }


def test_losses_of_the_examples_in_new_quizzes(examples: Bank, tmp_path: Path) -> None:
    made = built(examples, tmp_path, "new")
    said = {ident: sorted(made.lost(ident)) for ident in ("mc-rich", "order-plain", "cat-plain", "hot-plain")}
    assert said == {
        "mc-rich": [
            "author",
            "difficulty",
            "feedback if partly correct",
            "link to its lesson",
            "objectives",
            "penalty for extra tries",
            "tags",
        ],
        "order-plain": ["author", "partial credit: each part"],
        "cat-plain": ["author", "partial credit: each part"],
        "hot-plain": ["author", "feedback of each answer", "hotspot"],
    }


def test_losses_have_their_place(examples: Bank, tmp_path: Path) -> None:
    made = built(examples, tmp_path)
    (hint,) = [each for each in made.findings if each.question == "mc-plain" and each.feature == "hints"]
    assert (hint.span.path, hint.span.line, hint.target) == ("questions/multiple-choice.md", 33, "canvas")
    assert hint.message == "hints lost: Canvas has no hints"


@pytest.mark.parametrize(
    ("wrong", "reported"),
    [("", False), ("- [ ] c\n- [ ] d\n", False), ("- [ ] c\n", True), ("- [ ] c\n- [ ] d\n- [ ] e\n", True)],
)
def test_scoring_of_multiple_response(wrong: str, reported: bool, tmp_path: Path) -> None:  # noqa: FBT001
    made, _ = one(tmp_path, MR + wrong, head="type=multiple-response")
    assert ("canvas-scoring-differs" in made.codes("q")) is reported


def test_all_or_nothing_in_new_quizzes(tmp_path: Path) -> None:
    made, item = one(tmp_path, MR + "- [ ] c\n", "new", "partial-credit=none")
    assert item is not None
    assert item.fields["scoring_algorithm"] == "AllOrNothing"
    assert made.codes("q") == []


def test_plain_text_on_the_right(tmp_path: Path) -> None:
    table = "Match.\n\n| A | B |\n| - | - |\n| x | H~2~O |\n| y | $a_1$ |\n| z | ![A picture](p.svg) |\n| w | a <b |\n"
    made, item = one(tmp_path / "both", table.replace("a <b", r"a \<b"))
    assert item is not None
    assert item.right == {"x": "H2O", "y": r"\(a_1\)", "z": "A picture", "w": "a <b"}
    assert [each.message for each in made.findings if each.code == "canvas-plain-answers"] == [
        "the right side holds plain text: `H2O`",
        r"the right side holds plain text: `\(a_1\)`",
        "the right side holds plain text: `A picture`",
        "New Quizzes takes signs in `a <b` for marks and drops them",
    ]
    made, item = one(tmp_path / "new", table.replace("a <b", r"a \<b"), "new")
    assert item is not None
    assert isinstance(item.right, dict)
    assert item.right["x"] == "H<sub>2</sub>O"
    assert made.codes("q") == []


def test_right_sides_of_the_same_words_are_one_choice(tmp_path: Path) -> None:
    _, item = one(tmp_path, "Match.\n\n| A | B |\n| - | - |\n| x | H~2~O |\n| y | H2O |\n| | water |\n")
    assert item is not None
    assert item.right == {"x": "H2O", "y": "H2O"}
    assert sorted(set(item.choices)) == ["H2O", "water"]


def test_words_of_a_menu_are_plain(tmp_path: Path) -> None:
    made, item = one(tmp_path, "A [[(x) *a* | ( ) b]].")
    assert item is not None
    assert item.right == {"gap1": (("a", "b"), ("a",))}
    assert made.codes("q") == ["canvas-plain-answers"]


@pytest.mark.parametrize(
    ("words_", "kind"),
    [(("True", "False"), "true_false"), (("false", "TRUE"), "true_false"), (("Vrai", "Faux"), "multiple_choice")],
)
def test_words_of_true_and_false(words_: tuple[str, str], kind: str, tmp_path: Path) -> None:
    head = "lang=fr" if kind == "multiple_choice" else ""
    made, item = one(tmp_path, f"Is it?\n\n- [ ] {words_[0]}\n- [x] {words_[1]}\n", head=head)
    assert item is not None
    assert (item.kind, words(str(item.right))) == (f"{kind}_question", words_[1])
    assert ("canvas-true-false-words" in made.codes("q")) is (kind == "multiple_choice")


def test_text_that_is_too_long_is_left_out(tmp_path: Path) -> None:
    made, item = one(tmp_path / "a", "x" * 16378 + "\n\n- [x] a\n- [ ] b\n", head="type=multiple-choice")
    assert item is None
    assert made.lost("q") == {
        "canvas-text-too-long": "`q` is left out: its text has 16385 characters, Canvas takes 16384"
    }
    _, item = one(tmp_path / "b", "x" * 16377 + "\n\n- [x] a\n- [ ] b\n", head="type=multiple-choice")
    assert item is not None


def test_passage_that_is_too_long_is_left_out_and_its_questions_stay(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": f"# Long {{#long .passage}}\n\n{'x' * 17000}\n\n# Q {{#q passage=long}}\n\nIs it?\n\n- [x] True\n- [ ] False\n",
            "quizzes/quiz.yaml": "id: quiz\ntitle: Quiz\nsections:\n  - questions: [q]\n",
        },
    )
    made = built(bank, tmp_path / "out")
    assert [item.ident for item in made.quiz("quiz").items] == ["q"]
    assert made.bank == {}
    assert sorted(each.code for each in made.findings) == ["canvas-text-too-long", "canvas-text-too-long"]


def test_long_feedback_is_noted(tmp_path: Path) -> None:
    made, item = one(tmp_path, f"Is it?\n\n- [x] True\n- [ ] False\n\n## Explanation\n\n{'x' * 5200}\n")
    assert item is not None
    assert made.codes("q") == ["canvas-feedback-long"]


def test_titles_are_cut(tmp_path: Path) -> None:
    title = "T" * 300
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": f"# {title} {{#q}}\n\nIs it?\n\n- [x] True\n- [ ] False\n",
            "quizzes/quiz.yaml": f"id: quiz\ntitle: {title}\nsections:\n  - questions: [q]\n",
        },
    )
    made = built(bank, tmp_path / "out")
    quiz = made.quiz("quiz")
    assert (quiz.title, quiz.items[0].title) == ("T" * 255, "T" * 255)
    assert [(each.code, each.question) for each in made.findings] == [
        ("canvas-title-cut", "q"),
        ("canvas-title-cut", "quiz"),
    ]


def test_second_right_area_is_lost(tmp_path: Path) -> None:
    text = "Click.\n\n![A picture](p.svg)\n\n- [x] rect 0,0 5,10\n- [x] circle 15,5 2\n- [ ] rect 8,0 9,9\n"
    made, item = one(tmp_path, text, "new")
    assert item is not None
    assert item.right == ("square", "0,0,0.25,1")
    assert made.codes("q") == ["type-changed", "canvas-one-area"]


def test_the_area_that_is_kept_is_wholly_right(tmp_path: Path) -> None:
    text = "Click.\n\n![A picture](p.svg)\n\n- [50%] circle 15,5 2\n- [100%] rect 0,0 5,10\n"
    made, item = one(tmp_path, text, "new")
    assert item is not None
    assert item.right == ("square", "0,0,0.25,1")
    assert "canvas-one-area" in made.codes("q")


def test_area_stays_inside_the_picture(tmp_path: Path) -> None:
    text = "Click.\n\n![A picture](p.svg)\n\n- [x] circle 1,1 1\n\n## If incorrect\n\nNo.\n\n## Explanation\n\nSo.\n"
    _, item = one(tmp_path, text, "new")
    assert item is not None
    assert item.right == ("oval", "0,0,0.1,0.2")
    assert set(item.feedback) == {"general_fb", "general_incorrect_fb"}


def test_essay_has_no_feedback_for_right_answers(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Write.\n\n## Explanation\n\nSo.\n", head="type=essay")
    assert item is not None
    assert set(item.feedback) == {"general_fb"}
    assert made.codes("q") == []


def test_references_of_a_description_end_its_text(tmp_path: Path) -> None:
    _, item = one(tmp_path, "Read.\n\n## References\n\n- A book.\n", head="type=description")
    assert item is not None
    assert words(item.stem) == "Read. References A book."


def test_answers_that_are_the_same_as_plain_text_are_said(tmp_path: Path) -> None:
    table = "Match.\n\n| a | b |\n| --- | --- |\n| water | H~2~O |\n| nonsense | H2O |\n| again | H2O |\n"
    made, _ = one(tmp_path / "table", table)
    assert made.codes("q").count("answers-alike") == 1
    made, _ = one(tmp_path / "new", table, "new")
    assert "answers-alike" not in made.codes("q")
    for shape in ("both", "new"):
        made, _ = one(tmp_path / shape, "It is [[(x) **a** | ( ) a | ( ) b]].\n", shape)
        assert made.codes("q").count("answers-alike") == 1


def test_notes_for_those_who_mark_are_plain_text(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Write.\n\n## Rubric\n\nSee ![it](p.svg).\n", "new", "type=essay")
    assert item is not None
    assert item.fields["grading_notes"] == "Rubric: See it."
    assert "feature-changed" in made.codes("q")
