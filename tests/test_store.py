"""The question store: what goes in comes out, in order, from memory and from a file."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exporter.diagnostics import Span
from exporter.model import Description, Essay, MultipleChoice, Question
from exporter.store import QuestionStore, encode, summary_of
from tests.small_banks import of_xhtml


def question(number: int) -> Question:
    kind = (Description, Essay)[number % 2]
    return kind(
        id=f"q-{number}",
        title=f"Frage {number}",
        stem=of_xhtml(f"<p>{'é' * number}</p>"),
        span=Span(f"questions/{number % 3}.md", number, 3, 9),
        points=Decimal("1.50") if number % 2 else Decimal("1.5"),
        tags=("a", "b"),
    )


def filled(count: int, in_memory: int) -> tuple[QuestionStore, list[Question]]:
    questions = [question(number) for number in range(count)]
    store = QuestionStore(in_memory)
    for each in questions:
        store.append(encode(each), summary_of(each))
    return store, questions


@pytest.mark.parametrize("in_memory", [1, 1 << 20])
def test_iterates_in_order(in_memory: int) -> None:
    store, questions = filled(40, in_memory)
    assert list(store) == questions
    assert list(store) == questions
    assert len(store) == 40


def test_reads_ahead_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.store._READ_AHEAD", 500)
    store, questions = filled(40, 100)
    assert list(store) == questions


def test_a_pass_may_be_interleaved_with_another_and_with_single_reads() -> None:
    store, questions = filled(10, 1)
    seen = [(one.id, store[-1].id, other.id) for one, other in zip(store, store, strict=True)]
    assert seen == [(each.id, "q-9", each.id) for each in questions]


def test_positions_slices_and_summaries() -> None:
    store, questions = filled(10, 1 << 20)
    assert store[3] == questions[3]
    assert store[-2] == questions[8]
    assert store[2:5] == tuple(questions[2:5])
    assert store.positions["q-7"] == 7
    assert list(store.summaries) == [each.id for each in questions]
    assert store.summaries["q-4"] == summary_of(questions[4])
    assert store.encoded(5) == encode(questions[5])
    for position in (10, -11):
        with pytest.raises(IndexError):
            store[position]


def test_equal_values_are_held_once_but_not_confused() -> None:
    store, _ = filled(6, 1 << 20)
    first, second = store.summaries["q-0"], store.summaries["q-1"]
    assert first.tags is second.tags
    assert (str(first.points), str(second.points)) == ("1.5", "1.50")
    assert first.span.path is store.summaries["q-3"].span.path


def test_appending_after_reading() -> None:
    store, questions = filled(3, 1)
    assert store[0] == questions[0]
    store.append(encode(question(3)), summary_of(question(3)))
    assert store[3] == question(3)
    assert list(store)[:3] == questions


def test_a_second_question_of_an_id_is_a_bug() -> None:
    store, questions = filled(1, 1)
    with pytest.raises(AssertionError, match="q-0"):
        store.append(encode(questions[0]), summary_of(questions[0]))


def test_empty() -> None:
    store = QuestionStore()
    assert list(store) == []
    assert not store


def test_type_of_a_summary_is_the_word_of_the_format() -> None:
    choice = MultipleChoice(id="c", title="", stem=of_xhtml("x"), span=Span("a"), choices=())
    assert summary_of(choice).type == "multiple-choice"
