"""What is not released: what nobody could say later what it is, or what has a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.release.revision import revision
from tests import release_checkouts
from tests.release_checkouts import git, release

here = release_checkouts.here


def test_a_dirty_checkout_is_refused(here: Path) -> None:
    (here / "source/questions/b.md").write_text("# Three {#three}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    said = release(here)
    assert said.exit_code == 1
    assert "error[tree-dirty] what is not committed: `source/questions/b.md`" in said.output
    assert "error[version" not in said.output
    (here / "source/questions/b.md").unlink()
    for name in "abcd":
        (here / name).write_text("")
    assert "and 1 more" in release(here).output
    assert not (here / "build/release").exists()


def test_outputs_in_the_checkout_are_not_dirt(here: Path) -> None:
    (here / ".gitignore").write_text("")
    git(here, "commit", "-aqm", "no ignoring")
    (here / "build").mkdir()
    (here / "build/x").write_text("")
    assert revision(here / "source", here / "build") == (git(here, "rev-parse", "HEAD"), None)
    assert revision(here / "source", here / "other")[1] is not None


def test_a_checkout_that_git_cannot_speak_of(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-q")
    _, found = revision(empty, empty / "build")
    assert found is not None
    assert "git cannot say" in found.message
    monkeypatch.setenv("PATH", str(empty))
    _, found = revision(here / "source", here / "build")
    assert found is not None
    assert "there is no `git`" in found.message


def test_another_version_than_the_banks_is_refused(here: Path) -> None:
    said = release(here, version="2.0.0")
    assert said.exit_code == 1
    assert (
        "source/bank.yaml: error[version-differs] the version `2.0.0` is not that of the bank, which is `1.0.0`"
        in said.output
    )


def test_without_the_official_schemas_the_command_is_named(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(tmp_path / "none"))
    said = release(here)
    assert said.exit_code == 1
    assert "error[schemas-needed]" in said.output
    assert "exporter schemas install" in said.output
    assert not (here / "build/release").exists()


def test_losses_are_refused_where_strict(here: Path) -> None:
    said = release(here, "--strict")
    assert said.exit_code == 1
    assert "nothing was released" in said.output
    assert not list((here / "build/release").glob("[!.]*"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--status", "draft"], "a release holds what is ready and nothing else"),
        (["--version", "../1"], "is no version"),
        (["--quiz", "q"], "a release holds the whole bank"),
        (["--since", "source/media"], "neither a release"),
    ],
)
def test_a_wrong_command(here: Path, words: list[str], message: str) -> None:
    said = release(here, *words)
    assert said.exit_code == 2
    assert message in " ".join(said.output.split())


def test_a_damaged_earlier_release(here: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/questions.json").write_text("{")
    said = release(here, "--since", tmp_path / "old")
    assert said.exit_code == 1
    assert "error[release-damaged]" in said.output


def test_a_bank_with_errors_is_not_released(here: Path) -> None:
    path = here / "source/questions/a.md"
    path.write_text(path.read_text().replace("[x]", "[ ]", 1))
    git(here, "commit", "-aqm", "broken")
    said = release(here, "--format", "github")
    assert said.exit_code == 1
    assert "no-right-choice" in said.stdout
    assert not list((here / "build/release").glob("[!.]*"))
