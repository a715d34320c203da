"""The running clock of a quiz with a time limit, in a real browser whose time is ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_banks import bank_of
from tests.studies import Step, look, needs_browser, pages_of, studied

pytestmark = needs_browser

QUIZ = {
    "questions/all.md": """\
# One {#one}

Which is right?

- [x] This
- [ ] That

## Explanation

Because one.

# Two {#two}

What is it called?

- = ear

# Three {#three type=ordering}

Order them.

1. first
2. second
3. third

# Four {#four}

How many?

- = 4

# Five {#five type=essay}

Say why.

## Model answer

So.
""",
    "quizzes/quiz.yaml": """id: quiz
title: A quiz
time-limit: 10 min
show-explanations: after-attempt
sections:
  - questions: [one, two, three, four, five]
""",
}
STANDING = "[...document.querySelectorAll('.exercise')].filter((each) => each.checkVisibility()).map((each) => each.dataset.id)"
FACE = "document.querySelector('.clock-face').innerText"
SAID = "document.querySelector('.clock-said').innerText"
TEXT = "document.body.innerText"
FOCUS = "document.activeElement.innerText"
SCORE = "document.querySelector('main').dataset.score"
OPEN = """[...document.querySelectorAll('.exercise')].filter((each) => {
  const field = each.querySelector('fieldset, .line input, textarea')
  return !field.readOnly && !field.matches(':disabled')
}).map((each) => each.dataset.id)"""
BUTTONS = "[...document.querySelectorAll('.exercise button')].filter((each) => each.checkVisibility() && !each.matches(':disabled')).map((each) => each.className)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clock")
    return pages_of(bank_of(folder / "bank", QUIZ), folder)["quiz.html"]


BEGIN: Step = {"do": "press", "button": ".begin", "hand": "keyboard"}
ANSWERS: list[Step] = [
    {"do": "answer", "id": "one", "given": 0},
    {"do": "answer", "id": "four", "given": "not a number"},
    {"do": "answer", "id": "five", "given": "Because."},
]


def test_the_clock_runs_from_the_start_through_a_reload_to_the_end(page: Path, tmp_path: Path) -> None:
    steps = [
        *look(waiting=STANDING, before=TEXT),
        {"do": "pass", "seconds": 300},
        BEGIN,
        *look(started=STANDING, face=FACE, focus=FOCUS, silent=SAID),
        {"do": "pass", "seconds": 100},
        {"do": "reload"},
        *look(reloaded=FACE),
        *ANSWERS,
        {"do": "pass", "seconds": 199},
        *look(unsaid=SAID),
        {"do": "pass", "seconds": 1},
        *look(five=SAID),
        {"do": "pass", "seconds": 11},
        *look(fades=SAID),
        {"do": "pass", "seconds": 230},
        *look(one=SAID, unclosed=OPEN),
        {"do": "pass", "seconds": 60},
        *look(over=TEXT, closed=OPEN, score=SCORE, result=FOCUS, buttons=BUTTONS),
        {"do": "press", "id": "two", "button": ".show", "see": "shown"},
        {"do": "reload"},
        *look(still=TEXT, closed_still=OPEN, score_still=SCORE),
        {"do": "press", "button": ".again"},
        *look(again=STANDING),
        BEGIN,
        *look(anew=FACE, open_again=OPEN, score_anew=SCORE),
    ]
    seen = studied(tmp_path, [{"file": str(page), "clock": True, "steps": steps}])[0]["seen"]
    every = ["one", "two", "three", "four", "five"]
    assert (seen["waiting"], seen["started"], seen["again"]) == ([], every, [])
    assert "You have 10 min from the moment you start." in seen["before"]
    assert (seen["face"], seen["focus"], seen["reloaded"], seen["anew"]) == ("10:00", "10:00", "8:20", "10:00")
    assert (seen["silent"], seen["unsaid"], seen["fades"]) == ("", "", "")
    assert (seen["five"], seen["one"]) == ("Time left: 5 min", "Time left: 1 min")
    assert (seen["unclosed"], seen["closed"], seen["closed_still"], seen["open_again"]) == (every, [], [], every)
    assert (seen["score"], seen["score_still"], seen["score_anew"]) == ("1", "1", "0")
    for name in ("over", "still"):
        assert "The time is up." in seen[name]
        assert "Score: 1 of 5" in seen[name]
        assert "Because one." in seen[name]
    assert "Question 3 not answered" in seen["over"]  # nobody touched it, so no order of chance is scored
    assert seen["result"] == "Your result"
    assert set(seen["buttons"]) == {"show"}
    assert "Question 5 0 of 1" in seen["over"]  # written, and to be marked by the words that are shown with it
    assert "Model answer" in seen["over"]
    assert seen["shown"]["text"].count("ear")


def test_the_clock_is_hidden_and_stays_so(page: Path, tmp_path: Path) -> None:
    steps = [
        BEGIN,
        {"do": "press", "button": ".clock-toggle", "hand": "keyboard"},
        *look(hidden=TEXT),
        {"do": "reload"},
        *look(hidden_still=TEXT),
        {"do": "pass", "seconds": 300},
        *look(said=TEXT),
        {"do": "press", "button": ".clock-toggle"},
        *look(shown=TEXT),
    ]
    seen = studied(tmp_path, [{"file": str(page), "clock": True, "steps": steps}])[0]["seen"]
    assert "10:00" not in seen["hidden"] + seen["hidden_still"]
    assert "Time left: 5 min" in seen["said"]
    assert "5:00" in seen["shown"]


def test_time_runs_while_the_page_is_closed(page: Path, tmp_path: Path) -> None:
    steps = [
        BEGIN,
        ANSWERS[0],
        {"do": "run", "script": "location.href = 'about:blank'", "see": "left"},
        {"do": "pass", "seconds": 900},
        {"do": "open"},
        *look(over=TEXT, closed=OPEN, score=SCORE),
    ]
    seen = studied(tmp_path, [{"file": str(page), "clock": True, "steps": steps}])[0]["seen"]
    assert "The time is up." in seen["over"]
    assert (seen["closed"], seen["score"]) == ([], "1")


@pytest.mark.parametrize("storage", [True, False])
def test_handed_in_early_and_without_a_limit(*, storage: bool, page: Path, tmp_path: Path) -> None:
    early = [
        BEGIN,
        ANSWERS[0],
        {"do": "press", "button": ".finish"},
        *look(over=TEXT, closed=OPEN, score=SCORE),
        {"do": "pass", "seconds": 900},
        *look(later=TEXT),
    ]
    untimed = [
        {"do": "press", "button": ".begin-untimed", "hand": "keyboard"},
        *look(focus=FOCUS),
        ANSWERS[0],
        {"do": "pass", "seconds": 900},
        *look(later=TEXT, closed=OPEN, score=SCORE),
    ]
    plans = [{"file": str(page), "clock": True, "storage": storage, "steps": steps} for steps in (early, untimed)]
    (first, second) = (each["seen"] for each in studied(tmp_path, plans))
    assert (first["closed"], first["score"]) == ([], "1")
    assert "The time is up" not in first["later"]
    assert (second["closed"], second["score"]) == (["one", "two", "three", "four", "five"], "0")
    assert "The time is up" not in second["later"]
    assert second["focus"] == "Question 1"
