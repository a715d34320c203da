"""What a target yields: files and zip archives as streams, so that a bank of any size needs little memory.

Only `exporter.archive` writes to disk; everything here is a value or a generator of bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

_BLOCK = 1 << 18
"""Bytes that are read of a file at once."""


class Member(msgspec.Struct, frozen=True):
    """One file inside a zip archive. `name` is the full path inside, with `/`, ASCII where readers need it."""

    name: str
    chunks: Iterable[bytes]


class FileOutput(msgspec.Struct, frozen=True):
    """One file to write. `path` is relative to the output folder, with `/`."""

    path: str
    role: str
    """What it is, for the report, such as `moodle-xml` or `key`."""
    chunks: Iterable[bytes]


class ZipOutput(msgspec.Struct, frozen=True):
    """One zip archive to write; members keep their order, and get fixed times and permissions."""

    path: str
    role: str
    members: Iterable[Member]


Output = FileOutput | ZipOutput


def file_blocks(file: Path) -> Iterator[bytes]:
    """Yield what a file on the disk holds, block by block; it is opened when the first is asked for."""
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block
