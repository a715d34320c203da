"""How many pixels a picture has, from its header alone; all of it by the formats' own specifications."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

Pixels = tuple[int | None, int | None]

_NONE: Pixels = (None, None)
_JPEG_LIMIT = 4096
"""Segments to look through before a JPEG is given up."""
_TURNED = range(5, 9)
"""EXIF orientations that swap width and height."""


def pixels(file: Path, suffix: str) -> Pixels:
    """Return width and height of a png, gif, webp or jpg file, or Nones where its header does not tell."""
    with file.open("rb") as stream:
        return pixels_in(stream, suffix)


def pixels_in(stream: BinaryIO, suffix: str) -> Pixels:
    """Return width and height of the picture that the stream begins with, as `pixels` does."""
    try:
        if suffix == "jpg":
            return _jpeg(stream)
        size = {"png": _png, "gif": _gif, "webp": _webp}[suffix](stream.read(40))
    except (struct.error, IndexError):
        return _NONE
    return size if all(size) else _NONE


def _png(head: bytes) -> Pixels:
    """PNG specification, section 11.2.1 (IHDR comes first)."""
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else _NONE


def _gif(head: bytes) -> Pixels:
    """GIF89a specification, section 18 (logical screen descriptor)."""
    return struct.unpack("<HH", head[6:10])


def _webp(head: bytes) -> Pixels:
    """RFC 9649, sections 2.4 to 2.7."""
    chunk = head[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return _NONE


def _jpeg(stream: BinaryIO) -> Pixels:
    """Walk a JPEG's segments to its frame header (ITU T.81, B.2.2); browsers turn it as its EXIF orientation says."""
    stream.read(2)
    turned = False
    for _ in range(_JPEG_LIMIT):
        mark, kind = struct.unpack(">BB", stream.read(2))
        while kind == 0xFF:  # noqa: PLR2004 - fill bytes
            kind = stream.read(1)[0]
        if mark != 0xFF:  # noqa: PLR2004
            return _NONE
        if kind == 0x01 or 0xD0 <= kind <= 0xD7:  # noqa: PLR2004 - marks without a segment
            continue
        (length,) = struct.unpack(">H", stream.read(2))
        segment = stream.read(max(0, length - 2))
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - a frame header
            height, width = struct.unpack(">HH", segment[1:5])
            if not (width and height):
                return _NONE
            return (height, width) if turned else (width, height)
        if kind == 0xE1 and segment.startswith(b"Exif\x00\x00"):  # noqa: PLR2004
            turned = _orientation(segment[6:]) in _TURNED
        if kind in {0xD9, 0xDA}:
            return _NONE
    return _NONE


def _orientation(tiff: bytes) -> int:
    """Return the orientation (tag 0x0112) of EXIF data, 1 where it does not tell."""
    order = ">" if tiff[:2] == b"MM" else "<"
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (entries,) = struct.unpack_from(order + "H", tiff, start)
        for number in range(entries):
            tag, kind, count, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * number)
            if (tag, kind, count) == (0x0112, 3, 1):
                return int(value)
    except struct.error:
        return 1
    return 1
