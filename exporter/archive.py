"""The only place that writes outputs: streams to files and zip archives, aside first, then renamed all together.

The same outputs give the same bytes on any machine: zip members are stored (every deflate library packs differently
from version to version or from processor to processor), with fixed times, order and permissions.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import msgspec

from exporter.lock import locked
from exporter.output import FileOutput, Output, ZipOutput

_BLOCK = 1 << 18
_PREFIX = ".staging-"
_LOCK = ".lock"
_EARLIEST = 315532800
"""1980-01-01 in seconds since 1970: the first time that a zip archive can state."""
_LATEST = 4354819198
"""The last second pair that a zip archive can state, 2107-12-31 23:59:58, in seconds since 1970."""
_LAST_SECOND = 253402300799
"""The end of the year 9999, beyond which dates cannot be written, in seconds since 1970."""
_LARGEST_MEMBER = (1 << 31) - 1
"""Bytes; beyond it a member needs zip64, which the platforms' importers do not read."""


class Written(msgspec.Struct, frozen=True):
    """One output as it was written."""

    path: str
    """Relative to the output folder, with `/`."""
    role: str
    size: int
    """Bytes."""
    sha256: str


class PathTakenError(Exception):
    """Two outputs want the same path; the argument is the path."""


class TooLargeError(Exception):
    """A file in an archive is larger than any importer reads; the argument is its name."""


class _Done:
    """What this process did, for whoever tells of an interruption."""

    asides = 0
    """Whole folders that are being made: outputs put in their places in one of these are in none yet."""
    placed = False


def placed() -> bool:
    """Return whether the last outputs that were written aside were put in their places."""
    return _Done.placed


