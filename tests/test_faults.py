"""Faults for real: a full disk, a read-only folder, a file that changes, two at once. One message, and nothing is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exporter.findings import Findings
from exporter.pipeline import build
from exporter.progress import Progress
from exporter.settings import Settings
from tests.release_checkouts import checkout, files_of

ROOT = Path(__file__).parents[1]
EXPORTER = f"{sys.executable} -m exporter"
UNPRIVILEGED = ["--bounding-set=-dac_override", "--inh-caps=-dac_override"]
"""So that permissions hold for root too."""
QUESTION = "# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a small bank that builds, and room for what is mounted."""
    folder = tmp_path / "here"
    (folder / "source/questions").mkdir(parents=True)
    (folder / "source/bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\nversion: 1.0.0\n")
    (folder / "source/questions/a.md").write_text(QUESTION)
    (folder / "build").mkdir()
    return folder


WITHOUT_SLOW_SCHEMAS = """
from exporter import __main__
from exporter.targets import registry
registry.TARGETS = tuple(each for each in registry.TARGETS if each.name not in ("qti22", "qti30"))
__main__.main()
"""
"""Runs the program without the targets whose official schemas take 18 of the 20 seconds of a small release."""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **more}


def apart(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script where it may mount, which nobody else sees; skip where that is not allowed."""
    probe = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("no right to mount")
    words = ["unshare", "--mount", "sh", "-euc", script]
    return subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def large_picture(path: Path) -> None:
    """Write a picture of 3 MB that nothing packs smaller."""
    path.parent.mkdir(exist_ok=True)
    noise = random.Random(1).randbytes(1_500_000).hex()
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>{noise}</desc></svg>')


SUMS = "find build -type f ! -path '*/.cache/*' | sort | xargs sha256sum"


def test_a_full_disk_leaves_the_last_good_build(here: Path) -> None:
    large_picture(here / "media/large.svg")
    done = apart(
        here,
        f"""
        mount -t tmpfs -o size=1m tmpfs build
        {EXPORTER} build -t moodle -t canvas -q
        {SUMS} > before
        mv media source/media
        printf '# Two {{#two}}\\n\\nWhich? ![All](../media/large.svg)\\n\\n- [x] a\\n- [ ] b\\n' > source/questions/b.md
        code=0
        {EXPORTER} build -t moodle -t canvas > said || code=$?
        echo $code > code
        {SUMS} > after
        find build -name '.staging*' > left
        """,
    )
    assert done.returncode == 0, done.stderr
    assert (here / "code").read_text() == "1\n"
    said = (here / "said").read_text()
    assert said.count("error[") == 1
    assert "error[cannot-write]" in said
    assert "no space left on device" in said
    assert (here / "before").read_text().count("\n") >= 3
    assert (here / "after").read_text() == (here / "before").read_text()
    assert (here / "left").read_text() == ""


@pytest.mark.parametrize("words", ["build -t moodle", "fmt"])
def test_a_read_only_folder_is_one_message(here: Path, words: str) -> None:
    done = apart(
        here,
        f"""
        {EXPORTER} build -t moodle -q
        {SUMS} > ../before
        printf '\\n\\n\\n' >> source/questions/a.md
        mkdir ../tree
        mount --bind . ../tree
        mount -o remount,ro,bind ../tree
        cd ../tree
        code=0
        {EXPORTER} {words} > ../said 2>&1 || code=$?
        echo $code > ../code
        {SUMS} > ../after
        """,
    )
    assert done.returncode == 0, done.stderr
    assert (here.parent / "code").read_text() == "1\n"
    said = (here.parent / "said").read_text()
    assert "read-only file system" in said
    assert said.count("error[") == (1 if words.startswith("build") else 0)
    assert (here.parent / "after").read_text() == (here.parent / "before").read_text()


def test_a_folder_without_permission_is_one_message(here: Path) -> None:
    if subprocess.run(["setpriv", *UNPRIVILEGED, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to give rights away")
    (here / "source/quizzes").mkdir()
    (here / "source/quizzes/q.yaml").write_text("title: Q\nid: q\nsections:\n  - questions: [one]\n")
    (here / "source/questions/a.md").write_text(QUESTION + "\n\n")
    for folder in ("build", "source/quizzes"):
        (here / folder).chmod(0o555)
    before = files_of(here / "source/quizzes")
    said = {}
    for words in ("build -t moodle", "fmt"):
        command = ["setpriv", *UNPRIVILEGED, *EXPORTER.split(), *words.split()]
        done = subprocess.run(command, cwd=here, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stdout + done.stderr
        said[words] = done.stdout + done.stderr
    assert said["build -t moodle"].count("permission denied") == 1
    assert list((here / "build").iterdir()) == []
    last = said["fmt"].splitlines()[-1]
    assert last == "Error: `source/quizzes/q.yaml` cannot be written: permission denied; it was left as it is"
    assert files_of(here / "source/quizzes") == before
    assert (here / "source/questions/a.md").read_text() == QUESTION


def test_fmt_leaves_a_file_that_is_read_only(here: Path) -> None:
    if subprocess.run(["setpriv", *UNPRIVILEGED, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to give rights away")
    file = here / "source/questions/a.md"
    file.write_text(QUESTION + "\n\n")
    file.chmod(0o444)
    command = ["setpriv", *UNPRIVILEGED, *EXPORTER.split(), "fmt"]
    done = subprocess.run(command, cwd=here, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    message = "Error: `source/questions/a.md` cannot be written: permission denied; it was left as it is\n"
    assert (done.stdout + done.stderr).endswith(message)
    assert file.read_text() == QUESTION + "\n\n"


class Meddling(Progress):
    """Does something to the bank the first time that a target is written."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(None)
        self._act: Callable[[], object] | None = act

    def step(self, doing: str) -> None:
        if doing.startswith("moodle") and self._act is not None:
            self._act()
            self._act = None


def text_of(findings: Findings) -> list[str]:
    return [f"{each.code} {each.span.path}" for each in findings.singles()]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda source: (source / "questions/a.md").write_text(QUESTION + "\n"), "source-changed questions/a.md"),
        (lambda source: (source / "questions/new.md").write_text(QUESTION), "source-changed questions/new.md"),
        (lambda source: (source / "questions/a.md").unlink(), "source-changed questions/a.md"),
        (lambda source: (source / "media/p.svg").unlink(), "cannot-read media/p.svg"),
    ],
)
def test_a_file_that_changes_while_building(here: Path, act: Callable[[Path], object], told: str) -> None:
    source = here / "source"
    (source / "media").mkdir()
    (source / "media/p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (source / "questions/b.md").write_text(QUESTION.replace("#one", "#two").replace("?", "? ![P](../media/p.svg)"))
    wanted = Settings(source=source, out=here / "build", targets=("moodle", "canvas"), cache=False)
    assert build(wanted).good
    before = files_of(here / "build")
    result = build(wanted, Meddling(lambda: act(source)))
    assert text_of(result.findings) == [told]
    assert not result.good
    assert not result.outputs
    assert files_of(here / "build") == before


def test_what_is_hidden_or_written_may_change(here: Path) -> None:
    source = here / "source"
    wanted = Settings(source=source, out=source / "out", targets=("moodle",), cache=False)
    (source / ".git").mkdir()
    (source / "gone").symlink_to("nowhere")

    def act() -> None:
        (source / ".git/index").write_text("")
        (source / "out/note").write_text("")

    assert build(wanted, Meddling(act)).good


def test_two_builds_at_once_in_one_folder_are_both_whole(here: Path) -> None:
    words = [sys.executable, "-m", "exporter", "build", "-t", "moodle", "-t", "canvas", "--format", "json"]
    once = subprocess.run([*words, "-o", "alone"], cwd=here, env=environment(), capture_output=True, check=True)
    both = [subprocess.Popen(words, cwd=here, env=environment(), stdout=subprocess.PIPE) for _ in range(3)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0, 0]
    assert said == [once.stdout] * 3

    def kept(name: str) -> dict[str, bytes]:
        return {path: data for path, data in files_of(here / name).items() if not path.startswith(".cache/")}

    assert kept("build") == kept("alone")


def test_two_releases_at_once_are_one(tmp_path: Path, official_schemas: Path) -> None:
    here = checkout(tmp_path / "here")
    words = [sys.executable, "-c", WITHOUT_SLOW_SCHEMAS, "release", "--version", "1.0.0", "-q"]
    there = environment(EXPORTER_SCHEMAS=str(official_schemas))
    both = [subprocess.Popen(words, cwd=here, env=there, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=300)[0] for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    assert ["version-exists" in each for each in said].count(True) == 1
    left = [path.name for path in (here / "build/release").iterdir() if path.name != ".lock"]
    assert left == ["b-1.0.0"]


def test_a_full_disk_leaves_no_half_release(tmp_path: Path, official_schemas: Path) -> None:
    here = checkout(tmp_path / "here")
    (here / "build").mkdir()
    done = apart(
        here,
        f"""
        mount -t tmpfs -o size=150k tmpfs build
        code=0
        EXPORTER_SCHEMAS={official_schemas} {EXPORTER} release --version 1.0.0 > ../said 2>&1 || code=$?
        echo $code > ../code
        find build/release -mindepth 1 ! -name .lock > ../left
        """,
    )
    assert done.returncode == 0, done.stderr
    said = (tmp_path / "said").read_text()
    assert (tmp_path / "code").read_text() == "1\n", said
    assert "no space left on device" in said
    assert (tmp_path / "left").read_text() == ""
