"""The lines of files inside packages, for showing a finding's place."""

from __future__ import annotations

from pathlib import Path

from exporter.excerpt import Sources
from exporter.shown_path import in_archive
from exporter.validation.package import open_package

_LIMIT = 16 * 2**20
"""Bytes of a member beyond which no line of it is shown."""


class MemberLines(Sources):
    """The lines of files, and of members of zip archives (`quiz.zip!imsmanifest.xml`), one at a time in memory."""

    def __init__(self) -> None:
        super().__init__(Path())
        self._member = ""
        self._shown: list[str] = []

    def line(self, path: str, number: int) -> str | None:
        """Return the line (from 1), or None where the file or the line is not there to show."""
        archive, member = in_archive(path)
        if not member:
            return super().line(path, number)
        if path != self._member:
            self._member, self._shown = path, _lines(archive, member)
        return self._shown[number - 1] if 0 < number <= len(self._shown) else None


def _lines(archive: str, member: str) -> list[str]:
    package, _ = open_package(Path(archive))
    if package is None:
        return []
    try:
        data = package.read(member, _LIMIT) if member in package else None
    finally:
        package.close()
    return [] if data is None else data.decode("utf-8-sig", "replace").split("\n")
