"""Advice on many questions together, and comments that silence it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from tests.advice_banks import BOTHER, advice, found, question


def many(count: int, right: int, options: int = 4, length: int = 0) -> str:
    """Return so many questions with the right option at that place, longer than the others by so many characters."""
    return "".join(
        question(
            f"{at}?",
            *(f"{'*' if place == right else ''}{place}{'x' * length * (place == right)}" for place in range(options)),
            name=f"q{at}",
        )
        for at in range(count)
    )


def statements(count: int, *, true: bool) -> str:
    marks = ("x", " ") if true else (" ", "x")
    return "".join(f"# S {{#s{at}}}\n\n{at}.\n\n- [{marks[0]}] True\n- [{marks[1]}] False\n\n" for at in range(count))


class TestKeys:
    def test_positions_over_the_bank(self, tmp_path: Path) -> None:
        findings = advice(tmp_path, many(12, 1))
        assert [(each.code, each.span.path) for each in findings] == [("key-positions", "bank.yaml")]
        assert "12 of 12" in findings[0].message
        assert "second; an even spread gives 3" in findings[0].message
        assert advice(tmp_path, many(11, 1)) == []

    def test_an_even_spread(self, tmp_path: Path) -> None:
        parts = [many(4, place).replace("{#q", f"{{#p{place}q") for place in range(4)]
        assert advice(tmp_path, "".join(parts)) == []

    def test_a_place_that_is_never_right(self, tmp_path: Path) -> None:
        parts = [many(10, place).replace("{#q", f"{{#p{place}q") for place in range(3)]
        messages = [each.message for each in advice(tmp_path, "".join(parts))]
        assert [message for message in messages if message.startswith("in 0 of 30")]

    def test_positions_over_a_quiz(self, tmp_path: Path) -> None:
        even = [many(20, place).replace("{#q", f"{{#p{place}q") for place in range(4)]
        named = ", ".join(f"p2q{at}" for at in range(8))
        quiz = f"id: quiz\ntitle: Q\nsections:\n  - questions: [{named}]\n  - {{draw: 3, from: {{tags: [t]}}}}\n"
        text = "".join(even)
        for at in range(8, 13):
            text = text.replace(f"{{#p2q{at}}}", f"{{#p2q{at} tags=t}}")
        findings = advice(tmp_path, text, quiz=quiz)
        assert [(each.code, each.question, each.span.path) for each in findings] == [
            ("key-positions", "quiz", "quizzes/quiz.yaml")
        ]
        assert "13 of 13" in findings[0].message

    @pytest.mark.parametrize("true", [True, False])
    def test_statements(self, true: bool, tmp_path: Path) -> None:  # noqa: FBT001
        findings = advice(tmp_path, statements(12, true=true))
        assert [each.code for each in findings] == ["key-positions"]
        assert findings[0].message.endswith("are true" if true else "are false")

    def test_switched_off(self, tmp_path: Path) -> None:
        assert advice(tmp_path, many(12, 1) + statements(12, true=True), off=(*BOTHER, "key-positions")) == []

    def test_the_right_option_is_the_longest_too_often(self, tmp_path: Path) -> None:
        parts = [many(4, place, length=2).replace("{#q", f"{{#p{place}q") for place in range(4)]
        findings = advice(tmp_path, "".join(parts))
        assert [each.code for each in findings] == ["right-longest-often"]
        assert "in 16 of 16" in findings[0].message
        assert "chance gives 4" in findings[0].message
        assert advice(tmp_path, "".join(parts), off=(*BOTHER, "right-longest-often")) == []


class TestDuplicates:
    def test_the_first_of_many_stands_for_all(self, tmp_path: Path) -> None:
        texts = [question(f"In step {at}, what should the therapist do?", "*A", "B", name=f"q{at}") for at in range(9)]
        findings = advice(tmp_path, "".join(texts))
        assert [each.code for each in findings] == ["near-duplicate"] * 8
        assert {each.related[0].message for each in findings} == {"`q0` is here"}

    def test_the_earlier_question_may_allow_it(self, tmp_path: Path) -> None:
        first = question("How many sessions does acute treatment have?", "*16", "40", name="one")
        allow = "\n<!-- exporter: allow near-duplicate both forms of an exam need it -->\n\n"
        text = first.replace("\n\n", f"\n{allow}", 1) + first.replace("#one", "#two")
        assert found(tmp_path, text) == []

    def test_common_phrases_hide_no_twin(self, tmp_path: Path) -> None:
        lead = "Which of the following statements is correct about"
        texts = [
            question(f"{lead} {word * 3} {at}?", "*A", "B", name=f"q{at}") for at, word in enumerate("abcdefgh" * 4)
        ]
        twin = question("On which page of its manual does IPT begin?", "*1", "2", name="one")
        findings = advice(tmp_path, "".join(texts) + twin + twin.replace("#one", "#two"))
        assert [each.related[0].message for each in findings if each.question == "two"] == ["`one` is here"]


class TestAllowances:
    COMMENT = "<!-- exporter: allow {} a reason -->\n"

    def test_an_unused_one_is_a_warning_at_its_place(self, tmp_path: Path) -> None:
        text = question("Which?", "*A", "B").replace("Which?", self.COMMENT.format("cue-word") + "\nWhich?")
        (finding,) = advice(tmp_path, text)
        assert (finding.code, finding.severity, finding.span.line) == ("allow-unused", Severity.WARNING, 3)
        assert "cue-word" in finding.message

    def test_one_of_a_check_that_is_off_is_none(self, tmp_path: Path) -> None:
        text = question("Which?", "*A", "B").replace("Which?", self.COMMENT.format("cue-word") + "\nWhich?")
        assert advice(tmp_path, text, off=(*BOTHER, "cue-word")) == []

    def test_a_second_one_is_unused(self, tmp_path: Path) -> None:
        twice = (self.COMMENT.format("negative-stem") + "\n") * 2
        text = question("Which is not?", "*A", "B").replace("Which", f"{twice}Which")
        (finding,) = advice(tmp_path, text)
        assert (finding.code, finding.span.line) == ("allow-unused", 5)
