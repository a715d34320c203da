"""Matching, categorize and ordering in Moodle."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.job import Options
from exporter.model import (
    Bank,
    Categorize,
)
from tests.moodle_questions import codes, left_out, one
from tests.small_banks import of_xhtml


def test_matching_with_marks_distractors_and_labels(tmp_path: Path) -> None:
    text = "# A {#a}\n\nMatch.\n\n| Word | Formula |\n| -- | -- |\n| *water* | H~2~O |\n| salt | NaCl |\n| | Fe |\n"
    found, findings = one(tmp_path, text)
    assert found["a"].pairs == (("<em>water</em>", "H2O"), ("salt", "NaCl"), ("", "Fe"))
    assert found["a"].text == "<p>Match.</p><p><strong>Word</strong> – <strong>Formula</strong></p>"
    assert [(each.code, each.span.line) for each in findings] == [("moodle-plain-answer", 7)]


def test_a_matching_without_labels_has_no_line_for_them(tmp_path: Path) -> None:
    found, _findings = one(tmp_path, "# A {#a shuffle=false}\n\nMatch.\n\n| | |\n| -- | -- |\n| a | b |\n| c | d |\n")
    assert found["a"].text == "<p>Match.</p>"
    assert found["a"].values["shuffleanswers"] == "false"


def test_answers_that_become_the_same_are_said(tmp_path: Path) -> None:
    text = "# A {#a}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| water | H~2~O |\n| nonsense | H2O |\n"
    found, findings = one(tmp_path, text)
    assert [right for _left, right in found["a"].pairs] == ["H2O", "H2O"]
    assert codes(findings) == ["moodle-plain-answer", "moodle-answers-alike"]


def test_a_long_answer_is_cut(tmp_path: Path) -> None:
    text = f"# A {{#a}}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| x | {'long ' * 60} |\n| y | z |\n"
    found, findings = one(tmp_path, text)
    assert len(found["a"].pairs[0][1]) <= 255
    assert codes(findings) == ["moodle-text-cut"]


@pytest.mark.parametrize(("length", "kept"), [(255, "a" * 255), (256, "a" * 254 + "…")])
def test_an_answer_of_a_matching_has_255_characters(tmp_path: Path, length: int, kept: str) -> None:
    text = f"# A {{#a}}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| x | {'a' * length} |\n| y | z |\n"
    found, _findings = one(tmp_path, text)
    assert found["a"].pairs[0][1] == kept


def test_a_matching_with_a_blank_answer_is_left_out(tmp_path: Path) -> None:
    dot = Path(__file__).parent / "examples" / "media" / "board.png"
    text = "# A {#a}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| x | ![](../media/d.png){.decorative} |\n| y | z |\n"
    other = "\n# B {#b}\n\nSo?\n\n- [x] True\n- [ ] False\n"
    found, findings = one(tmp_path, text + other, files={"media/d.png": dot.read_bytes()})
    assert list(found) == ["b"]
    assert [(each.code, each.question, each.feature) for each in findings] == [("left-out", "a", "matching")]


def test_categorize_is_matching_with_repeated_answers(tmp_path: Path) -> None:
    text = "# A {#a}\n\nSort.\n\n| One | Two | None |\n| -- | -- | -- |\n| a | b | |\n| c | | |\n"
    found, findings = one(tmp_path, text)
    assert found["a"].pairs == (("a", "One"), ("b", "Two"), ("c", "One"), ("", "None"))
    assert codes(findings) == ["type-changed"]


def test_a_category_that_is_blank_as_text_leaves_the_question_out(examples: Bank) -> None:
    question = examples.question("cat-plain")
    assert isinstance(question, Categorize)
    blank = replace(question, categories=(of_xhtml("<br/>"), *question.categories[1:]))
    assert "one of its categories is empty" in left_out(blank)


def test_ordering(tmp_path: Path) -> None:
    text = "# A {#a type=ordering partial-credit=none}\n\nOrder.\n\n1. one\n2. *two*\n3. three\n"
    found, findings = one(tmp_path / "new", text, Options(moodle_version=(4, 4)))
    assert found["a"].type == "ordering"
    assert [answer.text for answer in found["a"].answers] == ["one", "<em>two</em>", "three"]
    assert found["a"].values["gradingtype"] == "ALL_OR_NOTHING"
    assert findings == []
    found, findings = one(tmp_path / "old", text.replace(" partial-credit=none", ""), Options(moodle_version=(4, 3)))
    assert found["a"].type == "matching"
    assert found["a"].pairs == (("one", "1"), ("<em>two</em>", "2"), ("three", "3"))
    assert found["a"].values["shuffleanswers"] == "true"
    assert [(each.code, each.message) for each in findings] == [
        ("type-changed", "ordering becomes a matching of each item with its position")
    ]
