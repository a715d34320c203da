"""Reading packages of unknown origin: zip archives, folders and single files, never unpacked to disk.

What is unsafe or odd about a package is a finding; only members that are safe to read are offered.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Protocol

from exporter.codes.archives import (
    DAMAGED,
    MACOSX,
    NO_SUCH_PATH,
    NOT_A_FILE,
    NOT_A_PACKAGE,
    SYMLINK,
    TOO_LARGE,
    TOO_MANY,
)
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.contents import HEAD, content_finding
from exporter.validation.members import MEMBER_LIMIT, UNREADABLE, UnreadableError, ZipMembers

FILE_LIMIT = 2 * 2**30
"""Bytes of one file or archive that are looked at."""
MANIFEST = "imsmanifest.xml"
"""The file at the top of a package that lists what is in it (IMS Content Packaging)."""
PACKAGE_NAMES = (".zip", ".imscc")
"""What the names of archived packages end in."""
_MARKUP_START = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


class Members(Protocol):
    """What a package holds: sizes in bytes by path (with `/`), and streams."""

    sizes: dict[str, int]

    def open(self, name: str) -> BinaryIO:
        """Return the member's content; OSError or `UnreadableError` where it cannot be had."""

    def close(self) -> None:
        """Let go of the files that are open."""


class Package:
    """One package: the members that are safe to read, and what was found while looking."""

    def __init__(self, place: str, members: Members, joint: str, findings: list[Diagnostic]) -> None:
        self.place = place
        self.findings = findings
        self._members = members
        self._joint = joint

    @property
    def names(self) -> list[str]:
        """The paths of all members, sorted; the one member of a single file is the empty path."""
        return sorted(self._members.sizes)

    def __contains__(self, name: str) -> bool:
        return name in self._members.sizes

    def alike(self, path: str) -> tuple[str, str]:
        """Return the member whose path is alike but for capitals, and the one whose name is; empty where none is."""
        return self._folded.get(path.casefold(), ""), self._folded.get(f"/{posixpath.basename(path).casefold()}", "")

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Members by its path, and by its name behind a `/`, without capitals: the first of those that are alike."""
        found: dict[str, str] = {}
        for name in self.names:
            found.setdefault(name.casefold(), name)
            found.setdefault(f"/{posixpath.basename(name).casefold()}", name)
        return found

    @property
    def single(self) -> bool:
        """Whether this is one XML file, of which nobody can say what lies beside it."""
        return not self._joint

    @property
    def is_shelf(self) -> bool:
        """Whether this is a folder of packages and files, such as the output of a build, and no package itself."""
        return self._joint == "/" and not any(f"/{name}".endswith(f"/{MANIFEST}") for name in self.names)

    def at(self, name: str) -> str:
        """Return the place of a member as findings name it, such as `quiz.zip!media/loop.png`."""
        return f"{self.place}{self._joint}{name}" if name else self.place

    def size(self, name: str) -> int:
        """Return the member's size in bytes."""
        return self._members.sizes[name]

    def open(self, name: str) -> BinaryIO | None:
        """Return the member's content as a stream, or None (and a finding) where it cannot be had."""
        try:
            return self._members.open(name)
        except (OSError, UnreadableError) as error:
            self.unreadable(name, error)
            return None

    def read(self, name: str, limit: int) -> bytes | None:
        """Return the member's content, or None (and a finding) where it cannot be had or is over `limit` bytes."""
        if self.size(name) > limit:
            message = f"{self.size(name):,} bytes; at most {limit:,} are read of one such file"
            self.findings.append(TOO_LARGE.at(Span(self.at(name)), message))
            return None
        stream = self.open(name)
        if stream is None:
            return None
        try:
            with stream:
                return stream.read(limit + 1)
        except UNREADABLE as error:
            self.unreadable(name, error)
            return None

    def unreadable(self, name: str, error: Exception) -> None:
        """Report that a member cannot be read."""
        if isinstance(error, UnreadableError):
            self.findings.append(error.code.at(Span(self.at(name)), str(error)))
        elif isinstance(error, OSError) and self._joint != "!":
            self.findings.append(
                NO_SUCH_PATH.at(Span(self.at(name)), f"cannot be read: {_reason(error)}", _hint(error))
            )
        else:
            self.findings.append(DAMAGED.at(Span(self.at(name)), f"cannot be unpacked: {error}"))

    def check(self, name: str) -> None:
        """Read a member to its end, so that damage is found, and forget all but what its first bytes tell."""
        stream = self.open(name)
        if stream is None:
            return
        try:
            with stream:
                finding = content_finding(name, stream.read(HEAD), Span(self.at(name)))
                while stream.read(2**18):
                    pass
        except UNREADABLE as error:
            self.unreadable(name, error)
            return
        if finding is not None:
            self.findings.append(finding)

    def close(self) -> None:
        """Let go of the files that are open."""
        self._members.close()


