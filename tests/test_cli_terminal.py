"""What is written for the terminal at hand: its colours, its width, its characters, sizes in words."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from exporter.cli import parameters, terminal
from tests import command_runs
from tests.command_runs import process

bank = command_runs.bank


def test_a_terminal_that_speaks_little_gets_escapes(bank: Path) -> None:
    (bank / "questions/b.md").write_text("# Zwölf {#zwölf}\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with process("check", bank, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        out, err = running.communicate()
    assert running.returncode == 1
    assert b"Zw\\xf6lf" in out
    assert err == b""


def test_as_many_jobs_as_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parameters.processors() >= 1
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert parameters.processors() == 1


class Terminal:
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_colours_only_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    screen: Any = Terminal(terminal=True)
    file: Any = Terminal(terminal=False)
    assert terminal.has_colour(screen)
    assert not terminal.has_colour(file)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal.has_colour(screen)
    monkeypatch.setenv("NO_COLOR", "")
    assert terminal.has_colour(screen)
    monkeypatch.setenv("TERM", "dumb")
    assert not terminal.has_colour(screen)


@pytest.mark.parametrize(("columns", "width"), [("30", 40), ("80", 80), ("200", 100)])
def test_the_width_of_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    screen: Any = Terminal(terminal=True)
    file: Any = Terminal(terminal=False)
    assert terminal.width_of(screen) == width
    assert terminal.width_of(file) == 80


def test_progress_and_colours_on_a_terminal(bank: Path) -> None:
    pty = pytest.importorskip("pty")
    main, other = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS")}
    with process("check", bank, stdout=other, stderr=other, env=environment) as running:
        os.close(other)
        seen = b""
        while True:
            try:
                piece = os.read(main, 10_000)
            except OSError:
                break
            if not piece:
                break
            seen += piece
    os.close(main)
    assert running.returncode == 1
    assert b"\x1b[1;31merror[" in seen


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9950, "10 kB"), (999_499, "999 kB"),
     (999_600, "1.0 MB"), (12_345_678, "12 MB"), (5_000_000_000, "5.0 GB"), (1_000_000, "1.0 MB"), (5_000_000_000_000, "5000 GB")],
)  # fmt: skip
def test_sizes(size: int, words: str) -> None:
    assert terminal.in_size(size) == words


def test_counting_words() -> None:
    assert terminal.counted(1, "question") == "1 question"
    assert terminal.counted(0, "question") == "0 questions"
