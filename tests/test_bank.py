"""The bank in `source/`: nothing is wrong with it, and it has what a bank of its size must have."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Severity
from exporter.model import QUESTION_TYPES, Bank, Description
from exporter.reader import read_bank

SOURCE = Path(__file__).parent.parent / "source"


@pytest.fixture(scope="module")
def bank() -> Bank:
    bank, findings = read_bank(SOURCE, cache=NoCache())
    assert [each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)] == []
    return bank


def test_it_is_a_bank_and_no_sample(bank: Bank) -> None:
    assert len(bank.questions) >= 40
    assert len(bank.lessons) >= 4
    assert len(bank.quizzes) >= 3
    assert any(section.draw for quiz in bank.quizzes.values() for section in quiz.sections)
    assert len([path for path in bank.media if path.endswith((".svg", ".png"))]) >= 3


def test_every_type_is_in_it(bank: Bank) -> None:
    assert {each.type for each in bank.index.values()} == set(QUESTION_TYPES)


def test_every_question_explains_itself_and_names_its_source(bank: Bank) -> None:
    asked = [each for each in bank.questions if not isinstance(each, Description)]
    assert [each.id for each in asked if each.explanation is None] == []
    assert [each.id for each in asked if not each.references] == []
    assert any(each.hints for each in asked)
