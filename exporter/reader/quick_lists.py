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

from exporter.reader.markdown_states import Line, QuickToken, append_paragraph, closing

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
    """A token that begins where the item does."""


class PlainList(QuickToken):
    """A list of this kind in one token: most lists are answers, and who reads those asks for the items alone."""

    __slots__ = ("items",)

    items: list[ListItem]

    def tokens(self) -> list[Token]:
        """Return the tokens that the library makes of the list."""
        opening = QuickToken("bullet_list_open", "ul", 1, 0, block=True)
        opening.map, opening.markup = self.map, "-"
        tokens: list[Token] = [opening]
        assert self.map is not None
        after = [*(item.opening.map[0] for item in self.items[1:] if item.opening.map), self.map[1]]
        for item, end in zip(self.items, after, strict=True):
            _add_item(tokens, item, end)
        tokens.append(closing("bullet_list_close", "ul", 0, "-"))
        return tokens


def has_plain_list(tokens: Sequence[Token]) -> bool:
    """Return whether one of the tokens is a plain list."""
    return PlainList in map(type, tokens)


def expanded(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens, the library's in the place of each plain list."""
    if not has_plain_list(tokens):
        return tokens
    return [each for token in tokens for each in (token.tokens() if isinstance(token, PlainList) else (token,))]


def quick_list(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a list by the library's rule, if a line begins one."""
    if _MARKER.match(state.src, state.bMarks[start] + state.tShift[start]) is None:
        return False
    return list_block(state, start, end, silent)


def plain_list(state: StateBlock, start: int, end: int) -> bool:
    """Read a list of items of one line each that stands for itself; return whether there is one."""
    found = _items(state, start, end)
    if found is None:
        return False
    made = PlainList("bullet_list_open", "ul", 1, 0, block=True)
    made.items, state.line = found
    made.map, made.markup = [start, state.line], "-"
    state.tokens.append(made)
    return True


def _items(state: StateBlock, start: int, end: int) -> tuple[list[ListItem], int] | None:
    """Return the items, and the line after the list; None for a list of another shape.

    The library counts the blank lines that follow a list to its last item.
    """
    items: list[ListItem] = []
    src, at, line = state.src, state.bMarks[start], start
    while found := _ITEM.match(src, at):
        words, feedback = found.groups()
        at = found.end()
        lead = Line(3, [line, line + 1], mdTrim(words))
        line += 1
        if feedback is None:
            items.append(ListItem(lead, [], None, lead))
            continue
        said: list[Token] = []
        append_paragraph(said, line, mdTrim(feedback), 3)
        items.append(ListItem(lead, [], said, lead))
        line += 1
    if not items:
        return None
    if line < end and not state.isEmpty(line):
        return None
    following = state.skipEmptyLines(line)
    if following < end and (state.sCount[following] >= _INDENT or state.src[state.bMarks[following]] in " \t-"):
        return None
    return items, min(following, end)


def _add_item(tokens: list[Token], item: ListItem, end: int) -> None:
    """Append an item's tokens; `end` is the line after it."""
    lead = item.lead
    assert lead is not None
    assert lead.map is not None
    line = lead.map[0]
    made = QuickToken("list_item_open", "li", 1, 1, block=True)
    made.map, made.markup = [line, end], "-"
    tokens.append(made)
    made = QuickToken("paragraph_open", "p", 1, 2, block=True)
    made.map, made.hidden = lead.map, True
    tokens += (made, lead, closing("paragraph_close", "p", 2, "", hidden=True))
    if item.feedback:
        made = QuickToken("blockquote_open", "blockquote", 1, 2, block=True)
        made.map, made.markup = [line + 1, line + 2], ">"
        tokens += (made, *item.feedback, closing("blockquote_close", "blockquote", 2, ">"))
    tokens.append(closing("list_item_close", "li", 1, "-"))
