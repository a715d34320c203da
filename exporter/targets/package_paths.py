"""Where the bank's files lie in a package."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]")


def package_path(folder: str, path: str) -> str:
    """Return where a media file of the bank lies in a package: below the bank's id, in ASCII.

    Importers compare paths before and after percent-decoding, so names that would need it are spelled safely.
    """
    safe = _UNSAFE.sub("_", path)
    if safe != path:
        place = PurePosixPath(safe)
        digest = hashlib.blake2b(path.encode(), digest_size=4).hexdigest()
        safe = str(place.with_name(f"{place.stem}-{digest}{place.suffix}"))
    return f"{folder}/{safe}"
