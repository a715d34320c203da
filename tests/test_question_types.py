"""The type that the shape of a question's answers says."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import Cloze, NumericGap, TypedGap, type_of
from tests.moodle_files import BOARD
from tests.small_banks import bank_of


@pytest.mark.parametrize(
    ("heading", "choices", "kind"),
    [
        ("", ("[x] True {.pin}", "[ ] False"), "true-false"),
        (" lang=de", ("[ ] **Wahr**.", "[x] [Falsch]{lang=de}"), "true-false"),
        ("", ("[x] _True_", "[ ] False &#46;"), "true-false"),
        ("", ("[x] True in *most*", "[ ] False"), "multiple-choice"),
        ("", ("[x] **True**[^1]", "[ ] False"), "multiple-choice"),
        ("", ("[x] ![True](../media/b.png)", "[ ] False"), "multiple-choice"),
    ],
)
def test_the_words_for_true_and_false_are_known_whatever_they_bear(
    tmp_path: Path, heading: str, choices: tuple[str, str], kind: str
) -> None:
    note = "\n[^1]: A note.\n" if "[^1]" in choices[0] else ""
    text = f"# A {{#a{heading}}}\n\nIs it?\n\n- {choices[0]}\n- {choices[1]}\n{note}"
    bank = bank_of(tmp_path, {"questions/a.md": text, "media/b.png": BOARD})
    assert type_of(bank.question("a")) == kind


def test_a_gap_of_a_number_and_a_word_is_typed(tmp_path: Path) -> None:
    text = "# A {#a}\n\nThere are [[= 3 | three]] and [[four | = 4]].\n"
    question = bank_of(tmp_path, {"questions/a.md": text}).question("a")
    assert isinstance(question, Cloze)
    said = [[answer.pieces for answer in gap.answers] for gap in question.gaps if isinstance(gap, TypedGap)]
    assert said == [[("3",), ("three",)], [("four",), ("4",)]]


@pytest.mark.parametrize(
    ("gap", "unit"),
    [
        ("= 16 weeks | =50% 12..20 weeks", "weeks"),
        ("=50% 12..20 weeks | = 16 weeks", "weeks"),
        ("= 16 | =50% 4", ""),
        ("=50% 4 weeks | a month", None),
        ("=100% 4 weeks | =50% 5 weeks", "weeks"),
        ("=50% 4 weeks | a month | = 5 weeks", None),
    ],
)
def test_a_gap_is_a_number_where_all_of_it_may_be_one(tmp_path: Path, gap: str, unit: str | None) -> None:
    question = bank_of(tmp_path, {"questions/a.md": f"# A {{#a}}\n\nIt takes [[{gap}]].\n"}).question("a")
    assert isinstance(question, Cloze)
    assert [each.unit if isinstance(each, NumericGap) else None for each in question.gaps] == [unit]
