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
from decimal import Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from exporter.cache import NoCache
from exporter.model import (
    Bank,
    Categorize,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    Matching,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericGap,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from exporter.reader import read_bank
from exporter.richtext import plain, text_key
from exporter.scoring import Response, match_options, score
from exporter.targets.qti import QTI30
from exporter.targets.qti.typed import right_number, right_text
from tests.qti_packages import built, responses
from tests.qti_scorer import Attempt, attribute, name_of

HERE = Path(__file__).parent
PLAYERS = HERE / "players"
BANKS = {"examples": HERE / "examples", "source": HERE.parent / "source"}
Action = dict[str, object]


def _missing() -> str:
    if not (PLAYERS / "node_modules" / "qti3-item-player").is_dir():
        return "the player is not installed: npm ci in tests/players"
    if not Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).is_file():
        return "there is no Chromium"
    return "" if shutil.which("node") else "there is no Node.js"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing() or "-")


# --- answers as a student gives them ---


def right(question: Question) -> Response:
    """Return an answer that earns all of the points."""
    match question:
        case MultipleChoice() | TrueFalse():
            return next(at for at, each in enumerate(question.choices) if each.right)
        case MultipleResponse():
            return frozenset(
                at
                for at, each in enumerate(question.choices)
                if (each.weight or 0) > 0 or (each.weight is None and each.right)
            )
        case ShortAnswer():
            return right_text(question.answers)
        case Numerical():
            return right_number(question.answers)
        case Cloze():
            return tuple(
                next(at for at, each in enumerate(gap.options) if each.right)
                if isinstance(gap, MenuGap)
                else right_number(gap.answers)
                if isinstance(gap, NumericGap)
                else right_text(gap.answers)
                for gap in question.gaps
            )
        case Matching():
            keys = [text_key(option) for option in match_options(question)]
            return tuple(keys.index(text_key(pair.right)) for pair in question.pairs)
        case Categorize():
            return tuple(item.category for item in question.items)
        case Ordering():
            return tuple(range(len(question.items)))
        case Hotspot():
            return _middle(question)
        case _:
            return None


def _middle(question: Hotspot) -> tuple[Decimal, Decimal]:
    area = next(each for each in question.areas if each.right)
    numbers = area.numbers
    if area.shape == "circle":
        return numbers[0], numbers[1]
    xs, ys = numbers[::2], numbers[1::2]
    return (sum(xs, Decimal(0)) / len(xs)).quantize(Decimal(1)), (sum(ys, Decimal(0)) / len(ys)).quantize(Decimal(1))


def wrong(question: Question) -> Response:
    """Return an answer that earns less."""
    match question:
        case MultipleChoice() | TrueFalse():
            return next(at for at, each in enumerate(question.choices) if not each.right)
        case MultipleResponse():
            return frozenset(
                at for at, each in enumerate(question.choices) if not each.right and not (each.weight or 0) > 0
            )
        case ShortAnswer():
            return "quite another thing"
        case Numerical():
            return "987654"
        case Cloze():
            return tuple(
                next(at for at, each in enumerate(gap.options) if not each.right)
                if isinstance(gap, MenuGap)
                else "987654"
                for gap in question.gaps
            )
        case Matching():
            count = len(match_options(question))
            return tuple((at + 1) % count for at in cast("tuple[int, ...]", right(question)))
        case Categorize():
            return tuple((item.category + 1) % len(question.categories) for item in question.items)
        case Ordering():
            return (*range(1, len(question.items)), 0)
        case Hotspot():
            places = [Decimal(each) for each in (1, 3, 60, 75, 119)]
            return next((x, y) for x in places for y in places if score(question, (x, y)) == 0)
        case _:
            return None


def partly(question: Question) -> Response:
    """Return an answer that is right in a part, where the type has parts; else None."""
    match question:
        case MultipleResponse():
            picks = sorted(cast("frozenset[int]", right(question)))
            return frozenset(picks[:-1]) if len(picks) > 1 else None
        case Matching() | Categorize() | Cloze():
            both = list(
                zip(
                    cast("tuple[object, ...]", right(question)),
                    cast("tuple[object, ...]", wrong(question)),
                    strict=True,
                )
            )
            return (
                cast("Response", tuple(good if at == 0 else bad for at, (good, bad) in enumerate(both)))
                if len(both) > 1
                else None
            )
        case Ordering():
            places = list(range(len(question.items)))
            return (*places[:-2], places[-1], places[-2]) if len(places) > 2 else None
        case MultipleChoice():
            return next((at for at, each in enumerate(question.choices) if each.weight and 0 < each.weight < 100), None)
        case _:
            return None


def actions(question: Question, response: Response, size: tuple[int, int]) -> list[Action]:
    """Return the clicks, drags and keys that give the answer."""
    match question:
        case MultipleChoice() | TrueFalse():
            return [{"do": "pick", "choice": f"choice_{cast('int', response) + 1}"}]
        case MultipleResponse():
            return [{"do": "pick", "choice": f"choice_{at + 1}"} for at in sorted(cast("frozenset[int]", response))]
        case ShortAnswer() | Numerical():
            return [{"do": "type", "place": 0, "text": response}]
        case Cloze():
            found: list[Action] = []
            fields = menus = 0
            for place, (gap, answer) in enumerate(
                zip(question.gaps, cast("tuple[object, ...]", response), strict=True), 1
            ):
                if isinstance(gap, MenuGap):
                    found.append({"do": "choose", "place": menus, "option": f"gap_{place}_{cast('int', answer) + 1}"})
                    menus += 1
                else:
                    found.append({"do": "type", "place": fields, "text": answer})
                    fields += 1
            return found
        case Matching() | Categorize():
            return [
                {"do": "pair", "item": f"item_{at}", "target": f"target_{to + 1}"}
                for at, to in enumerate(cast("tuple[int, ...]", response), 1)
            ]
        case Ordering():
            return [{"do": "sort", "items": [f"item_{at + 1}" for at in cast("tuple[int, ...]", response)]}]
        case Hotspot():
            x, y = cast("tuple[Decimal, Decimal]", response)
            return [{"do": "point", "x": int(x), "y": int(y), "width": size[0], "height": size[1]}]
        case Essay():
            return [{"do": "type", "place": 0, "text": "An answer in a few words."}]
        case _:
            return []


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
