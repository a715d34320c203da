"""The commands that make, check and build a bank, as a shell sees them: words, exit codes, what goes where."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import command_runs
from tests.command_runs import Run

run = command_runs.run
bank = command_runs.bank


def test_init_makes_a_bank_that_builds_without_an_error(run: Run) -> None:
    said = run("init", "source")
    assert said.code == 0
    assert said.out.endswith("Next:\n  exporter check\n  exporter build\n")
    checked = run("check")
    assert (checked.code, checked.out) == (0, "9 questions: nothing is wrong\n")
    assert run("fmt", "--check").code == 0
    built = run("build", "-t", "moodle", "-t", "canvas")
    assert built.code == 0, built.out
    assert Path("build/moodle/my-bank.xml").is_file()
    assert Path("build/report.json").is_file()


def test_the_first_build_says_what_to_do_with_its_files(run: Run) -> None:
    run("init", "source")
    first = run("build", "-t", "canvas", "-t", "html", "-t", "qti21").out.partition("\nNext:\n")[2]
    assert first == (
        "  in Canvas: Settings, Import Course Content, QTI .zip file, then build/canvas/first-quiz.zip\n"
        "  in a browser: open build/html/first-quiz.html\n"
    )
    assert "Next:" not in run("build", "-t", "canvas").out
    assert "Next:" not in run("build", "-t", "qti21", "-o", "other").out


def test_init_names_the_bank_after_its_folder(run: Run) -> None:
    assert run("init", "My Bank 2").out.endswith("exporter build 'My Bank 2'\n")
    assert "id: my-bank-2\n" in Path("My Bank 2/bank.yaml").read_text()
    run("init", "Größe ä")
    assert "id: gro-e-a\n" in Path("Größe ä/bank.yaml").read_text()
    run("init", "2")
    assert "id: my-bank\n" in Path("2/bank.yaml").read_text()


def test_init_takes_an_empty_folder_and_no_other(run: Run) -> None:
    Path("empty").mkdir()
    assert run("init", "empty").code == 0
    said = run("init", "empty")
    assert said.code == 2
    assert "not empty" in said.err
    Path("file").write_text("")
    assert run("init", "file").code == 2
    said = run("init", "file/below")
    assert said.code == 1
    assert "cannot be written: Not a directory" in said.err


def test_init_that_fails_half_way_leaves_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "first.md":
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return write(self, data)

    Path("empty").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        for folder in ("new", "empty"):
            said = run("init", folder)
            assert said.code == 1
            assert "No space left" in said.err
    assert not Path("new").exists()
    assert run("init", "empty").code == 0


def test_check_shows_the_place(run: Run, bank: Path) -> None:
    said = run("check")
    assert said.code == 1
    lines = said.out.split("\n")
    assert lines[0].startswith("source/questions/b.md:1:13: error[")
    assert "pionts" in lines[0]
    assert lines[1] == "     1 | # Two {#two pionts=2}"
    assert lines[2] == "       |             ^^^^^^"
    assert "points" in lines[3]
    assert lines[-2].endswith("questions: 1 error")
    assert said.err == ""
    assert not bank.parent.joinpath("build").exists()


def test_check_of_the_folder_one_is_in(run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bank)
    assert run("check", ".").out.startswith("questions/b.md:1:13: error[")


def test_check_in_json_is_one_document_and_nothing_else(run: Run, bank: Path) -> None:
    del bank
    said = run("check", "--format", "json")
    found = json.loads(said.out)
    assert said.code == 1
    assert found["good"] is False
    (finding,) = found["findings"]
    assert (finding["path"], finding["line"], finding["column"], finding["end"]) == ("questions/b.md", 1, 13, 19)


def test_check_quietly_and_strictly(run: Run, bank: Path) -> None:
    (bank / "questions/b.md").write_text("# Two {#two}\n\nWhich?\n\n<!-- exporter: allow -->\n\n- [x] a\n- [ ] b\n")
    said = run("check")
    assert said.code == 0
    assert "1 warning" in said.out
    assert run("check", "--strict").code == 1
    quiet = run("check", "-q")
    assert "warning[" in quiet.out
    assert not quiet.out.endswith("1 warning\n")
    (bank / "questions/b.md").unlink()
    assert run("check", "-q").out == ""


def test_build_says_what_it_wrote(run: Run, bank: Path) -> None:
    (bank / "questions/b.md").unlink()
    said = run("build", "-t", "moodle", "-o", "out")
    assert said.code == 0
    assert re.search(r"^out/moodle/b\.xml +\d+ B$", said.out, re.MULTILINE)
    step = "  in Moodle: Question bank, Import, Moodle XML format, then out/moodle/b.xml\n"
    assert said.out.endswith(f"1 question in 1 file: nothing is wrong\nNext:\n{step}")
    assert run("build", "-t", "moodle", "-o", "out", "-q").out == ""


def test_build_in_json(run: Run, bank: Path) -> None:
    (bank / "questions/b.md").unlink()
    found = json.loads(run("build", "-t", "moodle", "--format", "json").out)
    assert found["good"] is True
    assert [output["path"] for output in found["outputs"]] == ["moodle/b.xml"]


def test_build_of_a_bank_with_errors(run: Run, bank: Path) -> None:
    del bank
    said = run("build", "-t", "moodle")
    assert said.code == 1
    assert said.out.endswith("1 error; nothing was written\n")
    assert not Path("build/moodle").exists()
    going = run("build", "-t", "moodle", "--keep-going")
    assert going.code == 1
    assert "in 1 file: 1 error; all in build/report.json" in going.out
    assert Path("build/moodle/b.xml").exists()


def test_a_strict_build_says_why_nothing_was_written(run: Run, bank: Path) -> None:
    (bank / "questions/b.md").write_text("# Two {#two}\n\nWhich?\n\n<!-- exporter: allow -->\n\n- [x] a\n- [ ] b\n")
    said = run("build", "-t", "moodle", "--strict")
    assert said.code == 1
    assert "1 warning (--strict: warnings and losses are errors); nothing was written" in said.out


def test_build_options_reach_the_targets(run: Run, bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    del bank

    def build(settings: Any, _: Any) -> Any:
        seen.append(settings)
        from exporter.settings import CommandError  # noqa: PLC0415

        raise CommandError("stop here")

    monkeypatch.setattr("exporter.pipeline.build", build)
    words = "--moodle-version 4.3.1+ --split 20MiB --canvas new --paper letter --large-print 24 --show-ids --jobs 3"
    words += " --quiz a --quiz b --status retired --status draft --official --no-cache --keep-going"
    said = run("build", *words.split(), "--templates", ".")
    assert said.code == 2
    assert "stop here" in said.err
    (settings,) = seen
    assert settings.statuses == ("draft", "retired")
    assert (settings.cache, settings.official, settings.keep_going, settings.strict) == (False, True, True, False)
    options = settings.options
    assert (options.moodle_version, options.split, options.canvas) == ((4, 3), 20 * 1024**2, "new")
    assert (options.paper, options.large_print, options.show_ids, options.jobs) == ("letter", 24, True, 3)
    assert (options.quizzes, options.templates) == (("a", "b"), Path())
