"""Typed answers in Canvas: texts, gaps and numbers, and what is said where they accept less or more."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from tests.canvas_packages import built
from tests.canvas_questions import one
from tests.small_banks import bank_of


def test_wildcards_become_a_text_that_they_accept(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Type.\n\n- = social*support\n- = *transition\n- = role *\n- = a * b\n")
    assert item is not None
    assert item.right == ("social support", "transition", "a  b")
    assert sorted(made.codes("q")) == ["feature-changed", "no-fixed-text"]


def test_letters_that_are_as_much_as_a_sign_are_accepted_too(tmp_path: Path) -> None:
    _made, item = one(tmp_path, "Type.\n\n- = Stra\xdfe\n")
    assert item is not None
    assert item.right == ("Stra\xdfe", "Strasse")


def test_a_pattern_that_accepts_no_text_of_its_words_alone_is_said(tmp_path: Path) -> None:
    made, item = one(tmp_path, "Type.\n\n- = role *\n")
    assert item is not None
    assert item.right == ("role",)
    (finding,) = [each for each in made.findings if each.code == "no-fixed-text"]
    assert finding.message == "`role *` accepts no text of its words alone, so `role` stands for it"
    assert (finding.span.line, finding.span.column) == (5, 5)
    made, item = one(tmp_path / "new", "Type.\n\n- = role *\n", "new")
    assert item is not None
    assert "no-fixed-text" not in made.codes("q")


@pytest.mark.parametrize(
    ("shape", "accepted"),
    [
        ("both", ("transition", "gr f")),
        ("new", {"gap1": ("^([Tt][Rr][Aa][Nn][Ss][Ii][Tt][Ii][Oo][Nn]|[Gg][Rr].*[Ff])$",)}),
    ],
)
def test_what_an_earlier_answer_takes_is_not_accepted(
    tmp_path: Path, shape: Literal["both", "new"], accepted: object
) -> None:
    answers = "- =0% rol*\n- = role\n- = transition\n- = gr*f\n- =50% grief\n"
    made, item = one(tmp_path / "dropped", f"Type.\n\n{answers}", shape)
    assert item is not None
    assert item.right == accepted
    assert "earlier-answer" not in made.codes("q")
    made, _ = one(tmp_path / "some", "Type.\n\n- =0% grief\n- = gri*\n- = loss\n", shape)
    assert made.codes("q").count("earlier-answer") == 1
    made, item = one(tmp_path / "all", "Type.\n\n- =0% rol*\n- = role\n", shape)
    assert item is not None
    assert made.codes("q").count("earlier-answer") == 1


@pytest.mark.parametrize("shape", ["both", "new"])
def test_numbers_that_an_earlier_answer_takes(tmp_path: Path, shape: Literal["both", "new"]) -> None:
    made, item = one(tmp_path / "some", "How many?\n\n- =0% 15\n- = 14..18\n", shape)
    assert item is not None
    assert made.codes("q").count("earlier-answer") == 1
    made, item = one(tmp_path / "none", "How many?\n\n- =50% 1..9\n- = 5\n- = 20 ± 1\n- =0% 21\n", shape)
    assert item is not None
    assert "earlier-answer" not in made.codes("q")
    assert "5" not in str(item.right)
    made, item = one(tmp_path / "gap", "A [[=0% 5 | = 4..6 | = 9]] and [[=50% 1..9 | = 5]].\n", shape)
    assert item is not None
    assert isinstance(item.right, dict)
    assert list(item.right.values()) == [("4", "6", "9"), ("5",)]
    assert made.codes("q").count("earlier-answer") == 1


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
    assert item.right == {"gap1": ("^([Ss][Tt][Rr][Aa]ß[Ee].*|[Ss][Tt][Rr][Aa][Ss][Ss][Ee].*)$",)}


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
