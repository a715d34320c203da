"""Keys made unreadable at a glance: whoever opens the page's source does not see the answers by accident.

A veil, no secret: the page itself takes it off, and so can anybody who wants to.
"""

from __future__ import annotations

import base64

import msgspec
from markupsafe import Markup

_PATTERN = bytes((place * 167 + 89) % 256 for place in range(256))


def veiled(key: object) -> Markup:
    """Return a value that JSON can hold as ASCII text; the runtime's `unveil` gives it back."""
    return Markup(base64.b64encode(_mixed(msgspec.json.encode(key))).decode("ascii"))  # noqa: S704 - letters and digits


def _mixed(data: bytes) -> bytes:
    pattern = (_PATTERN * (len(data) // len(_PATTERN) + 1))[: len(data)]
    mixed = int.from_bytes(data, "little") ^ int.from_bytes(pattern, "little")
    return mixed.to_bytes(len(data), "little")
