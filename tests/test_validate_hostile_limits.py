"""Archives whose parts contradict each other, names that no disk holds, and text that is made to be read for ever."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import pytest

from exporter.validation.lines import MemberLines
from exporter.validation.package import Package
from exporter.validation.rules import qti12
from tests.packages import PNG, item12, judged, manifest, quiz_package, resource, zip_of
from tests.verdicts import only, xml
from tests.watchdog import must_end


def with_end(path: Path, at: int, value: bytes) -> Path:
    """Write into the record at the end of an archive."""
    data = bytearray(path.read_bytes())
    start = data.rindex(b"PK\x05\x06") + at
    data[start : start + len(value)] = value
    path.write_bytes(data)
    return path


def test_an_archive_that_is_one_part_of_several_is_refused(tmp_path: Path) -> None:
    path = with_end(quiz_package(tmp_path / "q.zip"), 4, b"\2")
    assert "several parts" in only(path, "damaged-archive").message


def test_an_end_that_counts_other_members_than_the_directory_is_damage(tmp_path: Path) -> None:
    path = with_end(quiz_package(tmp_path / "q.zip"), 10, b"\x09")
    assert "counts 9 members, its directory 2" in only(path, "damaged-archive").message


def test_a_directory_before_the_beginning_is_damage_and_no_bomb(tmp_path: Path) -> None:
    only(with_end(quiz_package(tmp_path / "q.zip"), 16, struct.pack("<I", 2**32 - 16)), "damaged-archive")


def test_members_that_differ_in_how_accents_are_written_are_reported(tmp_path: Path) -> None:
    names = {"a1/\u00fc.txt": "x", "a1/u\u0308.txt": "y"}
    found = [each for each in judged(quiz_package(tmp_path / "q.zip", more=names)) if each.code == "duplicate-member"]
    assert [each.message for each in found] == ["differs from `a1/\u00fc.txt` in how accents are written only"]


def test_a_name_that_no_disk_holds_is_a_finding_and_can_be_shown(tmp_path: Path) -> None:
    finding = only(quiz_package(tmp_path / "q.zip", more={"a" * 60_000 + ".xml": "<quiz/>"}), "path-characters")
    assert finding.message == "a name of 60,004 characters is too long for a disk"
    assert len(finding.span.path) < 400
    assert MemberLines().line(f"{tmp_path}/q.zip!{'a' * 60_000}", 1) is None


def test_many_files_that_are_missing_are_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def names(package: Package) -> list[str]:
        read.append(package.place)
        return sorted({"imsmanifest.xml", "a.xml", "Media/P.png"})

    monkeypatch.setattr(Package, "names", property(names))
    listed = manifest(*(resource(f"r{n}", f"media/{n}.png", "webcontent") for n in range(50)))
    listed = listed.replace("media/7.png", "media/p.png").replace("media/8.png", "x/p.png")
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "a.xml": "<x/>", "Media/P.png": PNG})
    hints = {each.hint for each in judged(path) if each.code == "missing-file"}
    assert hints >= {"did you mean `Media/P.png`? paths are case-sensitive", "did you mean `Media/P.png`?"}
    assert len(read) < 10


@pytest.mark.parametrize("text", ["{1:XX:" * 20_000 + "}", "{1:SA:" * 20_000 + "}"])
def test_many_gaps_that_are_none_are_read_once(tmp_path: Path, text: str) -> None:
    question = f"<name><text>a</text></name><questiontext><text>{text}</text></questiontext>"
    with must_end():
        only(xml(tmp_path, f'<quiz><question type="cloze">{question}</question></quiz>'), "import-fails")


def test_blanks_before_what_is_not_base64_are_read_once(tmp_path: Path) -> None:
    file = f'<file name="a.png">{" " * 400_000}!</file>'
    question = f"<name><text>a</text></name><questiontext><text>@@PLUGINFILE@@/a.png</text>{file}</questiontext>"
    with must_end():
        only(xml(tmp_path, f'<quiz><question type="essay">{question}</question></quiz>'), "import-changes")


def test_the_choices_that_there_are_are_sorted_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sorted_sets: list[int] = []

    def listing(names: set[str]) -> str:
        sorted_sets.append(len(names))
        return "there are some"

    monkeypatch.setattr(qti12, "_those_there", listing)
    tests = "".join(f'<varequal respident="response1">x{n}</varequal>' for n in range(50))
    more = f"<respcondition><conditionvar>{tests}</conditionvar></respcondition>"
    judged(quiz_package(tmp_path / "q.zip", item12(more=more)))
    assert sorted_sets == [2]


def test_an_entity_that_nobody_declares_is_named(tmp_path: Path) -> None:
    names = "".join(f'<question type="essay"><name><text>{text}</text></name></question>' for text in ("a&nbsp;b", "c"))
    assert only(xml(tmp_path, f"<quiz>{names}</quiz>"), "malformed-xml").message == "entity `nbsp` is not defined"


def test_default_values_that_multiply_are_a_bomb(tmp_path: Path) -> None:
    declared = " ".join(f'a{n} CDATA "{"x" * 1000}"' for n in range(200))
    path = xml(tmp_path, f"<!DOCTYPE quiz [<!ATTLIST question {declared}>]><quiz>{'<question/>' * 2000}</quiz>")
    assert "entity-bomb" in [each.code for each in judged(path)]


@pytest.mark.parametrize(("shut", "packages"), [("in", 1), ("", 0)])
def test_a_folder_that_may_not_be_read_is_told_and_the_others_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shut: str, packages: int
) -> None:
    (tmp_path / "in").mkdir()
    quiz_package(tmp_path / "q.zip")
    real = os.scandir

    def scandir(folder: Path) -> Any:
        if folder == tmp_path / shut:
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    verdict = judged(tmp_path)
    told = next(each for each in verdict if each.code == "no-such-path")
    assert (told.span.path, told.message) == ((tmp_path / shut).as_posix(), "cannot be read: permission denied")
    assert told.hint == "ask for the right to read it"
    assert len({each.place.partition("!")[0] for each in verdict.judgements}) == packages
