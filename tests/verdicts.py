"""A file of XML and the one finding that judging a file gives, for tests of hostile input."""

from __future__ import annotations

from pathlib import Path

from exporter.diagnostics import Diagnostic
from tests.packages import judged


def only(path: Path, code: str) -> Diagnostic:
    """Return the one finding that is not a warning about missing judges, which has this code."""
    found = [each for each in judged(path) if each.code != "judge-missing"]
    assert [each.code for each in found] == [code]
    return found[0]


def xml(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "x.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
