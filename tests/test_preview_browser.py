"""The preview in a real browser, used as an author would: by mouse and keyboard, on a desk and on a phone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from exporter.model import Bank
from tests import previews
from tests.previews import Browser, make, previewing

HERE = Path(__file__).parent
examples_browser = previews.examples_browser
PLAYERS = HERE / "players"
ARABIC = {
    "bank.yaml": "id: bank\ntitle: بنك الأسئلة\nlanguage: ar\n",
    "questions/first.md": "# العاصمة {#focus}\n\nما عاصمة مصر؟\n\n- [x] القاهرة\n- [ ] دمشق\n\n# العدد {#length}\n\nكم؟\n\n- = 5\n",
}


def _missing() -> str:
    if not all((PLAYERS / "node_modules" / each).is_dir() for each in ("playwright-core", "axe-core")):
        return "the browser's driver or axe-core is not installed: npm ci in tests/players"
    if not Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).is_file():
        return "there is no Chromium"
    return "" if shutil.which("node") else "there is no Node.js"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing() or "-")


def do(browser: Browser, folder: Path, *steps: dict[str, Any], **settings: object) -> list[Any]:
    """Take the steps, and return what those that ask were answered; nothing may go wrong on the page."""
    plan, result = folder / "plan.json", folder / "result.json"
    plan.write_text(json.dumps({"base": f"http://127.0.0.1:{browser.port}", "steps": steps, **settings}))
    done = subprocess.run(
        ["node", "preview.mjs", str(plan), str(result)], cwd=PLAYERS, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(result.read_text())
    assert found["said"] == []
    answers: list[Any] = found["answers"]
    return answers


def test_search_and_filters(examples_browser: Browser, examples: Bank, tmp_path: Path) -> None:
    summary = next(each for each in examples.index.values() if each.type == "matching")
    count, typed, kind, row, cleared = do(
        examples_browser,
        tmp_path,
        {"do": "go", "path": "/"},
        {"do": "wait", "on": "#rows li"},
        {"do": "text", "on": "#matches"},
        {"do": "press", "keys": ["/"]},
        {"do": "press", "keys": list(summary.id)},
        {"do": "arrive", "path": f"/?text={summary.id}"},
        {"do": "text", "on": "#rows .id"},
        {"do": "choose", "on": "#type", "value": "matching"},
        {"do": "arrive", "path": f"/?text={summary.id}&type=matching"},
        {"do": "text", "on": "#rows .kind"},
        {"do": "text", "on": "#rows .name"},
        {"do": "click", "on": "#filters button"},
        {"do": "wait", "on": "#matches", "text": f"{len(examples.index)} questions"},
        {"do": "text", "on": "#matches"},
    )
    assert count == cleared == [f"{len(examples.index)} questions"]
    assert summary.id in typed
    assert len(typed) < len(examples.index)
    assert set(kind) == {"matching"}
    assert summary.title in row


def test_a_question_is_answered_by_mouse_and_by_keyboard(tmp_path: Path) -> None:
    with previewing(make(tmp_path / "bank")) as browser:
        right, wrong, typed = do(
            browser,
            tmp_path,
            {"do": "go", "path": "/question/focus"},
            {"do": "click", "on": ".choice >> text=Bonds"},
            {"do": "click", "on": ".exercise .check"},
            {"do": "wait", "on": ".verdict"},
            {"do": "text", "on": ".exercise .verdict, .exercise .rationale"},
            {"do": "click", "on": ".start-again"},
            {"do": "focus", "on": ".choice:has-text('Thoughts') input"},
            {"do": "press", "keys": ["Space", "Enter"]},
            {"do": "wait", "on": ".verdict"},
            {"do": "text", "on": ".exercise .verdict, .exercise .rationale"},
            {"do": "go", "path": "/question/length"},
            {"do": "focus", "on": ".exercise input"},
            {"do": "press", "keys": ["1", "4", "Enter"]},
            {"do": "wait", "on": ".verdict"},
            {"do": "text", "on": ".verdict.correct"},
        )
    assert any("Bonds." in each for each in right)
    assert any("1 of 1" in each or "Correct" in each for each in right)
    assert any("Thoughts." in each for each in wrong)
    assert typed


def test_an_edit_is_seen_and_the_answer_stays(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    file = source / "questions/first.md"
    text = file.read_text()
    with previewing(source) as browser:
        answers = do(
            browser,
            tmp_path,
            {"do": "go", "path": "/question/focus"},
            {"do": "click", "on": ".choice >> text=Bonds"},
            {"do": "scroll", "to": 120},
            {"do": "write", "file": str(file), "text": text.replace("What is the", "What, then, is the")},
            {"do": "wait", "on": ".stem", "text": "What, then, is"},
            {"do": "checked", "on": ".choice:has-text('Bonds') input"},
            {"do": "scrolled"},
            {"do": "write", "file": str(file), "text": text.replace("# Focus", "# The focus")},
            {"do": "wait", "on": "h1", "text": "The focus"},
            {"do": "scrolled"},
            {"do": "text", "on": "h1"},
            {"do": "write", "file": str(file), "text": text.replace("- [x] Bonds", "- [ ] Bonds")},
            {"do": "wait", "on": ".alarm", "text": "error"},
            {"do": "text", "on": ".alarm strong"},
            {"do": "remove", "file": str(file)},
            {"do": "wait", "on": "main", "text": "no question focus"},
            {"do": "write", "file": str(file), "text": text},
            {"do": "wait", "on": ".stem", "text": "What is the"},
            {"do": "text", "on": ".alarm"},
            height=500,
        )
    assert answers == [True, 120, 120, ["The focus"], ["1 error."], []]


def test_neighbours_by_keys(examples_browser: Browser, examples: Bank, tmp_path: Path) -> None:
    ids = list(examples.index)
    answers = do(
        examples_browser,
        tmp_path,
        {"do": "go", "path": f"/question/{ids[0]}"},
        {"do": "press", "keys": ["j"]},
        {"do": "arrive", "path": f"/question/{ids[1]}"},
        {"do": "text", "on": "#main .about .id"},
        {"do": "press", "keys": ["k"]},
        {"do": "arrive", "path": f"/question/{ids[0]}"},
        {"do": "text", "on": "#main .about .id"},
        {"do": "press", "keys": ["/"]},
        {"do": "wait", "on": "#rows li"},
        {"do": "focused"},
    )
    assert answers == [[ids[1]], [ids[0]], "text"]


def test_a_quiz_on_a_phone(tmp_path: Path) -> None:
    with previewing(make(tmp_path / "bank")) as browser:
        verdicts, wide = do(
            browser,
            tmp_path,
            {"do": "go", "path": "/quiz/small"},
            {"do": "click", "on": "#question-focus .choice >> text=Bonds"},
            {"do": "click", "on": "#question-focus .check"},
            {"do": "fill", "on": "#question-length input", "text": "3"},
            {"do": "click", "on": "#question-length .check"},
            {"do": "wait", "on": "#question-length .verdict"},
            {"do": "text", "on": ".verdict"},
            {"do": "wide"},
            width=390,
            height=840,
        )
    assert len(verdicts) == 2
    assert verdicts[0] != verdicts[1]
    assert wide <= 0


def _pages(bank: Bank) -> list[str]:
    first_of_types = {each.type: each.id for each in reversed(bank.index.values())}  # type: ignore[call-overload]
    return [
        *("/guide", f"/quiz/{next(iter(bank.quizzes))}/paper", f"/quiz/{next(iter(bank.quizzes))}/key"),
        *("/", "/quizzes", "/lessons", "/findings", "/explain/left-out", "/nothing"),
        *(f"/question/{each}" for each in first_of_types.values()),
        *(f"/{kind}/{next(iter(part))}" for kind, part in (("quiz", bank.quizzes), ("lesson", bank.lessons))),
        f"/passage/{next(iter(bank.passages))}",
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 390), ("light", 1280), ("dark", 1280)])
def test_no_page_has_a_barrier(
    examples_browser: Browser, examples: Bank, tmp_path: Path, scheme: str, width: int
) -> None:
    pages = _pages(examples)
    steps: list[dict[str, Any]] = []
    for path in pages:
        early = path.endswith(("/paper", "/key", "/guide"))
        steps += [
            {"do": "go", "path": path, "early": early},
            {"do": "wait", "on": "main h1"},
            {"do": "judge"},
            {"do": "wide"},
        ]
    answers = do(examples_browser, tmp_path, *steps, scheme=scheme, width=width)
    assert len(answers) == 2 * len(pages)
    assert {path: answers[2 * place] for place, path in enumerate(pages) if answers[2 * place]} == {}
    assert {path: answers[2 * place + 1] for place, path in enumerate(pages) if answers[2 * place + 1] > 0} == {}


def test_a_wide_table_scrolls_by_itself(tmp_path: Path) -> None:
    table = f"| {' | '.join(f'heading{place}' for place in range(9))} |\n|{' - |' * 9}\n|{' word |' * 9}\n"
    lesson = f"---\nid: bonds\ntitle: Bonds\n---\n\n{table}"
    with previewing(make(tmp_path / "bank", {"lessons/bonds.md": lesson})) as browser:
        words, wide, faults = do(
            browser,
            tmp_path,
            {"do": "go", "path": "/lesson/bonds"},
            {"do": "wait", "on": "table[tabindex='0']"},
            {"do": "text", "on": "table th"},
            {"do": "wide"},
            {"do": "judge"},
            width=390,
        )
    assert (len(words), wide, faults) == (9, 0, [])


def test_findings_and_right_to_left_have_no_barrier(tmp_path: Path) -> None:
    broken = {"questions/broken.md": "# Broken {#broken}\n\nNo right one.\n\n- [ ] A\n- [ ] B\n"}
    with previewing(make(tmp_path / "bank", {**ARABIC, **broken})) as browser:
        *judged, direction = do(
            browser,
            tmp_path,
            {"do": "go", "path": "/findings"},
            {"do": "judge"},
            {"do": "go", "path": "/question/focus"},
            {"do": "judge"},
            {"do": "text", "on": "[dir=rtl] .exercise h2"},
        )
    assert judged == [[], []]
    assert len(direction) == 1


def test_a_long_path_fits_a_phone(tmp_path: Path) -> None:
    long = "questions/interpersonal_psychotherapy_for_adolescents_in_schools.md"
    question = "# Long {#long}\n\nWhich?\n\n- [x] A\n- [ ] B\n- [ ] None of these\n"
    with previewing(make(tmp_path / "bank", {long: question})) as browser:
        (wide,) = do(
            browser,
            tmp_path,
            {"do": "go", "path": "/question/long"},
            {"do": "wait", "on": ".findings .place"},
            {"do": "wide"},
            width=360,
        )
    assert wide == 0
