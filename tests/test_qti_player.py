"""Every QTI 3.0 item in a real player: rendered, answered by clicking and typing, scored, its feedback on the screen.

The player is npm's `qti3-item-player` in Debian's Chromium; `npm ci` in `tests/players` installs it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from exporter.cache import NoCache
from exporter.model import (
    Bank,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    Question,
)
from exporter.reader import read_bank
from exporter.richtext import plain
from exporter.scoring import Response, score
from exporter.targets.qti import QTI30
from tests.player_answers import Action, actions, partly, right, wrong
from tests.qti_packages import built, responses
from tests.qti_scorer import Attempt, attribute, name_of

HERE = Path(__file__).parent
PLAYERS = HERE / "players"
BANKS = {"examples": HERE / "examples", "source": HERE.parent / "source"}


def _missing() -> str:
    if not (PLAYERS / "node_modules" / "qti3-item-player").is_dir():
        return "the player is not installed: npm ci in tests/players"
    if not Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).is_file():
        return "there is no Chromium"
    return "" if shutil.which("node") else "there is no Node.js"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing() or "-")


# --- one run for each bank ---


def delivered(
    name: str, folder: Path
) -> tuple[Bank, dict[tuple[str, str], dict[str, Any]], dict[tuple[str, str], Response]]:
    """Build the bank as QTI 3.0, deliver every item, and return what happened in each attempt."""
    bank, _ = read_bank(BANKS[name], cache=NoCache())
    made = built(bank, folder, QTI30)
    site = folder / "site"
    for path, data in made.bank.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    given: dict[tuple[str, str], Response] = {}
    items = []
    for question in bank.questions:
        item = made.item(question.id)
        attempts = []
        for kind, response in (("right", right(question)), ("wrong", wrong(question)), ("partly", partly(question))):
            if response is None and (kind != "right" or not isinstance(question, Essay | FileUpload | Description)):
                continue
            given[question.id, kind] = response
            size = (1, 1)
            if isinstance(question, Hotspot):
                picture = bank.media[question.image.path]
                size = (picture.width or 1, picture.height or 1)
            attempts.append({"name": kind, "actions": actions(question, response, size)})
        if question.hints:
            given[question.id, "hinted"] = right(question)
            last = attempts[0]["actions"]
            attempts.append({"name": "hinted", "actions": [{"do": "hint", "place": 0}, *cast("list[Action]", last)]})
        items.append({"id": question.id, "xml": etree.tostring(item, encoding="unicode"), "attempts": attempts})
    shots = os.environ.get("PLAYER_SHOTS")
    plan = folder / "plan.json"
    plan.write_text(json.dumps({"folder": str(site), "shots": shots, "items": items}), encoding="utf-8")
    result = folder / "result.json"
    subprocess.run(["node", "deliver.mjs", plan, result], cwd=PLAYERS, check=True, timeout=1800)
    found = json.loads(result.read_text(encoding="utf-8"))
    if shots:
        shutil.copy(result, Path(shots) / f"{name}.json")
    return bank, {(each["id"], each["name"]): each for each in found}, given


Results = dict[tuple[str, str], dict[str, Any]]


@pytest.mark.parametrize("name", BANKS)
def test_every_item_is_delivered_answered_scored_and_explained(name: str, tmp_path: Path) -> None:
    """One test for all, since delivering a bank takes minutes."""
    bank, results, given = delivered(name, tmp_path)
    assert {key[0] for key in results} == {question.id for question in bank.questions}
    faults = [
        *_errors(bank, results),
        *_wrong_scores(bank, results, given),
        *_feedback_amiss(bank, results, given, tmp_path / "again"),
        *_hints_amiss(bank, results),
    ]
    assert not faults, "\n".join(faults)[:6000]


def _errors(bank: Bank, results: Results) -> Iterator[str]:
    """Yield what went wrong in an attempt, and what the console says; an item must be loaded and submitted in peace."""
    for (ident, kind), result in results.items():
        lines = [line for line in result["said"] if not _tolerated(bank.question(ident), line)]
        if "failed" in result or lines:
            yield f"{ident} {kind}: {result.get('failed', '')} {lines}"


def _tolerated(question: Question, line: str) -> bool:
    """Return whether a line of the console is the player's known lack: it has no upload interaction at all."""
    return isinstance(question, FileUpload) and "qti-upload-interaction" in line


def _wrong_scores(bank: Bank, results: Results, given: dict[tuple[str, str], Response]) -> Iterator[str]:
    for (ident, kind), result in results.items():
        question = bank.question(ident)
        expected = score(question, given[ident, kind])
        if expected is None or "outcomes" not in result:
            continue
        full = Fraction(question.points)
        reached = Fraction(str(result["outcomes"]["SCORE"]))
        if abs(reached - expected * full) > full / 5000 or (kind in {"right", "hinted"} and reached != full):
            yield f"{ident} {kind}: {reached} points instead of {expected * full} for {result['responses']}"
        if kind == "wrong" and reached >= full > 0:
            yield f"{ident}: a wrong answer earns everything"


def _feedback_amiss(
    bank: Bank, results: Results, given: dict[tuple[str, str], Response], folder: Path
) -> Iterator[str]:
    """Yield feedback that is due and not on the screen, or there and not due."""
    made = built(bank, folder, QTI30)
    for (ident, kind), result in results.items():
        if kind == "hinted" or "feedback" not in result:
            continue
        item = made.item(ident)
        due = Attempt(item, responses(bank.question(ident), given[ident, kind])).shown()
        for element in item.iter("{*}*"):
            if name_of(element) not in {"modalFeedback", "feedbackInline", "feedbackBlock"}:
                continue
            key = f"{attribute(element, 'outcomeIdentifier')}.{attribute(element, 'identifier')}"
            words = _squeezed("".join(str(text) for text in element.itertext()))
            on_screen = any(words in _squeezed(shown) for shown in result["feedback"])
            if words and (key in due) != on_screen:
                yield f"{ident} {kind}: {key} is {'due' if key in due else 'not due'}; shown: {result['feedback']}"


def _hints_amiss(bank: Bank, results: Results) -> Iterator[str]:
    """Yield hints that are seen without being asked for, or not seen when they are."""
    for (ident, kind), result in results.items():
        hints = bank.question(ident).hints
        if hints and "feedback" in result:
            hint = _squeezed(plain(hints[0]))
            if any(hint in _squeezed(shown) for shown in result["feedback"]) != (kind == "hinted"):
                yield f"{ident} {kind}: the hint is {'not ' if kind == 'hinted' else ''}shown"


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", unescape(words))
