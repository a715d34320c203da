"""Releases: whole or not there, the same bytes anywhere, refused where nobody could say later what they are."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result

from exporter.cli import command
from exporter.diff import load
from exporter.release.record import schema
from exporter.release.revision import revision

ROOT = Path(__file__).parents[1]
BANK = "id: b\ntitle: 'A *bank* & more'\nlanguage: en\nversion: 1.0.0\nlicence: CC-BY-4.0\n"
QUESTIONS = """# One {#one}

Which? ![A line](../media/line.svg)

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


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, official_schemas: Path) -> Iterator[Path]:
    """A checkout with one release."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
        folder = checkout(tmp_path_factory.mktemp("released"))
        said = release(folder)
        assert said.exit_code == 0, said.output
        assert "1 question in " in said.output
        yield folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_sums_are_those_of_all_files(released: Path) -> None:
    found = files_of(released / "build/release/b-1.0.0")
    listed = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert set(listed) == set(found) - {"SHA256SUMS", "b-1.0.0.zip"}
    assert all(hashlib.sha256(found[path]).hexdigest() == digest for path, digest in listed.items())
    assert {path.split("/")[0] for path in listed} >= {"moodle", "canvas", "pdf", "qti21", "qti22", "qti30"}


def test_the_archive_holds_the_same(released: Path) -> None:
    found = files_of(released / "build/release/b-1.0.0")
    with zipfile.ZipFile(released / "build/release/b-1.0.0/b-1.0.0.zip") as archive:
        inside = {name.removeprefix("b-1.0.0/"): archive.read(name) for name in archive.namelist()}
    del found["b-1.0.0.zip"]
    assert inside == found


def test_the_record_fits_its_schema_and_says_what_there_is(released: Path) -> None:
    folder = released / "build/release/b-1.0.0"
    whole = json.loads((folder / "release.json").read_text())
    jsonschema.Draft202012Validator(json.loads(schema())).validate(whole)
    assert whole["version"] == "1.0.0"
    assert whole["revision"] == git(released, "rev-parse", "HEAD")
    told = {"id": "b", "title": "A *bank* & more", "language": "en", "licence": "CC-BY-4.0"}
    assert whole["bank"] == {**told, "digest": whole["bank"]["digest"]}
    assert [each["id"] for each in whole["quizzes"]] == ["q"]
    assert {"lxml", "weasyprint", "click"} <= set(whole["dependencies"])
    for each in whole["files"]:
        assert (folder / each["path"]).stat().st_size == each["size"]
    assert [each["id"] for each in whole["questions"]] == ["one"]
    assert {each["target"] for each in whole["losses"]} >= {"canvas"}


def test_the_notes_name_files_and_losses(released: Path) -> None:
    text = (released / "build/release/b-1.0.0/NOTES.md").read_text()
    assert text.startswith("# A \\*bank\\* \\& more 1.0.0\n\n1 question, 1 quiz.\n")
    assert "- `moodle/b.xml` (moodle-xml, " in text
    assert "### canvas\n" in text
    assert "What changed" not in text


def test_nothing_is_left_beside_it(released: Path) -> None:
    assert [path.name for path in (released / "build/release").iterdir() if path.name != ".lock"] == ["b-1.0.0"]
    assert not list((released / "build/release/b-1.0.0").glob(".*"))


def test_a_version_is_released_once(released: Path) -> None:
    before = files_of(released / "build/release")
    said = release(released)
    assert said.exit_code == 1
    assert "error[version-exists]" in said.output
    assert files_of(released / "build/release") == before


def test_the_next_release_says_what_changed(
    released: Path, tmp_path: Path, official_schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    folder = shutil.copytree(released, tmp_path / "next")
    path = folder / "source/questions/a.md"
    path.write_text(path.read_text().replace("- [x] a\n- [ ] b\n\n## Hint", "- [ ] a\n- [x] b\n\n## Hint"))
    (folder / "source/bank.yaml").write_text(BANK.replace("1.0.0", "1.1.0"))
    git(folder, "commit", "-aqm", "second")
    said = release(folder, "--since", "build/release/b-1.0.0", "--format", "json", version="1.1.0")
    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout)["folder"] == "build/release/b-1.1.0"
    text = (folder / "build/release/b-1.1.0/NOTES.md").read_text()
    assert "from b 1.0.0 to b 1.1.0: 1 question with another key" in text
    assert "  - key: 100% ~~a~~**b**" in text
    before, after = (load(folder / f"build/release/b-1.{number}.0/b-1.{number}.0.zip")[0] for number in (0, 1))
    assert before is not None
    assert after is not None
    assert before.live()["one"].digest != after.live()["one"].digest


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


# --- the same bytes anywhere ----------------------------------------------------------------------------


def elsewhere(folder: Path, *, zone: str, language: str, seed: str, mask: int, seconds: int) -> dict[str, bytes]:
    """Release in a process whose surroundings differ in all that must not matter; return every file."""
    checkout(folder)
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds), follow_symlinks=False)
    environment = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": seed}
    environment.pop("SOURCE_DATE_EPOCH", None)
    words = [sys.executable, "-m", "exporter", "release", "--version", "1.0.0", "--jobs", seed]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        umask=mask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(folder / "build/release/b-1.0.0")


def test_two_machines_make_the_same_bytes(
    tmp_path: Path, official_schemas: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    one = elsewhere(tmp_path / "one", zone="Asia/Kathmandu", language="C", seed="1", mask=0o077, seconds=1_000_000_000)
    two = elsewhere(
        tmp_path / "another folder/è",
        zone="America/St_Johns",
        language="C.UTF-8",
        seed="2",
        mask=0o002,
        seconds=1_700_000_000,
    )
    assert set(one) == set(two)
    assert [path for path in one if one[path] != two[path]] == []
    assert not [path for path in one if str(tmp_path).encode() in one[path]]


# --- interrupted ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_release_leaves_no_half(here: Path, how: signal.Signals) -> None:
    words = [sys.executable, "-m", "exporter", "release", "--version", "1.0.0"]
    process = subprocess.Popen(
        words,
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if list((here / "build/release").glob(".staging-*/new/.staging-*/new/*/*")):
            break
        time.sleep(0.05)
    process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (128 + how, -how)
    assert "Traceback" not in said
    left = [path.name for path in (here / "build/release").iterdir() if path.name != ".lock"]
    assert [name for name in left if not re.match(r"\.staging-", name)] == []
    if how is not signal.SIGKILL:
        assert left == []
