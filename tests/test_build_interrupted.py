"""Builds that are stopped, that run at once, or that find the cache locked."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import build_banks
from tests.build_banks import files, run, write_bank

use = build_banks.use
bank = build_banks.bank


INTERRUPTED = """
import sys, time
from pathlib import Path
from exporter import build, Settings
from exporter.output import FileOutput
from exporter.targets import Target, registry
def chunks():
    yield b"half"
    print("writing", flush=True)
    time.sleep(60)
def write(job):
    yield FileOutput("text/planets.txt", "list", chunks())
registry.TARGETS = (Target("text", "text", write, lambda options: None),)
build(Settings(source=Path(sys.argv[1]), out=Path(sys.argv[2])))
"""


@pytest.mark.parametrize("kill", [False, True])
def test_a_build_that_is_stopped_leaves_the_last_one(bank: Path, kill: bool) -> None:  # noqa: FBT001 - of pytest
    run(bank)
    before = files(bank)
    command = [sys.executable, "-c", INTERRUPTED, str(bank), str(bank.parent / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.kill() if kill else process.send_signal(2)
        process.wait()
    run(bank)
    assert files(bank) == before


TWICE = """
import sys
from pathlib import Path
from exporter import build, Settings
assert build(Settings(source=Path(sys.argv[1]), out=Path(sys.argv[2]), targets=("moodle",))).good
"""


def test_two_builds_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    ids = ["one", *(f"q{number}" for number in range(60))]
    sources = [write_bank(tmp_path / name, *ids[: 40 + 10 * number]) for number, name in enumerate("abc")]
    out = tmp_path / "out"
    processes = [
        subprocess.Popen([sys.executable, "-c", TWICE, str(source), str(out)], stderr=subprocess.PIPE)
        for source in sources
    ]
    said = [process.communicate()[1] for process in processes]
    assert said == [b"", b"", b""]
    assert [process.returncode for process in processes] == [0, 0, 0]
    found = json.loads((out / "report.json").read_text())
    for output in found["targets"]["moodle"]["outputs"]:
        data = (out / output["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == output["sha256"]
    assert not list(out.glob(".staging-*"))


def test_a_cache_that_is_locked_changes_nothing(bank: Path) -> None:
    run(bank)
    first = files(bank)
    database = sqlite3.connect(bank.parent / "out/.cache/exporter.sqlite3", isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    assert run(bank).good
    database.close()
    assert files(bank) == first
