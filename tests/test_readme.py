"""What the README shows is what happens: its example, its console, and the files and tags that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exporter.cli import command

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """Return the README's only fenced block in this language."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def exporter(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"}).invoke(command, words)


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the example's file in a bank of its own, which is the working folder's."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "source/questions/foundations.md"
    path.parent.mkdir(parents=True)
    (tmp_path / "source/bank.yaml").write_text("id: bank\ntitle: Bank\nlanguage: en\n", encoding="utf-8")
    path.write_text(block("markdown"), encoding="utf-8")
    return path


def test_nothing_is_wrong_with_the_example_and_it_takes_its_own_advice(example: Path) -> None:
    assert example.is_file()
    result = exporter("check")
    assert (result.exit_code, result.output) == (0, "1 question: nothing is wrong\n")


def test_the_console_shows_what_is_printed(example: Path) -> None:
    example.write_text(example.read_text(encoding="utf-8").replace("[x]", "[ ]"), encoding="utf-8")
    line, _, printed = block("console").partition("\n")
    assert line == "$ exporter check"
    result = exporter("check")
    assert (result.exit_code, result.output) == (1, printed)


def test_five_minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^exporter (.*?)(?: +#.*)?$", README, re.MULTILINE)
    assert [line.split()[0] for line in lines] == ["init", "check", "preview", "build"]
    for line in lines:
        if line.startswith("preview"):  # it serves until Ctrl-C
            continue
        targets = ("-t", "moodle", "-t", "canvas", "-q") if line.startswith("build") else ()
        assert exporter(*line.split(), *targets).exit_code == 0
    packages = set(re.findall(r"`(build/[a-z]+/[a-z-]+\.(?:xml|zip))`", README))
    assert packages == {"build/moodle/my-bank.xml", "build/canvas/first-quiz.zip"}
    assert all((tmp_path / each).is_file() for each in packages)
    assert (tmp_path / "build/canvas/my-bank-bank.zip").is_file()
    assert "`my-bank-bank.zip`" in README
    assert "`quiz-first-quiz`" in README
    assert "<![CDATA[quiz-first-quiz]]>" in (tmp_path / "build/moodle/my-bank.xml").read_text(encoding="utf-8")
