"""Numeric character references (`&#12;`) that stand for what no text may hold: control characters and no character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.reader.text_file import CONTROLS

_REFERENCE = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9A-Fa-f]{1,6}));")
_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def forbidden_references(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the text of each such reference; CommonMark would show U+FFFD or pass it through."""
    if "&#" not in text:
        return
    for match in _REFERENCE.finditer(text):
        code = int(match.group(1)) if match.group(1) else int(match.group(2), 16)
        if code > _LAST or code in _SURROGATES or CONTROLS.match(chr(code)):
            yield match.start(), match.group()
