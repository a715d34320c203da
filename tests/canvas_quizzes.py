"""Quizzes of a few questions as the Canvas target writes them, and their outlines."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tests.canvas_packages import Built, built
from tests.oracle.canvas import Quiz
from tests.oracle.canvas_items import Item
from tests.small_banks import bank_of

QUESTIONS = """\
# One {#one points=2}

Is it one?

- [x] True
- [ ] False

# Two {#two}

Is it two?

- [x] True
- [ ] False

# Three {#three}

Is it three?

- [ ] True
- [x] False

# A click {#click points=3}

Click.

![A picture](p.svg)

- [x] circle 5,5 2

# A text {#text type=description}

Read on.

# The case {#case .passage}

Ayumi is 34.

# About the case {#about passage=case}

Is she 34?

- [x] True
- [ ] False

# More about it {#more passage=case}

Is she 43?

- [ ] True
- [x] False
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'


def quiz_of(folder: Path, quiz: str, shape: Literal["both", "new"] = "both") -> tuple[Built, Quiz]:
    """Return what becomes of a quiz of the questions above, given without its id and title."""
    bank = bank_of(
        folder / "bank",
        {
            "questions/q.md": QUESTIONS,
            "questions/p.svg": PICTURE,
            "quizzes/quiz.yaml": f"id: quiz\ntitle: A quiz\n{quiz}",
        },
    )
    made = built(bank, folder / "out", shape)
    assert not [finding for finding in made.findings if finding.severity == "error"]
    return made, made.quiz("quiz")


def outline(quiz: Quiz) -> list[object]:
    """Return the idents in their order, those of a group in a tuple after its pick and points."""
    return [
        each.ident if isinstance(each, Item) else (each.pick, each.points, *(item.ident for item in each.items))
        for each in quiz.entries
    ]


def stimuli(quiz: Quiz) -> dict[str, str]:
    """Return which text each item is shown beside in New Quizzes."""
    label = "parent_stimulus_item_ident"
    return {item.ident: item.fields[label] for item in quiz.items if label in item.fields}
