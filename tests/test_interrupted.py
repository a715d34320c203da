"""Builds and releases that a signal stops at any stage: one message, the exit code, and what was good stays."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exporter.lock import locked
from exporter.pipeline import build
from exporter.settings import Settings
from exporter.targets.registry import TARGETS
from tests.release_checkouts import checkout, files_of, release

ROOT = Path(__file__).parents[1]
SCRIPT = """
import importlib, os, sys
how, stage, targets, *words = sys.argv[1:]
from exporter import __main__
from exporter.targets import registry
registry.TARGETS = tuple(each for each in registry.TARGETS if each.name in targets.split(","))
place, _, number = stage.partition("#")
module, _, path = place.partition(":")
owner = importlib.import_module(module)
*above, name = path.split(".")
for each in above:
    owner = getattr(owner, each)
original = getattr(owner, name)
calls = 0
def stop():
    global calls
    calls += 1
    if calls == int(number or 1):
        os.kill(os.getpid(), int(how))
def before(*values, **named):
    stop()
    return original(*values, **named)
def within(*values):
    for block in original(*values):
        yield block
        stop()
setattr(owner, name, within if name.endswith("_blocks") else before)
sys.argv = ["exporter", *words]
__main__.main()
"""
"""Runs the program, and signals to it where it comes to a function for the nth time; in a generator, at its nth block."""
WRITING = "exporter.archive:_blocks"
JUDGING = "exporter.validation:validate"
BUILDING = {
    "reading": ("exporter.reader.reading:_read_markdown", "moodle"),
    **{f"writing {each.name}": (WRITING, each.name) for each in TARGETS},
    "judging": (JUDGING, "canvas"),
    "comparing the source": ("exporter.pipeline:changed", "moodle"),
    "reporting": ("exporter.pipeline:encoded", "moodle"),
    "the first renaming": ("exporter.archive:Staging._set_aside", "moodle,canvas"),
    "a renaming in the middle": ("exporter.archive:Staging._set_aside#3", "moodle,canvas"),
}
RELEASING = {
    "reading": "exporter.release.make:_read",
    "writing": WRITING,
    "judging": JUDGING,
    "listing": "exporter.release.make:notes",
    "packing": "exporter.release.make:file_blocks#4",
    "the renaming": "exporter.archive:Aside.place",
}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
SAID = {
    signal.SIGINT: (130, "exporter: interrupted; nothing was replaced\n"),
    signal.SIGTERM: (143, "exporter: terminated; nothing was replaced\n"),
    signal.SIGKILL: (-9, ""),
}


def stopped(here: Path, how: signal.Signals, stage: str, targets: str, *words: str) -> tuple[int, str]:
    """Return the exit code of a run that is stopped at a stage, and what it said on standard error."""
    command = [sys.executable, "-c", SCRIPT, str(int(how)), stage, targets, *words]
    there = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(here / "tmp")}
    (here / "tmp").mkdir(exist_ok=True)
    done = subprocess.run(command, cwd=here, env=there, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout == ""
    return done.returncode, done.stderr.lstrip("\n")  # Click ends the line that shows ^C


def let_go(here: Path) -> bool:
    """Return whether nobody holds a lock below the folder."""
    for file in (here / "build").rglob("*.lock"):
        with locked(file, wait=False):
            pass
    return True


def left(here: Path) -> list[str]:
    """Return the names of what is left of scratch folders."""
    scratch = [path.name for path in (here / "build").rglob(".staging-*")]
    return scratch + [path.name for path in (here / "tmp").iterdir()]


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder that no scratch folder, cache or lock is."""
    found = files_of(folder)
    return {path: data for path, data in found.items() if not any(part.startswith(".") for part in path.split("/"))}


