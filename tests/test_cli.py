"""The commands as a shell sees them: words, exit codes, help, what goes where."""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import click
import pytest

import exporter
from exporter import __main__ as program
from exporter.cli import COMMANDS, command, parameters, terminal
from exporter.codes import all_codes
from exporter.targets.registry import TARGETS

ROOT = Path(exporter.__file__).parent.parent


class Said:
    """What a run of the program left: its exit code and its words."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


class Run:
    """Runs the program inside this process, as `main` does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *words: str | Path) -> Said:
        self._monkeypatch.setattr(sys, "argv", ["exporter", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            program.main()
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        assert isinstance(end.value.code, int)
        return Said(end.value.code, out, err)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = signal.getsignal(signal.SIGTERM)
    yield Run(monkeypatch, capfd)
    signal.signal(signal.SIGTERM, before)


def all_commands() -> Iterator[tuple[str, click.Command]]:
    def below(path: str, each: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield path, each
        if isinstance(each, click.Group):
            context = click.Context(each)
            for name in each.list_commands(context):
                inner = each.get_command(context, name)
                assert inner is not None
                yield from below(f"{path} {name}".strip(), inner)

    yield from below("", command)


@pytest.mark.parametrize(("path", "each"), list(all_commands()))
def test_every_command_has_help_that_fits_and_an_example(path: str, each: click.Command, run: Run) -> None:
    said = run(*path.split(), "--help")
    assert said.code == 0
    assert max(map(len, said.out.split("\n"))) <= 80
    assert each.help
    if " " not in path:
        assert "Examples:" in said.out
    for parameter in each.params:
        if isinstance(parameter, click.Option) and parameter.name not in ("help", "version"):
            assert parameter.help, parameter.name
            assert re.search(r"[.;\])]$", parameter.help), parameter.help


def test_the_list_of_commands_says_what_each_says_of_itself() -> None:
    found = dict(all_commands())
    for name, short_help in COMMANDS.items():
        assert found[name].short_help == short_help
        assert len(f"  {name:12}{short_help}") <= 80


def test_names_known_without_loading_are_those_there_are() -> None:
    assert tuple(target.name for target in TARGETS) == parameters.TARGETS
    from exporter.reader.key_table import TABLES  # noqa: PLC0415

    status = next(key for key in TABLES["question"] if key.name == "status")
    assert status.kind.schema["enum"] == list(parameters.STATUSES)


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys; from exporter.cli import command\n"
        "try: command.main(['--help'], prog_name='exporter')\n"
        "except SystemExit: pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'lxml', 'msgspec', 'yaml', 'markdown_it', 'weasyprint',"
        " 'jinja2', 'sqlite3', 'tempfile', 'json', 'zipfile'}))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.endswith("[]\n")


def test_a_name_that_is_no_command_is_none() -> None:
    assert command.get_command(click.Context(command), "nothing") is None


def test_without_a_command_there_is_help(run: Run) -> None:
    said = run()
    assert said.code == 2
    assert "Commands:" in said.err


def test_version(run: Run) -> None:
    said = run("--version")
    assert (said.code, said.out) == (0, f"exporter, version {exporter.__version__}\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["biuld"], "Did you mean 'build'?"),
        (["xyzzy"], "There are: init, check, fmt, build"),
        (["--nothing"], "No such option"),
        (["build", "--moodle-version", "new"], "`new` is no version such as 4.5"),
        (["build", "--split", "0"], "`0` is no size such as 20MB"),
        (["build", "--split", "20 Wh"], "`20 Wh` is no size"),
        (["build", "-t", "mooddle"], "mooddle"),
        (["build", "--jobs", "0"], "--jobs"),
        (["check"], "the folder `source` is not there"),
        (["check", "nothing-here"], "exporter init nothing-here"),
        (["explain", "left-ot"], "Did you mean left-out"),
        (["explain", "qqqqqqqqqq"], "lists all codes"),
        (["completion", "tcsh"], "tcsh"),
        (["init"], "DIR"),
    ],
)
def test_a_wrong_command_is_exit_2_and_says_what_there_is(run: Run, words: list[str], message: str) -> None:
    Path("source").rmdir() if Path("source").is_dir() else None
    if words[0] == "build":
        Path("source").mkdir()
    said = run(*words)
    assert said.code == 2
    assert message in " ".join(said.err.split())
    assert said.out == ""


def test_init_makes_a_bank_that_builds_without_an_error(run: Run) -> None:
    said = run("init", "source")
    assert said.code == 0
    assert said.out.endswith("Next:\n  exporter check\n  exporter build\n")
    checked = run("check")
    assert (checked.code, checked.out) == (0, "9 questions: nothing is wrong\n")
    built = run("build", "-t", "moodle", "-t", "canvas")
    assert built.code == 0, built.out
    assert Path("build/moodle/my-bank.xml").is_file()
    assert Path("build/report.json").is_file()


def test_init_names_the_bank_after_its_folder(run: Run) -> None:
    assert run("init", "My Bank 2").out.endswith("exporter build My Bank 2\n")
    assert "id: my-bank-2\n" in Path("My Bank 2/bank.yaml").read_text()
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


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank of one good and one broken question; the broken one misspells a key."""
    (tmp_path / "source/questions").mkdir(parents=True)
    (tmp_path / "source/bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\n")
    (tmp_path / "source/questions/a.md").write_text("# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    (tmp_path / "source/questions/b.md").write_text("# Two {#two pionts=2}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    return tmp_path / "source"


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
    assert said.out.endswith("1 question in 1 file: nothing is wrong\n")
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


@pytest.mark.parametrize("code", sorted(all_codes()))
def test_every_code_can_be_explained(run: Run, code: str) -> None:
    said = run("explain", code.upper().replace("-", "_"))
    assert said.code == 0
    assert said.out.startswith(f"{code} (")
    assert "\nExample:\n\n    " in said.out
    assert "\nWhat to do: " in said.out


def test_explain_lists_all_codes(run: Run) -> None:
    lines = run("explain").out.split("\n")[:-1]
    assert [line.split(" ")[0] for line in lines] == list(all_codes())
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    said = run("completion", shell)
    assert said.code == 0
    assert f"_EXPORTER_COMPLETE={shell}_complete" in said.out


def test_completion_of_commands_values_and_codes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_EXPORTER_COMPLETE", "bash_complete")
    for words, expected in (
        ("exporter b", "build"),
        ("exporter build -t mood", "moodle"),
        ("exporter explain left-", "left-out"),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
        said = run()
        assert said.code == 0
        assert f"plain,{expected}\n" in said.out


def test_targets_in_80_columns(run: Run) -> None:
    said = run("targets", "-t", "moodle")
    lines = said.out.split("\n")
    assert max(map(len, lines)) <= 80
    assert any(re.match(r"formulas +\+  \+", line) for line in lines)
    assert not any(line.startswith("canvas:") for line in lines)


def test_targets_in_json_and_markdown(run: Run) -> None:
    rows = json.loads(run("targets", "--format", "json", "-t", "moodle", "--moodle-version", "4.3").out)
    ordering = [row for row in rows if row["type"] == "ordering" and not row["feature"]]
    assert [(row["target"], row["outcome"]) for row in ordering] == [("moodle", "changed")]
    assert "| the type itself | kept |" in run("targets", "--format", "markdown").out


@pytest.mark.usefixtures("bank")
def test_a_fault_of_ours_is_no_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("something\n  strange")

    monkeypatch.setattr("exporter.pipeline.check_bank", broken)
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

    monkeypatch.setattr("exporter.pipeline.check_bank", end)
    said = run("check")
    assert said.code == code
    assert words in said.err


def process(*words: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "exporter", *map(str, words)], cwd=ROOT, **options)


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


def test_a_terminal_that_speaks_little_gets_escapes(bank: Path) -> None:
    (bank / "questions/b.md").write_text("# Zwölf {#zwölf}\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    with process("check", bank, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        out, err = running.communicate()
    assert running.returncode == 1
    assert b"Zw\\xf6lf" in out
    assert err == b""


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


@pytest.mark.usefixtures("bank")
def test_a_term_signal_is_an_orderly_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.pipeline.check_bank", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM))
    assert run("check").code == 143


@pytest.mark.filterwarnings("ignore:'exporter.__main__' found in sys.modules")
def test_python_m_exporter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["exporter", "--version"])
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as end:
        runpy.run_module("exporter", run_name="__main__")
    signal.signal(signal.SIGTERM, before)
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("exporter, version ")


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
    assert terminal.counted(2, "entry", "entries") == "2 entries"
