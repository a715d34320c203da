"""Where the bank's files lie in a package."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]")


def package_path(folder: str, path: str) -> str:
    """Return where a media file of the bank lies in a package: below `folder`, in ASCII.

    Importers compare paths before and after percent-decoding, so names that would need it are spelled safely.
    """
    safe = spelled_safely(path)
    return f"{folder}/{safe if safe == path else told_apart(safe, path)}"


def spelled_safely(path: str) -> str:
    """Return the path with `_` for what is no ASCII letter, digit or sign of a plain name."""
    return _UNSAFE.sub("_", path)


def told_apart(safe: str, path: str) -> str:
    """Return `safe` with a digest of `path` in its name, so that two files that are spelled alike lie apart."""
    place = PurePosixPath(safe)
    digest = hashlib.blake2b(path.encode(), digest_size=4).hexdigest()
    return str(place.with_name(f"{place.stem}-{digest}{place.suffix}"))
