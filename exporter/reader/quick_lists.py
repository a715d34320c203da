"""The list that most lists of a bank are, in front of the library's rule: items of one line, each with one of feedback.

    - [x] A choice, or `= an answer`, or words
      > What is said of it.

The library reads each item and each quotation as a document of its own, which took a quarter of a build's time. Here
the lines are matched and the tokens made at once, the same as the library's (a test compares all tokens). Any other
list, and one whose lines could begin a block of another kind, is the library's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token

from exporter.reader.markdown_states import QuickToken, append_paragraph, closing

_WORDS = r"(?!\d{1,9}[.)](?:[ \t\n]|\Z))(?:\[[ x]\][ ]|\*{1,2}[^\s*]|`[^`\n]|[^\s`~>*\-_+\[<#{])[^\n]*"
"""A line that is a paragraph whatever follows it in another block: it begins no list, rule, fence or definition."""
_ITEM = re.compile(rf"- ({_WORDS})(?:\n  > ({_WORDS}))?(?:\n|\Z)")
_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t\n]|\Z)")
_INDENT = 2
"""Columns from which on a line belongs to an item that begins with `- `."""


class ListItem(msgspec.Struct, frozen=True):
    """One item of a list: its first paragraph's inline token, the blocks after it, and the quotation at its end."""

    lead: Token | None
    rest: Sequence[Token]
    feedback: Sequence[Token] | None
    opening: Token


class PlainList(QuickToken):
    """The token that opens a list of this kind, which knows its items: whoever asks for them need not look for them."""

    __slots__ = ("items", "size")

    items: list[ListItem]
    size: int
    """How many tokens the list has."""


def quick_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a list of items of one line each, or ask the library's rule."""
    if _MARKER.match(state.src, state.bMarks[start] + state.tShift[start]) is None:
        return False
    if not (silent or state.level or state.blkIndent) and plain_list(state, start, end):
        return True
    return list_block(state, start, end, silent)


def plain_list(state: StateBlock, start: int, end: int) -> bool:
    """Read a list of items of one line each that stands for itself; return whether there is one."""
    found = _items(state, start, end)
    if found is None:
        return False
    items, state.line = found
    made = PlainList("bullet_list_open", "ul", 1, 0, block=True)
    made.map, made.markup, made.items = [start, state.line], "-", []
    tokens: list[Token] = [made]
    line = start
    for place, (words, feedback) in enumerate(items, start=1):
        after = line + (2 if feedback else 1)
        made.items.append(_item(tokens, (line, state.line if place == len(items) else after), words, feedback))
        line = after
    tokens.append(closing("bullet_list_close", "ul", 0, "-"))
    made.size = len(tokens)
    state.tokens += tokens
    return True


def _items(state: StateBlock, start: int, end: int) -> tuple[list[tuple[str, str]], int] | None:
    """Return each item's words and feedback, and the line after the list; None for a list of another shape.

    The library counts the blank lines that follow a list to its last item.
    """
    at, items = state.bMarks[start], []
    while found := _ITEM.match(state.src, at):
        items.append((found[1], found[2] or ""))
        at = found.end()
    if not items:
        return None
    line = start + sum(2 if feedback else 1 for _words, feedback in items)
    if line < end and not state.isEmpty(line):
        return None
    following = state.skipEmptyLines(line)
    if following < end and (state.sCount[following] >= _INDENT or state.src[state.bMarks[following]] in " \t-"):
        return None
    return items, min(following, end)


def _item(tokens: list[Token], lines: tuple[int, int], words: str, feedback: str) -> ListItem:
    first, after = lines
    opening = QuickToken("list_item_open", "li", 1, 1, block=True)
    opening.map, opening.markup = [first, after], "-"
    tokens.append(opening)
    append_paragraph(tokens, first, mdTrim(words), 2, hidden=True)
    lead, said = tokens[-2], None
    if feedback:
        made = QuickToken("blockquote_open", "blockquote", 1, 2, block=True)
        made.map, made.markup = [first + 1, first + 2], ">"
        tokens.append(made)
        append_paragraph(tokens, first + 1, mdTrim(feedback), 3)
        said = tokens[-3:]
        tokens.append(closing("blockquote_close", "blockquote", 2, ">"))
    tokens.append(closing("list_item_close", "li", 1, "-"))
    return ListItem(lead, [], said, opening)
