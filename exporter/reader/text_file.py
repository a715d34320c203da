"""From a file's bytes to text: UTF-8 without its mark, lines ended by a line feed, nothing invisible in it."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from exporter.codes.files import (
    CONTROL_CHARACTER,
    EMPTY_FILE,
    FILE_OUTSIDE,
    FILE_TOO_LARGE,
    NOT_UTF8,
    UNREADABLE_FILE,
)
from exporter.diagnostics import Diagnostic, Span

LIMIT = 20_000_000
"""Bytes that a source file may have."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_AS_NULL = bytes(0 if chr(byte).isascii() and CONTROLS.match(chr(byte)) else byte for byte in range(256))
"""Each byte as it is, but a null for those of them that are ASCII: to look for one byte is quickest."""
_FEW = 8
"""Bytes of a file that are too few to tell UTF-16 by its nulls."""
_SHOWN = 10
"""So many control characters of a file are shown, each at its place; the last says how many more there are."""
_NAMES = {
    "\x00": "a null",
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}


def read_text(root: Path, path: str) -> tuple[str | None, list[Diagnostic]]:
    r"""Return the text of the bank's file at `path` (relative, with `/`), or None where it cannot be used.

    The text has no byte order mark, `\n` as its only line end, and U+FFFD where a control character stood (an error),
    so lines and columns are those that an editor shows.
    """
    data, refused = _bytes(root, path)
    if data is None:
        return None, [refused] if refused else []
    if not data.strip():
        return None, [EMPTY_FILE.at(Span(path), "the file is empty", "write its content, or delete it")]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, path, error.start)]
    if _every_other_null(data):
        return None, [_not_utf8(data, path, 0)]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None, [EMPTY_FILE.at(Span(path), "the file is empty", "write its content, or delete it")]
    if _has_controls(data, text):
        return CONTROLS.sub(REPLACEMENT, text), _controls(text, path)
    return text, []


def _bytes(root: Path, path: str) -> tuple[bytes | None, Diagnostic | None]:
    """Return the bytes of a regular file inside the bank, or what stands against it."""
    file = root / path
    try:
        if not file.resolve().is_relative_to(root.resolve()):
            return None, FILE_OUTSIDE.at(
                Span(path), "the file is a link out of the bank", "copy the file into the bank"
            )
        state = file.stat()
        if not stat.S_ISREG(state.st_mode):
            return None, UNREADABLE_FILE.at(Span(path), "this is no regular file", "put a text file in its place")
        if state.st_size > LIMIT:
            size = f"{state.st_size / 1_000_000:.1f} MB"
            return None, FILE_TOO_LARGE.at(Span(path), f"the file has {size}; the limit is 20 MB", "split the file")
        return file.read_bytes(), None
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "too many levels of symbolic links"
        return None, UNREADABLE_FILE.at(
            Span(path), f"the file cannot be read: {reason.lower()}", "put a text file in its place"
        )


def _not_utf8(data: bytes, path: str, offset: int) -> Diagnostic:
    """Return the finding at the first byte that is not UTF-8 (`offset` counts bytes)."""
    hint = "save the file as UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _every_other_null(data):
        return NOT_UTF8.at(Span(path, 1), "the file is UTF-16, not UTF-8", hint)
    before = data[:offset].decode().replace("\r\n", "\n").replace("\r", "\n")
    column = len(before) - before.rfind("\n")
    span = Span(path, before.count("\n") + 1, column, column + 1)
    byte = data[offset]
    message = f"the byte 0x{byte:02X} is not UTF-8"
    as_windows = bytes([byte]).decode("cp1252", "ignore")
    if as_windows.isprintable() and as_windows:
        message += f" (in Windows-1252 it is `{as_windows}`)"
    return NOT_UTF8.at(span, message, hint)


def _every_other_null(data: bytes) -> bool:
    """Return whether this is UTF-16 without its mark, of a script with letters of one byte."""
    start = data[:200]
    return len(start) > _FEW and any(len(half) < 2 * half.count(0) for half in (start[::2], start[1::2]))


def _has_controls(data: bytes, text: str) -> bool:
    """Return whether a control character is in the text, looked for first where it costs least."""
    return 0 in data.translate(_AS_NULL) or (not text.isascii() and CONTROLS.search(text) is not None)


def _controls(text: str, path: str) -> list[Diagnostic]:
    """Return a finding for each of the first control characters; the last tells how many follow it."""
    found: list[Diagnostic] = []
    total = sum(1 for _ in CONTROLS.finditer(text))
    for match in CONTROLS.finditer(text):
        start = match.start()
        column = start - text.rfind("\n", 0, start)
        character = match.group()
        name = _NAMES.get(character, "a control character")
        message = f"{name} (U+{ord(character):04X}) is in the text"
        last = len(found) == _SHOWN - 1
        if last and total > _SHOWN:
            message += f", and {total - _SHOWN} more after it"
        span = Span(path, text.count("\n", 0, start) + 1, column, column + 1)
        found.append(CONTROL_CHARACTER.at(span, message, "delete it"))
        if last:
            break
    return found
