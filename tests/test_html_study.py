"""Pages in a real browser, as a student uses them: every question answered by mouse and by keyboard, score and feedback.

Chromium opens the built files from the disk; nothing may be asked of the network, nothing said on the console.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import unescape
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
from exporter.targets.html import TARGET
from tests.player_answers import partly, right, wrong
from tests.small_banks import bank_of, written

HERE = Path(__file__).parent
PLAYERS = HERE / "players"
BANKS = {"examples": HERE / "examples", "source": HERE.parent / "source"}
Step = dict[str, Any]
Seen = dict[str, dict[str, Any]]


def _missing() -> str:
    for package in ("playwright-core", "axe-core"):
        if not (PLAYERS / "node_modules" / package).is_dir():
            return f"{package} is not installed: npm ci in tests/players"
    if not Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).is_file():
        return "there is no Chromium"
    return "" if shutil.which("node") else "there is no Node.js"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing() or "-")


def studied(folder: Path, pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Go through the pages in the browser; nothing may go wrong, be said on the console or be asked of a network."""
    plan, result = folder / "plan.json", folder / "result.json"
    plan.write_text(json.dumps({"pages": pages}), encoding="utf-8")
    subprocess.run(["node", "study.mjs", plan, result], cwd=PLAYERS, check=True, timeout=1200)
    found: list[dict[str, Any]] = json.loads(result.read_text(encoding="utf-8"))
    for page, each in zip(pages, found, strict=True):
        assert (each["failed"], each["said"], each["asked"]) == ([], [], []), page["file"]
    return found


def pages_of(bank: Bank, folder: Path) -> dict[str, Path]:
    """Write the bank's pages; return them by name."""
    files, _ = written(TARGET, bank)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return {Path(path).name: folder / path for path in files}


def as_json(response: Response) -> object:
    if isinstance(response, frozenset):
        return sorted(response)
    if isinstance(response, tuple) and any(isinstance(each, Decimal) for each in response):
        return [float(each) for each in response if isinstance(each, Decimal)]
    return response


# --- every question, right, wrong and partly right ---


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


@pytest.mark.parametrize("name", BANKS)
def test_every_question_is_answered_scored_and_explained(name: str, tmp_path: Path) -> None:
    whole, _ = read_bank(BANKS[name], cache=NoCache())
    bank = msgspec.structs.replace(whole, quizzes={}, lessons={})  # one page then asks every question
    page = pages_of(bank, tmp_path)[f"{bank.id}-practice.html"]
    halves: tuple[list[Step], list[Step]] = ([], [])  # two students at once, each with a browser's profile of their own
    for place, question in enumerate(bank.questions):
        if not isinstance(question, Description):
            halves[place % 2].extend(
                by_hand(question)
                if isinstance(question, Essay | FileUpload)
                else steps_of(question, brief=name == "source")
            )
    found = studied(tmp_path, [{"file": str(page), "steps": steps} for steps in halves])
    seen: Seen = found[0]["seen"] | found[1]["seen"]
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


# --- whole pages ---

_QUIZ = {
    "questions/all.md": "\n".join(
        f"# Number {place} {{#q{place}}}\n\nWhich is right?\n\n- [x] This {place}\n- [ ] That\n\n## Explanation\n\nBecause {place}.\n"
        for place in range(1, 7)
    ),
    "quizzes/quiz.yaml": """id: quiz
title: A quiz
time-limit: 10 min
one-at-a-time: true
sections:
  - title: Named
    questions: [q1, q2]
  - title: Drawn
    draw: 2
    from: {type: [multiple-choice]}
""",
}
_ASKED = "[...document.querySelectorAll('.exercise')].filter((each) => !each.closest('[hidden]')).map((each) => each.dataset.id)"
_STANDING = "[...document.querySelectorAll('.exercise')].filter((each) => each.checkVisibility()).map((each) => each.dataset.id)"
_TEXT = "document.body.innerText"


