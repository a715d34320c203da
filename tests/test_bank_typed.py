"""The bank in `source/`: what learners are likely to type earns what it should, and no exam prints what it asks for."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.model import Bank, Cloze, Question, ShortAnswer
from exporter.reader import read_bank
from exporter.richtext import plain
from exporter.scoring import score
from exporter.texts import answer_texts

TYPED = [
    ("frame-hours", "13.3", 1),
    ("frame-hours", "13", Fraction(1, 2)),
    ("frame-hours", "13.2", 0),  # 20 minutes read as 0.2 hours
    ("tech-name-roleplay", "Roleplay", 1),
    ("tech-name-roleplay", "role-playing", 1),
    ("dispute-expectations", "expectation", 1),
    ("practice-phq9-total", "15", 1),
    ("practice-bipolar-screen", "a bipolar disorder", 1),
    ("practice-bipolar-screen", "Bi-polar disorder", 1),
    ("practice-bipolar-screen", "manic-depressive illness", 1),
    ("practice-bipolar-screen", "manic episode", Fraction(1, 2)),
    ("practice-bipolar-screen", "major depression", 0),
]
GAPS = [
    ("adaptations-who-manual", 3, "loneliness or social isolation", 1),  # the words of the lesson
    ("adaptations-who-manual", 3, "interpersonal deficits", 0),
    ("phases-calendar-cloze", 1, "inventory", 1),
    ("phases-calendar-cloze", 3, "Final phase", 1),
    ("phases-calendar-cloze", 4, "13", 1),  # books differ by a session
    ("phases-calendar-cloze", 4, "11", 0),
]
"""Question, place of the gap, what is typed into it, share of the gap."""


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(Path(__file__).parent.parent / "source", cache=NoCache())[0]


@pytest.mark.parametrize(("question", "typed", "earned"), TYPED)
def test_what_is_typed_earns_what_it_should(bank: Bank, question: str, typed: str, earned: Fraction) -> None:
    assert score(bank.question(question), typed) == earned


@pytest.mark.parametrize(("question", "place", "typed", "earned"), GAPS)
def test_gaps_take_what_they_should(bank: Bank, question: str, place: int, typed: str, earned: int) -> None:
    cloze = bank.question(question)
    assert isinstance(cloze, Cloze)
    answers = [typed if gap == place else None for gap in range(len(cloze.gaps))]
    assert score(cloze, answers) == Fraction(earned, len(cloze.gaps))


def _printed(question: Question) -> str:
    """Return what a learner sees before answering: the stem and what is chosen from."""
    offered = [] if isinstance(question, ShortAnswer) else answer_texts(question)
    return " ".join(plain(text) for text in (question.stem, *offered)).casefold()


def test_no_named_question_of_a_quiz_prints_the_answer_of_another(bank: Bank) -> None:
    given_away = []
    for quiz in bank.quizzes.values():
        named = [bank.question(each.id) for section in quiz.sections for each in section.questions]
        for typed in (each for each in named if isinstance(each, ShortAnswer)):
            terms = ["".join(answer.pieces).casefold() for answer in typed.answers if answer.weight == 100]
            given_away += [
                (quiz.id, typed.id, other.id)
                for other in named
                if other is not typed and any(term in _printed(other) for term in terms)
            ]
    assert given_away == []
