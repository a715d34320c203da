"""Tables that are none in Markdown: a bar too many in the head, or columns parted by tabs, as spreadsheets paste them.

Readers would see the bars and dashes, or all rows run together in one paragraph.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from exporter.codes.text import TABLE_AS_TEXT
from exporter.reader.inline_rules import Problem
from exporter.reader.places import content_lines

_DASHES = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_BAR = re.compile(r"(?<!\\)\|")
_TAB = re.compile(r"(?<=\S)[ ]?\t+[ ]?(?=\S)")
_BULLET = re.compile(r"^\s*\*?(?:[^\w\s]|\w{1,3}[.)]{1,2})[ ]?\t+")
"""The begin of an item of a list as word processors paste it, which is no column."""


def tables_as_text(content: str) -> Iterator[Problem]:
    """Yield a problem for each row of dashes in a paragraph, and for the first of rows parted by tabs."""
    if "\n" not in content or not ("|" in content or "\t" in content):
        return
    starts, lines = zip(*content_lines(content), strict=True)
    for number, line in enumerate(lines):
        if "|" in line and _DASHES.fullmatch(line):
            yield _dashes(starts[number], line, lines[number - 1] if number else "")
    parted = [len(_TAB.findall(_BULLET.sub("", line, count=1))) for line in lines]
    rows = [number for number, (one, next_) in enumerate(itertools.pairwise(parted)) if one and one == next_]
    if rows:
        message = "these rows are no table: they run together in one paragraph, without their tabs"
        hint = "write `| … | … |` for each row, and a line `|---|---|` below the first"
        yield Problem(starts[rows[0]], len(lines[rows[0]]), TABLE_AS_TEXT, message, hint)


def _dashes(offset: int, line: str, above: str) -> Problem:
    named, dashed = _columns(above), _columns(line)
    message = "no table begins here, as no row with the same number of columns stands on the line above"
    if above:
        message = f"no table begins here: the row above has {named} columns, these dashes make {dashed}"
    hint = "give both as many columns; `\\|` is a bar that is text, also in formulas and code"
    return Problem(offset, len(line), TABLE_AS_TEXT, message, hint)


def _columns(row: str) -> int:
    row = row.strip()
    inner = row.removeprefix("|")
    return len(_BAR.findall(inner)) + (not re.search(r"(?<!\\)\|$", inner))
