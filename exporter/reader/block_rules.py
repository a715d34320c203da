"""Block rules of CommonMark in front of the library's: they decide the common case from a line's first characters.

Each finds what the library's rule of its name finds (a test compares all tokens); where the common case is not at hand
it asks that rule.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, hr, lheading, paragraph, table
from markdown_it.token import Token

from exporter.reader.markdown_states import LEVELS, HeadingOpening, Line, append_paragraph, closing

_HEADING = re.compile(r"#{1,6}(?![^ \t])")
_INDENT = re.compile(r"(?<![^ \n])\u3000+(?=[^\s#＃>＞|｜=＝\[［*-])")
"""Blanks of full width that indent a paragraph, as prose in Chinese and Japanese is; the library takes them away.

Those behind a mark such as `>` stand for its plain blank, and what looks like another mark gets its finding.
"""
_MAYBE_BREAK = re.compile(r"[-*_][ \t]*[-*_][ \t]*[-*_]")


def quick_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a table, which only a second line of bars, dashes and colons makes."""
    at = state.bMarks[start + 1] + state.tShift[start + 1] if start + 1 < end else -1
    if at < 0 or at >= state.eMarks[start + 1] or state.src[at] not in "|-:":
        return False
    return table(state, start, end, silent)


def quick_break(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a thematic break, which needs three marks in a row."""
    at = state.bMarks[start] + state.tShift[start]
    if _MAYBE_BREAK.match(state.src, at, state.eMarks[start]) is None:
        return False
    return hr(state, start, end, silent)


def quick_heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - its signature
    """Read a heading that begins with `#`."""
    del end
    stop = state.eMarks[start]
    found = _HEADING.match(state.src, state.bMarks[start] + state.tShift[start], stop)
    if found is None or state.is_code_block(start):
        return False
    if silent:
        return True
    state.line = start + 1
    append_heading(state.tokens, start, found.group(), state.src[found.end() : stop], state.level)
    return True


def plain_heading(tokens: list[Token], line: int, text: str) -> bool:
    """Append the tokens of a line at the left edge if it is a heading; return whether it is."""
    marks = text.partition(" ")[0]
    if marks not in LEVELS:
        found = _HEADING.match(text)
        if found is None:
            return False
        marks = found.group()
    append_heading(tokens, line, marks, text[len(marks) :])
    return True


def append_heading(tokens: list[Token], line: int, marks: str, content: str, level: int = 0) -> None:
    """Append the tokens of a heading of one line; `content` is what follows its marks."""
    if content.endswith(("#", " ", "\t")):
        content = content.rstrip(" \t")
        before = content.rstrip("#")
        if before != content and before.endswith((" ", "\t")):
            content = before
    lines = [line, line + 1]
    tokens += (
        HeadingOpening(level, lines, marks),
        Line(level + 1, lines, mdTrim(content)),
        closing("heading_close", LEVELS[marks], level, marks),
    )


def quick_lheading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - its signature
    """Read a heading that is underlined, so that a line follows its first."""
    if start + 1 >= end or state.isEmpty(start + 1):
        return False
    return lheading(state, start, end, silent)


def quick_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - its signature
    """Read a paragraph; most have but one line."""
    at = state.bMarks[start] + state.tShift[start]
    indent = _INDENT.match(state.src, at, state.eMarks[start])
    if start + 1 < state.lineMax and not state.isEmpty(start + 1):
        found = paragraph(state, start, end, silent)
        if indent is not None:
            state.tokens[-2].content = indent.group() + state.tokens[-2].content
        return found
    state.line = start + 1
    words = (indent.group() if indent else "") + mdTrim(state.src[at : state.eMarks[start]])
    if not state.level:
        append_paragraph(state.tokens, start, words)
        return True
    state.push("paragraph_open", "p", 1).map = [start, state.line]  # with an end of its own, which a list may hide
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = words, [start, state.line], []
    state.push("paragraph_close", "p", -1)
    return True
