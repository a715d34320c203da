"""The path of a file as it can be told: text, whatever bytes the disk has for it."""

from __future__ import annotations

import os
import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNTOLD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def shown_path(path: str) -> str:
    """Return the path with U+FFFD for what is no text and for control characters, so that any format can hold it."""
    return _UNTOLD.sub(_REPLACEMENT, os.fsencode(path).decode("utf-8", "replace"))
