"""How the program ends: by a fault, by a signal, by a reader that goes away."""

from __future__ import annotations

import atexit
import io
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, Self

import click
import pytest

from exporter import __main__ as program
from exporter.fmt import Formatted, format_bank
from tests import command_runs
from tests.command_runs import Run, process

run = command_runs.run
bank = command_runs.bank


@pytest.mark.usefixtures("bank")
def test_a_fault_of_ours_is_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("something\n  strange")

    monkeypatch.setattr("exporter.checking.check_bank", broken)
    said = run("check")
    assert said.code == 70
    assert "this is a bug in exporter" in said.err
    assert "KeyError in exporter.cli.check, line " in said.err
    assert "EXPORTER_TRACEBACK=1" in said.err
    monkeypatch.setenv("EXPORTER_TRACEBACK", "1")
    monkeypatch.setattr(sys, "argv", ["exporter", "check"])
    with pytest.raises(SystemExit):
        program.main()
    assert "Traceback" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (MemoryError(), 1, "not enough memory"),
        (OSError(28, "No space left on device"), 1, "cannot go on: no space left on device; nothing"),
        (FileNotFoundError(2, "No such file", "a.md"), 1, "no such file (`a.md`)"),
        (AssertionError(), 70, "AssertionError in exporter.cli.check"),
        (SystemExit(), 0, ""),
    ],
)
@pytest.mark.usefixtures("bank")
def test_ends(run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, words: str) -> None:
    def end(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("exporter.checking.check_bank", end)
    said = run("check")
    assert said.code == code
    assert words in said.err


def test_what_was_laid_out_before_an_interruption_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, bank: Path
) -> None:
    (bank / "questions/a.md").write_text((bank / "questions/a.md").read_text() + "\n")

    def stopped(root: Path) -> Iterator[Formatted]:
        yield next(each for each in format_bank(root) if each.changed)
        raise KeyboardInterrupt

    monkeypatch.setattr("exporter.fmt.format_bank", stopped)
    said = run("fmt")
    assert (said.code, said.err) == (130, "\nexporter: interrupted; what it made is in its place\n")


def test_a_reader_that_goes_away(bank: Path) -> None:
    for number in range(3000):
        (bank / f"questions/x{number}.md").write_text("")
    with process("check", bank, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.wait() == 141
        assert running.stderr.read() == b""


def test_a_term_signal_ends_the_build_and_leaves_nothing(bank: Path) -> None:
    (bank / "questions/pipe.md").unlink(missing_ok=True)
    for number in range(2000):
        (bank / f"questions/x{number}.md").write_text(f"# X {{#x{number}}}\n\nText $x^2$\n\n- [x] a\n- [ ] b\n")
    (bank / "questions/b.md").unlink()
    out = bank.parent / "out"
    with process("build", bank, "-t", "moodle", "-o", out, "--no-cache", stderr=subprocess.PIPE) as running:
        while running.poll() is None and not list(out.glob(".staging-*/new/moodle/*")):
            pass
        running.send_signal(signal.SIGTERM)
        running.wait()
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode in (0, 143)
    assert not list(out.glob(".staging-*"))


def test_the_exit_code_of_a_closed_output(bank: Path) -> None:
    del bank
    with open(os.devnull) as unwritable, process("explain", stdout=unwritable, stderr=subprocess.PIPE) as running:  # noqa: PTH123
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode != 0


class Gone(io.TextIOBase):
    """An output that nobody reads any more; writing or flushing it is told so."""

    def __init__(self, *, flushing: bool = False) -> None:
        self._flushing = flushing
        self.buffer = self

    def write(self, text: Any) -> int:
        if not self._flushing:
            raise BrokenPipeError
        return len(text)

    def flush(self) -> None:
        if self._flushing:
            raise BrokenPipeError

    def fileno(self) -> int:
        return self._copy

    def __enter__(self) -> Self:
        self._copy = os.dup(1)
        return self

    def __exit__(self, *_: object) -> None:
        self._flushing = False  # or Python 3.13 tells what the last flush, by its collector, runs into
        os.close(self._copy)


@pytest.mark.parametrize("words", [["explain"], ["explain", "left-out"], ["targets", "--format", "json"]])
def test_writing_for_nobody(run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    with Gone() as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert run(*words).code == 141


def test_nobody_reads_the_last_of_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Gone(flushing=True) as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert run("explain").code == 141


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.usefixtures("bank")
def test_a_signal_is_an_orderly_end(run: Run, monkeypatch: pytest.MonkeyPatch, how: signal.Signals, code: int) -> None:
    monkeypatch.setattr("exporter.checking.check_bank", lambda *_, **__: os.kill(os.getpid(), how))
    said = run("check")
    assert said.code == code
    assert said.err.startswith("exporter: terminated; ")


@pytest.mark.usefixtures("bank")
def test_what_nohup_runs_goes_on_without_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sent: list[int] = []

    def hang_up(*_: object, **__: object) -> NoReturn:
        os.kill(os.getpid(), signal.SIGHUP)
        sent.append(signal.SIGHUP)
        raise MemoryError

    monkeypatch.setattr("exporter.checking.check_bank", hang_up)
    try:
        assert (run("check").code, sent) == (1, [signal.SIGHUP])
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.filterwarnings("ignore:'exporter.__main__' found in sys.modules")
def test_python_m_exporter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["exporter", "--version"])
    monkeypatch.setattr(os, "_exit", sys.exit)
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: sys.stdout.write("ended\n"))
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as end:
        runpy.run_module("exporter", run_name="__main__")
    signal.signal(signal.SIGTERM, before)
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("exporter, version ")
    assert shown.endswith("ended\n")


@pytest.mark.parametrize(("words", "code"), [("--version", 0), ("check missing", 2)])
def test_what_waits_for_the_end_is_run(tmp_path: Path, words: str, code: int) -> None:
    script = (
        "import atexit, sys, weakref\n"
        "class Held: pass\n"
        "held = Held()\n"
        "weakref.finalize(held, sys.stderr.write, 'finalized ')\n"
        "atexit.register(sys.stderr.write, 'ended ')\n"
        "from exporter.__main__ import program\n"
        "program()\n"
    )
    command = [sys.executable, "-c", script, *words.split()]
    path = {**os.environ, "PYTHONPATH": str(command_runs.ROOT)}
    ended = subprocess.run(command, cwd=tmp_path, env=path, capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert ended.stderr.endswith("ended finalized ")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_streams_that_the_caller_closed(bank: Path, tmp_path: Path, closed: str) -> None:
    (bank / "questions/b.md").unlink()
    script = f'exec "$0" -m exporter build "$1" -t moodle -o "$2" {closed}'
    ended = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable, str(bank), str(tmp_path / "out")],
        cwd=command_runs.ROOT,
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (tmp_path / "out/moodle/b.xml").read_bytes().startswith(b"<?xml")