class _OneFile:
    """A single XML file."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self.sizes = {"": size}

    def open(self, name: str) -> BinaryIO:
        del name
        return self._path.open("rb")

    def close(self) -> None:
        """Nothing stays open."""


class _Folder:
    """The files of a folder, found without following links."""

    def __init__(self, root: Path, place: str, findings: list[Diagnostic]) -> None:
        self._root = root
        self.sizes: dict[str, int] = {}
        for path in _files(root, findings):
            name = path.relative_to(root).as_posix()
            kind = path.lstat().st_mode
            if stat.S_ISLNK(kind):
                findings.append(SYMLINK.at(Span(f"{place}/{name}"), "a symbolic link, which is not followed"))
            elif not stat.S_ISREG(kind):
                findings.append(NOT_A_FILE.at(Span(f"{place}/{name}"), "neither a file nor a folder; it is not read"))
            elif name.startswith("__MACOSX/") or path.name.startswith("._"):
                findings.append(MACOSX.at(Span(f"{place}/{name}"), "a macOS leftover"))
            else:
                self.sizes[name] = path.lstat().st_size
            if len(self.sizes) > MEMBER_LIMIT:
                message = f"more than {MEMBER_LIMIT:,} files; the rest is not looked at"
                findings.append(TOO_MANY.at(Span(place), message))
                break

    def open(self, name: str) -> BinaryIO:
        return (self._root / name).open("rb")

    def close(self) -> None:
        """Nothing stays open."""


def _files(root: Path, findings: list[Diagnostic]) -> Iterator[Path]:
    """Yield what is in the folder and the folders below, in no order; one at a time, however deep they lie.

    A folder below that cannot be read is a finding, the other ones are read.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            if folder == root:
                raise
            findings.append(NO_SUCH_PATH.at(Span(folder.as_posix()), f"cannot be read: {_reason(error)}", _hint(error)))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            else:
                yield Path(entry.path)


def open_package(path: Path) -> tuple[Package | None, list[Diagnostic]]:
    """Return the package at `path`, or None and why there is none."""
    place = path.as_posix()
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            found: list[Diagnostic] = []
            return Package(place, _Folder(path, place, found), "/", found), []
        if not stat.S_ISREG(kind):
            return None, [NOT_A_FILE.at(Span(place), "a device, pipe or socket; it is not read")]
        return _open_file(path, place)
    except (OSError, ValueError) as error:
        return None, [NO_SUCH_PATH.at(Span(place), f"cannot be read: {_reason(error)}", _hint(error))]


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error)).lower()


def _hint(error: OSError | ValueError) -> str:
    return "ask for the right to read it" if isinstance(error, PermissionError) else "check the name"


def _open_file(path: Path, place: str) -> tuple[Package | None, list[Diagnostic]]:
    size = path.stat().st_size
    if size > FILE_LIMIT:
        message = f"{size:,} bytes; at most {FILE_LIMIT:,} are read"
        return None, [TOO_LARGE.at(Span(place), message)]
    with path.open("rb") as stream:
        start = stream.read(64)
    if start[:2] == b"PK":
        found: list[Diagnostic] = []
        try:
            return Package(place, ZipMembers(path, place, found), "!", found), []
        except UnreadableError as error:
            return None, [*found, error.code.at(Span(place), str(error))]
    if start.lstrip(b" \t\r\n").startswith(_MARKUP_START) or path.suffix.lower() in {".xml", ".qti"}:
        return Package(place, _OneFile(path, size), "", []), []
    return None, [NOT_A_PACKAGE.at(Span(place), "neither a zip archive nor XML", "name a package or an XML file")]
