"""Names and folders that no bank should have: each is told, none is read in silence or raises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.reader import bank_paths, read_bank

QUESTION = "# T {#%s}\n\nWhat?\n\n- [x] A\n- [ ] B\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "bank"
    (root / "questions").mkdir(parents=True)
    (root / "bank.yaml").write_text("id: bank\ntitle: A bank\nlanguage: en\n")
    (root / "questions" / "a.md").write_text(QUESTION % "one")
    return root


def told(root: Path) -> list[tuple[str, str]]:
    bank, findings = read_bank(root, cache=NoCache())
    assert [question.id for question in bank.questions] == ["one"]
    assert all(each.span.path.isprintable() and each.span.path.encode() for each in findings)
    return [(each.code, each.message) for each in findings]


def test_a_linked_folder_is_told_and_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.md").write_text(QUESTION % "two")
    (root / "questions" / "other").symlink_to(tmp_path / "other")
    (root / "questions" / "circle").symlink_to(".")
    message = "the folder is a link, and links to folders are not followed"
    assert told(root) == [("file-outside", message)] * 2


@pytest.mark.parametrize("name", ["b\x07.md", "b\nc.md", "b\u2028.md", "folder\x1b[31m/b.md"])
def test_a_control_character_in_a_name(name: str, root: Path) -> None:
    (root / "questions" / name).parent.mkdir(exist_ok=True)
    (root / "questions" / name).write_text(QUESTION % "two")
    assert told(root) == [("control-character", "a control character is in the name")]
    assert list(bank_paths(root)) == ["bank.yaml", "questions/a.md"]


def test_a_name_that_is_no_text(root: Path) -> None:
    (root / "questions" / os.fsdecode(b"caf\xe9.md")).write_text(QUESTION % "two")
    (root / "questions" / os.fsdecode(b"\xff.csv")).write_text("not ours")
    assert told(root) == [("not-utf8", "the name is not UTF-8")]
    (root / "questions" / os.fsdecode(b"\xff.txt")).write_text("not read")
    assert [code for code, _ in told(root)] == ["not-utf8", "file-not-read"]


def test_a_folder_that_cannot_be_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "questions" / "closed").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert told(root) == [("unreadable-file", "the folder cannot be read: permission denied")]
