"""The cache: values come back, and no state of its file ever fails or changes a build."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest

import exporter.cache
from exporter.cache import FILE, FileCache, NoCache, open_cache


def put(path: Path, **values: bytes) -> None:
    with FileCache(path) as cache:
        for key, value in values.items():
            cache.put(key.encode(), value)


def got(path: Path, key: str) -> bytes | None:
    with FileCache(path) as cache:
        return cache.get(key.encode())


def test_values_come_back_in_the_same_run_and_in_the_next(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with FileCache(path) as cache:
        cache.put(b"a", b"1")
        assert cache.get(b"a") == b"1"
        cache.put(b"a", b"2")
        assert cache.get(b"b") is None
    assert got(path, "a") == b"2"


def test_a_batch_is_written_before_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporter.cache, "_BATCH", 10)
    path = tmp_path / "cache"
    with FileCache(path) as cache:
        cache.put(b"a", b"0123456789")
        assert got(path, "a") == b"0123456789"
        assert cache.get(b"a") == b"0123456789"


def test_open_cache(tmp_path: Path) -> None:
    with open_cache(tmp_path / "out") as cache:
        cache.put(b"a", b"1")
    assert (tmp_path / "out" / FILE).is_file()
    with open_cache(tmp_path / "out", enabled=False) as none:
        assert isinstance(none, NoCache)
        none.put(b"a", b"1")
        assert none.get(b"a") is None


def test_a_file_of_another_state_of_the_tool_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cache"
    put(path, a=b"1")
    monkeypatch.setattr(exporter.cache, "edition", lambda: "99")
    assert got(path, "a") is None
    put(path, b=b"2")
    assert got(path, "b") == b"2"


def test_a_file_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE something (else_ TEXT)")
    database.close()
    put(path, a=b"1")
    assert got(path, "a") == b"1"


def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    path.write_bytes(b"not a database at all " * 100)
    put(path, a=b"1")
    assert got(path, "a") == b"1"


def test_a_damaged_file_never_gives_a_wrong_value(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    values = {f"key-{number}": os.urandom(3000) for number in range(60)}
    put(path, **values)
    whole = path.read_bytes()
    for start in range(4096, len(whole), 1777):
        path.write_bytes(whole[:start] + bytes(2000) + whole[start + 2000 :])
        with FileCache(path) as cache:
            for key, value in values.items():
                assert cache.get(key.encode()) in (None, value)
            cache.put(b"new", b"value")
            assert cache.get(b"new") in (None, b"value")


def test_a_value_under_another_key_or_of_another_kind_is_a_miss(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    put(path, a=b"1")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE entry SET key = ?", (b"b",))
        database.execute("INSERT INTO entry (key, value) VALUES (?, 'text')", (b"c",))
    database.close()
    assert got(path, "b") is None
    assert got(path, "c") is None


def test_a_locked_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporter.cache, "_PATIENCE", 0)
    path = tmp_path / "cache"
    put(path, a=b"1")
    other = sqlite3.connect(path, isolation_level=None)
    with FileCache(path) as cache:
        other.execute("BEGIN EXCLUSIVE")
        assert cache.get(b"a") is None
        cache.put(b"b", b"2")
    with FileCache(path) as cache:
        cache.put(b"b", b"2")
        assert cache.get(b"b") is None
    other.execute("COMMIT")
    other.close()
    assert got(path, "a") == b"1"
    assert got(path, "b") is None


def test_a_lock_while_writing_loses_the_batch_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporter.cache, "_PATIENCE", 0)
    path = tmp_path / "cache"
    put(path, a=b"1")
    with FileCache(path) as cache:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        cache.put(b"b", b"2")
    other.close()
    assert got(path, "a") == b"1"
    assert got(path, "b") is None


@pytest.mark.parametrize("place", ["file/cache", "folder"])
def test_where_no_file_can_be_the_build_goes_on(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    put(tmp_path / place, a=b"1")
    assert got(tmp_path / place, "a") is None


def test_a_python_without_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    put(tmp_path / "cache", a=b"1")
    assert not (tmp_path / "cache").exists()


def test_the_oldest_go_when_the_limit_is_passed(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    with FileCache(path, limit=200_000) as cache:
        for number in range(100):
            cache.put(b"%03d" % number, os.urandom(5000))
    assert path.stat().st_size < 150_000
    with FileCache(path) as cache:
        kept = [number for number in range(100) if cache.get(b"%03d" % number)]
    assert kept == list(range(kept[0], 100))
    assert 15 < len(kept) < 25


def test_damage_met_while_pruning_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    put(path, **{f"key-{number}": os.urandom(5000) for number in range(50)})
    with FileCache(path, limit=1000) as cache:
        path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 100_000)
        assert cache.get(b"key-1") is None
    put(path, a=b"1")
    assert got(path, "a") == b"1"
