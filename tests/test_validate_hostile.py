"""Hostile archives: each gives its diagnostic, and costs neither memory nor time."""

from __future__ import annotations

import os
import stat
import struct
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.validation import markup, members, package
from exporter.validation.markup import TAG_LIMIT, TREE_LIMIT
from tests.packages import PNG, codes, judged, manifest, quiz_package, zip_of
from tests.verdicts import only, xml

QUIZ = b"<quiz><question type='description'><name><text>d</text></name><questiontext><text>t</text></questiontext></question></quiz>"


def test_a_good_package_gives_no_finding(tmp_path: Path) -> None:
    assert codes(judged(quiz_package(tmp_path / "q.zip"))) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../etc/passwd", "path-escapes"),
        ("a1/../../x", "path-escapes"),
        ("/etc/passwd", "absolute-path"),
        ("C:/boot.ini", "absolute-path"),
        ("media\\loop.png", "backslash-path"),
        ("..\\..\\evil.txt", "backslash-path"),
        ("line\nbreak.txt", "path-characters"),
        (" ", "path-characters"),
        ("__MACOSX/._a.png", "macosx-folder"),
        ("a1/._a1.xml", "macosx-folder"),
    ],
)
def test_a_member_that_is_named_to_do_harm_is_reported_and_not_read(tmp_path: Path, name: str, code: str) -> None:
    path = quiz_package(tmp_path / "q.zip", more={name: "x"})
    finding = only(path, code)
    assert finding.span.path.startswith(f"{path.as_posix()}!")
    assert "\n" not in finding.span.path
    assert not (tmp_path.parent / "etc").exists()


