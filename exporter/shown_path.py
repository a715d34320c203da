"""The path of a file as it can be told: text, whatever bytes the disk has for it."""

from __future__ import annotations

import os
import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNTOLD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def shown_path(path: str) -> str:
    """Return the path with U+FFFD for what is no text and for control characters, so that any format can hold it."""
    return _UNTOLD.sub(_REPLACEMENT, os.fsencode(path).decode("utf-8", "replace"))


def in_archive(path: str) -> tuple[str, str]:
    """Return the archive and the file inside of a path such as `quiz.zip!imsmanifest.xml`; of any other, it and "".

    The name of a file or folder may have a `!` too: what is there decides which one parts the two.
    """
    if "!" not in path or os.path.exists(path):  # noqa: PTH110 - pathlib raises for a name that no disk would hold
        return path, ""
    pieces = path.split("!")
    splits = [("!".join(pieces[:at]), "!".join(pieces[at:])) for at in range(1, len(pieces))]
    return next((split for split in splits if os.path.isfile(split[0])), splits[0])  # noqa: PTH113 - as above
