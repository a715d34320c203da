"""The members of a zip archive of unknown origin, judged by its directory before a byte is unpacked."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from exporter.codes.archives import (
    ABSOLUTE_PATH,
    BACKSLASH_PATH,
    COMPRESSION,
    DAMAGED,
    DUPLICATE_MEMBER,
    ENCRYPTED,
    MACOSX,
    NOT_A_PACKAGE,
    PATH_CHARACTERS,
    PATH_ESCAPES,
    SYMLINK,
    TOO_LARGE,
    TOO_MANY,
    ZIP_BOMB,
)
from exporter.diagnostics import Code, Diagnostic, Span

MEMBER_LIMIT = 50_000
"""Members of one archive, or files of a folder, that are looked at."""
TOTAL_LIMIT = 4 * 2**30
"""Bytes of all members, unpacked."""
RATIO_LIMIT = 200
"""How many times its packed size a member may unpack to; text packs to a tenth, drawings to a fiftieth."""
_RATIO_FREE = 4 * 2**20
"""Bytes that a member may unpack to whatever its packed size."""
_DIRECTORY_LIMIT = 32 * 2**20
"""Bytes of the directory of an archive that is opened."""
_LONGEST_PART = 255
"""Bytes of the name of a file or folder, on all usual disks."""
_LONGEST_PATH = 4096
_LONGEST_NAME = 200
"""Characters of a member's name that are shown."""
_END = b"PK\x05\x06"
_IN_ZIP64 = 2**16 - 1
"""Stands at the end of an archive where the number itself is in the longer record before it."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, RuntimeError, OverflowError)
"""What Python's zip reader raises for archives that are damaged or made to break it."""


