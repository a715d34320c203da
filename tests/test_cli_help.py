"""What the program says of itself: help, wrong words, codes, completion, targets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import exporter
from exporter.cli import COMMANDS, command, parameters
from exporter.codes import all_codes
from exporter.targets.registry import TARGETS
from tests import command_runs
from tests.command_runs import ROOT, Run

run = command_runs.run


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


def test_checking_loads_nothing_that_only_a_build_needs() -> None:
    probe = (
        "import sys; from pathlib import Path; from exporter.checking import check_bank;"
        "import exporter.cli.check; check_bank(Path('exporter/bank_template'), advice=True);"
        "print(sorted({'exporter.archive', 'exporter.job', 'exporter.targets', 'zipfile'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_commands_load_no_second_library_of_types() -> None:
    pytest.importorskip("typing_extensions")
    script = (
        "import contextlib, sys\nfrom exporter.cli import command\n"
        "with contextlib.suppress(SystemExit): command.main(['explain', 'left-out'])\n"
        "assert 'msgspec' in sys.modules and 'typing_extensions' not in sys.modules\n"
        "import typing_extensions"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


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
        (["build", "--self-check", "javascript:alert(1)"], "is no address such as https://"),
        (["build", "--self-check", "https://[x/"], "is no address such as https://"),
        (["build", "--self-check", "https://x.org/a#b"], "is no address such as https://"),
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
    assert any(line.startswith("no-bank-file (error)  The folder holds no `bank.yaml`") for line in lines)


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
