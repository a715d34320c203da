"""What a target yields: files and zip archives as streams, so that a bank of any size needs little memory.

Only `exporter.archive` writes to disk; everything here is a value or a generator of bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Member(msgspec.Struct, frozen=True):
    """One file inside a zip archive. `name` is the full path inside, with `/`, ASCII where readers need it."""

    name: str
    chunks: Iterable[bytes]


class FileOutput(msgspec.Struct, frozen=True):
    """One file to write. `path` is relative to the output folder, with `/`."""

    path: str
    role: str
    """What it is, for the report: `moodle-xml`, `canvas-quiz`, `canvas-bank`, `paper`, `key`, `guide`."""
    chunks: Iterable[bytes]


class ZipOutput(msgspec.Struct, frozen=True):
    """One zip archive to write; members keep their order, and get fixed times and permissions."""

    path: str
    role: str
    members: Iterable[Member]


Output = FileOutput | ZipOutput
