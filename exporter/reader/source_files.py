"""The files below a folder of the bank: which are the bank's, and which cannot be."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from exporter.codes.files import CONTROL_CHARACTER, FILE_OUTSIDE, NOT_UTF8, UNREADABLE_FILE
from exporter.diagnostics import Diagnostic, Span
from exporter.model import BANK_FILE
from exporter.reader.text_file import CONTROLS
from exporter.shown_path import shown_path

CATEGORY_FILE = "_category.yaml"
_READ = (".md", ".yaml", ".yml")
_TEXTS = {
    "questions": (".md", CATEGORY_FILE),
    "lessons": (".md", CATEGORY_FILE),
    "quizzes": (".yaml", ".yml"),
}
"""The folders of a bank that hold text, and how the names end of the files in them that are read."""
_CONTROLS_AND_BREAKS = "\t\n\r"


def bank_paths(root: Path) -> Iterator[str]:
    """Yield the paths of the bank's text files, those that `read_bank` reads: `bank.yaml` first."""
    yield BANK_FILE
    for folder, endings in _TEXTS.items():
        yield from (path for path in source_files(root, folder)[0] if path.endswith(endings))


def source_files(root: Path, folder: str) -> tuple[Sequence[str], list[Diagnostic]]:
    """Return the paths (relative to `root`, with `/`, sorted) below a folder, and what of it cannot be read.

    Hidden files and READMEs are not the bank's; a linked folder is not followed, since it may lead anywhere.
    """
    refused: list[OSError] = []
    paths: list[str] = []
    findings: list[Diagnostic] = []
    for place, folders, names in os.walk(root / folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        relative = Path(place).relative_to(root).as_posix()
        findings.extend(_links(place, relative, folders))
        for name in names:
            if not name.startswith(".") and Path(name).stem.casefold() != "readme":
                path = f"{relative}/{name}"
                wrong = _name_finding(path) if name.endswith(_READ) else None
                if wrong is None:
                    paths.append(path)
                else:
                    findings.append(wrong)
    findings.extend(_unreadable(root, folder, refused))
    return sorted(paths, key=lambda path: path.split("/")), findings


def _links(place: str, relative: str, folders: Sequence[str]) -> Iterator[Diagnostic]:
    for name in folders:
        if (Path(place) / name).is_symlink():
            message = "the folder is a link, and links to folders are not followed"
            yield FILE_OUTSIDE.at(Span(shown_path(f"{relative}/{name}")), message, "copy the folder into the bank")


def _name_finding(path: str) -> Diagnostic | None:
    """Return what stands against a file's name, which becomes the name of a category and is told in findings."""
    hint = "give the file or folder another name"
    try:
        path.encode()
    except UnicodeEncodeError:
        return NOT_UTF8.at(Span(shown_path(path)), "the name is not UTF-8", hint)
    if CONTROLS.search(path) or any(each in path for each in _CONTROLS_AND_BREAKS):
        return CONTROL_CHARACTER.at(Span(shown_path(path)), "a control character is in the name", hint)
    return None


def _unreadable(root: Path, folder: str, refused: Sequence[OSError]) -> Iterator[Diagnostic]:
    for error in refused:
        path = Path(os.fsdecode(error.filename)).relative_to(root).as_posix()
        if path != folder or not isinstance(error, FileNotFoundError | NotADirectoryError):
            reason = (error.strerror or str(error)).lower()
            message = f"the folder cannot be read: {reason}"
            yield UNREADABLE_FILE.at(Span(shown_path(path)), message, "give yourself the right to read it")
