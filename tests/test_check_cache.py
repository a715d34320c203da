"""`exporter check` beside a build: what the build kept is used, and changes nothing of what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from exporter.cache import FILE, open_cache
from exporter.cli import command
from tests.test_errors import BANK

QUESTION = "# Title {#focus}\n\nWhat?\n\n- [x] A\n- [ ] B\n"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank with a build beside it, whose cache is still empty."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source/questions").mkdir(parents=True)
    (tmp_path / "source/bank.yaml").write_text(BANK)
    (tmp_path / "source/questions/a.md").write_text(QUESTION)
    with open_cache(tmp_path / "build") as cache:
        cache.put(b"some", b"thing")
    return tmp_path


def check(*arguments: str) -> str:
    return CliRunner().invoke(command, ["check", *arguments]).output


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by each file that is parsed."""
    parsed: list[str] = []
    from exporter.reader import files  # noqa: PLC0415 - as the reader does

    really = files.read_file

    def read_file(*arguments: object, **named: object) -> object:
        parsed.append(str(arguments))
        return really(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "read_file", read_file)
    return parsed


def test_a_second_check_parses_nothing(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = count_reads(monkeypatch)
    first = check()
    assert len(parsed) == 1
    assert check() == first
    assert len(parsed) == 1
    (built / "source/questions/a.md").write_text(QUESTION.replace("[x]", "[ ]"))
    assert "no-right-choice" in check()
    assert len(parsed) == 2


def test_nothing_is_kept_where_that_is_asked_for(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built.joinpath("build", FILE).exists()
    parsed = count_reads(monkeypatch)
    assert check("--no-cache") == check("--no-cache")
    assert len(parsed) == 2
    check()
    assert len(parsed) == 3


def test_without_a_build_nothing_is_written(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (built / "build" / FILE).unlink()
    parsed = count_reads(monkeypatch)
    assert check() == check()
    assert len(parsed) == 2
    assert not (built / "build" / FILE).exists()
