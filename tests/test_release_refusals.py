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
    assert "mend the checkout" in found.hint
    monkeypatch.setenv("PATH", str(empty))
    _, found = revision(here / "source", here / "build")
    assert found is not None
    assert "there is no `git`" in found.message
    assert found.hint == "install git"


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


def test_the_help_offers_nothing_that_is_refused(here: Path) -> None:
    said = release(here, "--help").output
    assert "--since" in said
    assert "--quiz" not in said
    assert "--status" not in said


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


def test_what_the_users_settings_hide_is_not_committed_all_the_same(here: Path) -> None:
    git(here, "config", "status.showUntrackedFiles", "no")
    (here / "source/questions/b.md").write_text("# Three {#three}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    assert "error[tree-dirty] what is not committed: `source/questions/b.md`" in release(here).output


def test_what_git_ignores_and_the_bank_reads_is_in_no_revision(here: Path) -> None:
    (here / ".gitignore").write_text("build/\nb.md\n*.svg\n*.txt\n")
    git(here, "rm", "-q", "--cached", "source/media/line.svg")
    git(here, "commit", "-aqm", "ignored")
    (here / "source/questions/b.md").write_text("# Three {#three}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    (here / "source/questions/notes.txt").write_text("Not the bank's.")
    said = release(here).output
    assert "error[tree-dirty] the bank holds what git ignores: `questions/b.md`, `media/line.svg`\n" in said
    assert "take it out of what git ignores" in said


def test_a_link_is_committed_where_what_it_leads_to_is(here: Path) -> None:
    (here / "source/questions").rename(here / "source/texts")
    (here / "source/questions").symlink_to("texts")
    git(here, "add", ".")
    git(here, "commit", "-qm", "link")
    assert revision(here / "source", here / "build", ["questions/a.md"])[1] is None


def test_an_output_folder_around_the_bank_hides_nothing_of_it(here: Path) -> None:
    with (here / "source/questions/a.md").open("a") as file:
        file.write("\nMore.\n")
    (here / "banks").mkdir()
    git(here, "mv", "source", "banks/source")
    git(here, "commit", "-qm", "moved")
    (here / "banks/release").mkdir()
    (here / "banks/release/x").write_text("An earlier release.")
    _, found = revision(here / "banks/source", here / "banks")
    assert found is not None
    assert found.message == "what is not committed: `banks/source/questions/a.md`"


def test_the_variables_of_a_hook_do_not_lead_to_another_repository(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = git(here, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert revision(here / "source", here / "build") == (commit, None)
