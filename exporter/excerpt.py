"""A source line as a terminal shows it, with the place underlined: wide characters, tabs and long lines considered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

_TAB = 4
_MORE = "…"
_QUOTED = re.compile("`[^`]*`")
_SHORT = 40
"""Characters of a piece of source in backquotes that is kept on one line, where its blanks count: `  > …`."""
_KEPT = "\ue000"
"""Stands for a blank at which no line is broken; a character for private use, which no message has."""
_FOLDER = re.compile("[^/]*/|[^/]+")
_ASCII_WORD = re.compile(" |[^ ]+")
_LIMIT = 64_000_000
"""Bytes of a file beyond which no line of it is shown."""


def printable(text: str) -> str:
    """Return the text with everything that could steer a terminal or turn its direction made visible."""
    return text if text.isprintable() else text.translate(_SHOWN)  # what is printable is shown as it is


def cells(text: str) -> int:
    """Return how many columns of a terminal the (printable) text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns, broken at blanks, by wide characters and in long paths."""
    if "  " in text and "`" in text:
        kept = _QUOTED.sub(_with_blanks, text)
        return [line.replace(_KEPT, " ") for line in _wrap(kept, width)]
    return _wrap(text, width)


def _with_blanks(piece: re.Match[str]) -> str:
    code = piece.group()
    return code.replace(" ", _KEPT) if "  " in code and len(code) < _SHORT else code


def _wrap(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used, blank = "", 0, ""
    for word in _parted(_words(text), width):
        size = cells(word)
        if line and used + len(blank) + size > width:
            lines.append(line)
            line, used, blank = "", 0, ""
        if word == " ":
            blank = " " if line else ""
            continue
        line, used, blank = line + blank + word, used + len(blank) + size, ""
    return [*lines, line] if line or not lines else lines


def underlined(line: str, column: int, end: int, width: int) -> tuple[str, str]:
    """Return the line, cut to `width` columns around the place, and the carets to stand below it.

    `column` and `end` count characters from 1; a place without length or beyond the line gets one caret.
    """
    pieces, at = [], 0
    for character in line.rstrip("\n"):
        shown = " " * (_TAB - at % _TAB) if character == "\t" else _shown(character)
        pieces.append(shown)
        at += cells(shown)
    first = min(column - 1, len(pieces))
    start = cells("".join(pieces[:first]))
    length = max(1, cells("".join(pieces[first : max(end - 1, first)])))
    text = "".join(pieces)
    if at <= width:
        return text.rstrip(), " " * start + "^" * length
    left = 0 if start + length < width else max(0, start - width // 3)
    window, skipped = _cut(text, left, width)
    carets = " " * (start - skipped) + "^" * length
    return window, carets[:width]


def _cut(text: str, left: int, width: int) -> tuple[str, int]:
    """Return the part of the text from column `left`, and how many columns its start moves to the left."""
    out, at, used, moved = "", 0, 0, 0
    for character in text:
        size = _width(character)
        if at < left:
            at += size
            moved = at
            continue
        if used + size > width - (2 if left else 1):
            out += _MORE
            break
        out += character
        used += size
    return (_MORE + out, moved - 1) if left else (out, 0)


def _parted(words: Iterable[str], width: int) -> Iterator[str]:
    """Yield the words, a path that no line holds folder by folder; an address stays whole, to be clicked."""
    for word in words:
        if len(word) > width and "/" in word and "://" not in word:
            yield from _FOLDER.findall(word)
        else:
            yield word


def _words(text: str) -> Iterator[str]:
    if text.isascii():
        yield from _ASCII_WORD.findall(text.replace("\n", " ").replace("\t", " "))
        return
    word = ""
    for character in text:
        if character in " \n\t":
            if word:
                yield word
            yield " "
            word = ""
        elif _width(character) > 1:
            if word:
                yield word
            yield character
            word = ""
        else:
            word += character
    if word:
        yield word


def _shown(character: str) -> str:
    if character in " \t":
        return " "
    if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Zl", "Zp"}:
        return "\N{REPLACEMENT CHARACTER}"
    if unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}:
        return "\N{REPLACEMENT CHARACTER}"
    return character


class _Shown(dict[int, str]):
    """What stands for each character, found once."""

    def __missing__(self, point: int) -> str:
        shown = self[point] = _shown(chr(point))
        return shown


_SHOWN = _Shown()


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Sources:
    """The lines of the source files below `root`, one file at a time in memory."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = ""
        self._lines: list[str] = []

    def line(self, path: str, number: int) -> str | None:
        """Return the line (from 1), or None where the file or the line is not there to show."""
        if path != self._path:
            self._path = path
            self._lines = self._read(self._root / path)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else None

    @staticmethod
    def _read(file: Path) -> list[str]:
        try:
            if not file.is_file() or file.stat().st_size > _LIMIT:
                return []
            text = file.read_bytes().decode("utf-8-sig", "replace")
        except (OSError, ValueError):
            return []
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
