"""Quizzes as QTI tests: how they are handed in, and what a draw is where a bank is built in spite of its errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.reader import read_bank
from exporter.targets import Target
from exporter.validation import validate
from tests.oracle.qti import read_package
from tests.qti_packages import built
from tests.small_banks import bank_of
from tests.test_qti_text import VERSIONS

QUIZ = """id: z
title: Z
description: Read this.
sections:
  - {title: Nothing, draw: 1, from: {type: essay}}
  - {title: Too few, draw: 3, from: {type: multiple-choice}, points: 2}
"""
EMPTY = "id: y\ntitle: Y\nsections: [{draw: 1, from: {type: essay}}]\n"
QUESTIONS = "# A {#a}\n\nA?\n\n- [x] a\n- [ ] b\n\n# B {#b}\n\nB?\n\n- [x] a\n- [ ] b\n"


@VERSIONS
def test_a_draw_of_more_than_there_is_draws_what_there_is(
    target: Target, official_schemas: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bank"
    bank_of(folder, {"questions/q.md": QUESTIONS})
    (folder / "quizzes").mkdir()
    (folder / "quizzes/z.yaml").write_text(QUIZ, encoding="utf-8")
    (folder / "quizzes/y.yaml").write_text(EMPTY, encoding="utf-8")
    bank, findings = read_bank(folder, cache=NoCache())
    assert [each.code for each in findings] == ["draw-too-large"] * 3
    made = built(bank, tmp_path / "out", target)
    assert made.findings == []
    assert [path.stem for path in made.paths] == ["z", "bank-bank"]
    test = read_package(next(path for path in made.paths if path.stem == "z")).tests["z"]
    assert test.maximum == 4
    (section,) = test.sections
    assert (section.draw, section.items, section.texts) == (2, ("a", "b"), ("Read this.",))
    verdict = validate(made.paths, official=True, ours=True, schemas=official_schemas)
    assert list(verdict.findings) == []


@VERSIONS
@pytest.mark.parametrize(
    ("settings", "at_once"),
    [
        ("", True),
        ("attempts: 2", False),
        ("attempts: unlimited", False),
        ("show-explanations: after-each", False),
        ("show-explanations: never", True),
    ],
)
def test_what_is_tried_once_is_handed_in_at_once(
    target: Target,
    settings: str,
    at_once: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    quiz = f"id: z\ntitle: Z\nsections: [{{questions: [a, b]}}]\n{settings}\n"
    bank = bank_of(tmp_path / "bank", {"questions/q.md": QUESTIONS, "quizzes/z.yaml": quiz})
    path = next(path for path in built(bank, tmp_path / "out", target).paths if path.stem == "z")
    assert read_package(path).tests["z"].simultaneous is at_once
