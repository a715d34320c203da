"""Media files that lie in the bank and are in no output, because no text shows them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from exporter.checks.facts import Facts
from exporter.codes.media import UNUSED_MEDIA
from exporter.diagnostics import Diagnostic, Span
from exporter.media import KINDS, ending
from exporter.model import Bank
from exporter.shown_path import shown_path

FOLDER = "media"


def unused_media(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a note for each file below `media/` of a type that a text could show and none does, sorted by path."""
    del statuses
    used = {reference.path for reference in facts.files}
    for path in sorted(media_paths(bank.root)):
        if path not in used:
            yield UNUSED_MEDIA.at(Span(shown_path(path)), "no text shows this file", "delete it if it is not needed")


def media_paths(root: Path) -> Iterator[str]:
    """Yield the paths (relative to the bank at `root`) of the files below `media/` that a text could show."""
    for folder, below, names in os.walk(root / FOLDER):
        below[:] = [name for name in below if not name.startswith(".")]
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in names:
            if not name.startswith(".") and ending(name) in KINDS:
                yield f"{inside}/{name}"
