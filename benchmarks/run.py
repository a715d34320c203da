"""Time whole processes against text2qti and qti-package-maker on the same content: `python benchmarks/run.py`.

Each row is one process from its start to its end: CPU seconds (user and system) and the most memory that it held
(resident), as the system counts them, the best of several runs. Both other tools are on PyPI; one that is not
installed is left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.follow import edit_to_page
from benchmarks.generate import write_bank, write_bbq, write_text2qti

SIZES = (10, 100, 1000, 5000, 20000)
EXPORTER = (sys.executable, "-m", "exporter")
ROOT = Path(__file__).resolve().parent.parent
_BOTH = (*EXPORTER, "build", "-t", "moodle", "-t", "canvas")
_LMS = ("moodle", "canvas", "qti21", "qti22", "qti30", "cartridge")
_FOLLOWED = 5000
"""The largest bank whose preview is timed."""
_REPEATED = 5000
"""The largest bank that is run several times: a machine may be half as fast a minute later."""
_BBQ = ("-q", "--allow-mixed", "-1", "-i", "bbq-bank-questions.txt")


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    seconds: float
    """CPU, user and system."""
    memory: float
    """The most that was resident, in MB (10**6 bytes)."""


@dataclass(frozen=True)
class Case:
    """One thing to time: a command, and what makes the folder ready before each run."""

    name: str
    command: Callable[[], Sequence[str]]
    ready: Callable[[Path], None]
    most: int = 20000


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run the command in the folder and return its cost; where it fails, its words and a RuntimeError."""
    log = folder / "log.txt"
    # As installed: compiled once, not at each start, whatever the shell that measures says of it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with log.open("wb") as file:
        process = subprocess.Popen(
            list(command), cwd=folder, stdout=file, stderr=file, env={**kept, "PYTHONPATH": str(ROOT)}
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {log.read_text()[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def fresh(folder: Path) -> None:
    """Remove every output and cache of an earlier run."""
    for name in ("build", "bank.zip"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in folder.glob("*.zip"):
        path.unlink()


def edited(folder: Path) -> None:
    """Build, then change one question in the middle of the bank, so that the next build has little to do."""
    measure(_BOTH, folder)
    files = sorted((folder / "source/questions").glob("*.md"))
    path = files[len(files) // 2]
    before, mark, after = path.read_text().partition("Right: ")
    path.write_text(f"{before}{mark}indeed, {after}")


def _only(*targets: str) -> tuple[str, ...]:
    """Return the command that builds these targets and no other, without the cache."""
    return (*EXPORTER, "build", *(word for name in targets for word in ("-t", name)), "--no-cache")


def warm(folder: Path) -> None:
    """Build, so that the next build has nothing to do."""
    measure(_BOTH, folder)


def printed(folder: Path) -> None:
    """Draw paper and key, so that the next build has nothing to draw."""
    measure(_PRINTED, folder)


def two_states(folder: Path) -> None:
    """Keep the bank and an edit of all of its questions as two releases do."""
    for name, more in (("old", ""), ("new", "indeed, ")):
        state = folder / name
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(folder / "source", state / "source")
        for path in (state / "source/questions").glob("*.md"):
            path.write_text(path.read_text().replace("Right: ", f"Right: {more}"))
        measure((sys.executable, "-c", _SNAPSHOT), state)


_SNAPSHOT = """
from pathlib import Path
from exporter.diff import load
from exporter.diff.snapshot import encoded
Path("questions.json").write_bytes(encoded(load(Path("source"))[0]))
"""
"""Run on its own, since what this process loads would count as memory of those that it starts."""

_PAPER = """
import os
from pathlib import Path
from exporter.cache import NoCache
from exporter.job import Job, Options
from exporter.reader import read_bank
from exporter.targets.pdf import TARGET
bank, _ = read_bank(Path("source"), cache=NoCache())
paper = next(iter(TARGET.write(Job(bank, Options(quizzes=("all",)), NoCache(), "pdf"))))
assert paper.path == "pdf/all-paper.pdf", paper.path
Path("paper.pdf").write_bytes(b"".join(paper.chunks))
os._exit(0)
"""
"""A quiz's paper without its key, which no command makes alone: its documents are drawn one after the other.

It ends as the program does.
"""
_PRINTED = (*EXPORTER, "build", "-t", "pdf", "--quiz", "all", "--jobs", "1")


CASES = (
    Case("exporter: moodle + canvas, validated", lambda: _BOTH, fresh),
    Case("exporter: the same, no cache", lambda: (*_BOTH, "--no-cache"), fresh),
    Case("exporter: moodle alone, no cache", lambda: (*EXPORTER, "build", "-t", "moodle", "--no-cache"), fresh),
    *(Case(f"exporter: {name} alone, no cache", partial(_only, name), fresh) for name in _LMS[2:]),
    Case("exporter: pages for the browser, no cache", partial(_only, "html"), fresh),
    Case("exporter: all six for platforms, no cache", partial(_only, *_LMS), fresh),
    Case("exporter: after an edit of one question", lambda: _BOTH, edited),
    Case("exporter: build, nothing changed", lambda: _BOTH, warm),
    Case("exporter: a paper in PDF, no cache", lambda: (sys.executable, "-c", _PAPER), fresh, 100),
    Case("exporter: paper and key, no cache", lambda: (*_PRINTED, "--no-cache"), fresh, 100),
    Case("exporter: paper and key, nothing changed", lambda: _PRINTED, printed, 100),
    Case("exporter: check", lambda: (*EXPORTER, "check", "-q"), fresh),
    Case("exporter: diff of two releases", lambda: (*EXPORTER, "diff", "old", "new"), two_states, 5000),
    Case("text2qti: Canvas, not validated", lambda: (_program("text2qti"), "bank.txt"), fresh, 5000),
    Case("qti-package-maker: Canvas, no feedback", lambda: (_program("bbq_converter.py"), *_BBQ), fresh),
)
_OF = {"text2qti": "text2qti", "qti-package-maker": "bbq_converter.py"}


def _program(name: str) -> str:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.is_file() else shutil.which(name) or ""


def table(sizes: Sequence[int], times: int) -> None:
    """Print the table: a row a case, seconds and memory a size, and how often ours goes into theirs."""
    cases = [case for case in CASES if (program := _OF.get(case.name.split(":")[0])) is None or _program(program)]
    print(f"{'':42}" + "".join(f"{size:>22}" for size in sizes))
    first: dict[int, Cost] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folders = {size: _folder(Path(scratch) / str(size), size) for size in sizes}
        for case in cases:
            cells = []
            for size in sizes:
                if size > case.most:
                    cells.append(f"{'-':>22}")
                    continue
                cost = _best(case, folders[size], times if size <= _REPEATED else 1)
                ours = first.setdefault(size, cost)
                cells.append(f"{cost.seconds:8.2f} s{cost.memory:5.0f} M{cost.seconds / ours.seconds:5.1f}×")
            print(f"{case.name:42}" + "".join(cells), flush=True)
    for command in (("--help",), ("--version",)):
        cost = min((measure((*EXPORTER, *command), Path(tempfile.gettempdir())) for _ in range(times)), key=_seconds)
        print(f"exporter {command[0]:33}{cost.seconds:8.3f} s{cost.memory:5.0f} M")
    with tempfile.TemporaryDirectory() as scratch:
        releases(Path(scratch))


def releases(folder: Path) -> None:
    """Print what a release of this project's own bank takes, whole: with every paper, judged by official schemas."""
    shutil.copytree(ROOT / "source", folder / "source")
    version = re.search(r"^version: (\S+)$", (folder / "source/bank.yaml").read_text(), re.MULTILINE)
    assert version is not None
    command = (*EXPORTER, "release", "--version", version[1], "-q")
    for state in ("cold", "warm"):
        shutil.rmtree(folder / "build/release", ignore_errors=True)
        try:
            cost = measure(command, folder)
        except RuntimeError as error:  # without the official schemas it releases nothing
            print(f"exporter release, {state}: not measured: {str(error).strip().splitlines()[-1]}")
            return
        print(f"exporter release of the bank, {state:14}{cost.seconds:8.2f} s{cost.memory:5.0f} M", flush=True)


def following(sizes: Sequence[int]) -> None:
    """Print how long an edit takes to be seen in the preview: the bank of this repository, then made ones."""
    with tempfile.TemporaryDirectory() as scratch:
        own = Path(scratch) / "own"
        shutil.copytree(ROOT / "source", own)
        print(f"{'edit to refreshed page: our own bank':42}{edit_to_page(own):8.2f} s by the clock", flush=True)
        for size in sizes:
            write_bank(Path(scratch) / str(size), size)
            print(f"edit to refreshed page: {size:<18}{edit_to_page(Path(scratch) / str(size)):8.2f} s by the clock")


def _seconds(cost: Cost) -> float:
    return cost.seconds


def _best(case: Case, folder: Path, times: int) -> Cost:
    costs = []
    for _ in range(times):
        case.ready(folder)
        costs.append(measure(case.command(), folder))
    return min(costs, key=_seconds)


def _folder(folder: Path, size: int) -> Path:
    write_bank(folder / "source", size)
    write_text2qti(folder / "bank.txt", size)
    write_bbq(folder / "bbq-bank-questions.txt", size)
    return folder


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many questions")
    parser.add_argument("--times", type=int, default=3, help="runs of all but the largest sizes; the best counts")
    words = parser.parse_args()
    # One that was built without its optimisations, as on some build systems, takes a quarter longer.
    print(f"Python {sys.version}, {platform.platform()}")
    table(words.sizes, words.times)
    following([size for size in words.sizes if size <= _FOLLOWED])


if __name__ == "__main__":
    main()
