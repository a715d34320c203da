"""What a build may reuse from the last one: values kept by the hash of everything they were made from.

One SQLite file below the output folder. It is safe to delete at any time; where it cannot be opened, is locked by
another build, damaged, or of another state of the tool, the build goes on without it. It holds no truth of its own.
"""

from __future__ import annotations

import contextlib
import zlib
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from exporter.resources import edition

if TYPE_CHECKING:
    import sqlite3

FILE = ".cache/exporter.sqlite3"
"""The cache's place in the output folder."""
LIMIT = 512 << 20
"""Bytes of values that are kept; beyond them the oldest go until half is left."""
_READS = 500
"""Reads in one transaction; then it ends, so that another build may write."""
_BATCH = 4 << 20
"""Bytes of values that wait to be written together."""
_PATIENCE = 0.2
"""Seconds to wait for another build's transaction before going on without the cache."""
_LAYOUT = 1
"""Of the tables in the file; a file with another is made anew."""


class NoCache:
    """A cache that keeps nothing (`--no-cache`)."""

    keeps = False

    def get(self, key: bytes) -> bytes | None:
        """Return None."""
        del key
        return None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        return


class FileCache:
    """A cache in an SQLite file; `get` and `put` never fail. Use as a context manager, which writes and closes.

    Values are written in batches of some megabytes, each one transaction, and carry a checksum, so that a file
    damaged in any way gives misses and not wrong values.
    """

    keeps = True

    def __init__(self, path: Path, limit: int = LIMIT) -> None:
        self._path = path
        self._limit = limit
        self._pending: dict[bytes, bytes] = {}
        self._pending_size = 0
        self._reads = 0
        """Reads of the transaction that is open; none is where it is 0."""
        self._database = self._opened()

    def get(self, key: bytes) -> bytes | None:
        """Return what was put under `key`, now or in an earlier run."""
        if key in self._pending:
            return self._pending[key]
        if self._database is None:
            return None
        try:
            if not self._reads:  # one transaction for many reads: each alone would lock and unlock the file
                self._database.execute("BEGIN")
            row = self._database.execute("SELECT value FROM entry WHERE key = ?", (key,)).fetchone()
            self._reads += 1
            if self._reads == _READS:
                self._end_reading(self._database)
        except self._errors as error:
            self._give_up(error)
            return None
        if row is None or not isinstance(row[0], bytes):
            return None
        sum_, value = row[0][:4], row[0][4:]
        return value if sum_ == _checksum(key, value) else None

    def _end_reading(self, database: sqlite3.Connection) -> None:
        """Let other builds write."""
        if self._reads:
            self._reads = 0
            database.execute("COMMIT")

    def put(self, key: bytes, value: bytes) -> None:
        """Keep `value` under `key`."""
        if self._database is None:
            return
        self._pending[key] = value
        self._pending_size += len(value)
        if self._pending_size >= _BATCH:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
        if self._database is not None:
            try:
                self._end_reading(self._database)
                self._prune(self._database)
            except self._errors as problem:
                self._give_up(problem)
        if self._database is not None:
            self._database.close()
            self._database = None

    def _opened(self) -> sqlite3.Connection | None:
        try:
            import sqlite3  # noqa: PLC0415 - some Pythons are built without it
        except ImportError:
            return None
        self._errors: tuple[type[Exception], ...] = (sqlite3.Error, OSError)
        for _ in range(2):  # an old or damaged file is deleted and made anew, once
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
            except self._errors:
                return None
            try:
                if _is_current(database):
                    return database
                useless = True
            except self._errors as error:
                useless = _is_damage(error)
            database.close()
            if not useless:
                return None
            self._delete()
        return None

    def _write(self) -> None:
        database = self._database
        if database is None or not self._pending:
            return
        rows = [(key, _checksum(key, value) + value) for key, value in self._pending.items()]
        self._pending.clear()
        self._pending_size = 0
        try:
            self._end_reading(database)
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT OR REPLACE INTO entry (key, value) VALUES (?, ?)", rows)
            database.execute("COMMIT")
        except self._errors as error:
            self._give_up(error)

    def _prune(self, database: sqlite3.Connection) -> None:
        size = database.execute("PRAGMA page_count").fetchone()[0] * database.execute("PRAGMA page_size").fetchone()[0]
        if size <= self._limit:
            return
        database.execute(
            "DELETE FROM entry WHERE id <= (SELECT max(id) FROM (SELECT id, sum(length(value)) OVER (ORDER BY id DESC)"
            " AS total FROM entry) WHERE total > ?)",
            (self._limit // 2,),
        )
        database.execute("VACUUM")

    def _give_up(self, error: Exception) -> None:
        """Go on without the file; one that is damaged (and not only locked or full) is deleted."""
        if self._database is not None:
            self._database.close()
            self._database = None
        self._pending.clear()
        if _is_damage(error):
            self._delete()

    def _delete(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink()


def _is_current(database: sqlite3.Connection) -> bool:
    """Set the file up where it is new; return whether it is of this state of the tool."""
    # Without syncing, only a loss of power can damage the file, and checksums find that.
    database.execute("PRAGMA synchronous = OFF")
    wanted = f"{_LAYOUT} {edition()}"
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        database.execute("BEGIN IMMEDIATE")
        database.execute("CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)")
        database.execute("CREATE TABLE IF NOT EXISTS version (name TEXT UNIQUE)")
        database.execute("INSERT OR IGNORE INTO version VALUES (?)", (wanted,))
        database.execute("COMMIT")
    found = database.execute("SELECT name FROM version").fetchall()
    database.execute("SELECT id, key, value FROM entry LIMIT 1")
    return found == [(wanted,)]


def _is_damage(error: Exception) -> bool:
    """Return whether the file itself is at fault, and not a lock, a full disk or a read-only folder."""
    return getattr(error, "sqlite_errorname", "") in {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR"}


def _checksum(key: bytes, value: bytes) -> bytes:
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(4, "big")


def open_cache(out: Path, *, enabled: bool = True) -> FileCache | NoCache:
    """Return the cache of the output folder `out`; one that keeps nothing where it is off."""
    return FileCache(out / FILE) if enabled else NoCache()
