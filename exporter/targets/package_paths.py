"""What files are called: those of the bank in a package, and those that ids name."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

MANIFEST = "imsmanifest.xml"
"""The file at the top of a package that lists what is in it (IMS Content Packaging)."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever ending they have: it neither writes nor unpacks such a file."""


def package_path(folder: str, path: str) -> str:
    """Return where a media file of the bank lies in a package: below `folder`, in ASCII.

    Importers compare paths before and after percent-decoding, so names that would need it are spelled safely.
    """
    safe = spelled_safely(path)
    return f"{on_any_disk(folder)}/{safe if safe == path else told_apart(safe, path)}"


def spelled_safely(path: str) -> str:
    """Return the path with `_` for what is no ASCII letter, digit or sign of a plain name, in names for any disk."""
    return "/".join(map(on_any_disk, _UNSAFE.sub("_", path).split("/")))


def on_any_disk(name: str) -> str:
    """Return a file's or folder's name, or an id that names one, with a `_` where Windows would not take it.

    No id holds a `_`, so the name is no other id's.
    """
    name = _DEVICE.sub(r"\1_", name, count=1) if _DEVICE.match(name) else name
    return f"{name[:-1]}_" if name.endswith(".") else name


def told_apart(safe: str, path: str) -> str:
    """Return `safe` with a digest of `path` in its name, so that two files that are spelled alike lie apart."""
    place = PurePosixPath(safe)
    digest = hashlib.blake2b(path.encode(), digest_size=4).hexdigest()
    return str(place.with_name(f"{place.stem}-{digest}{place.suffix}"))
