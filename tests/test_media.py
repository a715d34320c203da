"""Media: which file is meant, whether it is there and safe, what it is, how large."""

from __future__ import annotations

import hashlib
import os
import struct
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.checks.facts import FileReference
from exporter.diagnostics import Diagnostic, Span
from exporter.media import KINDS, ending, facts, kind_of, resolve
from exporter.media_file import Disk, media_file, sniffed
from exporter.model import MediaFile

AT = Span("questions/a.md", 3, 5, 9)


def code(reference: str, source: str = "questions/a.md") -> str:
    path, findings = resolve(source, reference, AT)
    assert path is None
    assert [each.span for each in findings] == [AT]
    return findings[0].code


@pytest.mark.parametrize(
    ("source", "reference", "path"),
    [
        ("questions/a.md", "../media/dot.png", "media/dot.png"),
        ("questions/x/a.md", "dot.png", "questions/x/dot.png"),
        ("questions/a.md", "./y/../dot.png", "questions/dot.png"),
        ("questions/a.md", "../media/ein%20Bild.png", "media/ein Bild.png"),
        ("questions/a.md", "../media/ein Bild ä.png", "media/ein Bild ä.png"),
        ("questions/a.md", "../media/%C3%A4.png", "media/ä.png"),
        ("questions/a.md", "../media/%2520.png", "media/%20.png"),
        ("questions/a.md", "../media/100%.png", "media/100%.png"),
        ("questions/a.md", "../media/a?b#c.png", "media/a?b#c.png"),
        ("questions/a.md", "../media/DOT.PNG", "media/DOT.PNG"),
        ("bank.yaml", "media/dot.svg", "media/dot.svg"),
        ("questions/a.md", "../media/a:b.png", "media/a:b.png"),
    ],
)
def test_paths(source: str, reference: str, path: str) -> None:
    assert resolve(source, reference, AT) == (path, [])


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("https://example.org/dot.png", "media-remote"),
        ("HTTP://example.org/dot.png", "media-remote"),
        ("//example.org/dot.png", "media-remote"),
        ("\\\\server\\dot.png", "media-remote"),
        ("data:image/png;base64,AA", "media-remote"),
        ("ftp://example.org/dot.png", "media-remote"),
        ("/dot.png", "media-absolute"),
        ("%2Fdot.png", "media-absolute"),
        ("C:/dot.png", "media-absolute"),
        ("file:///dot.png", "media-absolute"),
        ("../../dot.png", "media-outside"),
        ("%2e%2e/%2E%2E/dot.png", "media-outside"),
        ("..%2f..%2fdot.png", "media-outside"),
        ("../media/../../dot.png", "media-outside"),
        ("..", "media-type"),
        ("../..", "media-outside"),
        ("dot%00.png", "media-path"),
        ("dot%0a.png", "media-path"),
        ("%ff.png", "media-path"),
        ("..\\dot.png", "media-path"),
        ("%5cdot.png", "media-path"),
        ("dot.exe", "media-type"),
        ("dot", "media-type"),
        ("dot.jpeg", "media-type"),
        ("x" * 500 + ".exe", "media-type"),
    ],
)
def test_refused(reference: str, name: str) -> None:
    assert code(reference) == name


def test_a_stroke_at_the_end_says_nothing() -> None:
    assert resolve("questions/a.md", "dot.png/", AT) == ("questions/dot.png", [])


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("./%2eEfF\\:ab png?#\x00ä"), max_size=20), st.sampled_from(["", "q/", "q/r/"]))
def test_no_path_leaves_the_bank(reference: str, folder: str) -> None:
    path, findings = resolve(folder + "a.md", reference + ".png", AT)
    assert (path is None) == bool(findings)
    if path is not None:
        assert not path.startswith(("/", "../"))
        assert ".." not in path.split("/")
        assert "\x00" not in path


def test_kinds() -> None:
    assert {name: kind_of(f"x.{name}") for name in KINDS} == KINDS
    assert ending("A.B.PNG") == "png"
    assert kind_of("A.PNG") == "image"


def png(width: int = 64, height: int = 48) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x00\x00\x00\x00"


def look(root: Path, *paths: str) -> tuple[dict[str, MediaFile], list[Diagnostic]]:
    return facts(root, [FileReference(path, AT) for path in paths])


