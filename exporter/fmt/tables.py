"""Tables with their bars in line, where a terminal shows them; a table too wide to read so keeps its own layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporter.excerpt import cells
from exporter.fmt.edits import Edit
from exporter.fmt.rules import open_lines

_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-+:?[ ]*(\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_WIDEST = 120
"""Columns; beyond them cells have one blank on each side and no more."""


def tables(lines: Sequence[str]) -> Iterator[Edit]:
    """Put the bars of each table in line."""
    text = open_lines(lines)
    at = 0
    while at + 1 < len(lines):
        rule = lines[at + 1]
        if not (text[at] and "|" in lines[at] and "|" in rule and _RULE.match(rule)):
            at += 1
            continue
        end = at + 2
        while end < len(lines) and lines[end].strip() and "|" in lines[end] and text[end]:
            end += 1
        made = _aligned(lines[at:end])
        if made is not None and made != tuple(lines[at:end]):
            yield Edit(at, end, made)
        at = end


def _aligned(rows: Sequence[str]) -> tuple[str, ...] | None:
    indents = {len(row) - len(row.lstrip(" ")) for row in rows}
    split = [_cells(row) for row in rows]
    width = len(split[0])
    if len(indents) > 1 or any(len(row) != width for row in split) or len(split[1]) != width:
        return None
    indent = " " * indents.pop()
    columns = [
        max(3, *(cells(row[column]) for number, row in enumerate(split) if number != 1)) for column in range(width)
    ]
    if len(indent) + sum(columns) + 3 * width + 1 > _WIDEST:
        columns = [0] * width
    made = []
    for number, row in enumerate(split):
        if number == 1:
            shown = [_dashes(cell, max(3, columns[column])) for column, cell in enumerate(row)]
        else:
            shown = [_padded(cell, columns[column], split[1][column]) for column, cell in enumerate(row)]
        made.append(f"{indent}|{'|'.join(f' {cell} ' if cell else ' ' for cell in shown)}|")
    return tuple(made)


def _padded(cell: str, width: int, rule: str) -> str:
    """Return the cell in its column, on the side where the column's line of dashes says that it is shown."""
    blanks = max(0, width - cells(cell))
    right = blanks * rule.endswith(":")
    if rule.startswith(":"):
        right //= 2
    return " " * right + cell + " " * (blanks - right)


def _cells(row: str) -> list[str]:
    """Return the cells of a row: split at bars that no backslash is before."""
    inner = row.strip()
    inner = inner.removeprefix("|")
    found = [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]
    return found[:-1] if len(found) > 1 and not found[-1] and inner.endswith("|") else found


def _dashes(cell: str, width: int) -> str:
    left, right = cell.startswith(":"), cell.endswith(":")
    return ":" * left + "-" * (width - left - right) + ":" * right
