"""Bytes of a source file to text, or to the place of what is wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.diagnostics import Diagnostic, Span
from exporter.reader.text_file import LIMIT, read_text


def read(root: Path, data: bytes) -> tuple[str | None, list[Diagnostic]]:
    (root / "a.md").write_bytes(data)
    return read_text(root, "a.md")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\nb"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        ("ä 心 𝒳\tשלום\n".encode(), "ä 心 𝒳\tשלום\n"),
    ],
)
def test_text(tmp_path: Path, data: bytes, text: str) -> None:
    assert read(tmp_path, data) == (text, [])


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_empty(tmp_path: Path, data: bytes) -> None:
    text, findings = read(tmp_path, data)
    assert text is None
    assert [each.code for each in findings] == ["empty-file"]


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"caf\xe9", 1, 4),
        (b"\xef\xbb\xbfcaf\xe9", 1, 4),
        ("ä\r\n心\r\nxy".encode() + b"\xff", 3, 3),
        (b"a\rb\xe9", 2, 2),
        (b"\xed\xa0\x80", 1, 1),
    ],
)
def test_place_of_the_first_byte_that_is_not_utf8(tmp_path: Path, data: bytes, line: int, column: int) -> None:
    text, findings = read(tmp_path, data)
    assert text is None
    assert [(each.code, each.span) for each in findings] == [("not-utf8", Span("a.md", line, column, column + 1))]


def test_utf16_is_named(tmp_path: Path) -> None:
    _text, findings = read(tmp_path, "a question".encode("utf-16"))
    assert findings[0].message == "the file is UTF-16, not UTF-8"


def test_control_characters_are_told_and_replaced(tmp_path: Path) -> None:
    text, findings = read(tmp_path, "a\x00b\r\nc\u2028d\x85\n".encode())
    assert text == "a\ufffdb\nc\ufffdd\ufffd\n"
    assert [each.span for each in findings] == [
        Span("a.md", 1, 2, 3),
        Span("a.md", 2, 2, 3),
        Span("a.md", 2, 4, 5),
    ]


def test_limit_counts_bytes(tmp_path: Path) -> None:
    assert read(tmp_path, b"x" * LIMIT)[1] == []
    text, findings = read(tmp_path, b"x" * (LIMIT + 1))
    assert text is None
    assert [each.code for each in findings] == ["file-too-large"]
    assert "20 MB" in findings[0].message


def test_links_inside_the_bank_are_fine(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("text", encoding="utf-8")
    (tmp_path / "a.md").symlink_to("b.md")
    assert read_text(tmp_path, "a.md") == ("text", [])


def test_the_bank_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "a.md").write_text("text", encoding="utf-8")
    (tmp_path / "link").symlink_to("bank")
    assert read_text(tmp_path / "link", "a.md") == ("text", [])


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    for name in ("pipe.md", "folder.md", "missing.md", "nul\0.md"):
        text, findings = read_text(tmp_path, name)
        assert text is None
        assert [each.code for each in findings] == ["unreadable-file"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    text, findings = read(tmp_path, data)
    assert (text is None) <= bool(findings)
    if text is not None:
        assert "\r" not in text
        assert "\x00" not in text