def test_facts(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "dot.png").write_bytes(png())
    files, findings = look(tmp_path, "media/dot.png")
    assert findings == []
    assert files == {
        "media/dot.png": MediaFile(
            path="media/dot.png",
            kind="image",
            size=len(png()),
            digest=hashlib.sha256(png()).hexdigest(),
            width=64,
            height=48,
        )
    }


def test_a_large_file_is_hashed_whole(tmp_path: Path) -> None:
    data = b"\x1aE\xdf\xa3" + bytes(range(256)) * 12_000
    (tmp_path / "a.webm").write_bytes(data)
    files, _ = look(tmp_path, "a.webm")
    assert (files["a.webm"].size, files["a.webm"].digest) == (len(data), hashlib.sha256(data).hexdigest())
    assert (files["a.webm"].width, files["a.webm"].kind) == (None, "video")


def test_files_come_sorted_and_once(tmp_path: Path) -> None:
    for name in ("b.png", "a.png"):
        (tmp_path / name).write_bytes(png())
    assert list(look(tmp_path, "b.png", "a.png", "b.png")[0]) == ["a.png", "b.png"]


def test_a_missing_file_is_told_at_every_place(tmp_path: Path) -> None:
    second = Span("questions/b.md", 1, 1, 2)
    _, findings = facts(tmp_path, [FileReference("x.png", second), FileReference("x.png", AT)])
    assert [(each.code, each.span) for each in findings] == [("media-missing", AT), ("media-missing", second)]


def test_a_wrong_content_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"words")
    second = Span("questions/b.md", 1, 1, 2)
    _, findings = facts(tmp_path, [FileReference("x.png", second), FileReference("x.png", AT)])
    assert [(each.code, each.span) for each in findings] == [("media-content", AT)]


def test_case_counts_on_every_computer(tmp_path: Path) -> None:
    (tmp_path / "Media").mkdir()
    (tmp_path / "Media" / "Dot.PNG").write_bytes(png())
    assert look(tmp_path, "Media/Dot.PNG")[1] == []
    assert look(tmp_path, "Media/dot.png")[1][0].hint == "on the disk it is `Media/Dot.PNG`; capitals count"
    assert look(tmp_path, "media/Dot.PNG")[1][0].hint == "on the disk it is `Media`; capitals count"


def test_accents_in_two_forms(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "ä.png")).write_bytes(png())
    findings = look(tmp_path, "ä.png")[1]
    assert [each.code for each in findings] == ["media-missing"]
    assert "accents as separate characters" in findings[0].hint


def test_links(tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "dot.png").write_bytes(png())
    (tmp_path / "out.png").write_bytes(png())
    (bank / "in.png").symlink_to("dot.png")
    (bank / "out.png").symlink_to("../out.png")
    (bank / "circle.png").symlink_to("circle.png")
    (bank / "folder").symlink_to("..")
    files, findings = look(bank, "in.png", "out.png", "circle.png", "folder/out.png")
    assert list(files) == ["in.png"]
    assert sorted(each.code for each in findings) == ["media-outside", "media-outside", "media-unreadable"]


def test_the_bank_itself_may_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "dot.png").write_bytes(png())
    (tmp_path / "link").symlink_to("bank")
    assert list(look(tmp_path / "link", "dot.png")[0]) == ["dot.png"]


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "dot.png").write_bytes(png())
    os.mkfifo(tmp_path / "pipe.png")
    _, findings = look(tmp_path, "folder.png", "pipe.png", "folder.png/x/y.png", "dot.png/x.png")
    assert [each.code.removeprefix("media-") for each in findings] == ["missing", "unreadable", "missing", "unreadable"]


def test_a_file_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    assert Disk(tmp_path).refusal("x.png") is not None
    finding = media_file(tmp_path, "x.png", "image")
    assert isinstance(finding, Diagnostic)
    assert finding.code == "media-unreadable"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (png(), "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"RIFF\x00\x00\x00\x00WEBP", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", "wav"),
        (b"RIFF\x00\x00\x00\x00????", ""),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\xff\xf1\x50\x80", ""),
        (b"OggS", "ogg"),
        (b"\x00\x00\x00\x18ftypmp42", "mp4"),
        (b"\x00\x00\x00\x18ftypqt  ", "mov"),
        (b"\x1aE\xdf\xa3", "webm"),
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf <?xml?><svg", "svg"),
        (b"<html>", "html"),
        (b"PK\x03\x04", "zip"),
        (b"", ""),
        (b"\xff", ""),
        (b"words", ""),
    ],
)
def test_sniffed(head: bytes, name: str) -> None:
    assert sniffed(head) == name
