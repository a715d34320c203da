"""`build --changed-since`: what a platform does not have yet, and nothing else."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from exporter.cli import command
from exporter.targets.registry import TARGETS
from tests.diff_banks import QUESTION, bank_of

LESSON = (
    "---\nid: lesson\ntitle: A lesson\nquestions: [founders, kept]\n---\n\nSee [the founders](question:founders).\n"
)
KEPT = """# Kept {#kept lesson=lesson}

As [the other](question:founders) and [the lesson](lesson:lesson) say?

- [x] a
- [ ] b
"""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two states of a bank: of three questions one changed, one is new."""
    old = bank_of(tmp_path / "old", a=QUESTION, b=KEPT)
    changed = KEPT.replace("As [", "Just as [")
    new = bank_of(tmp_path / "new", a=QUESTION, b=changed, c=QUESTION.replace("#founders", "#fresh"))
    for root in (old, new):
        (root / "lessons").mkdir()
        (root / "lessons/l.md").write_text(LESSON)
        (root / "quizzes").mkdir()
        (root / "quizzes/q.yaml").write_text("id: quiz\ntitle: Q\nsections:\n  - questions: [founders, kept]\n")
    return old, new


def build(source: Path, since: Path, out: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["build", str(source), "--changed-since", str(since), "-o", str(out), *words])


def test_only_what_is_new_or_changed_is_packed(two: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = two
    said = build(new, old, tmp_path / "out", *(word for target in TARGETS for word in ("-t", target.name)))
    assert said.exit_code == 0, said.output
    moodle = (tmp_path / "out/moodle/b.xml").read_text()
    assert "<idnumber>kept</idnumber>" in moodle
    assert "<idnumber>fresh</idnumber>" in moodle
    assert "<idnumber>founders</idnumber>" not in moodle
    assert moodle.count("quiz-quiz") == 1, "the tag by which `kept` is added to its quiz"
    assert "Moodle XML holds no quiz" not in said.output
    assert [path.name for path in (tmp_path / "out/canvas").iterdir()] == ["b-bank.zip"]
    with zipfile.ZipFile(tmp_path / "out/canvas/b-bank.zip") as archive:
        packed = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Just as" in packed
    report = json.loads((tmp_path / "out/report.json").read_text())
    assert report["bank"]["questions"] == 2
    assert report["targets"]["moodle"]["settings"]["changed-since"] == "old"


def test_where_nothing_changed_nothing_is_written(two: tuple[Path, Path], tmp_path: Path) -> None:
    old, _ = two
    said = build(old, old, tmp_path / "out", "-t", "moodle")
    assert said.exit_code == 0
    assert "note[nothing-changed] no question is new or changed since b 1.0.0" in said.output
    assert not (tmp_path / "out/moodle").exists()


def test_what_is_no_release_is_a_wrong_command(two: tuple[Path, Path], tmp_path: Path) -> None:
    said = build(two[1], tmp_path / "none", tmp_path / "out", "-t", "moodle")
    assert said.exit_code == 2
    assert "is not there" in said.output


def test_quizzes_are_not_written(two: tuple[Path, Path], tmp_path: Path) -> None:
    said = build(two[1], two[0], tmp_path / "out", "--quiz", "quiz")
    assert said.exit_code == 2
    assert "--quiz has no place beside it" in " ".join(said.output.split())


def test_a_damaged_release_stops_the_build(two: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "release").mkdir()
    (tmp_path / "release/questions.json").write_text("{")
    said = build(two[1], tmp_path / "release", tmp_path / "out", "-t", "moodle")
    assert said.exit_code == 1
    assert "error[release-damaged]" in said.output
    assert not (tmp_path / "out/moodle").exists()
