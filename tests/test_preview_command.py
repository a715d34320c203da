"""The command `exporter preview`: its port, how it ends, what it loads."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from exporter.preview.server import PortTakenError, listen
from exporter.preview.state import Shown
from tests import command_runs
from tests.command_runs import Run
from tests.previews import Browser, make

HERE = Path(__file__).parent
run = command_runs.run


# --- ports ---


def test_a_port_in_use_is_a_finding() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(PortTakenError) as refused:
            listen(taken.getsockname()[1])
        assert refused.value.finding.code == "port-taken"
        assert str(taken.getsockname()[1]) in refused.value.finding.message


def test_a_port_that_is_not_ours_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(socket.socket):
        """A socket of somebody who may not use the port, whoever runs the test: root may use every one."""

        def bind(self, address: Any, /) -> None:
            raise PermissionError(errno.EACCES, "Permission denied", address)

    monkeypatch.setattr("exporter.preview.server.socket.socket", Refused)
    with pytest.raises(PortTakenError) as refused:
        listen(1)
    assert "port 1 of this machine" in refused.value.finding.message
    assert "permission denied" in refused.value.finding.message


# --- the command ---


def test_the_command_serves_until_it_is_ended(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    words = [sys.executable, "-m", "exporter", "preview", str(source)]
    place = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    for how, code in ((signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=place) as process:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)/ until Ctrl-C", process.stdout.readline())
            assert found
            browser = Browser(int(found[1]))
            with browser.news() as news:  # an open page does not hold it up
                assert next(news)["errors"] == 0
                process.send_signal(how)
                _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (code, "")


SLOW = (
    '{% extends "base.html" %}{% block title %}T{% endblock %}'
    '{% block body %}<h1>T</h1>{{ ("<p>A paragraph</p>" | safe) * 400000 }}{% endblock %}'
)
"""Filled in at once, drawn for a quarter of an hour."""


@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)]
)
@pytest.mark.parametrize("path", ["/guide.pdf", "/quiz/small/paper.pdf"])
def test_an_end_while_a_paper_is_drawn_leaves_nothing(
    tmp_path: Path, how: signal.Signals, code: int, path: str
) -> None:
    source = make(tmp_path / "bank")
    for folder in ("templates", "tmp"):
        (tmp_path / folder).mkdir()
    for name in ("guide", "paper"):
        (tmp_path / f"templates/{name}.html").write_text(SLOW)
    words = [sys.executable, "-m", "exporter", "preview", str(source), "--templates", str(tmp_path / "templates")]
    place = {**os.environ, "PYTHONPATH": str(HERE.parent), "TMPDIR": str(tmp_path / "tmp")}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, env=place, start_new_session=True, **pipes) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/ until Ctrl-C", process.stdout.readline())
        assert found
        threading.Thread(target=asked_in_vain, args=(int(found[1]), path)).start()
        while not list((tmp_path / "tmp").rglob("exporter-fonts-*")):
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, how)  # as a terminal does
        _, err = process.communicate(timeout=60)  # ends when the process that draws has closed the pipes
    assert (process.returncode, err) == (code, "")
    if how is not signal.SIGKILL:
        assert list((tmp_path / "tmp").iterdir()) == []


def asked_in_vain(port: int, path: str) -> None:
    """Ask for what is not answered before the server ends."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        Browser(port).get(path)


def test_the_command_refuses_a_port_in_use(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = run("preview", make(tmp_path / "bank"), "--port", str(taken.getsockname()[1]))
    assert said.code == 2
    assert "error[port-taken]" in said.out


def test_the_command_opens_the_browser(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Shown] = []
    opened: list[str] = []

    def serving(asked: Shown, listening: socket.socket, ready: Callable[[Callable[[], None]], None]) -> None:
        shown.append(asked)
        ready(listening.close)
        listening.close()
        raise KeyboardInterrupt

    monkeypatch.setattr("exporter.preview.server.serve", serving)
    monkeypatch.setattr(click, "launch", opened.append)
    said = run("preview", make(tmp_path / "bank"), "--open", "-q", "--status", "ready", "--status", "draft")
    assert said.code == 0
    assert said.out.split() == opened
    assert shown[0].statuses == ("draft", "ready")


def test_commands_that_serve_nothing_load_no_server() -> None:
    probe = (
        "import sys; from exporter.checking import check_bank; from exporter.pipeline import build;"
        "from exporter.settings import Settings;"
        "from pathlib import Path; check_bank(Path('tests/examples'));"
        "import exporter.cli.build, exporter.cli.check, exporter.cli.watch, exporter.cli.preview;"
        "import exporter.targets.registry;"
        "print(sorted({'starlette', 'uvicorn', 'watchfiles', 'anyio', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert done.stdout == "[]\n"
