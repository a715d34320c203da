"""A preview that runs while a test asks it: a real server at a free port of this machine."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from exporter.job import Options
from exporter.preview.server import listen, serve
from exporter.preview.state import Shown

PATIENCE = 120.0
"""Seconds after which what has not come is held not to come."""

FILES = {
    "bank.yaml": "id: bank\ntitle: A bank\nlanguage: en\n",
    "questions/first.md": """\
# Focus {#focus}

What is the [focus](../media/notes.pdf)? <u>raw</u>

![A dot](../media/dot.svg)

- [x] Bonds
  > Bonds.
- [ ] Thoughts
  > Thoughts.

# Length {#length}

How many weeks?

- = 12..16
""",
    "quizzes/small.yaml": "id: small\ntitle: Small quiz\nsections:\n  - questions: [focus, length]\n",
    "lessons/bonds.md": "---\nid: bonds\ntitle: Bonds\n---\n\nA *lesson*.\n",
    "media/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle r="4" cx="4" cy="4"/></svg>\n',
    "media/notes.pdf": "%PDF-1.4\n%%EOF\n",
}


def make(folder: Path, more: dict[str, str] | None = None) -> Path:
    """Write the small bank, with other files or other content, and return its folder."""
    for name, content in {**FILES, **(more or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


class Answer:
    """What the server said."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """Asks a running preview."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=headers is not None and "Host" in headers)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = json.loads(self.get("/bank.json").text)["rows"]
        return rows

    def until(self, path: str, there: Callable[[Answer], bool]) -> Answer:
        """Ask again until the answer is as it should be."""
        end = time.monotonic() + PATIENCE
        while not there(answer := self.get(path)):
            assert time.monotonic() < end, answer.text
            time.sleep(0.02)
        return answer

    @contextmanager
    def news(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Listen to the stream of news."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", "/live")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"].startswith("text/event-stream")

        def told() -> Iterator[dict[str, Any]]:
            while line := answer.readline():
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

        try:
            yield told()
        finally:
            answer.close()
            connection.close()


@contextmanager
def previewing(source: Path, options: Options | None = None) -> Iterator[Browser]:
    """Run a preview of the bank."""
    listening = listen(0)
    port = listening.getsockname()[1]  # asked now: a preview that ends at once closes it
    ends: list[Callable[[], None]] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            serve(Shown(source=source, options=options or Options()), listening, ends.append)
        except BaseException as error:  # noqa: BLE001 - the test's thread tells it
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield Browser(port)
    finally:
        while not ends and thread.is_alive():
            time.sleep(0.01)
        ends[0]()
        thread.join(PATIENCE)
        listening.close()
        assert not thread.is_alive()
    assert not failures, failures


@pytest.fixture(scope="module")
def examples_browser() -> Iterator[Browser]:
    """A preview of the bank of every construct."""
    with previewing(Path(__file__).parent / "examples") as browser:
        yield browser
