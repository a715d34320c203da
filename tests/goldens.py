"""What a target writes, held against the text that was read and found right."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def hold(name: str, made: str, *, update: bool) -> None:
    """Compare with the golden of that name, a path below `golden/`; write it anew where `update` says so."""
    path = FOLDER / name
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.is_file(), f"{path} is missing: run with --update-goldens and read what it writes"
    assert path.read_text(encoding="utf-8") == made
