"""The pixels of a picture from its header."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.picture_size import pixels
from tests.test_media import png


def segment(kind: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data


def exif(orientation: int, order: str = ">") -> bytes:
    mark = b"MM" if order == ">" else b"II"
    entries = struct.pack(order + "HHHIHH", 2, 0x0100, 3, 1, 9, 0) + struct.pack(
        order + "HHIHH", 0x0112, 3, 1, orientation, 0
    )
    return b"Exif\x00\x00" + mark + struct.pack(order + "HI", 42, 8) + entries


FRAME = segment(0xC2, b"\x08" + struct.pack(">HH", 48, 64) + b"\x03")
JPEG = b"\xff\xd8"


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("png", png(3, 4), (3, 4)),
        ("png", b"\x89PNG\r\n\x1a\n", (None, None)),
        ("png", png(0, 4), (None, None)),
        ("gif", b"GIF89a" + struct.pack("<HH", 5, 6), (5, 6)),
        ("gif", b"GIF89a", (None, None)),
        ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x3f\x00\x00\x2f\x00\x00", (64, 48)),
        ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f" + (63 | 47 << 14).to_bytes(4, "little"), (64, 48)),
        ("webp", b"RIFF\x00\x00\x00\x00WEBPVP8 \x0a\x00\x00\x00\x00\x00\x00\x9d\x01\x2a\x40\x00\x30\x00", (64, 48)),
        ("webp", b"RIFF\x00\x00\x00\x00WEBP????", (None, None)),
        ("jpg", JPEG + segment(0xE0, b"JFIF") + FRAME, (64, 48)),
        ("jpg", JPEG + b"\xff\xff" + FRAME[1:], (64, 48)),
        ("jpg", JPEG + b"\xff\x01" + FRAME, (64, 48)),
        ("jpg", JPEG + segment(0xE1, exif(1)) + FRAME, (64, 48)),
        ("jpg", JPEG + segment(0xE1, exif(6)) + FRAME, (48, 64)),
        ("jpg", JPEG + segment(0xE1, exif(8, "<")) + FRAME, (48, 64)),
        ("jpg", JPEG + segment(0xE1, b"Exif\x00\x00MM") + FRAME, (64, 48)),
        ("jpg", JPEG + segment(0xE1, exif(6)[:-20]) + FRAME, (64, 48)),
        ("jpg", JPEG + segment(0xE1, b"http://ns.adobe.com") + FRAME, (64, 48)),
        ("jpg", JPEG + segment(0xE1, exif(6).replace(b"\x01\x12", b"\x01\x13")) + FRAME, (64, 48)),
        ("jpg", JPEG + segment(0xDA, b""), (None, None)),
        ("jpg", JPEG + b"\x00\x00", (None, None)),
        ("jpg", JPEG, (None, None)),
        ("jpg", JPEG + b"\xff\xff", (None, None)),
        ("jpg", JPEG + segment(0xC0, b"\x08\x00\x00\x00\x00"), (None, None)),
        ("jpg", JPEG + segment(0xFE, b"") * 5000, (None, None)),
    ],
)
def test_pixels(tmp_path: Path, name: str, data: bytes, size: tuple[int | None, int | None]) -> None:
    (tmp_path / "picture").write_bytes(data)
    assert pixels(tmp_path / "picture", name) == size


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["png", "gif", "webp", "jpg"]))
def test_any_header(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    file = tmp_path_factory.getbasetemp() / "header"
    file.write_bytes(data)
    width, height = pixels(file, name)
    assert (width is None) == (height is None)
