"""Pages printed from the browser: what paper needs is there, what only a screen can use is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.small_banks import bank_of
from tests.studies import Step, look, needs_browser, pages_of, studied

pytestmark = needs_browser

MANY = "\n".join(f"# Drawn {place} {{#d{place}}}\n\nWhich?\n\n- [x] This\n- [ ] That\n" for place in range(1, 9))
BANK = {
    "questions/drawn/many.md": MANY,
    "questions/all.md": """\
# One {#one}

Which is right?

- [x] This
  > Rationale word.
- [ ] That

## Hint

Hint word.

## Explanation

Because one.

# Two {#two}

It is [[(x) grief | ( ) guilt]].

# Three {#three type=ordering}

Order them.

1. first
2. second

# Four {#four type=matching}

Match.

| a | b |
| - | - |
| left one | right one |
| left two | right two |

# Five {#five}

Say why.

## Model answer

Model words.
""".replace("{#five}", "{#five type=essay}"),
    "quizzes/quiz.yaml": """id: quiz
title: A quiz
time-limit: 10 min
one-at-a-time: true
sections:
  - title: Named
    questions: [one, two, three, four, five]
  - title: Drawn
    draw: 2
    from: {folder: drawn}
""",
    "lessons/lesson.md": "---\nid: lesson\ntitle: A lesson\nquestions: [one]\n---\n\nWords of the lesson.\n",
}
SHOWN = """[...document.querySelectorAll('button, nav, a.skip, progress, .start, .clock, .turning, .kept, .grip')]
  .filter((each) => each.checkVisibility()).map((each) => each.className || each.tagName)"""
STANDING = "[...document.querySelectorAll('.exercise')].filter((each) => each.checkVisibility()).map((each) => each.dataset.id)"
ASKED = "[...document.querySelectorAll('.exercise')].filter((each) => !each.hidden && !each.closest('[hidden]')).map((each) => each.dataset.id)"
TEXT = "document.body.innerText"
ROOM = "document.querySelector('textarea').getBoundingClientRect().height"
BLACK = "getComputedStyle(document.querySelector('.exercise')).color"
RIGHT = "getComputedStyle(document.documentElement).getPropertyValue('--right')"
MENU = "getComputedStyle(document.querySelector('[data-id=two] select')).color"
CUT = """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
  [...document.querySelectorAll('table, pre, math')].filter((each) => each.scrollWidth > each.clientWidth)
  .map((each) => each.tagName))"""
"""What is wider than its room, two frames after the page has heard that it is on paper."""
LEFT = "document.querySelectorAll('math[style*=font], [data-broken]').length"
OVER = """[...document.querySelectorAll('.exercise :is(table, pre, math)')]
  .filter((each) => each.getBoundingClientRect().right > each.closest('.exercise').getBoundingClientRect().right)
  .map((each) => each.tagName)"""
GRIDS = """[...document.querySelectorAll('.groups, .group, .choice-list, .item-list')]
  .filter((each) => getComputedStyle(each).display === 'grid').map((each) => each.className)"""
"""Where a grid is parted between pages, Chromium lays what follows over the rest of it."""
ON_PAPER: Step = {"do": "print", "media": "print"}
ON_SCREEN: Step = {"do": "print", "media": "screen"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("print")
    return pages_of(bank_of(folder / "bank", BANK), folder)


def printed(folder: Path, page: Path, steps: list[Step]) -> dict[str, Any]:
    plans = [{"file": str(page), "scheme": "dark", "steps": [*steps, ON_PAPER, *look(shown=SHOWN, text=TEXT)]}]
    seen: dict[str, Any] = studied(folder, plans)[0]["seen"]
    assert seen["shown"] == []
    return seen


def test_a_page_that_nobody_has_answered_leaves_room(pages: dict[str, Path], tmp_path: Path) -> None:
    steps = [ON_PAPER, *look(standing=STANDING, asked=ASKED, room=ROOM, color=BLACK, right=RIGHT, menu=MENU), ON_SCREEN]
    seen = printed(tmp_path, pages["quiz.html"], [*steps, *look(screen=STANDING, words=TEXT)])
    assert seen["screen"] == []  # not begun
    assert seen["standing"] == seen["asked"]
    assert len(seen["asked"]) == 7
    assert seen["room"] > 100
    assert seen["color"] == "rgb(0, 0, 0)"
    assert seen["right"].strip() == "#1b6b3a"  # of the light colours, in whatever scheme the screen is
    assert seen["menu"] == "rgba(0, 0, 0, 0)"  # an empty box
    for words in ("(grief / guilt)", "right one", "left one"):
        assert words in seen["text"]
    for words in ("Your result", "Rationale word", "Hint word", "Because one", "Model words", "Click or tap"):
        assert words not in seen["text"]


def test_what_was_said_by_then_is_printed(pages: dict[str, Path], tmp_path: Path) -> None:
    steps: list[Step] = [
        {"do": "press", "button": ".begin-untimed"},
        {"do": "press", "id": "one", "button": "button.hint"},
        {"do": "answer", "id": "one", "given": 0},
        {"do": "press", "id": "one", "button": ".check"},
        {"do": "press", "button": ".next"},
        {"do": "answer", "id": "two", "given": [1]},
        {"do": "press", "id": "two", "button": ".check"},
        {"do": "press", "button": ".finish"},
        ON_PAPER,
        *look(standing=STANDING, menu=MENU),
    ]
    seen = printed(tmp_path, pages["quiz.html"], steps)
    assert len(seen["standing"]) == 7
    assert seen["menu"] != "rgba(0, 0, 0, 0)"
    for words in (
        "Correct",
        "Rationale word.",
        "Hint word.",
        "Because one.",
        "Not right",
        "Your result",
        "Score: 1 of 7",
    ):
        assert words in seen["text"]
    assert "(grief / guilt)" not in seen["text"]
    assert "Model words" not in seen["text"]


def test_questions_of_an_earlier_draw_are_not_printed(pages: dict[str, Path], tmp_path: Path) -> None:
    draws = [
        step
        for _ in range(3)
        for step in ({"do": "press", "button": ".begin-untimed"}, {"do": "press", "button": ".again"})
    ]
    begin = {"do": "press", "button": ".begin-untimed"}
    seen = printed(tmp_path, pages["quiz.html"], [*draws, begin, ON_PAPER, *look(standing=STANDING, asked=ASKED)])
    assert seen["standing"] == seen["asked"]
    assert len(seen["asked"]) == 7


def test_nothing_on_paper_is_cut_where_a_screen_would_scroll(tmp_path: Path) -> None:
    wide = f"| {' | '.join(f'Heading{n}' for n in range(20))} |\n|{'-|' * 20}\n| {' | '.join('content' for _ in range(20))} |\n"
    code = f"```\n{'argument, ' * 40}\n```\n"
    formula = f"$$ {' + '.join(f'a_{{{n}}}' for n in range(60))} $$\n"
    inline = f"Read {formula.replace('$$', '$').strip()} and on."
    table = f"| a | b |\n| - | - |\n| {inline} | x |\n"
    question = f"# Wide {{#wide}}\n\n{inline}\n\n{wide}\n{table}\n{code}\n{formula}\n- [x] a\n- [ ] b\n"
    quiz = "id: quiz\ntitle: A quiz\none-at-a-time: true\ntime-limit: 9 min\nsections:\n  - questions: [wide]\n"
    bank = bank_of(tmp_path / "bank", {"questions/all.md": question, "quizzes/quiz.yaml": quiz})
    page = pages_of(bank, tmp_path)["quiz.html"]
    seen = printed(tmp_path, page, [*look(before=CUT), ON_PAPER, *look(cut=CUT, grids=GRIDS, over=OVER)])
    assert seen["before"] == []  # not begun: all of it is hidden
    assert (seen["cut"], seen["grids"], seen["over"]) == ([], [], [])
    begun: list[Step] = [{"do": "press", "button": ".begin-untimed"}, *look(before=CUT), ON_PAPER, *look(cut=CUT)]
    seen = printed(tmp_path, page, [*begun, ON_SCREEN, *look(after=CUT, left=LEFT)])
    assert (seen["cut"], seen["left"]) == ([], 0)
    assert {"TABLE", "PRE", "math"} == set(seen["before"]) == set(seen["after"])


def test_lessons_are_printed_without_what_leads_about(pages: dict[str, Path], tmp_path: Path) -> None:
    seen = printed(tmp_path, pages["bank-lessons.html"], [])
    assert "Words of the lesson." in seen["text"]
    assert "Which is right?" in seen["text"]