class UnreadableError(Exception):
    """A package or member that cannot or must not be read; `code` says which problem it is."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


class ZipMembers:
    """The members of a zip archive that are safe to read; the others are findings."""

    def __init__(self, path: Path, place: str, findings: list[Diagnostic]) -> None:
        self._place = place
        self._findings = findings
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._archive = _opened(path)
        self.sizes: dict[str, int] = {}
        try:
            self._gather(path.stat().st_size)
        except UnreadableError:
            self._archive.close()
            raise

    def open(self, name: str) -> BinaryIO:
        """Return the member's content as a stream that never yields more than its declared size.

        `UnreadableError` where it cannot be unpacked.
        """
        try:
            return cast("BinaryIO", self._archive.open(self._infos[name]))
        except UNREADABLE as error:
            raise UnreadableError(DAMAGED, f"cannot be unpacked: {error}") from error

    def close(self) -> None:
        """Let go of the archive."""
        self._archive.close()

    def _gather(self, size: int) -> None:
        infos = self._archive.infolist()
        self._weigh(infos, size)
        folded: dict[str, str] = {}
        for info in infos:
            name = info.orig_filename
            if name.endswith("/"):  # `is_dir` raises for an empty name
                self._path_is_safe(name.rstrip("/") or name)
                continue
            if not (self._path_is_safe(name) and self._is_readable(info, name)):
                continue
            earlier = folded.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if name in self._infos:
                self._find(DUPLICATE_MEMBER, name, "two members have this path")
                continue
            if earlier != name:
                way = "capitals" if name.casefold() == earlier.casefold() else "how accents are written"
                self._find(DUPLICATE_MEMBER, name, f"differs from `{earlier}` in {way} only")
            self._infos[name] = info
            self.sizes[name] = info.file_size

    def _find(self, code: Code, name: str, message: str, hint: str = "") -> bool:
        self._findings.append(code.at(Span(f"{self._place}!{_shown(name)}"), message, hint))
        return False

    def _path_is_safe(self, name: str) -> bool:
        if _CONTROL.search(name) or not name.strip():
            return self._find(PATH_CHARACTERS, name, "the path is empty or holds control characters")
        if "\\" in name:
            return self._find(BACKSLASH_PATH, name, "the path is written with `\\`", "write `/` between folders")
        if name.startswith("/") or _DRIVE.match(name):
            return self._find(ABSOLUTE_PATH, name, "the path is absolute", "use a path relative to the package's top")
        parts = PurePosixPath(name).parts
        data = name.encode("utf-8", "surrogatepass")
        if len(data) > _LONGEST_PATH or any(len(part) > _LONGEST_PART for part in data.split(b"/")):
            return self._find(PATH_CHARACTERS, name, f"a name of {len(name):,} characters is too long for a disk")
        if not parts:
            return self._find(PATH_CHARACTERS, name, "the path names nothing")
        if ".." in parts:
            return self._find(PATH_ESCAPES, name, "the path climbs out of the package with `..`")
        if parts[0] == "__MACOSX" or parts[-1].startswith("._"):
            return self._find(MACOSX, name, "a macOS leftover", "pack with `zip -r -X` and leave these out")
        return True

    def _is_readable(self, info: zipfile.ZipInfo, name: str) -> bool:
        if stat.S_ISLNK(info.external_attr >> 16):
            return self._find(SYMLINK, name, "a symbolic link, which is not followed")
        if info.flag_bits & 0x1:
            return self._find(ENCRYPTED, name, "the member is encrypted", "pack without a password")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            return self._find(COMPRESSION, name, f"compression method {info.compress_type} is not read")
        return True

    def _weigh(self, infos: list[zipfile.ZipInfo], size: int) -> None:
        """Refuse an archive that unpacks to too much; nothing is unpacked to know it."""
        if len(infos) > MEMBER_LIMIT:
            raise UnreadableError(TOO_MANY, f"{len(infos):,} members; at most {MEMBER_LIMIT:,} are read")
        total = sum(info.file_size for info in infos)
        if total > TOTAL_LIMIT:
            raise UnreadableError(TOO_LARGE, f"unpacks to {total:,} bytes; at most {TOTAL_LIMIT:,} are read")
        for info in infos:
            if info.file_size > max(_RATIO_FREE, info.compress_size * RATIO_LIMIT):
                message = f"`{_shown(info.orig_filename)}` unpacks {info.compress_size:,} bytes to {info.file_size:,}"
                raise UnreadableError(ZIP_BOMB, f"{message}; at most {RATIO_LIMIT} times as much is unpacked")
        if any(info.header_offset < 0 for info in infos):
            raise UnreadableError(DAMAGED, "the archive's directory names bytes before its beginning")
        end = 0
        for info in sorted(infos, key=lambda each: each.header_offset):
            if info.header_offset < end and info.compress_size:
                raise UnreadableError(ZIP_BOMB, f"`{_shown(info.orig_filename)}` shares its bytes with another member")
            end = max(end, info.header_offset + 30 + info.compress_size)
        if end > size:
            raise UnreadableError(DAMAGED, "the archive is cut off: its directory names bytes beyond its end")


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        disk, count, size = _end(path)
        if size > _DIRECTORY_LIMIT:
            message = f"the archive's directory alone is over {_DIRECTORY_LIMIT:,} bytes"
            raise UnreadableError(TOO_MANY, message)
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        with path.open("rb") as stream:
            if stream.read(4) in {b"PK\x03\x04", _END}:
                raise UnreadableError(DAMAGED, f"the archive is cut off or damaged: {error}".rstrip(".")) from error
        raise UnreadableError(NOT_A_PACKAGE, "not a zip archive, in spite of its first letters") from error
    there = len(archive.infolist())
    if disk not in {0, _IN_ZIP64}:
        archive.close()
        raise UnreadableError(DAMAGED, "this is one of several parts of an archive")
    if count not in {there % 2**16, _IN_ZIP64}:
        archive.close()
        raise UnreadableError(DAMAGED, f"the end of the archive counts {count:,} members, its directory {there:,}")
    return archive


def _end(path: Path) -> tuple[int, int, int]:
    """Return what the end of an archive says of it: the disk's number, the members, the bytes of the directory.

    APPNOTE 4.3.16; the size also from 4.3.14 (zip64). All are 0 where there is no end.
    """
    with path.open("rb") as stream:
        length = stream.seek(0, 2)
        stream.seek(max(0, length - 2**16 - 22 - 20 - 56))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        return 0, 0, 0
    disk, count, size = struct.unpack_from("<H4xHI", tail, at + 4)
    wide = tail.rfind(b"PK\x06\x06", 0, at)
    wider = struct.unpack_from("<Q", tail, wide + 40)[0] if 0 <= wide <= len(tail) - 48 else 0
    return int(disk), int(count), max(int(size), int(wider))


def _shown(name: str) -> str:
    """Return a member's name without characters that would upset a terminal."""
    shown = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", name)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[:_LONGEST_NAME]}\N{HORIZONTAL ELLIPSIS}"
