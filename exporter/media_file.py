"""One media file on the disk: there in this very case, inside the bank, what its ending says, safe, and how large."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from pathlib import Path

from exporter.codes.media import (
    MEDIA_CONTENT,
    MEDIA_MISSING,
    MEDIA_OUTSIDE,
    MEDIA_UNREADABLE,
    SVG_BROKEN,
    SVG_UNSAFE,
)
from exporter.diagnostics import Diagnostic, Span
from exporter.model import MediaFile, MediaKind
from exporter.picture_size import pixels
from exporter.suggest import did_you_mean

_NOWHERE = Span("")
_BLOCK = 1 << 20
_HEAD = 1 << 16
"""Bytes from which the type is told."""
_SVG_LIMIT = 20_000_000
"""Bytes, the limit of every text file."""


class Disk:
    """The folders of a bank, each listed once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._real_root = root.resolve()
        self._listed: dict[Path, frozenset[str]] = {}

    def refusal(self, path: str) -> Diagnostic | None:
        """Return what stands against the file at `path`, as a finding without a place; None if nothing does."""
        missing = self._missing(path)
        if missing is not None:
            return missing
        file = self._root / path
        try:
            if not file.resolve(strict=True).is_relative_to(self._real_root):
                hint = "copy the file into the bank"
                return MEDIA_OUTSIDE.at(_NOWHERE, f"`{path}` is a link out of the bank", hint)
            if not stat.S_ISREG(file.stat().st_mode):
                return MEDIA_UNREADABLE.at(_NOWHERE, f"`{path}` is no file", "name a file")
            with file.open("rb"):
                return None
        except (OSError, RuntimeError) as error:
            reason = (getattr(error, "strerror", None) or "too many levels of symbolic links").lower()
            return MEDIA_UNREADABLE.at(_NOWHERE, f"`{path}` cannot be read: {reason}", "name a file that can be read")

    def _missing(self, path: str) -> Diagnostic | None:
        """Walk the path name by name, so that case counts on every computer as it does on a server."""
        folder = self._root
        names = path.split("/")
        for depth, name in enumerate(names):
            listed = self._names(folder)
            if name not in listed:
                return MEDIA_MISSING.at(_NOWHERE, f"there is no file `{path}`", _hint(names[:depth], name, listed))
            folder /= name
        return None

    def _names(self, folder: Path) -> frozenset[str]:
        if folder not in self._listed:
            try:
                self._listed[folder] = frozenset(os.listdir(folder))  # noqa: PTH208 - names, as many and as fast as can be
            except OSError:
                self._listed[folder] = frozenset()
        return self._listed[folder]


def _hint(above: list[str], name: str, listed: frozenset[str]) -> str:
    """Return how a name on the disk differs from the one written, if there is such a one."""
    prefix = "".join(part + "/" for part in above)
    for other in sorted(listed):
        if other.casefold() == name.casefold():
            return f"on the disk it is `{prefix}{other}`; capitals count"
        if unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", name):
            return f"on the disk `{prefix}{other}` has its accents as separate characters; rename the file"
    near = did_you_mean(name, listed)
    return near.replace("`", f"`{prefix}", 1) if near else "the path counts from the file that names it"


def media_file(root: Path, path: str, kind: MediaKind) -> MediaFile | Diagnostic:
    """Return the facts of a file that `Disk.refusal` let through, or what is wrong with its content."""
    file = root / path
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
            digest = hashlib.sha256(head)
            size = len(head)
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        return MEDIA_UNREADABLE.at(_NOWHERE, f"`{path}` cannot be read: {(error.strerror or '').lower()}")
    suffix = path.rpartition(".")[2].lower()
    width: int | None = None
    height: int | None = None
    if suffix == "svg":
        looked = _svg(file, path, size)
        if isinstance(looked, Diagnostic):
            return looked
        width, height = looked
    else:
        actual = sniffed(head)
        if actual != suffix:
            return _wrong_content(path, size, suffix, actual)
        if kind == "image":
            width, height = pixels(file, suffix)
    return MediaFile(path=path, kind=kind, size=size, digest=digest.hexdigest(), width=width, height=height)


def _wrong_content(path: str, size: int, suffix: str, actual: str) -> Diagnostic:
    if size == 0:
        return MEDIA_CONTENT.at(_NOWHERE, f"`{path}` is empty", "save it anew")
    if actual:
        hint = f"let its name end in `.{actual}`, or save it as {suffix}"
        return MEDIA_CONTENT.at(_NOWHERE, f"`{path}` is not {suffix} but {actual}", hint)
    return MEDIA_CONTENT.at(_NOWHERE, f"the content of `{path}` is not {suffix}", f"save it anew as {suffix}")


def _svg(file: Path, path: str, size: int) -> tuple[int | None, int | None] | Diagnostic:
    from exporter.svg_safety import look_into  # noqa: PLC0415 - lxml is slow to load, and most banks have no SVG

    if size > _SVG_LIMIT:
        return SVG_BROKEN.at(_NOWHERE, f"`{path}` has {size / 1_000_000:.1f} MB; the limit is 20 MB", "simplify it")
    seen = look_into(file.read_bytes())
    if seen.unsafe:
        return SVG_UNSAFE.at(_NOWHERE, f"`{path}`{_line(seen.line)} {seen.unsafe}", "save the picture as plain SVG")
    if seen.broken:
        return SVG_BROKEN.at(_NOWHERE, f"`{path}`{_line(seen.line)} {seen.broken}", "save the picture anew")
    return seen.width, seen.height


def _line(line: int) -> str:
    return f", line {line}," if line else ""


_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"%PDF-", "pdf"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"fLaC", "flac"),
    (b"PK\x03\x04", "zip"),
)
_MP3_SYNC = 0xE0


def sniffed(head: bytes) -> str:
    """Return the ending that the first bytes of a file call for, or an empty string where they tell nothing."""
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return {b"qt  ": "mov", b"avif": "avif", b"heic": "heic"}.get(head[8:12], "mp4")
    if len(head) > 1 and head[0] == 0xFF and head[1] & _MP3_SYNC == _MP3_SYNC and head[1] & 0x06 == 0x02:  # noqa: PLR2004
        return "mp3"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return "svg" if b"<svg" in head else "html"
    return ""
