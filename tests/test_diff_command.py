"""`exporter diff`: its formats, and what can be a side of it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exporter.cache import NoCache
from exporter.cli import command
from exporter.diff import NotASideError, load, snapshot_of
from exporter.diff.snapshot import FILE, encoded
from exporter.reader import read_bank
from tests.diff_banks import QUESTION, bank_of


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(command, ["diff", *map(str, words)])


def test_the_command_in_its_formats(tmp_path: Path) -> None:
    old = bank_of(tmp_path / "old", a=QUESTION)
    new = bank_of(tmp_path / "new", a=QUESTION.replace("Who founded", "Who had founded"))
    said = run(old, new)
    assert (said.exit_code, said.output.splitlines()[-1]) == (0, "    stem: Who {+had +}founded IPT?")
    assert "  - stem: Who **had** founded IPT?" in run(old, new, "--format", "markdown").output
    whole = json.loads(run(old, new, "--format", "json").output)
    assert whole["changed"][0]["parts"]["stem"][1] == {"kind": "added", "text": "had "}
    assert run(old, old).output == "from b 1.0.0 to b 1.0.0: nothing differs\n"


def test_a_snapshot_in_a_folder_or_an_archive_is_a_side(tmp_path: Path) -> None:
    old = bank_of(tmp_path / "old", a=QUESTION)
    bank, _ = read_bank(old, cache=NoCache(), statuses=("draft", "review", "ready", "retired"))
    release = tmp_path / "b-1.0.0"
    release.mkdir()
    (release / FILE).write_bytes(encoded(snapshot_of(bank)))
    with zipfile.ZipFile(tmp_path / "b-1.0.0.zip", "w") as archive:
        archive.write(release / FILE, f"b-1.0.0/{FILE}")
    for side in (release, tmp_path / "b-1.0.0.zip"):
        assert run(side, old).output == "from b 1.0.0 to b 1.0.0: nothing differs\n"


def test_what_is_no_side_is_a_wrong_command(tmp_path: Path) -> None:
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("other.txt", "")
    (tmp_path / "text").write_text("x")
    for path, words in (
        (tmp_path, "neither a release"),
        (tmp_path / "gone", "is not there"),
        (tmp_path / "text", "is no release"),
        (empty, "there is no questions.json in it"),
    ):
        said = run(path, tmp_path)
        assert said.exit_code == 2
        assert words in " ".join(said.output.split())
    with pytest.raises(NotASideError):
        load(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"format": 2, "bank": "", "version": "", "questions": [], "pieces": []}', b"\xff"]
)
def test_a_damaged_release_is_a_finding(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    said = run(tmp_path, tmp_path)
    assert said.exit_code == 1
    assert "error[release-damaged]" in said.output


def test_a_damaged_archive_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "r.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(FILE, "x" * 100)
    path.write_bytes(path.read_bytes().replace(b"x" * 50, b"y" * 50))
    assert "error[release-damaged]" in run(path, path).output


def test_a_source_with_errors_is_not_compared(tmp_path: Path) -> None:
    good = bank_of(tmp_path / "good", a=QUESTION)
    bad = bank_of(tmp_path / "bad", a=QUESTION.replace("[x]", "[ ]"))
    said = run(good, bad)
    assert said.exit_code == 1
    assert "error[no-right-choice]" in said.output
