"""Names of files and folders that are no text: told in every format, and no reason to fail."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from exporter.cli.parameters import REPORT_FORMATS
from tests import command_runs
from tests.command_runs import Run
from tests.test_formats import judge_junit, judge_sarif

run = command_runs.run
FORMATS = ("text", "json", *REPORT_FORMATS)
NAMELESS = os.fsdecode(b"x\xff\x1b")
pytestmark = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="every name is text there")


@pytest.fixture(params=["bank", NAMELESS])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A bank in a folder of that name, with a file that nobody shows and whose name is no text."""
    root = tmp_path / str(request.param)
    (root / "questions").mkdir(parents=True)
    (root / "bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\nversion: 1.0.0\n")
    (root / "questions/a.md").write_text("# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    (root / "media").mkdir()
    (root / "media" / f"{NAMELESS}.png").touch()
    return root


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", [["check"], ["build", "-t", "moodle", "-o", os.fsdecode(b"o\xff")]])
def test_a_bank(run: Run, folder: Path, words: list[str], form: str) -> None:
    for _ in range(2):
        said = run(*words, folder.name, "--format", form)
        assert (said.code, said.err) == (0, "")
        assert "unused-media" in said.out
        assert "\x1b" not in said.out
        judged(form, said.out)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_validated(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / f"{NAMELESS}.xml").write_text("<quiz/>")
    shutil.copy(tmp_path / f"{NAMELESS}.xml", tmp_path / "b.zip")
    said = run("validate", f"{NAMELESS}.xml", "b.zip", "--format", form)
    assert (said.code, said.err) == (1, "")
    assert "\x1b" not in said.out
    judged(form, said.out)


def judged(form: str, out: str) -> None:
    """Judge what was said by the format's own schema, where it has one."""
    if form == "json":
        assert not re.search("[\ud800-\udfff]", json.dumps(json.loads(out), ensure_ascii=False))
    elif form == "sarif":
        judge_sarif(out)
    elif form == "junit":
        judge_junit(out)