@pytest.fixture
def schemas(official_schemas: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    return official_schemas


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a build of all targets, of which one question changed since."""
    here = checkout(tmp_path_factory.mktemp("built"))
    assert build(Settings(source=here / "source", out=here / "build")).good
    text = (here / "source/questions/a.md").read_text()
    (here / "source/questions/a.md").write_text(text.replace("Which?", "Which one?", 1))
    return here


def pairs() -> list[tuple[str, signal.Signals]]:
    """Return each stage of a build with each signal, but each target with one of them."""
    found = [(stage, how) for stage in BUILDING for how in SIGNALS if not stage.startswith("writing ")]
    writing = [stage for stage in BUILDING if stage.startswith("writing ")]
    return found + [(stage, SIGNALS[(at + 1) % len(SIGNALS)]) for at, stage in enumerate(writing)]


@pytest.mark.parametrize(("stage", "how"), pairs())
def test_a_build(tmp_path: Path, built: Path, schemas: Path, stage: str, how: signal.Signals) -> None:
    del schemas
    here = shutil.copytree(built, tmp_path / "here")
    before = outputs(here / "build")
    place, targets = BUILDING[stage]
    official = ["--official"] if stage == "judging" else []
    chosen = [word for name in targets.split(",") for word in ("-t", name)]
    assert stopped(here, how, place, targets, "build", *chosen, *official, "-q") == SAID[how]
    assert let_go(here)
    if how is not signal.SIGKILL:
        assert left(here) == []
        assert outputs(here / "build") == before
        return
    if "renaming" not in stage:
        assert outputs(here / "build") == before
    settings = Settings(source=here / "source", out=here / "build", targets=tuple(targets.split(",")))
    assert build(settings).good
    assert list((here / "build").rglob(".staging-*")) == []
    again = Settings(source=here / "source", out=here / "fresh", targets=settings.targets, cache=False)
    assert build(again).good
    assert {**before, **outputs(here / "fresh")}.keys() == outputs(here / "build").keys()
    assert all(outputs(here / "build")[path] == data for path, data in outputs(here / "fresh").items() if "/" in path)


@pytest.mark.parametrize("how", SIGNALS[:2])
def test_a_build_whose_outputs_are_in_their_places(tmp_path: Path, built: Path, how: signal.Signals) -> None:
    here = shutil.copytree(built, tmp_path / "here")
    before = outputs(here / "build")
    code, said = stopped(here, how, "exporter.last_build:LastBuild.keep", "moodle", "build", "-t", "moodle")
    assert code == SAID[how][0]
    assert said.endswith("ed; what it made is in its place\n")
    assert left(here) == []
    assert let_go(here)
    assert outputs(here / "build") != before


@pytest.mark.parametrize("how", SIGNALS)
@pytest.mark.parametrize("stage", RELEASING)
def test_a_release(
    tmp_path: Path, schemas: Path, monkeypatch: pytest.MonkeyPatch, stage: str, how: signal.Signals
) -> None:
    del schemas
    here = checkout(tmp_path / "here")
    (here / ".git/info/exclude").write_text("tmp\n")
    (here / "build/release/b-0.9.0").mkdir(parents=True)
    (here / "build/release/b-0.9.0/release.json").write_text("{}")
    before = outputs(here / "build")
    said = stopped(here, how, RELEASING[stage], "moodle,canvas", "release", "--version", "1.0.0", "-q")
    assert said == SAID[how]
    assert outputs(here / "build") == before
    assert let_go(here)
    if how is not signal.SIGKILL:
        assert left(here) == []
    elif stage == "the renaming":
        monkeypatch.setattr("exporter.targets.registry.TARGETS", TARGETS[:1])
        assert release(here).exit_code == 0
        assert list((here / "build/release").rglob(".staging-*")) == []
        assert (here / "build/release/b-1.0.0/b-1.0.0.zip").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_build_whose_words_find_no_room(tmp_path: Path, built: Path) -> None:
    here = shutil.copytree(built, tmp_path / "here")
    words = [sys.executable, "-m", "exporter", "build", "-t", "moodle"]
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, cwd=here, env=there, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "exporter: cannot go on: no space left on device; what it made is in its place\n"
    assert build(Settings(source=here / "source", out=here / "fresh", targets=("moodle",))).good
    assert (here / "build/moodle/b.xml").read_bytes() == (here / "fresh/moodle/b.xml").read_bytes()
