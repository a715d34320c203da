"""From tokens and offsets back to line and column: Markdown's tokens know lines only."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from exporter.checks.facts import Facts
from exporter.codes.answers import ROW_TOO_LONG
from exporter.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_PREFIX = re.compile(r"[ \t]*(?:(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)+")
"""What a quotation or list puts before a row."""
_ODD_SIGN = re.compile(r"#(?<![{#]#)(?!(?<![^\n]#)#{0,5} [^\n]*(?:\n(?![ \t]*[|:-])|\Z))")
"""A `#` that neither begins a heading with a plain blank after it nor, behind a brace, an id.

What looks like a heading is the head of a table where a line of bars, dashes and colons follows.
"""
_OF_TABLES = frozenset({"table", "tr", "th", "td"})


class Page:
    """One source file while it is read: its lines, what was found in it, what it refers to."""

    def __init__(self, path: str, text: str, language: str) -> None:
        self.path = path
        self.text = text
        self.lines: Sequence[str] = text.split("\n")
        self.language = language
        self.findings: list[Diagnostic] = []
        self.facts = Facts()
        self.has_footnotes = "[^" in text
        self.has_comments = "<!--" in text
        self.has_gaps = "[[" in text
        self.has_odd_signs = "＃" in text or _ODD_SIGN.search(text) is not None
        """Whether there is a number sign that is no plain heading's: only then can a line be nearly one."""
        self._counted = ("", 0, 0)
        """The text whose lines were counted last, up to where, and how many."""

    def report(self, *findings: Diagnostic) -> None:
        """Add findings about this file."""
        self.findings.extend(findings)

    def line_span(self, line: int) -> Span:
        """Return the span of a whole line (counted from 0) without its blanks."""
        if line >= len(self.lines):
            return Span(self.path, max(1, len(self.lines)), 1, 1)
        source = self.lines[line]
        start = len(source) - len(source.lstrip())
        return Span(self.path, line + 1, start + 1, max(start + 2, len(source.rstrip()) + 1))

    def word_span(self, line: int, start: int, length: int) -> Span:
        """Return the span of `length` characters from `start` (counted from 0) on a line (counted from 0)."""
        return Span(self.path, line + 1, start + 1, start + 1 + (length if length > 0 else 1))

    def span_at(self, token: Token, offset: int = 0, length: int = 1) -> Span:
        """Return the place of `length` characters at `offset` in an inline token's content."""
        assert token.map is not None
        content, line = token.content, token.map[0]
        if line < len(self.lines) and not token.meta and self.lines[line].endswith(content):
            # What is asked most: a part of a text that ends its line.
            size = len(content)
            if offset >= 0 and 0 < length <= size - offset:
                return self.word_span(line, len(self.lines[line]) - size + offset, length)
        if "\n" not in content and "cell" not in token.meta and line < len(self.lines):
            source = self.lines[token.map[0]]  # most texts stand on one line, and end with it
            size = len(content)
            start = len(source) - size if source.endswith(content) else _start_of(source, content)
            start += offset if 0 <= offset <= size else min(max(0, offset), size)
            longest = len(source) - start
            return self.word_span(token.map[0], start, length if length <= longest else max(1, longest))
        offset = min(max(0, offset), len(content))
        line_start = content.rfind("\n", 0, offset) + 1
        line = token.map[0] + self._lines_before(content, offset)
        if line >= len(self.lines):
            return self.line_span(line)
        line_end = content.find("\n", line_start)
        piece = content[line_start : line_end if line_end >= 0 else len(content)]
        in_piece = offset - line_start
        if "cell" in token.meta:
            start = _in_cell(self.lines[line], token.meta["cell"], in_piece, token.meta.get("cut", 0))
        else:
            start = _start_of(self.lines[line], piece) + in_piece
        longest = max(1, len(self.lines[line]) - start)
        return self.word_span(line, start, min(length, longest))

    def _lines_before(self, content: str, offset: int) -> int:
        """Return the line ends before the offset; many places of one text are mostly asked for from first to last."""
        text, start, lines = self._counted
        if text is not content or offset < start:
            start = lines = 0
        lines += content.count("\n", start, offset)
        self._counted = (content, offset, lines)
        return lines

    def token_span(self, token: Token) -> Span:
        """Return the first line of a block."""
        return self.line_span(token.map[0] if token.map else 0)