class Staging:
    """A build's outputs beside their final places; `commit` puts all of them there, leaving takes the rest away.

    Everything here raises OSError, with the path in `filename`, where the disk or a permission is at fault.
    """

    def __init__(self, out: Path, time_: int | None = None) -> None:
        """Prepare to write below `out`; `time_` (SOURCE_DATE_EPOCH) is the time of all zip members."""
        self._out = out
        self._time = time.gmtime(min(max(time_ or 0, _EARLIEST), _LATEST))[:6]
        self._taken: set[str] = set()
        self._stack = contextlib.ExitStack()
        self._folder = Path()

    def __enter__(self) -> Self:
        _Done.placed = False
        self._out.mkdir(parents=True, exist_ok=True)
        with committing(self._out):
            remove_abandoned(self._out)
            self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._out))
            self._stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._stack.enter_context(locked(self._folder / _LOCK))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def place(self, path: str) -> Path:
        """Return where the output `path` stands until it is committed."""
        return self._folder / "new" / path

    def write(self, output: Output) -> Written:
        """Write one output aside while it is generated, and return its size and hash.

        `PathTakenError` where another output has that path; an OSError names the file that it is about.
        """
        folded = output.path.casefold()
        if folded in self._taken:
            raise PathTakenError(output.path)
        self._taken.add(folded)
        place = self.place(output.path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(output, ZipOutput):
                self._write_zip(output, place)
            else:
                _write_file(output, place)
            with place.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return Written(output.path, output.role, place.stat().st_size, digest)
        except OSError as error:
            if error.filename is None or self._folder in Path(error.filename).parents:  # a full disk names no file
                error.filename = str(self._out / output.path)
            raise

    def _write_zip(self, output: ZipOutput, place: Path) -> None:
        names: set[str] = set()
        with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as archive:
            for member in output.members:
                assert member.name not in names, member.name
                names.add(member.name)
                info = zipfile.ZipInfo(member.name, self._time)
                info.create_system = 3
                info.external_attr = 0o100644 << 16
                size = 0
                with archive.open(info, "w") as file:
                    for block in _blocks(member.chunks):
                        size += len(block)
                        if size > _LARGEST_MEMBER:
                            raise TooLargeError(member.name)
                        file.write(block)

    def commit(self, written: Iterable[str], stale: Iterable[str] = ()) -> None:
        """Put the outputs `written` in their places and remove `stale` ones; on any failure all is as it was.

        Paths are relative to the output folder. Call it while holding `committing` of that folder.
        """
        undo = contextlib.ExitStack()
        with undo:
            for path in written:
                self._set_aside(path, undo)
                target = self._out / path
                target.parent.mkdir(parents=True, exist_ok=True)
                undo.callback(_withdraw, target)  # before it is there, for a Ctrl-C between the two
                try:
                    self.place(path).replace(target)
                except OSError as error:  # of the two paths the author knows this one
                    error.filename = str(target)
                    raise
            for path in stale:
                self._set_aside(path, undo)
            undo.pop_all()
            _Done.placed = not _Done.asides
        for path in stale:
            with contextlib.suppress(OSError):
                (self._out / path).parent.rmdir()

    def _set_aside(self, path: str, undo: contextlib.ExitStack) -> None:
        target, old = self._out / path, self._folder / "old" / path
        if target.is_file():
            old.parent.mkdir(parents=True, exist_ok=True)
            undo.callback(_put_back, old, target)
            target.replace(old)


@contextlib.contextmanager
def committing(out: Path) -> Iterator[None]:
    """Hold the lock of the output folder, so that of two builds at once one is whole after the other."""
    cache = out / ".cache"
    cache.mkdir(exist_ok=True)
    with locked(cache / "commit.lock"):
        yield


class Aside:
    """A whole folder made beside its place, and put there by one renaming; leaving without `place` takes it away.

    `folder` is where it stands until then. OSErrors are the disk's or a permission's; a FileExistsError says that the
    place is taken.
    """

    def __init__(self, place: Path) -> None:
        """Prepare to make the folder `place`, and its parent where it is missing."""
        self._place = place
        self._stack = contextlib.ExitStack()
        self.folder = Path()

    def __enter__(self) -> Self:
        parent = self._place.parent
        parent.mkdir(parents=True, exist_ok=True)
        with locked(parent / _LOCK):
            remove_abandoned(parent)
            scratch = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
            self._stack.callback(shutil.rmtree, scratch, ignore_errors=True)
            self._stack.enter_context(locked(scratch / _LOCK))
        _Done.asides += 1
        self._stack.callback(_one_aside_less)
        self.folder = scratch / "new"
        self.folder.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def place(self) -> None:
        """Put the folder in its place, without the hidden folders that building it left.

        FileExistsError where something came to stand there meanwhile.
        """
        for left in self.folder.glob(".*"):
            shutil.rmtree(left)
        with locked(self._place.parent / _LOCK):
            if self._place.exists():
                raise FileExistsError(self._place)
            self.folder.rename(self._place)
            _Done.placed = True


def _one_aside_less() -> None:
    _Done.asides -= 1


def remove_abandoned(out: Path) -> None:
    """Remove what builds that were killed left behind; a running one holds the lock of its folder."""
    for folder in out.glob(_PREFIX + "*"):
        try:
            with locked(folder / _LOCK, wait=False):
                pass
        except OSError:
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _withdraw(target: Path) -> None:
    if target.is_file():
        target.unlink()


def _put_back(old: Path, target: Path) -> None:
    if old.is_file():
        old.replace(target)


def _write_file(output: FileOutput, place: Path) -> None:
    with place.open("wb", buffering=0) as file:
        for block in _blocks(output.chunks):
            rest = memoryview(block)
            while rest:
                rest = rest[file.write(rest) :]


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of a good size to write."""
    gathered: list[bytes] = []
    size = 0
    for chunk in chunks:
        if len(chunk) >= _BLOCK and not gathered:
            yield chunk  # as large as it is: joining would copy it
            continue
        gathered.append(chunk)
        size += len(chunk)
        if size >= _BLOCK:
            yield b"".join(gathered)
            gathered.clear()
            size = 0
    yield b"".join(gathered)


def source_date_epoch() -> int | None:
    """Return the time that SOURCE_DATE_EPOCH sets, in seconds since 1970; a ValueError where it is no time."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_SECOND)) and int(text) <= _LAST_SECOND):
        raise ValueError(text)
    return int(text)


def is_inside(path: str) -> bool:
    """Return whether a path from an earlier report stays inside the output folder."""
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and "\\" not in path
