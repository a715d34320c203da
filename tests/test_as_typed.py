"""Answers pasted from a word processor accept what a keyboard types."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exporter.model import Cloze, Numerical, ShortAnswer
from tests.small_banks import bank_of


def _one(folder: Path, body: str) -> object:
    bank = bank_of(folder, {"questions/q.md": f"# Title {{#one}}\n\nWhat?\n\n{body}\n"})
    return bank.questions[0]


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ("- =\xa0grief", ["grief"]),
        ("- = role\xa0transition\xa0", ["role transition"]),
        ("- = role\u2009trans*", ["role trans", ""]),
        ("- = cafe\u0301", ["caf\xe9"]),
        ("- =50%\xa0grief\n- = loss", ["grief"]),
        ("- = 役割\u3000変化", ["役割\u3000変化"]),
    ],
)
def test_a_text(written: str, accepted: list[str], tmp_path: Path) -> None:
    question = _one(tmp_path, written)
    assert isinstance(question, ShortAnswer)
    assert list(question.answers[0].pieces) == accepted


def test_a_gap(tmp_path: Path) -> None:
    question = _one(tmp_path, "It is [[role\xa0transition]].")
    assert isinstance(question, Cloze)
    gap = question.gaps[0]
    assert gap.answers[0].pieces == ("role transition",)  # type: ignore[union-attr]


def test_brackets_in_a_gap(tmp_path: Path) -> None:
    """What the message about a gap that is not closed says to write is what is accepted."""
    question = _one(tmp_path, r"Bash tests with [[\[[ | \[\[ -f \]\]]].")
    assert isinstance(question, Cloze)
    gap = question.gaps[0]
    assert [answer.pieces for answer in gap.answers] == [("[[",), ("[[ -f ]]",)]  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["- = 16\xa0±\xa02", "- = 16\u202f±\u20092\xa0weeks", "- = 16 ± 2 weeks"])
def test_a_number(written: str, tmp_path: Path) -> None:
    question = _one(tmp_path, written)
    assert isinstance(question, Numerical)
    assert (question.answers[0].value, question.answers[0].tolerance) == (Decimal(16), Decimal(2))
    assert question.unit == ("weeks" if "weeks" in written else "")


@pytest.mark.parametrize("written", ["- = 1914–1918", "- = 10 000 steps", "- = 16 weeks"])
def test_numbers_that_may_be_text(written: str, tmp_path: Path) -> None:
    assert isinstance(_one(tmp_path, written), ShortAnswer)
