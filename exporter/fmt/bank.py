"""All files of a bank in the canonical layout."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from exporter.diagnostics import Diagnostic, Severity
from exporter.fmt import rules
from exporter.fmt.edits import Rule, formatted
from exporter.fmt.key_order import front_matter, whole_file
from exporter.fmt.sameness import of_markdown, of_yaml
from exporter.fmt.tables import tables
from exporter.model import BANK_FILE
from exporter.reader import bank_paths
from exporter.reader.bank_file import BankFile, read_bank_file
from exporter.reader.source_files import CATEGORY_FILE
from exporter.reader.text_file import read_text

_LINES: tuple[Rule, ...] = (rules.ends, rules.headings, rules.bullets, rules.numbers, tables, rules.blank_lines)
_YAML_LINES: tuple[Rule, ...] = (rules.ends, rules.blank_lines)


class Formatted(msgspec.Struct, frozen=True):
    """One file."""

    path: str
    """Relative to the bank."""
    before: bytes
    after: bytes
    errors: tuple[Diagnostic, ...] = ()
    """What keeps the file from being read, and so from being formatted."""

    @property
    def changed(self) -> bool:
        """Whether its layout is not the canonical one."""
        return self.before != self.after


def format_bank(root: Path) -> Iterator[Formatted]:
    """Yield each file of the bank with its text in the canonical layout; nothing is written."""
    bank_file, page = read_bank_file(root)
    errors = tuple(each for each in page.findings if each.severity is Severity.ERROR)
    if errors:  # without it nothing can be read as it will be built
        yield Formatted(BANK_FILE, b"", b"", errors)
        return
    for path in bank_paths(root):
        yield _formatted(root, path, bank_file)


def _formatted(root: Path, path: str, bank: BankFile) -> Formatted:
    text, errors = read_text(root, path)
    if text is None or errors:
        return Formatted(path, b"", b"", tuple(errors))
    before = (root / path).read_bytes()
    layout, same, found = _how(path, text, bank)
    if found:
        return Formatted(path, before, before, found)
    return Formatted(path, before, formatted(text, layout, same).encode())


def _how(
    path: str, text: str, bank: BankFile
) -> tuple[tuple[Rule, ...], Callable[[str], bool], tuple[Diagnostic, ...]]:
    if path.endswith(".md"):
        kind: Literal["questions", "lessons"] = "questions" if path.startswith("questions/") else "lessons"
        return (front_matter(kind.removesuffix("s")), *_LINES), *of_markdown(kind, path, text, bank)
    name = path.rpartition("/")[2]
    table = "bank" if path == BANK_FILE else "category" if name == CATEGORY_FILE else "quiz"
    return (whole_file(table), *_YAML_LINES), *of_yaml(path, text)


class _Done:
    """What has happened in this process, for words on how it ended."""

    placed = False


def placed() -> bool:
    """Return whether a file was put in its place."""
    return _Done.placed


def write(root: Path, file: Formatted) -> bool:
    """Put the formatted text in the file's place, aside first; return whether the file was still as it was read.

    A PermissionError where the file may not be written to: renaming over it would not ask.
    """
    place = (root / file.path).resolve()
    with place.open("r+b"):
        pass
    handle, name = tempfile.mkstemp(prefix=".fmt-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as aside:
            aside.write(file.after)
        Path(name).chmod(place.stat().st_mode & 0o7777)
        if place.read_bytes() != file.before:
            return False
        Path(name).replace(place)
        _Done.placed = True
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
    return True
