"""Markdown inside YAML (a description, instructions, a summary) to rich text, with places in the YAML file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exporter.diagnostics import Span
from exporter.model import RichText
from exporter.reader.places import Page, mark_cells
from exporter.reader.yaml_nodes import Scalar


def prose(page: Page, scalar: Scalar, owner: str = "") -> RichText:
    """Return the text of a scalar of `page` as rich text; findings and facts go to `page`.

    `owner` is the id of the lesson or quiz that it belongs to, for messages.
    """
    # The parser takes longest to load of all, and a bank whose files are in the cache may have no such text.
    from exporter.reader.document import without_comments  # noqa: PLC0415
    from exporter.reader.footnotes import Footnotes, take_footnotes  # noqa: PLC0415
    from exporter.reader.markdown import block_tokens  # noqa: PLC0415
    from exporter.reader.rich import rich_text  # noqa: PLC0415
    from exporter.reader.scope import Scope  # noqa: PLC0415

    inner = _ScalarPage(page, scalar)
    env: dict[str, Any] = {}
    tokens = block_tokens(scalar.text, env)
    mark_cells(inner, tokens)
    footnotes = Footnotes(inner)
    footnotes.owner = owner
    kept = without_comments(inner, take_footnotes(tokens, footnotes))
    scope = Scope(inner, env.get("references", {}), footnotes, top_level=2)
    scope.owner, scope.gaps_are_text = owner, True
    text = rich_text(scope, kept)
    footnotes.finish()
    return text


class _ScalarPage(Page):
    """The text of one scalar as a page whose places are those of the file that it stands in."""

    def __init__(self, page: Page, scalar: Scalar) -> None:
        super().__init__(page.path, scalar.text, page.language)
        self.findings, self.facts = page.findings, page.facts
        self._source = page.lines
        self._scalar = scalar
        self._map: list[tuple[int, int]] | None = None

    def line_span(self, line: int) -> Span:
        """Return the place of a line of the scalar (counted from 0)."""
        inside = super().line_span(line)
        return self._outside(inside.line, inside.column, inside.end)

    def word_span(self, line: int, start: int, length: int) -> Span:
        """Return the place of `length` characters from `start` on a line of the scalar (counted from 0)."""
        return self._outside(line + 1, start + 1, start + 1 + max(1, length))

    def _outside(self, line: int, column: int, end: int) -> Span:
        """Return the file's place of a run in the scalar's text."""
        if self._map is None:
            self._map = aligned(self._scalar, self._source)
        before = sum(len(each) + 1 for each in self.lines[: line - 1])
        first = self._place(before + column - 1)
        last = self._place(max(before + end - 2, before + column - 1))
        stop = last[1] + 1 if last[0] == first[0] else len(self._source[first[0] - 1].rstrip()) + 1
        return Span(self.path, first[0], first[1], max(stop, first[1] + 1))

    def _place(self, offset: int) -> tuple[int, int]:
        assert self._map is not None
        return self._map[min(offset, len(self._map) - 1)]


def aligned(scalar: Scalar, source: Sequence[str]) -> list[tuple[int, int]]:
    """Return the line and column in the file of each character of a scalar's text.

    Text and source differ in blanks and line ends (folding, indentation) and, in double quotes, in escapes; so both are
    walked together, blanks against blanks, and every other character against the next one like it.
    """
    line, column = scalar.start.line, scalar.start.column
    found: list[tuple[int, int]] = []
    for character in scalar.text:
        if character.isspace():
            found.append((line, column))
            continue
        at = _next(source, line, column, character)
        if at is not None:
            line, column = at
        found.append((line, column))
        column += 1
    return found


def _next(source: Sequence[str], line: int, column: int, character: str) -> tuple[int, int] | None:
    """Return the place of the next `character` from there on, with nothing but blanks or one escape between."""
    skipped = 0
    while line <= len(source):
        text = source[line - 1]
        while column <= len(text):
            if text[column - 1] == character:
                return line, column
            if not text[column - 1].isspace():
                skipped += 1
                if skipped > _LONGEST_ESCAPE:
                    return None
            column += 1
        line, column = line + 1, 1
    return None


_LONGEST_ESCAPE = 10
r"""Characters of `\U0001F600`."""
