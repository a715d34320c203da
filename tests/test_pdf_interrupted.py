"""A build that is interrupted while other processes draw its PDFs: they end with it, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SLOW = (
    '{% extends "base.html" %}{% block title %}T{% endblock %}'
    '{% block body %}<h1>T</h1>{{ ("<p>A paragraph</p>" | safe) * 400000 }}{% endblock %}'
)
"""Filled in at once, drawn for a quarter of an hour."""


def test_a_build_that_ends_by_itself_leaves_nothing(tmp_path: Path) -> None:
    words = ["build", "tests/examples", "-o", str(tmp_path / "out"), "-t", "pdf", "--quiz", "first-quiz", "--jobs", "1"]
    (tmp_path / "tmp").mkdir()
    there = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp")}
    subprocess.run([sys.executable, "-m", "exporter", *words, "-q"], cwd=ROOT, env=there, check=True)
    assert len(list((tmp_path / "out").rglob("*.pdf"))) == 2
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.fixture
def drawing(tmp_path: Path) -> subprocess.Popen[str]:
    """A build in a process group of its own, whose two workers have begun to draw."""
    for name in ("paper", "key"):
        (tmp_path / "slow").mkdir(exist_ok=True)
        (tmp_path / "slow" / f"{name}.html").write_text(SLOW)
    (tmp_path / "tmp").mkdir()
    options = ["-t", "pdf", "--quiz", "first-quiz", "--jobs", "2", "--templates", str(tmp_path / "slow")]
    process = subprocess.Popen(
        [sys.executable, "-m", "exporter", "build", "tests/examples", "-o", str(tmp_path / "out"), *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for _ in range(1200):
        if len(list((tmp_path / "tmp").glob("exporter-pdf-*/exporter-fonts-*"))) > 1:
            break
        time.sleep(0.05)
    return process


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_workers_end_with_the_build(tmp_path: Path, drawing: subprocess.Popen[str], how: signal.Signals) -> None:
    if how in (signal.SIGINT, signal.SIGHUP):
        os.killpg(drawing.pid, how)  # as a terminal does
    else:
        drawing.send_signal(how)
    try:
        _, said = drawing.communicate(timeout=120)  # ends when the last worker has closed the pipes
    finally:
        drawing.kill()
    assert drawing.returncode in (128 + how, -how)
    assert "Traceback" not in said
    words = {signal.SIGINT: "interrupted; nothing was replaced", signal.SIGKILL: ""}
    assert words.get(how, "terminated; nothing was replaced") in said
    assert list((tmp_path / "out").glob("[!.]*")) == []
    if how is not signal.SIGKILL:
        assert list((tmp_path / "tmp").iterdir()) == []
