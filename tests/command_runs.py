"""Runs of the program, inside this process and as one of its own, and a small bank to run it on."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter import __main__ as program
from exporter import archive
from exporter.fmt import bank as laid_out

ROOT = Path(exporter.__file__).parent.parent


class Said:
    """What a run of the program left: its exit code and its words."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err


class Run:
    """Runs the program inside this process, as `main` does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *words: str | Path) -> Said:
        self._monkeypatch.setattr(sys, "argv", ["exporter", *map(str, words)])
        for writer in (archive, laid_out):  # as a process of its own begins
            self._monkeypatch.setattr(writer._Done, "placed", False)  # noqa: SLF001
        with pytest.raises(SystemExit) as end:
            program.main()
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        assert isinstance(end.value.code, int)
        return Said(end.value.code, out, err)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGHUP)}
    yield Run(monkeypatch, capfd)
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A bank of one good and one broken question; the broken one misspells a key."""
    (tmp_path / "source/questions").mkdir(parents=True)
    (tmp_path / "source/bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\n")
    (tmp_path / "source/questions/a.md").write_text("# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    (tmp_path / "source/questions/b.md").write_text("# Two {#two pionts=2}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    return tmp_path / "source"


def process(*words: str | Path, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "exporter", *map(str, words)], cwd=ROOT, **options)