def content_lines(content: str) -> Iterator[tuple[int, str]]:
    """Yield each line of an inline token's content with its offset there."""
    offset = 0
    for line in content.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _start_of(source: str, piece: str) -> int:
    """Return where a line of content starts in its source line: it is the line's end, but for closing marks."""
    stripped, wanted = source.rstrip(), piece.rstrip()
    if stripped.endswith(wanted):
        return len(stripped) - len(wanted)
    found = source.find(wanted)
    return found if found >= 0 else len(source) - len(source.lstrip())


@functools.lru_cache(maxsize=16)
def cell_starts(row: str) -> Sequence[tuple[int, int]]:
    """Return start and end (counted from 0, blanks trimmed) of each cell of a table's row, escaped bars skipped."""
    lead = _PREFIX.match(row)
    row = " " * lead.end() + row[lead.end() :] if lead else row
    bars = [at for at, char in enumerate(row) if char == "|" and (at == 0 or row[at - 1] != "\\")]
    edges = [-1, *bars, len(row)]
    cells: list[tuple[int, int]] = []
    for left, right in itertools.pairwise(edges):
        raw = row[left + 1 : right]
        start = left + 1 + len(raw) - len(raw.lstrip())
        cells.append((min(start, right), left + 1 + len(raw.rstrip())))
    inner = row.strip()
    if inner.startswith("|"):
        cells.pop(0)
    if inner.endswith("|") and not inner.endswith("\\|") and len(cells) > 1:
        cells.pop()
    return cells


def _in_cell(row: str, cell: int, offset: int, cut: int) -> int:
    r"""Return the place in a row of an offset in a cell's content, in which `\|` has become `|`."""
    cells = cell_starts(row)
    if cell >= len(cells):
        return len(row)
    at = cells[cell][0]
    for _ in range(offset + cut):
        at += 2 if row.startswith("\\|", at) else 1
    return at


def mark_cells(page: Page, tokens: Sequence[Token]) -> None:
    """Note on each table cell's inline token which cell of its row it is; report cells that Markdown would drop.

    A header that says nothing, the corner of a table with labels on two sides, becomes a plain cell: to a screen reader
    it would be a name for its column.
    """
    cell = columns = 0
    for place, token in enumerate(tokens):
        if token.tag not in _OF_TABLES or token.nesting < 1:
            continue
        if token.type == "tr_open":
            columns = _judge_row(page, token, columns)
            cell = 0
        elif token.type == "table_open":
            columns = 0
        else:
            content = tokens[place + 1]
            content.meta["cell"] = cell
            cell += 1
            if not content.content:
                token.tag = tokens[place + 2].tag = "td"


def take_row_too_long(page: Page, line: int) -> bool:
    """Take back that the row on a line is too long, where there is a better word for it; return whether it was."""
    kept = [each for each in page.findings if each.code != ROW_TOO_LONG.name or each.span.line != line]
    taken = len(kept) < len(page.findings)
    page.findings[:] = kept
    return taken


def _judge_row(page: Page, row: Token, columns: int) -> int:
    """Report a row with more cells than the table's header (`columns`; 0: this is the header); return their number."""
    assert row.map is not None
    line = row.map[0]
    cells = cell_starts(page.lines[line]) if line < len(page.lines) else []
    if columns and len(cells) > columns:
        start, end = cells[columns]
        message = f"this row has {len(cells)} cells, but the table has {columns} columns"
        hint = "remove what is too much, add a column, or write `\\|` for a bar in a gap or in text"
        page.report(ROW_TOO_LONG.at(page.word_span(line, start, end - start), message, hint))
    return columns or len(cells)
