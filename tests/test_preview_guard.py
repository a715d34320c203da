"""Who may ask the preview, and for what: other machines, other sites and other files are refused."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from exporter.preview.guard import Guard, Message
from tests import previews
from tests.previews import Browser, make, previewing

examples_browser = previews.examples_browser


# --- who may ask, and for what ---


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:{port}", "localhost:1", ""])
def test_another_host_is_refused(examples_browser: Browser, host: str) -> None:
    answer = examples_browser.get("/", headers={"Host": host.format(port=examples_browser.port)})
    assert answer.status in (400, 421)
    assert "<html" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machine_is_answered(examples_browser: Browser, host: str) -> None:
    assert examples_browser.get("/", headers={"Host": host.format(port=examples_browser.port)}).status == 200


def test_only_reading_is_allowed(examples_browser: Browser) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        answer = examples_browser.get("/", method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD"
    head = examples_browser.get("/", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert examples_browser.get("/live", "HEAD").status == 200


def test_other_sites_are_not_answered(examples_browser: Browser) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert examples_browser.get("/bank.json", headers=foreign).status == 403
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert examples_browser.get("/", headers=followed).status == 200


def test_nothing_is_kept_and_nothing_else_runs(examples_browser: Browser) -> None:
    for path in ("/", "/bank.json", "/static/preview.js", "/question/nothing"):
        headers = examples_browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert re.search(r"script-src 'self'(;|$)", policy)
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_two_hosts_or_none_are_refused() -> None:
    async def asked(hosts: list[bytes]) -> int:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def never(*_: object) -> None:
            raise AssertionError

        scope = {"type": "http", "method": "GET", "headers": [(b"host", host) for host in hosts]}
        await Guard(never, 80)(scope, never, send)  # type: ignore[arg-type]
        await Guard(never, 80)({"type": "websocket"}, never, send)  # type: ignore[arg-type]
        assert len(sent) == 2
        return int(sent[0]["status"])

    assert asyncio.run(asked([])) == 400
    assert asyncio.run(asked([b"127.0.0.1", b"127.0.0.1"])) == 400
    assert asyncio.run(asked([b"127.0.0.1:81"])) == 421


# --- media ---


OUT = [
    "/media/../bank.yaml",
    "/media/..%2fbank.yaml",
    "/media/%2e%2e/bank.yaml",
    "/media/media/../../bank.yaml",
    "/media/%2fetc%2fpasswd",
    "/media//etc/passwd",
    "/media/media%5c..%5cbank.yaml",
    "/media/media/dot.svg%00",
    "/static/..%2f..%2fbank.yaml",
    "/static/base.html",
    "/media/bank.yaml",
    "/media/questions/first.md",
    "/media/media/secret.svg",
]


def test_only_media_that_a_text_names_are_given_out(tmp_path: Path) -> None:
    source = make(tmp_path / "bank", {"media/secret.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    with previewing(source) as browser:
        dot = browser.get("/media/media/dot.svg")
        assert dot.status == 200
        assert dot.headers["content-type"] == "image/svg+xml"
        assert "sandbox" in dot.headers["content-security-policy"]
        assert dot.text == (source / "media/dot.svg").read_text()
        assert browser.get("/media/media/notes.pdf").headers["content-type"] == "application/pdf"
        for path in OUT:
            assert browser.get(path).status == 404, path


def test_a_file_that_became_a_link_out_is_not_followed(tmp_path: Path) -> None:
    source = make(tmp_path / "bank")
    secret = tmp_path / "secret.svg"
    secret.write_text("secret")
    with previewing(source) as browser:
        assert browser.get("/media/media/dot.svg").status == 200
        (source / "media/dot.svg").unlink()
        (source / "media/dot.svg").symlink_to(secret)
        assert "secret" not in browser.get("/media/media/dot.svg").text
        assert browser.get("/media/media/dot.svg").status == 404
