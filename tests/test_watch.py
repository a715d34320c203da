"""`exporter watch`: which edits are noticed, which findings are told, and how it ends."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from exporter.cli import watch as command
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.findings import Findings
from exporter.pipeline import Result
from exporter.settings import Settings
from exporter.watching import Rounds, Seen, edited_since, edits
from tests import command_runs
from tests.command_runs import Run
from tests.previews import make

ROOT = Path(__file__).resolve().parent.parent
GOOD = "- [x] Bonds"
WRONG = "- [ ] Bonds"
START = "start"
GONE = "gone"
run = command_runs.run


# --- edits ---


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_edits_are_noticed_and_nothing_else(tmp_path: Path, stop: threading.Event) -> None:
    source, templates = make(tmp_path / "bank"), tmp_path / "templates"
    templates.mkdir()
    changes = edits(Seen(source, source / "build", [templates, tmp_path / "nowhere"]), stop)
    assert next(changes) is True
    file = source / "questions/first.md"
    file.write_text(file.read_text() + "\n")  # before anybody watches: the build that runs then
    assert next(changes) is True
    (source / "build").mkdir()
    (source / "build/out.xml").write_text("ours")
    (source / ".first.md.swp").write_text("an editor's")
    (templates / "mine.css").write_text("")
    assert next(changes) is True
    seen = threading.Timer(3, stop.set)
    seen.start()
    assert list(changes) == []
    seen.cancel()


def test_a_folder_that_goes_and_comes_is_followed(tmp_path: Path, stop: threading.Event) -> None:
    source = make(tmp_path / "bank")
    changes = edits(Seen(source, tmp_path / "build"), stop)
    assert next(changes) is True
    shutil.rmtree(source)
    while next(changes):  # it is deleted file by file, and may be looked at in between
        pass
    make(source)
    assert next(changes) is True
    other = make(tmp_path / "other")
    source.rename(tmp_path / "away")
    other.rename(source)
    while not next(changes):
        pass
    (source / "bank.yaml").write_text("id: other\ntitle: Other\nlanguage: en\n")
    assert next(changes) is True


def test_a_folder_that_is_not_there_is_waited_for(tmp_path: Path, stop: threading.Event) -> None:
    changes = edits(Seen(tmp_path / "bank", tmp_path / "build"), stop)
    assert next(changes) is False
    make(tmp_path / "bank")
    assert next(changes) is True


def test_an_edit_that_was_read_is_noticed_when_it_is_undone(tmp_path: Path, stop: threading.Event) -> None:
    source = make(tmp_path / "bank")
    seen = Seen(source, tmp_path / "build")
    changes = edits(seen, stop)
    assert next(changes) is True
    more = source / "questions/more.md"
    more.write_text("# More {#more}\n")
    seen.read()
    more.unlink()
    assert next(changes) is True
    assert not seen.again()


def test_a_look_now_and_then_says_whether_there_was_an_edit(tmp_path: Path) -> None:
    source = make(tmp_path)
    rare, often = edited_since(source, tmp_path / "build", 1000), edited_since(source, tmp_path / "build", 0)
    assert not often()
    (source / "questions/first.md").unlink()
    assert often()
    assert not rare()


# --- findings that come and go ---


def _finding(code: str, line: int = 1, severity: Severity = Severity.WARNING, target: str = "") -> Diagnostic:
    return Diagnostic(code=code, severity=severity, span=Span("a.md", line), message=code, target=target)


def _rounds(*found: list[Diagnostic]) -> Iterator[tuple[list[str], list[str]]]:
    results = iter(found)

    def build(settings: Settings) -> Result:
        del settings
        findings = Findings(next(results))
        wrong = findings.count(Severity.ERROR) > 0
        return Result(findings=findings, good=not wrong, outputs=() if wrong else (object(),))  # type: ignore[arg-type]

    rounds = Rounds(Settings(), build)
    for _ in found:
        done = rounds.run()
        yield [each.code for each in done.new], [each.code for each in done.gone]


def test_what_is_new_and_what_is_gone() -> None:
    first = [_finding("one"), _finding("two"), _finding("lost", severity=Severity.LOSS, target="moodle")]
    error = _finding("wrong", severity=Severity.ERROR)
    assert list(
        _rounds(
            first,
            [_finding("two", 7), _finding("three"), first[2]],  # a line further down is no other finding
            [_finding("two", 7), _finding("two", 9), _finding("three"), first[2]],
            [error],  # the targets were not asked
            [first[2]],
        )
    ) == [
        (["one", "two", "lost"], []),
        (["three"], ["one"]),
        (["two"], []),
        (["wrong"], ["three", "two", "two"]),
        ([], ["wrong"]),
    ]


def test_a_build_that_an_edit_overtook_is_made_again() -> None:
    overtaken = [_finding("source-changed", severity=Severity.ERROR)]
    builds = iter([overtaken, overtaken, [_finding("one")], *[overtaken] * 20])

    def build(settings: Settings) -> Result:
        del settings
        found = next(builds)
        return Result(findings=Findings(found), good=found is not overtaken)

    rounds = Rounds(Settings(), build)
    assert [each.code for each in rounds.run().new] == ["one"]
    assert [each.code for each in rounds.run().new] == ["source-changed"]  # who writes without end is told


# --- the command ---


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return make(tmp_path / "source")


def _steps(monkeypatch: pytest.MonkeyPatch, *steps: object) -> None:
    """Let the edits be these, each done before it is noticed."""

    def made(*_: object) -> Iterator[bool]:
        for each in steps:
            if callable(each):
                each()
            yield each != GONE
        raise KeyboardInterrupt

    monkeypatch.setattr("exporter.watching.edits", made)


def _edit(bank: Path, before: str, after: str) -> object:
    file = bank / "questions/first.md"
    return lambda: file.write_text(file.read_text().replace(before, after))


def test_the_last_build_decides_the_code(run: Run, monkeypatch: pytest.MonkeyPatch, bank: Path) -> None:
    _steps(monkeypatch, START, _edit(bank, GOOD, WRONG), _edit(bank, WRONG, GOOD))
    said = run("watch", "-t", "moodle")
    assert said.code == 0
    assert "error[no-right-choice]" in said.out
    assert "1 new, 0 gone; 1 question: 1 error" in said.out
    assert "nothing was written, the last good build stays" in said.out
    assert "gone: error[no-right-choice] questions/first.md" in said.out
    assert "0 new, 1 gone; 2 questions" in said.out
    assert "1 file in build" in said.out


def test_a_bank_with_errors_keeps_the_last_good_build(run: Run, monkeypatch: pytest.MonkeyPatch, bank: Path) -> None:
    out = bank.parent / "build/moodle/bank.xml"
    kept: list[bytes] = []
    _steps(monkeypatch, START, lambda: kept.append(out.read_bytes()), _edit(bank, GOOD, WRONG))
    said = run("watch", "-t", "moodle", "-q")
    assert said.code == 1
    assert out.read_bytes() == kept[0]
    assert "gone:" not in said.out


def test_a_folder_that_is_gone_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, bank: Path) -> None:
    _steps(monkeypatch, START, GONE)
    said = run("watch", "-t", "moodle")
    assert said.code == 1
    assert f"the folder `{bank.name}` is gone; waiting for it" in said.out


def test_many_that_are_gone_are_counted(run: Run, monkeypatch: pytest.MonkeyPatch, bank: Path) -> None:
    many = bank / "questions/many.md"
    many.write_text("".join(f"# Q {n} {{#q{n}}}\n\nWhat?\n\n- [ ] A\n- [ ] B\n\n" for n in range(7)))
    _steps(monkeypatch, START, many.unlink)
    assert "gone: 2 more" in run("watch", "-t", "moodle").out


def test_a_quiz_that_is_not_there(run: Run, monkeypatch: pytest.MonkeyPatch, bank: Path) -> None:
    _steps(monkeypatch, START)
    assert run("watch", "-t", "moodle", "--quiz", "nothing").code == 2
    _steps(monkeypatch, START, (bank / "quizzes/small.yaml").unlink)
    said = run("watch", "-t", "moodle", "--quiz", "small")
    assert said.code == 1
    assert "there is no quiz `small` in the bank" in said.out


def test_a_source_that_is_not_there(run: Run) -> None:
    assert run("watch", "nowhere").code == 2


def test_ctrl_c_ends_it_and_a_reader_that_goes_too(bank: Path) -> None:
    words = [sys.executable, "-u", "-m", "exporter", "watch", str(bank), "-o", str(bank.parent / "out"), "-t", "moodle"]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=place) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while "file in" not in process.stdout.readline():
            assert process.poll() is None, process.stderr.read()
        file = bank / "questions/first.md"
        file.write_text(file.read_text().replace(GOOD, WRONG))
        while "the last good build stays" not in process.stdout.readline():
            assert process.poll() is None, process.stderr.read()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (1, "")
    assert "Traceback" not in out


def test_what_is_built_where_no_target_is_named_is_said() -> None:
    words = " ".join(click.Context(command.command).get_help().split())
    assert f"{' and '.join(command.QUICK)} where none is named" in words
