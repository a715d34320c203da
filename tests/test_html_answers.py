"""Every question answered in a real browser by mouse and by keyboard: its score, its feedback, its hints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import unescape
from math import ceil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exporter.cache import NoCache
from exporter.model import (
    Bank,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    MultipleChoice,
    MultipleResponse,
    Question,
    RichText,
    TrueFalse,
)
from exporter.reader import read_bank
from exporter.scoring import Response, score
from exporter.store import QuestionStore, encode, summary_of
from tests.player_answers import partly, right, wrong
from tests.studies import BANKS, Seen, Step, needs_browser, pages_of, studied

pytestmark = needs_browser
MOST = 28
"""Questions of one page."""


def as_json(response: Response) -> object:
    if isinstance(response, frozenset):
        return sorted(response)
    if isinstance(response, tuple) and any(isinstance(each, Decimal) for each in response):
        return [float(each) for each in response if isinstance(each, Decimal)]
    return response


def steps_of(question: Question, *, brief: bool) -> Iterator[Step]:
    """Answer rightly, in part, wrongly; give up; where tries cost something, answer rightly after a wrong try.

    `brief` leaves out what the examples show for every type: the right answer by the other hand.
    """
    ident = question.id
    for kind, response, hand in (
        ("right", right(question), "mouse"),
        ("partly", partly(question), "keyboard"),
        ("wrong", wrong(question), "keyboard"),
    ):
        if response is not None:
            yield from _answered(ident, kind, response, hand)
    yield {"do": "press", "id": ident, "button": ".show", "see": f"{ident} shown"}
    if question.penalty:
        yield from _answered(ident, "first", wrong(question), "keyboard")
        yield {"do": "answer", "id": ident, "given": as_json(right(question))}
        yield {"do": "press", "id": ident, "button": ".check", "see": f"{ident} second"}
    if question.hints:
        yield {"do": "reset", "id": ident}
        yield {"do": "press", "id": ident, "button": "button.hint", "see": f"{ident} hinted", "hand": "keyboard"}
    if not brief:
        yield from _answered(ident, "keys", right(question), "keyboard")


def _answered(ident: str, kind: str, response: Response, hand: str) -> Iterator[Step]:
    yield {"do": "reset", "id": ident}
    yield {"do": "answer", "id": ident, "given": as_json(response), "hand": hand}
    yield {"do": "press", "id": ident, "button": ".check", "hand": hand, "see": f"{ident} {kind}"}


def by_hand(question: Question) -> Iterator[Step]:
    ident = question.id
    yield {"do": "answer", "id": ident, "given": "An answer in a few words."}
    yield {"do": "press", "id": ident, "button": ".check", "see": f"{ident} model", "hand": "keyboard"}
    half = format(question.points / 2, "f")
    yield {"do": "type", "id": ident, "field": ".self-marks input", "text": half, "see": f"{ident} marked"}


def parts_of(bank: Bank) -> Iterator[Bank]:
    """Yield the bank in parts without quizzes and lessons: the one page of a part then asks every question of it.

    What a browser does for each step grows with the page: the page of a whole bank took twice the time.
    """
    stores = [QuestionStore() for _ in range(ceil(len(bank.questions) / MOST))]
    for place, question in enumerate(bank.questions):
        stores[place % len(stores)].append(encode(question), summary_of(question))
    for store in stores:
        narrow = {"questions": store, "index": store.summaries, "positions": store.positions}
        yield msgspec.structs.replace(bank, **narrow, quizzes={}, lessons={})


@pytest.mark.parametrize("name", BANKS)
def test_every_question_is_answered_scored_and_explained(name: str, tmp_path: Path) -> None:
    bank, _ = read_bank(BANKS[name], cache=NoCache())
    plans: list[dict[str, Any]] = []
    for number, part in enumerate(parts_of(bank)):
        page = pages_of(part, tmp_path / str(number))[f"{bank.id}-practice.html"]
        steps: list[Step] = []
        for question in part.questions:
            if isinstance(question, Essay | FileUpload):
                steps += by_hand(question)
            elif not isinstance(question, Description):
                steps += steps_of(question, brief=name == "source")
        plans.append({"file": str(page), "steps": steps})
    seen: Seen = {}
    for each in studied(tmp_path, plans):
        seen |= each["seen"]
    faults: list[str] = []
    for question in bank.questions:
        if isinstance(question, Essay | FileUpload):
            faults += _hand_faults(question, seen)
        elif not isinstance(question, Description):
            faults += [*_score_faults(question, seen), *_text_faults(question, seen)]
    assert not faults, "\n".join(faults)[:6000]


def _score_faults(question: Question, seen: Seen) -> Iterator[str]:
    for kind, response in (
        ("right", right(question)),
        ("keys", right(question)),
        ("partly", partly(question)),
        ("wrong", wrong(question)),
    ):
        result = seen.get(f"{question.id} {kind}")
        if response is None or result is None:
            continue
        if isinstance(question, Hotspot):  # a hand may miss by part of a pixel; what counts is where it pointed
            x, y = map(Decimal, result["given"])
            expected = score(question, (x, y))
        else:
            expected = score(question, response)
        assert expected is not None
        if Fraction(result["score"] or -1) != expected or Fraction(result["earned"]) != expected:
            yield f"{question.id} {kind}: {result['score']} instead of {expected} ({result['given']})"
        if result["done"] != (expected == 1):
            yield f"{question.id} {kind}: done is {result['done']}"
        if (
            f"{_shown(expected * Fraction(question.points))} of {_shown(Fraction(question.points))}"
            not in result["verdict"]
        ):
            yield f"{question.id} {kind}: the verdict says {result['verdict']!r} for {expected}"
    if question.penalty:
        wanted = max(Fraction(seen[f"{question.id} first"]["earned"]), 1 - Fraction(question.penalty))
        if Fraction(seen[f"{question.id} second"]["earned"]) != wanted:
            yield f"{question.id}: {seen[f'{question.id} second']['earned']} instead of {wanted} after a wrong try"


def _shown(points: Fraction) -> str:
    cents = int(points * 100 + Fraction(1, 2))
    return f"{cents // 100}.{cents % 100:02}".rstrip("0").rstrip(".")


def _text_faults(question: Question, seen: Seen) -> Iterator[str]:
    """Yield what is due and not on the screen, or there before its time."""
    said = {"right": question.if_correct, "partly": question.if_partly_correct, "wrong": question.if_incorrect}
    for kind in ("right", "partly", "wrong"):
        result = seen.get(f"{question.id} {kind}")
        if result is None:
            continue
        reached = Fraction(result["score"])
        due = said["right" if reached == 1 else "partly" if reached else "wrong"]
        screen = _squeezed(result["text"])
        for text in said.values():
            if text is not None and _on(text, screen) != (text == due):
                yield f"{question.id} {kind}: `{_pieces(text)}` is {'not ' if text == due else ''}on the screen"
        if question.explanation is not None and _on(question.explanation, screen) != (reached == 1):
            yield f"{question.id} {kind}: explanation at the wrong time"
        yield from _rationale_faults(question, kind, screen)
    shown = _squeezed(seen[f"{question.id} shown"]["text"])
    for text in (question.explanation, question.references):
        if text is not None and not _on(text, shown):
            yield f"{question.id}: `{_pieces(text)}` is not shown with the answer"
    if question.hints and not _on(question.hints[0], _squeezed(seen[f"{question.id} hinted"]["text"])):
        yield f"{question.id}: no hint"


def _rationale_faults(question: Question, kind: str, screen: str) -> Iterator[str]:
    if not isinstance(question, MultipleChoice | MultipleResponse | TrueFalse):
        return
    given = {"right": right, "partly": partly, "wrong": wrong}[kind](question)
    picks = given if isinstance(given, frozenset) else {given}
    for place, choice in enumerate(question.choices):
        if choice.feedback is not None and place in picks and not _on(choice.feedback, screen):
            yield f"{question.id} {kind}: no word on choice {place + 1}"


def _hand_faults(question: Essay | FileUpload, seen: Seen) -> Iterator[str]:
    screen = _squeezed(seen[f"{question.id} model"]["text"])
    for text in (question.rubric, question.model_answer, question.explanation):
        if text is not None and not _on(text, screen):
            yield f"{question.id}: `{_pieces(text)}` is not shown"
    if seen[f"{question.id} marked"]["earned"] != "1/2":
        yield f"{question.id}: marked {seen[f'{question.id} marked']['earned']}"


def _on(text: RichText, screen: str) -> bool:
    return all(piece in screen for piece in _pieces(text))


def _pieces(text: RichText) -> list[str]:
    parts = (re.split(r"<[^>]*>", part) for part in text.parts if isinstance(part, str))
    return [_squeezed(unescape(each)) for runs in parts for each in runs if each.strip()]


def _squeezed(words: str) -> str:
    return re.sub(r"[\s\u200b]+", "", words)
