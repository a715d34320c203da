"""What Canvas cannot hold is said with its place, and what stands there instead is what was said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from exporter.features import Feature
from exporter.model import QUESTION_TYPES, Bank
from exporter.targets.canvas.support import BOTH, NEW
from exporter.targets.support import Outcome
from tests.canvas_packages import Built, bank_of, built
from tests.oracle.canvas import Item, words


def one(folder: Path, text: str, shape: Literal["both", "new"] = "both", head: str = "") -> tuple[Built, Item | None]:
    """Return what becomes of a question written as `# Title {#q …}` with `head` as its further attributes."""
    bank = bank_of(folder / "bank", {"questions/q.md": f"# Title {{#q {head}}}\n\n{text}", "questions/p.svg": PICTURE})
    made = built(bank, folder / "out", shape)
    assert not [finding for finding in made.findings if finding.severity == "error"]
    return made, made.bank.get("q")


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
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
        "hot-plain": ["author", "feedback of each answer"],
    }


def test_losses_have_their_place(examples: Bank, tmp_path: Path) -> None:
    made = built(examples, tmp_path)
    (hint,) = [each for each in made.findings if each.question == "mc-plain" and each.feature == "hints"]
    assert (hint.span.path, hint.span.line, hint.target) == ("questions/multiple-choice.md", 33, "canvas")
    assert hint.message == "hints lost: Canvas has no hints"


def test_wildcards_become_a_text_that_they_accept(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Type.\n\n- = social*support\n- = *transition\n- = role *\n- = a * b\n")
    assert item is not None
    assert item.right == ("social support", "transition", "role", "a  b")
    assert made.codes("q") == ["feature-changed"]


def test_wildcards_become_a_pattern_in_new_quizzes(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Type `[gap1]`.\n\n- = a.b*\n  > Yes.\n- = ß1\n", "new", "case-sensitive=true")
    assert item is not None
    assert item.right == {"gap_1": (r"^(a\.b.*|ß1)$",)}
    assert item.fields["case_sensitive"] == "true"
    assert item.stem.endswith("<p>[gap_1]</p>")
    assert made.codes("q") == ["canvas-rejected-feedback"]


def test_names_of_gaps_are_new_to_the_text(tmp_path: Path) -> None:
    questions = "# P {#p .passage}\n\nHere is `[gap_1]`.\n\n# Q {#q passage=p}\n\nAnd $[gap1]$ is [[a]].\n"
    made = built(bank_of(tmp_path / "bank", {"questions/q.md": questions}), tmp_path / "out")
    assert made.bank["q"].right == {"gap__1": ("a",)}


def test_capitals_are_spelled_out_in_a_pattern(tmp_path: Path) -> None:
    _, item = one(tmp_path, "Type.\n\n- = Straße*\n", "new")
    assert item is not None
    assert item.right == {"gap1": ("^([Ss][Tt][Rr][Aa]ß[Ee].*)$",)}


@pytest.mark.parametrize(
    "text",
    ["Type.\n\n- =100% *\n", "How many?\n\n- =100% *\n", "A [[=100% *]] gap."],
)
def test_question_that_accepts_anything_is_left_out(text: str, tmp_path: Path) -> None:
    kind = "cloze" if "[[" in text else "numerical" if "many" in text else "short-answer"
    made, item = one(tmp_path, text, head=f"type={kind}")
    assert item is None
    assert "canvas-no-kept-answer" in made.codes("q")
    (finding,) = [each for each in made.findings if each.code == "canvas-no-kept-answer"]
    assert finding.message.startswith("`q` is left out")


def test_answers_that_earn_a_part_are_not_accepted(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Type.\n\n- = whole\n- =50% half\n  > Half.\n")
    assert item is not None
    assert item.right == ("whole",)
    assert sorted(made.codes("q")) == ["canvas-rejected-feedback", "feature-lost"]


@pytest.mark.parametrize(
    ("gap", "accepted", "cut"),
    [
        ("= 16 ± 2", ("16", "14", "15", "17", "18"), False),
        ("= 1.5..1.8", ("1.5", "1.6", "1.7", "1.8"), False),
        ("= 3.14 ± 0.01", ("3.14", "3.13", "3.15"), False),
        ("= 200 ± 1%", ("200", "198", "199", "201", "202"), False),
        ("= 7", ("7",), False),
        ("= -3..-1", ("-3", "-2", "-1"), False),
        ("= 1..1000", ("1", "1000"), True),
        ("= 500 ± 100", ("500",), True),
    ],
)
def test_numbers_of_a_gap(gap: str, accepted: tuple[str, ...], cut: bool, tmp_path: Path) -> None:  # noqa: FBT001
    made, item = one(tmp_path, f"It takes [[{gap}]] sessions.")
    assert item is not None
    assert item.right == {"gap1": accepted}
    assert ("canvas-numbers-cut" in made.codes("q")) is cut


def test_a_number_in_a_gap_is_taken_as_it_was_written_too(tmp_path: Path) -> None:
    made, item = one(tmp_path, "It takes [[= 12.50]], [[= 0.50..0.60]] or [[= 1.0 ± 1000]].")
    assert item is not None
    accepted = {"gap1": ("12.5", "12.50"), "gap2": ("0.5", "0.6", "0.50", "0.60"), "gap3": ("1", "1.0")}
    assert item.right == accepted
    assert made.codes("q") == ["feature-changed", "feature-changed", "canvas-number-as-text", "canvas-numbers-cut"]


def test_unit_of_a_gap_stands_after_it(tmp_path: Path) -> None:
    made, item = one(tmp_path, "It takes [[= 5 µg]] & [[= 6 µg]].")
    assert item is not None
    assert item.stem == "<p>It takes [gap1] µg &amp; [gap2] µg.</p>"
    assert made.codes("q") == ["feature-changed", "canvas-number-as-text", "canvas-number-as-text"]


def test_gaps_that_accept_one_text_in_new_quizzes(tmp_path: Path) -> None:
    made, item = one(tmp_path, "A [[(x) a | ( ) b]] and [[c]] and [[d*]].", "new", "case-sensitive=true")
    assert item is not None
    assert item.right == {"gap1": (("a", "b"), ("a",)), "gap2": ("c",), "gap3": ("^(d.*)$",)}
    data = (made.folder / "canvas" / "bank-bank.zip").read_bytes()
    for name in ("Equivalence", "TextEquivalence", "TextRegex"):
        assert f'scoring_algorithm="{name}"'.encode() in data


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
    assert made.codes("q") == ["canvas-one-area"]


def test_area_stays_inside_the_picture(tmp_path: Path) -> None:
    text = "Click.\n\n![A picture](p.svg)\n\n- [x] circle 1,1 1\n\n## If incorrect\n\nNo.\n\n## Explanation\n\nSo.\n"
    _, item = one(tmp_path, text, "new")
    assert item is not None
    assert item.right == ("oval", "0,0,0.1,0.2")
    assert set(item.feedback) == {"general_fb", "general_incorrect_fb"}


def test_several_accepted_numbers(tmp_path: Path) -> None:
    _, item = one(
        tmp_path,
        "How many?\n\n- = 3\n  > Three.\n- = 5 ± 10%\n- = 7..7\n\n## If correct\n\nYes.\n\n## If incorrect\n\nNo.\n",
    )
    assert item is not None
    assert item.right == ((3, 3), (Decimal("4.5"), Decimal("5.5")), (7, 7))
    assert item.answer_feedback == {"3": "<div><p>Three.</p></div>"}


def test_margins_in_new_quizzes(tmp_path: Path) -> None:
    made, item = one(tmp_path, "How many?\n\n- = 200 ± 5%\n- = 3 ± 0.5\n", "new")
    assert item is not None
    assert item.right == ((190, 210), (Decimal("2.5"), Decimal("3.5")))
    data = (made.folder / "canvas" / "bank-bank.zip").read_bytes()
    assert b'margin="5" margintype="percent">200<' in data
    assert b'margin="0.5" margintype="absolute">3<' in data


def test_essay_has_no_feedback_for_right_answers(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Write.\n\n## Explanation\n\nSo.\n", head="type=essay")
    assert item is not None
    assert set(item.feedback) == {"general_fb"}
    assert made.codes("q") == []


def test_references_of_a_description_end_its_text(tmp_path: Path) -> None:
    _, item = one(tmp_path, "Read.\n\n## References\n\n- A book.\n", head="type=description")
    assert item is not None
    assert words(item.stem) == "Read. References A book."
