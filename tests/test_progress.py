"""The progress line: only after a while, only so often, never wider than the terminal, gone at the end."""

from __future__ import annotations

import io

import pytest

from exporter.diagnostics import Span
from exporter.model import Description, Question
from exporter.progress import Counted, Progress
from tests.small_banks import of_xhtml


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr("exporter.progress.time.monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_quick_work_shows_nothing(clock: Clock) -> None:
    stream = io.StringIO()
    with Progress(stream) as line:
        line.step("reading")
        clock.now = 0.3
        line.tick("1 of 2")
    assert stream.getvalue() == ""


def test_long_work_is_shown_and_wiped(clock: Clock) -> None:
    stream = io.StringIO()
    with Progress(stream) as line:
        line.step("canvas:")
        clock.now = 0.5
        line.tick("1 of 3")
        clock.now = 0.55
        line.tick("2 of 3")
        clock.now = 0.7
        line.tick("3 of 3")
    assert stream.getvalue() == "\rcanvas: 1 of 3\x1b[K\rcanvas: 3 of 3\x1b[K\r\x1b[K"


def test_the_line_fits_and_steers_nothing(clock: Clock) -> None:
    stream = io.StringIO()
    line = Progress(stream, 20)
    clock.now = 1
    line.step("漢" * 30 + "\x1b[2J")
    assert stream.getvalue() == "\r" + "漢" * 9 + "\x1b[K"


def test_without_a_terminal_nothing_happens(clock: Clock) -> None:
    with Progress(None) as line:
        clock.now = 9
        line.step("reading")
        assert not line.active


def test_counted_questions_are_the_questions(clock: Clock) -> None:
    questions: list[Question] = [
        Description(id=f"q{n}", title="", stem=of_xhtml("x"), span=Span("a")) for n in range(3)
    ]
    stream = io.StringIO()
    line = Progress(stream)
    assert line.active
    line.step("moodle:")
    counted = Counted(questions, line)
    seen = []
    for question in counted:
        seen.append(question)
        clock.now += 1
    assert seen == questions
    assert (counted[1], counted[1:], len(counted)) == (questions[1], questions[1:], 3)
    assert stream.getvalue() == "\rmoodle: 2 of 3 questions\x1b[K\rmoodle: 3 of 3 questions\x1b[K"
