"""The state of the tool that made something."""

from __future__ import annotations

import os
from pathlib import Path

from exporter import __version__
from exporter.resources import edition_of

RECORD = "exporter/__init__.py,sha256={},10\nexporter/job.py,sha256=bbb,20\n../../bin/exporter,sha256={},30\n"


def package(folder: Path) -> Path:
    (folder / "exporter").mkdir(parents=True)
    (folder / "exporter/__init__.py").write_text("a = 1\n")
    return folder / "exporter"


def installed(folder: Path, digest: str, script: str = "s") -> Path:
    made = package(folder)
    (folder / "exporter-1.dist-info").mkdir()
    (folder / "exporter-1.dist-info/RECORD").write_text(RECORD.format(digest, script))
    return made


def test_a_checkout_that_changes_is_another_one(tmp_path: Path) -> None:
    made = package(tmp_path)
    before = edition_of(made)
    assert before.startswith(f"{__version__} ")
    assert edition_of(made) == before
    os.utime(made / "__init__.py", ns=(1, 1))
    after = edition_of(made)
    assert after != before
    (made / "new.py").touch()
    assert edition_of(made) not in (before, after)


def test_what_is_installed_is_the_same_anywhere(tmp_path: Path) -> None:
    here, there = installed(tmp_path / "here", "aaa"), installed(tmp_path / "there", "aaa", script="of another path")
    os.utime(there / "__init__.py", ns=(1, 1))
    assert edition_of(here) == edition_of(there)
    assert edition_of(here) != edition_of(installed(tmp_path / "other", "ccc"))


def test_an_editable_install_is_a_checkout(tmp_path: Path) -> None:
    made = package(tmp_path)
    (tmp_path / "exporter-1.dist-info").mkdir()
    (tmp_path / "exporter-1.dist-info/RECORD").write_text("_exporter.pth,sha256=aaa,10\n")
    before = edition_of(made)
    os.utime(made / "__init__.py", ns=(1, 1))
    assert edition_of(made) != before
