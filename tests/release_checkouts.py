"""Checkouts of a small bank, and releases of it."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exporter.cli import command

ROOT = Path(__file__).parents[1]
BANK = "id: b\ntitle: 'A *bank* & more'\nlanguage: en\nversion: 1.0.0\nlicence: CC-BY-4.0\n"
QUESTIONS = """# One {#one}

Which? ![A line, drawn “thus”](../media/line.svg)

- [x] a
- [ ] b

## Hint

A hint that Canvas does not hold.

# Two {#two status=draft}

Which?

- [x] a
- [ ] b
"""
GIT = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c"}
GIT |= {"GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2020-01-01T00:00:00Z"}


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), *words]
    environment = {**os.environ, **GIT, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()


def checkout(folder: Path) -> Path:
    """Make a git checkout of a small bank."""
    for path, text in {
        "source/bank.yaml": BANK,
        "source/questions/a.md": QUESTIONS,
        "source/media/line.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9"/></svg>',
        "source/quizzes/q.yaml": "id: q\ntitle: Q\nsections:\n  - questions: [one]\n",
        ".gitignore": "build/\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    return folder


def release(folder: Path, *words: str | Path, version: str = "1.0.0") -> Result:
    with contextlib.chdir(folder):
        return CliRunner().invoke(command, ["release", "--version", version, *map(str, words)])


@pytest.fixture
def here(tmp_path: Path, official_schemas: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    return checkout(tmp_path / "here")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