def test_a_quiz_is_gone_through_finished_left_and_taken_up_again(tmp_path: Path) -> None:
    page = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path)["quiz.html"]
    steps: list[Step] = [
        {"do": "run", "script": _ASKED, "see": "asked"},
        {"do": "run", "script": _STANDING, "see": "first"},
        {"do": "answer", "id": "q1", "given": 0, "hand": "keyboard"},
        {"do": "press", "id": "q1", "button": ".check", "hand": "keyboard", "see": "checked"},
        {"do": "press", "button": ".next", "hand": "keyboard"},
        {"do": "run", "script": _STANDING, "see": "second"},
        {"do": "run", "script": "document.activeElement.textContent", "see": "focus"},
        {"do": "reload"},
        {"do": "run", "script": _STANDING, "see": "reloaded"},
        {"do": "run", "script": _ASKED, "see": "asked again"},
        {"do": "run", "script": _TEXT, "see": "unfinished"},
        {"do": "press", "button": ".finish"},
        {"do": "press", "button": ".previous"},
        {"do": "run", "script": _TEXT, "see": "finished"},
        {"do": "press", "button": ".again"},
        {"do": "run", "script": _TEXT, "see": "over"},
    ]
    plans = [
        {"file": str(page), "steps": steps, "width": 390},
        {"file": str(page), "steps": steps[:7], "storage": False},
    ]
    found = studied(tmp_path, plans)
    seen = found[0]["seen"]
    assert seen["asked"][:2] == ["q1", "q2"]
    assert len(set(seen["asked"])) == 4
    assert seen["asked again"] == seen["asked"]
    assert (seen["first"], seen["second"], seen["reloaded"]) == (["q1"], ["q2"], ["q2"])
    assert seen["focus"] == "Question 2"
    assert "Because 1." not in seen["checked"]["text"]
    assert "1 of 4 answered" in seen["unfinished"]
    assert "Score: 1 of 4" in seen["unfinished"]
    assert "Your progress is kept" in seen["unfinished"]
    assert "Because 1." in seen["finished"]
    assert "Question 2 not answered" in seen["finished"]
    assert "0 of 4 answered" in seen["over"]
    assert found[1]["seen"]["second"] == ["q2"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(scheme: str, tmp_path: Path) -> None:
    """By axe-core: each page of the examples as it opens and with every question checked, and one from right to left."""
    whole, _ = read_bank(BANKS["examples"], cache=NoCache())
    pages = list(pages_of(whole, tmp_path).values())
    hebrew = {**_QUIZ, "bank.yaml": "id: hebrew\ntitle: שאלות\nlanguage: he\n"}
    pages += pages_of(bank_of(tmp_path / "hebrew", hebrew), tmp_path / "pages").values()
    shots = os.environ.get("STUDY_SHOTS")
    plans = [
        {
            "file": str(page),
            "scheme": scheme,
            "width": width,
            "shot": f"{shots}/{page.stem}-{width}-{scheme}.png" if shots else None,
            "steps": [
                {"do": "axe", "see": "opened"},
                {"do": "run", "script": _ANSWER_ALL, "see": "count"},
                {"do": "axe", "see": "answered"},
            ],
        }
        for page in pages
        for width in ((390, 1280) if shots else (390,))
    ]
    found = studied(tmp_path, plans)
    assert [(each["seen"]["opened"], each["seen"]["answered"]) for each in found] == [([], [])] * len(plans)
    assert sum(each["seen"]["count"] for each in found) > 12


_ANSWER_ALL = """(() => {
  const all = [...document.querySelectorAll('.exercise[data-key]')].filter((each) => each.checkVisibility())
  for (const each of all) {
    for (const field of each.querySelectorAll('input[type=text]')) field.value = '1'
    for (const menu of each.querySelectorAll('select')) menu.selectedIndex = 1
    each.querySelector('.choice input')?.click()
    each.querySelector('.marker')?.click()
    each.querySelector('button.hint')?.click()
    each.querySelector('.check').click()
    const show = each.querySelector('.show')
    if (!show.hidden) show.click()
  }
  return all.length
})()"""
