"""Outputs on disk: the same bytes always, all or nothing, and nothing of the user's touched."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter import archive
from exporter.archive import PathTakenError, Staging, TooLargeError, committing, is_inside, source_date_epoch
from exporter.output import FileOutput, Member, Output, ZipOutput


def chunks(*texts: str) -> Iterator[bytes]:
    yield from (text.encode() for text in texts)


def package() -> ZipOutput:
    members = (Member("imsmanifest.xml", chunks("<m", "/>")), Member("media/ü.txt", chunks("é" * 1000)))
    return ZipOutput("canvas/quiz.zip", "canvas-quiz", members)


def commit(out: Path, *outputs: Output, stale: tuple[str, ...] = (), time_: int | None = None) -> None:
    with Staging(out, time_) as staging:
        written = [staging.write(output).path for output in outputs]
        with committing(out):
            staging.commit(written, stale)


def files(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def test_files_and_zips_stand_in_their_places_with_size_and_hash(tmp_path: Path) -> None:
    with Staging(tmp_path / "a" / "out") as staging:
        written = staging.write(FileOutput("moodle/bank.xml", "moodle-xml", chunks("<quiz>", "</quiz>")))
        assert not (tmp_path / "a" / "out" / "moodle").exists()
        zipped = staging.write(package())
        staging.commit([written.path, zipped.path])
    found = files(tmp_path / "a" / "out")
    assert found["moodle/bank.xml"] == b"<quiz></quiz>"
    assert (written.size, written.sha256) == (13, hashlib.sha256(b"<quiz></quiz>").hexdigest())
    assert (written.role, zipped.role) == ("moodle-xml", "canvas-quiz")
    assert zipped.sha256 == hashlib.sha256(found["canvas/quiz.zip"]).hexdigest()
    assert zipped.size == len(found["canvas/quiz.zip"])
    assert list(found) == ["canvas/quiz.zip", "moodle/bank.xml"]


def test_the_bytes_of_a_zip_are_these(tmp_path: Path) -> None:
    commit(tmp_path, package())
    data = (tmp_path / "canvas/quiz.zip").read_bytes()
    # A change here is a change of every package ever built: say so in the changelog.
    assert hashlib.sha256(data).hexdigest() == "37cd68334c64044649f75b0f4225497a9dc05eba465985137c6024a94849f42d"
    with zipfile.ZipFile(tmp_path / "canvas/quiz.zip") as found:
        assert found.namelist() == ["imsmanifest.xml", "media/ü.txt"]
        assert found.testzip() is None
        for info in found.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644
            assert info.compress_type == zipfile.ZIP_STORED
            assert not info.flag_bits & 8


@pytest.mark.parametrize(
    ("seconds", "stated"),
    [(0, (1980, 1, 1, 0, 0, 0)), (1700000000, (2023, 11, 14, 22, 13, 20)), (10**11, (2107, 12, 31, 23, 59, 58))],
)
def test_source_date_epoch_is_the_time_of_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, stated: tuple[int, ...]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(seconds))
    commit(tmp_path, package(), time_=source_date_epoch())
    with zipfile.ZipFile(tmp_path / "canvas/quiz.zip") as found:
        assert found.infolist()[0].date_time == stated
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert source_date_epoch() is None


def test_a_long_stream_is_written_whole(tmp_path: Path) -> None:
    piece = os.urandom(1000)
    commit(
        tmp_path,
        FileOutput("a.bin", "r", (piece for _ in range(900))),
        ZipOutput("b.zip", "r", [Member("a", (piece for _ in range(900)))]),
    )
    assert (tmp_path / "a.bin").read_bytes() == piece * 900
    assert zipfile.ZipFile(tmp_path / "b.zip").read("a") == piece * 900


def test_leaving_without_a_commit_changes_nothing(tmp_path: Path) -> None:
    commit(tmp_path, FileOutput("a/x", "r", chunks("old")))
    before = files(tmp_path)

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit(tmp_path, FileOutput("b", "r", chunks("new")), FileOutput("a/x", "r", broken()))
    assert files(tmp_path) == before


def test_stale_outputs_go_with_their_empty_folder(tmp_path: Path) -> None:
    commit(tmp_path, FileOutput("a/x", "r", chunks("1")), FileOutput("b/y", "r", chunks("2")))
    (tmp_path / "b/mine.txt").write_text("mine")
    commit(tmp_path, FileOutput("c/z", "r", chunks("3")), stale=("a/x", "b/y", "gone/already"))
    assert files(tmp_path) == {"b/mine.txt": b"mine", "c/z": b"3"}
    assert not (tmp_path / "a").exists()


def test_a_commit_that_fails_puts_everything_back(tmp_path: Path) -> None:
    commit(tmp_path, FileOutput("a/x", "r", chunks("old")), FileOutput("a/stale", "r", chunks("old")))
    (tmp_path / "z").mkdir()
    (tmp_path / "z/inside").write_text("mine")
    before = files(tmp_path)
    outputs = [FileOutput("a/x", "r", chunks("new")), FileOutput("a/n", "r", chunks("n")), FileOutput("z", "r", [b"n"])]
    with pytest.raises(OSError, match="z"):
        commit(tmp_path, *outputs, stale=("a/stale",))
    assert files(tmp_path) == before


def test_two_outputs_of_one_path(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        staging.write(FileOutput("canvas/A.zip", "r", [b"1"]))
        with pytest.raises(PathTakenError, match=r"canvas/a\.zip"):
            staging.write(FileOutput("canvas/a.zip", "r", [b"2"]))


def test_two_members_of_one_name_are_a_bug(tmp_path: Path) -> None:
    twice = ZipOutput("a.zip", "r", [Member("m", [b"1"]), Member("m", [b"2"])])
    with Staging(tmp_path) as staging, pytest.raises(AssertionError, match="m"):
        staging.write(twice)


def test_a_member_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_LARGEST_MEMBER", 10)
    with Staging(tmp_path) as staging, pytest.raises(TooLargeError, match=r"film\.mp4"):
        staging.write(ZipOutput("a.zip", "r", [Member("film.mp4", [b"1" * 11])]))


def test_a_full_disk_names_the_output(tmp_path: Path) -> None:
    def full() -> Iterator[bytes]:
        yield b"1"
        raise OSError(28, "No space left on device")

    with Staging(tmp_path) as staging, pytest.raises(OSError, match="No space left") as caught:
        staging.write(FileOutput("a/b.xml", "r", full()))
    assert caught.value.filename == str(tmp_path / "a/b.xml")
    assert files(tmp_path) == {}


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OSError, match="out"):
        Staging(tmp_path / "out").__enter__()


KILLED = """
import os, sys
from pathlib import Path
from exporter.archive import Staging
from exporter.output import FileOutput
with Staging(Path(sys.argv[1])) as staging:
    staging.write(FileOutput("a", "r", [b"new"]))
    print("written", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_build_left_goes_with_the_next_but_a_running_one_stays(tmp_path: Path) -> None:
    commit(tmp_path, FileOutput("a", "r", [b"old"]))
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        commit(tmp_path, FileOutput("b", "r", [b"1"]))
        assert len(list(tmp_path.glob(".staging-*"))) == 1
        process.kill()
    assert len(list(tmp_path.glob(".staging-*"))) == 1
    commit(tmp_path, FileOutput("b", "r", [b"2"]))
    assert files(tmp_path) == {"a": b"old", "b": b"2"}
    assert not list(tmp_path.glob(".staging-*"))


@pytest.mark.parametrize(
    ("path", "inside"),
    [("moodle/a.xml", True), ("../a", False), ("/a", False), ("a/../../b", False), ("", False), ("..\\a", False)],
)
def test_paths_that_stay_inside(path: str, inside: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    assert is_inside(path) is inside