def test_a_nul_in_a_name_is_seen_though_the_zip_reader_cuts_it_off(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip", more={"goodXpng": "x"})
    path.write_bytes(path.read_bytes().replace(b"goodXpng", b"good\0png"))
    only(path, "path-characters")


def test_a_folder_member_that_climbs_out_is_reported(tmp_path: Path) -> None:
    only(quiz_package(tmp_path / "q.zip", more={"../up/": ""}), "path-escapes")


def test_a_symbolic_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip")
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo("link")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    only(path, "symlink-member")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_path_are_reported(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a1/a1.xml", "<x/>")
    only(path, "duplicate-member")


def test_members_that_differ_in_capitals_only_are_reported(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip", more={"A1/a1.xml": "<x/>"})
    assert "duplicate-member" in codes(judged(path))


def test_an_encrypted_member_is_reported(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip", more={"secret.txt": "x"})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"secret.txt") - 46
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    only(path, "encrypted-member")


def test_a_compression_that_importers_do_not_read_is_reported_and_not_unpacked(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("big.txt", b"\0" * 3_000_000, zipfile.ZIP_LZMA)
    only(path, "unknown-compression")


def test_a_real_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb.zip", {"imsmanifest.xml": b"\0" * (30 * 2**20)})
    assert path.stat().st_size < 40_000
    tracemalloc.start()
    finding = only(path, "zip-bomb")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "200 times" in finding.message
    assert peak < 5_000_000


def test_a_bomb_whose_members_share_their_bytes_is_not_unpacked(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "q.zip", {"a.xml": os.urandom(3000), "b.xml": "x"})
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    struct.pack_into("<I", data, second + 20, 3000)
    path.write_bytes(bytes(data))
    only(path, "zip-bomb")


def test_a_size_that_lies_yields_no_more_than_it_says(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": b" " * 3_000_000})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 10)
    path.write_bytes(bytes(data))
    assert "damaged-archive" in codes(judged(path))


def test_what_unpacks_to_too_much_in_all_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "TOTAL_LIMIT", 100)
    finding = only(quiz_package(tmp_path / "q.zip"), "too-large")
    assert "at most 100 are read" in finding.message


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MEMBER_LIMIT", 1)
    assert "at most 1 are read" in only(quiz_package(tmp_path / "q.zip"), "too-many-members").message


def test_a_huge_directory_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "_DIRECTORY_LIMIT", 10)
    only(quiz_package(tmp_path / "q.zip"), "too-many-members")


def test_a_zip64_directory_size_counts(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip")
    data = path.read_bytes()
    at = data.rindex(b"PK\x05\x06")
    wide = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2, 2, 2**40, 0)
    path.write_bytes(data[:at] + wide + b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1) + data[at:])
    only(path, "too-many-members")


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "FILE_LIMIT", 10)
    only(quiz_package(tmp_path / "q.zip"), "too-large")


def test_an_absurd_number_of_tags_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(xml(tmp_path, b"<manifest>" + b"<a/>" * TAG_LIMIT), "too-large")
    monkeypatch.setattr(markup, "TAG_LIMIT", 10)
    assert "at most 10 are read" in only(quiz_package(tmp_path / "q.zip"), "too-large").message


def test_an_absurd_xml_member_is_not_read_whole(tmp_path: Path) -> None:
    data = b"<manifest>" + os.urandom(1) * 10 + b" " * 10
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": data}, zipfile.ZIP_STORED)
    sparse = tmp_path / "x.xml"
    with sparse.open("wb") as stream:
        stream.write(b"<manifest>")
        stream.truncate(TREE_LIMIT + 1)
    only(sparse, "too-large")
    assert path.exists()


@pytest.mark.parametrize("cut", [1, 30, 100, 300])
def test_a_cut_off_archive_is_reported(tmp_path: Path, cut: int) -> None:
    path = quiz_package(tmp_path / "q.zip")
    path.write_bytes(path.read_bytes()[:-cut])
    only(path, "damaged-archive")


def test_a_wrong_checksum_is_reported(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": manifest(), "a.bin": b"a" * 99}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"a" * 99, b"a" * 98 + b"b"))
    assert "damaged-archive" in codes(judged(path))


def test_letters_of_a_zip_do_not_make_one(tmp_path: Path) -> None:
    path = tmp_path / "q.zip"
    path.write_bytes(b"PKunzip is a program")
    only(path, "not-a-package")


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"just words"])
def test_what_is_neither_zip_nor_xml_is_reported(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "thing"
    path.write_bytes(data)
    only(path, "not-a-package")


def test_an_archive_without_questions_is_reported(tmp_path: Path) -> None:
    only(zip_of(tmp_path / "q.zip", {"a.png": PNG, "b.xml": "<other/>"}), "nothing-to-judge")


def test_a_path_that_is_not_there_is_reported(tmp_path: Path) -> None:
    only(tmp_path / "missing.zip", "no-such-path")
    only(Path("nul\0character"), "no-such-path")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names on Windows")
def test_devices_and_pipes_are_never_read(tmp_path: Path) -> None:
    only(Path("/dev/zero"), "not-a-file")
    os.mkfifo(tmp_path / "pipe")
    only(tmp_path / "pipe", "not-a-file")
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "imsmanifest.xml").write_text(manifest())
    os.mkfifo(tmp_path / "pkg" / "pipe.xml")
    only(tmp_path / "pkg", "not-a-file")


def test_links_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "pkg"
    folder.mkdir()
    (folder / "imsmanifest.xml").write_text(manifest())
    (folder / "link.xml").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    assert codes(judged(folder)) == ["symlink-member", "symlink-member"]


def test_a_folder_of_too_many_files_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MEMBER_LIMIT", 2)
    for number in range(4):
        (tmp_path / f"{number}.xml").write_bytes(QUIZ)
    only(tmp_path, "too-many-members")


def test_a_very_deep_folder_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(600):
        path /= "d"
    path.mkdir(parents=True)
    (path / "q.xml").write_bytes(QUIZ)
    assert codes(judged(tmp_path)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_an_archive_gives_an_exception(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(quiz_package(tmp_path / "q.zip", more={"p.png": "x" * 50}).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.zip"
    path.write_bytes(
        bytes(whole[: data.draw(st.integers(0, len(whole)))]) if data.draw(st.booleans()) else bytes(whole)
    )
    judged(path)
