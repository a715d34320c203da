"""Files that an author took for part of the bank, and whose endings say that they are not read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from exporter.codes.files import FILE_NOT_READ
from exporter.diagnostics import Diagnostic, Span
from exporter.reader.source_files import CATEGORY_FILE
from exporter.shown_path import shown_path

_OTHER_FORMATS = (".docx", ".doc", ".odt", ".rtf", ".gift")
"""What another name makes no source of."""
_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".rst", *_OTHER_FORMATS)
_KEYS = (".yaml", ".yml")
_OF_PROJECTS = ("license", "licence", "copying", "notice", "changelog", "contributing", "authors")
"""What is laid beside any files, in quite small letters too; Word's own `~$name.docx` begins with its sign."""


def strange_files(folder: str, paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each file below `questions`, `lessons` or `quizzes` that looks like a source and is none."""
    for path in paths:
        name = PurePosixPath(path)
        ending, small = name.suffix, name.suffix.lower()
        if name.stem.casefold() in _OF_PROJECTS or name.name.startswith("~"):
            continue
        if folder == "quizzes":
            if ending not in _KEYS and small in (*_TEXTS, *_KEYS, ".json"):
                yield _warning(path, "a quiz is a file that ends in `.yaml`")
        elif small in _TEXTS and ending != ".md":
            named = f"`{shown_path(str(name.with_suffix('.md').name))}`"
            foreign = small in _OTHER_FORMATS
            yield _warning(path, f"write what it says as plain text into {named}" if foreign else f"name it {named}")
        elif small in _KEYS and name.name != CATEGORY_FILE:
            yield _warning(path, f"a category is described in `{CATEGORY_FILE}`, a quiz stands in `quizzes`")


def _warning(path: str, hint: str) -> Diagnostic:
    return FILE_NOT_READ.at(
        Span(shown_path(path)), "this file is not read: its name does not say that it is source", hint
    )
