"""Whole pages in a real browser, as a student uses them: gone through, left, and taken up again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_banks import bank_of
from tests.studies import Step, needs_browser, pages_of, studied

pytestmark = needs_browser


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
_AGAIN = "document.querySelector('.again').checkVisibility()"


def test_whoever_finishes_means_answers_that_were_not_checked_too(tmp_path: Path) -> None:
    page = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path)["quiz.html"]
    steps: list[Step] = [
        {"do": "press", "button": ".begin-untimed"},
        {"do": "answer", "id": "q1", "given": 1},
        {"do": "press", "button": ".finish"},
        {"do": "run", "script": _TEXT, "see": "finished"},
        {"do": "answer", "id": "q1", "given": 0, "see": "edited"},
        {"do": "run", "script": _TEXT, "see": "not counted by itself"},
        {"do": "press", "id": "q1", "button": ".check"},
        {"do": "run", "script": _TEXT, "see": "again"},
    ]
    seen = studied(tmp_path, [{"file": str(page), "steps": steps}])[0]["seen"]
    assert "Question 1 0 of 1" in seen["finished"]
    assert "Question 2 not answered" in seen["finished"]
    assert seen["edited"]["verdict"] == ""
    assert "Score: 0 of 4" in seen["not counted by itself"]
    assert "Question 1 1 of 1" in seen["again"]


@pytest.mark.parametrize(
    "broken",
    [
        "record.states['question-q1'].earned = '1/0'",
        "record.states['question-q1'].earned = 'all'",
        "record.states['question-q1'].tries = 1.5",
        "record.states['question-q1'] = 'done'",
    ],
)
def test_a_kept_answer_that_does_not_fit_is_forgotten_alone(tmp_path: Path, broken: str) -> None:
    page = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path)["quiz.html"]
    seen = studied(tmp_path, [{"file": str(page), "steps": _spoilt(broken)}])[0]["seen"]
    assert "1 of 4 answered" in seen["after"]
    assert "Score: 1 of 4" in seen["finished"]
    assert "Question 1 not answered" in seen["finished"]


@pytest.mark.parametrize("broken", ["record.states = null", "record.at = 0.5", "record.started = 'now'"])
def test_a_kept_record_that_does_not_fit_is_forgotten(tmp_path: Path, broken: str) -> None:
    page = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path)["quiz.html"]
    steps = _spoilt(broken)[:-2]
    seen = studied(tmp_path, [{"file": str(page), "steps": steps}])[0]["seen"]
    assert "0 of 4 answered" in seen["after"]


def test_two_tabs_of_a_page_keep_each_others_answers(tmp_path: Path) -> None:
    pages = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path)
    tally = "document.querySelector('.tally').textContent"
    two = {"do": "run", "script": tally}
    begin: list[Step] = [
        {"do": "run", "tab": 1, "script": "document.querySelector('.begin').checkVisibility()", "see": "waiting"},
        {"do": "press", "tab": 0, "button": ".begin-untimed"},
        {"do": "wait", "tab": 1, "script": "!document.querySelector('.begin').checkVisibility()"},
    ]
    answered: list[Step] = []
    for tab, question in ((0, "q1"), (1, "q2")):
        answered += [
            {
                "do": "run",
                "tab": tab,
                "script": f"document.querySelector('#question-{question} .choice[data-place=\"0\"] input').click()",
                "see": "-",
            },
            {
                "do": "run",
                "tab": tab,
                "script": f"document.querySelector('#question-{question} .check').click()",
                "see": "-",
            },
            # A browser tells its other tabs a moment later: nobody answers in both within that.
            {"do": "wait", "tab": 1 - tab, "script": f"{tally}.includes('{tab + 1} of 4')"},
        ]
    after: list[Step] = [
        {**two, "tab": 0, "see": "first"},
        {**two, "tab": 1, "see": "second"},
        {"do": "reload", "tab": 0},
        {**two, "tab": 0, "see": "reloaded"},
        {"do": "press", "tab": 1, "button": ".finish"},
        {"do": "wait", "tab": 0, "script": "document.querySelector('.end').classList.contains('over')"},
        {"do": "run", "tab": 0, "script": _TEXT, "see": "finished"},
        {"do": "press", "tab": 0, "button": ".again"},
        {"do": "wait", "tab": 1, "script": f"{tally}.includes('0 of 4')"},
        {"do": "run", "tab": 0, "script": _ASKED, "see": "drawn"},
        {"do": "run", "tab": 1, "script": _ASKED, "see": "drawn too"},
    ]
    plan = {"file": str(pages["quiz.html"]), "steps": [*begin, *answered, *after]}
    seen = studied(tmp_path, [plan])[0]["seen"]
    assert seen["waiting"]
    assert all("2 of 4 answered" in seen[each] for each in ("first", "second", "reloaded"))
    assert "Question 2 1 of 1" in seen["finished"]
    assert seen["drawn"] == seen["drawn too"]


def test_a_tab_that_was_told_nothing_writes_over_nothing(tmp_path: Path) -> None:
    pages = pages_of(bank_of(tmp_path / "bank", {"questions/all.md": _QUIZ["questions/all.md"]}), tmp_path)
    deaf = "addEventListener('storage', (event) => event.stopImmediatePropagation(), true)"
    check: Step = {"do": "press", "button": ".check"}
    steps: list[Step] = [
        {"do": "run", "tab": 1, "script": "document.title", "see": "-"},
        {"do": "run", "tab": 0, "script": deaf, "see": "-"},
        {"do": "answer", "tab": 1, "id": "q2", "given": 0},
        {**check, "tab": 1, "id": "q2"},
        {"do": "answer", "tab": 0, "id": "q1", "given": 0},
        {**check, "tab": 0, "id": "q1"},
        {"do": "reload", "tab": 1},
        {"do": "run", "tab": 1, "script": "document.querySelector('.tally').textContent", "see": "both"},
    ]
    seen = studied(tmp_path, [{"file": str(pages["bank-practice.html"]), "steps": steps}])[0]["seen"]
    assert "2 of 6 answered" in seen["both"]


def test_an_edited_question_is_forgotten_alone(tmp_path: Path) -> None:
    text = _QUIZ["questions/all.md"]
    before = pages_of(bank_of(tmp_path / "bank", {"questions/all.md": text}), tmp_path / "old")["bank-practice.html"]
    edited = text.replace("{#q2}\n\n", "{#q2}\n\nMind: ", 1)
    after = pages_of(bank_of(tmp_path / "edited", {"questions/all.md": edited}), tmp_path / "new")["bank-practice.html"]
    assert edited != text
    tally = "document.querySelector('.tally').textContent"
    steps: list[Step] = [
        *(
            step
            for each in ("q1", "q2", "q3")
            for step in ({"do": "answer", "id": each, "given": 0}, {"do": "press", "id": each, "button": ".check"})
        ),
        {"do": "run", "script": tally, "see": "before"},
        {"do": "run", "script": f"location.href = {after.as_uri()!r}", "see": "-"},
        {"do": "wait", "script": "document.querySelector('.ready') && document.body.innerText.includes('Mind: ')"},
        {"do": "run", "script": tally, "see": "after"},
        {
            "do": "run",
            "script": "['q1', 'q2', 'q3'].map((each) => document.querySelector(`#question-${each}`).dataset.done)",
            "see": "done",
        },
        {"do": "press", "button": ".finish"},
        {"do": "run", "script": _TEXT, "see": "finished"},
    ]
    seen = studied(tmp_path, [{"file": str(before), "steps": steps}])[0]["seen"]
    assert "3 of 6 answered" in seen["before"]
    assert "2 of 6 answered" in seen["after"]
    assert "Question 1 1 of 1" in seen["finished"]
    assert "Question 2 not answered" in seen["finished"]
    assert "Question 3 1 of 1" in seen["finished"]


def test_a_page_that_asks_nothing_of_what_was_answered_begins_anew(tmp_path: Path) -> None:
    before = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path / "old")["quiz.html"]
    others = _QUIZ["questions/all.md"].replace("Which is right?", "Which of these is right?")
    after = pages_of(bank_of(tmp_path / "others", {**_QUIZ, "questions/all.md": others}), tmp_path / "new")["quiz.html"]
    waiting = "document.querySelector('.begin').checkVisibility()"
    steps: list[Step] = [
        {"do": "press", "button": ".begin"},
        {"do": "answer", "id": "q1", "given": 0},
        {"do": "press", "button": ".finish"},
        {"do": "run", "script": waiting, "see": "waiting before"},
        {"do": "run", "script": f"location.href = {after.as_uri()!r}", "see": "-"},
        {"do": "wait", "script": "document.querySelector('.ready') && document.body.textContent.includes('of these')"},
        {"do": "run", "script": waiting, "see": "waiting"},
        {"do": "run", "script": "document.querySelector('.end').classList.contains('over')", "see": "over"},
    ]
    seen = studied(tmp_path, [{"file": str(before), "steps": steps}])[0]["seen"]
    assert not seen["waiting before"]
    assert seen["waiting"]
    assert not seen["over"]


def _spoilt(broken: str) -> list[Step]:
    """Return steps that answer two questions rightly, spoil what is kept of it, and come back."""
    spoil = f"""(() => {{ const name = Object.keys(localStorage)[0]; const record = JSON.parse(localStorage.getItem(name))
        {broken}; localStorage.setItem(name, JSON.stringify(record)) }})()"""
    return [
        {"do": "press", "button": ".begin-untimed"},
        {"do": "answer", "id": "q1", "given": 0},
        {"do": "press", "id": "q1", "button": ".check"},
        {"do": "press", "button": ".next"},
        {"do": "answer", "id": "q2", "given": 0},
        {"do": "press", "id": "q2", "button": ".check"},
        {"do": "run", "script": spoil, "see": "spoilt"},
        {"do": "reload"},
        {"do": "run", "script": "document.querySelector('.tally').textContent", "see": "after"},
        {"do": "press", "button": ".finish"},
        {"do": "run", "script": _TEXT, "see": "finished"},
    ]


def test_the_last_hint_leaves_the_focus_in_the_question(tmp_path: Path) -> None:
    question = "# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n- [ ] c\n\n## Hint\n\nThe first.\n\n## Hint\n\nNo, the very first.\n"
    page = pages_of(bank_of(tmp_path / "bank", {"questions/a.md": question}), tmp_path)["bank-practice.html"]
    press: Step = {"do": "press", "id": "one", "button": "button.hint", "hand": "keyboard"}
    steps: list[Step] = [
        {**press, "see": "none left for now"},
        {"do": "answer", "id": "one", "given": 1},
        {"do": "press", "id": "one", "button": ".check"},
        {**press, "see": "last"},
    ]
    seen = studied(tmp_path, [{"file": str(page), "steps": steps}])[0]["seen"]
    assert [seen["none left for now"]["focus"], seen["last"]["focus"]] == ["check", "check"]
    assert "No, the very first." in seen["last"]["text"]


def test_a_quiz_is_gone_through_finished_left_and_taken_up_again(tmp_path: Path) -> None:
    page = pages_of(bank_of(tmp_path / "bank", _QUIZ), tmp_path)["quiz.html"]
    begin: Step = {"do": "press", "button": ".begin"}
    steps: list[Step] = [
        begin,
        {"do": "run", "script": _ASKED, "see": "asked"},
        {"do": "run", "script": _STANDING, "see": "first"},
        {"do": "run", "script": _AGAIN, "see": "again at first"},
        {"do": "answer", "id": "q1", "given": 0, "hand": "keyboard"},
        {"do": "press", "id": "q1", "button": ".check", "hand": "keyboard", "see": "checked"},
        {"do": "press", "button": ".next", "hand": "keyboard"},
        {"do": "run", "script": _STANDING, "see": "second"},
        {"do": "run", "script": "document.activeElement.textContent", "see": "focus"},
        {"do": "reload"},
        {"do": "run", "script": _STANDING, "see": "reloaded"},
        {"do": "run", "script": _ASKED, "see": "asked again"},
        {"do": "run", "script": _TEXT, "see": "unfinished"},
        {"do": "run", "script": _AGAIN, "see": "again amid"},
        {"do": "press", "button": ".finish"},
        {"do": "press", "button": ".previous"},
        {"do": "run", "script": _TEXT, "see": "finished"},
        {"do": "press", "button": ".again"},
        begin,
        {"do": "run", "script": _TEXT, "see": "over"},
    ]
    plans = [
        {"file": str(page), "steps": steps, "width": 390},
        {"file": str(page), "steps": steps[:9], "storage": False},
    ]
    found = studied(tmp_path, plans)
    seen = found[0]["seen"]
    assert seen["asked"][:2] == ["q1", "q2"]
    assert len(set(seen["asked"])) == 4
    assert seen["asked again"] == seen["asked"]
    assert (seen["first"], seen["second"], seen["reloaded"]) == (["q1"], ["q2"], ["q2"])
    assert (seen["again at first"], seen["again amid"]) == (True, False)  # no slip of the hand forgets the answers
    assert seen["focus"] == "Question 2"
    assert "Because 1." not in seen["checked"]["text"]
    assert "1 of 4 answered" in seen["unfinished"]
    assert "Score: 1 of 4" in seen["unfinished"]
    assert "Your progress is kept" in seen["unfinished"]
    assert "Because 1." in seen["finished"]
    assert "Question 2 not answered" in seen["finished"]
    assert "0 of 4 answered" in seen["over"]
    assert found[1]["seen"]["second"] == ["q2"]
