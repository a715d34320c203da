"""The type that the shape of a question's answers says."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import type_of
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
