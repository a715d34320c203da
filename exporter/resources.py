"""The tool's own files: where its templates, styles and words are, and which state of it all made something."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from exporter import __version__


@cache
def template_folder() -> Path:
    """Return the folder of our templates: inside the package in a wheel, beside it elsewhere.

    A package without its templates is broken: FileNotFoundError.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "base.html").is_file():
            return folder
    raise FileNotFoundError(package / "templates")


def own_files(package: Path) -> list[tuple[str, int, int]]:
    """Return the files of the package and the templates, each with its size and time of change in nanoseconds."""
    found = []
    for folder in (package, template_folder()):
        for place, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = f"{place}/{name}"
                try:
                    state = os.stat(path)  # noqa: PTH116 - some hundred of them
                except OSError:  # an editor's mark, or gone between the two
                    continue
                found.append((path, state.st_size, state.st_mtime_ns))
    return sorted(found)


@cache
def edition() -> str:
    """Return a name for the state of the tool's code: what another state made is not taken over.

    The version alone does not tell: a checkout changes between two of them, and so does what is installed from one.
    """
    return edition_of(Path(__file__).resolve().parent)


def edition_of(package: Path) -> str:
    """Return the name of a package's state: of what is installed by its digests, so that it is the same anywhere."""
    digest = hashlib.blake2b(digest_size=10)
    for record in sorted(package.parent.glob("exporter-*.dist-info/RECORD")):
        lines = [line for line in record.read_bytes().splitlines() if line.startswith(b"exporter/")]
        if any(line.startswith(b"exporter/__init__.py,") for line in lines):
            digest.update(b"\n".join(sorted(line for line in lines if b"sha256=" in line)))
            return f"{__version__} {digest.hexdigest()}"
    digest.update(repr(own_files(package)).encode())
    return f"{__version__} {digest.hexdigest()}"
