"""The bank in `source/`: nothing is wrong with it, and it has what a bank of its size must have."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Severity
from exporter.model import QUESTION_TYPES, Bank, Description, MultipleChoice, MultipleResponse, Question, TrueFalse
from exporter.reader import read_bank
from exporter.richtext import files_in, plain

SOURCE = Path(__file__).parent.parent / "source"


@pytest.fixture(scope="module")
def bank() -> Bank:
    bank, findings = read_bank(SOURCE, cache=NoCache())
    assert [each for each in findings if each.severity in (Severity.ERROR, Severity.WARNING)] == []
    return bank


def asked(bank: Bank) -> list[Question]:
    """Return what can be answered: all but descriptions."""
    return [each for each in bank.questions if not isinstance(each, Description)]


def test_it_is_a_bank_and_no_sample(bank: Bank) -> None:
    questions = asked(bank)
    assert len(questions) >= 150
    parts = Counter(each.category[0] for each in questions)
    assert len(parts) == 9
    assert min(parts.values()) >= 10
    levels = Counter(each.difficulty for each in questions)
    shares = {level: levels[level] / len(questions) for level in ("easy", "medium", "hard")}
    assert shares == {
        "easy": pytest.approx(0.30, abs=0.05),
        "medium": pytest.approx(0.45, abs=0.05),
        "hard": pytest.approx(0.25, abs=0.05),
    }
    drawn = [section for quiz in bank.quizzes.values() for section in quiz.sections if section.draw]
    assert len(drawn) >= 12
    assert [each.span for each in drawn if each.points is None] == []


def test_every_type_is_in_it(bank: Bank) -> None:
    types = Counter(each.type for each in bank.index.values())
    assert set(types) == set(QUESTION_TYPES)
    few = {"hotspot": 3, "file-upload": 2, "description": 1}
    assert {kind: count for kind, count in types.items() if count < few.get(kind, 8)} == {}
    assert types["multiple-choice"] / len(bank.index) == pytest.approx(0.5, abs=0.05)
    by_passage = Counter(each.passage for each in bank.questions if each.passage)
    assert len([passage for passage, count in by_passage.items() if count >= 3]) >= 2


def test_every_choice_has_a_reason_and_keys_are_spread(bank: Bank) -> None:
    choosing = [each for each in bank.questions if isinstance(each, MultipleChoice | MultipleResponse | TrueFalse)]
    assert [each.id for each in choosing if not all(choice.feedback for choice in each.choices)] == []
    single = [each for each in choosing if isinstance(each, MultipleChoice)]
    places = Counter(next(place for place, choice in enumerate(each.choices) if choice.right) for each in single)
    assert {place: count / len(single) for place, count in places.items()} == {
        place: pytest.approx(0.25, abs=0.05) for place in range(4)
    }


def test_each_lesson_is_a_chapter_of_a_short_course(bank: Bank) -> None:
    assert len(bank.lessons) >= 10
    for lesson in bank.lessons.values():
        text = plain(lesson.body)
        assert 700 <= len(text.split()) <= 1500, lesson.id
        assert all((lesson.summary, lesson.objectives, lesson.related, lesson.questions)), lesson.id
        headings = re.findall(
            "<h2[^>]*>([^<]*)</h2>", "".join(part for part in lesson.body.parts if isinstance(part, str))
        )
        assert headings[-4:] == ["A worked case", "What to take away", "To reflect on", "References"], lesson.id
    shown = {path for lesson in bank.lessons.values() for path in files_in(lesson.body)}
    assert len([path for path in shown if path.endswith(".svg")]) >= 6


def test_every_question_explains_itself_and_names_its_source(bank: Bank) -> None:
    assert [each.id for each in asked(bank) if each.explanation is None] == []
    assert [each.id for each in asked(bank) if not each.references] == []
    assert [each.id for each in asked(bank) if not (each.difficulty and each.objectives and each.tags)] == []
    assert len([each for each in asked(bank) if each.hints]) >= 40
