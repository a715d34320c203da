"""The parser's two states as we keep them: the library's own, with the steps that each token takes made short.

They hold the same values as the library's (a test compares all tokens); inline tokens remember where they began.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, count, repeat
from operator import add
from types import MappingProxyType
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_ASCII_PUNCT, isWhiteSpace
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

_NOTHING: dict[str, Any] = MappingProxyType({})  # type: ignore[assignment] # for want of a dictionary that stays empty
_CHILDLESS: list[Token] = []
"""What an inline token that is not parsed yet has as children, as the library has it; nobody adds any."""
_INDENTS = frozenset(" \t")
Nesting = Literal[-1, 0, 1]
LEVELS = {"#" * level: f"h{level}" for level in range(1, 7)}
"""The tags of headings by their marks."""


class QuickToken(Token):
    """A token without the factories and conversions that the library runs for each: a bank has a hundred a question."""

    __slots__ = ()

    def __init__(self, type_: str, tag: str, nesting: Nesting, level: int, *, block: bool) -> None:
        self.type = type_
        self.tag = tag
        self.nesting = nesting
        self.attrs = {}
        self.map = None
        self.level = level
        self.children = None
        self.content = ""
        self.markup = ""
        self.info = ""
        self.meta = {}
        self.block = block
        self.hidden = False


class FixedToken(Token):
    """A token of which nothing more is said later on: what all of a kind have in common stands in its class."""

    __slots__ = ()

    attrs = _NOTHING
    info = ""
    meta = _NOTHING
    block = True
    hidden = False


class ParagraphOpening(FixedToken):
    """The begin of a paragraph of one line."""

    __slots__ = ()

    type = "paragraph_open"
    tag = "p"
    nesting = 1
    children = None
    content = ""
    markup = ""

    def __init__(self, level: int, lines: list[int]) -> None:
        self.level = level
        self.map = lines


class HeadingOpening(FixedToken):
    """The begin of a heading of one line; its marks say the level."""

    __slots__ = ()

    type = "heading_open"
    nesting = 1
    children = None
    content = ""

    def __init__(self, level: int, lines: list[int], marks: str) -> None:
        self.tag = LEVELS[marks]
        self.level = level
        self.map = lines
        self.markup = marks


class Line(FixedToken):
    """The inline token of a block of one line."""

    __slots__ = ()

    type = "inline"
    tag = ""
    nesting = 0
    children = _CHILDLESS
    markup = ""

    def __init__(self, level: int, lines: list[int], content: str) -> None:
        self.level = level
        self.map = lines
        self.content = content


def append_paragraph(tokens: list[Token], line: int, words: str, level: int = 0) -> None:
    """Append the tokens of a paragraph of one line; its end is that of others too."""
    lines = [line, line + 1]
    tokens += (
        ParagraphOpening(level, lines),
        Line(level + 1, lines, words),
        closing("paragraph_close", "p", level, ""),
    )


@functools.cache
def closing(type_: str, tag: str, level: int, markup: str, *, hidden: bool = False) -> Token:
    """Return the end of a block, which says nothing of its own: one token stands for all. It must not be changed.

    The library hides paragraphs, their ends too, where it has read them inside a list: those need tokens of their own.
    """
    made = QuickToken(type_, tag, -1, level, block=True)
    made.markup, made.hidden = markup, hidden
    return made


class BlockState(StateBlock):
    """Block state that finds the places of its lines with the string's own methods."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()  # what follows the last line end is a line only if it says something
        self.lines = lines
        ends = list(accumulate(map(len, lines)))
        self.eMarks = list(map(add, ends, count()))  # each line end before them is a character too
        self.bMarks = [0, *map(add, self.eMarks[:-1], repeat(1))] if lines else []
        self.tShift = [0] * len(lines)
        self.sCount = [0] * len(lines)
        for number in [number for number, line in enumerate(lines) if line[:1] in _INDENTS]:
            indent = len(lines[number]) - len(lines[number].lstrip(" \t"))
            self.tShift[number], self.sCount[number] = indent, len(lines[number][:indent].expandtabs(4))
        for marks, fake in ((self.bMarks, len(src)), (self.eMarks, len(src)), (self.tShift, 0), (self.sCount, 0)):
            marks.append(fake)
        self.bsCount = [0] * len(self.bMarks)
        self.lineMax = len(lines)

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """Append a token and return it."""
        if nesting < 0:
            self.level -= 1
        token = QuickToken(ttype, tag, nesting, self.level, block=True)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class InlineState(StateInline):
    """Inline state that remembers where each token began, and where brackets end."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.labels: dict[tuple[int, int], tuple[int, bool]] = {}
        """By the place of a bracket and the end of what is parsed: where it closes, and whether a link is inside."""

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """Append a token after the text that waits, and return it."""
        if self.pending:
            self.pushPending()
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = QuickToken(ttype, tag, nesting, self.level, block=False)
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        if nesting >= 0:
            token.meta["pos"] = self.pos
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token

    def pushPending(self) -> Token:  # noqa: N802 - the parser's name
        """Append the text that waits as a token, and return it."""
        token = QuickToken("text", "", 0, self.pendingLevel, block=False)
        token.content = self.pending
        self.tokens.append(token)
        self.pending = ""
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N802, N803 - the parser's names
        """Return how many marks like the one at `start` stand there, and whether they can open and close."""
        src, end, mark = self.src, start, self.src[start]
        while end < self.posMax and src[end] == mark:
            end += 1
        blank_before, sign_before = _kind(src[start - 1] if start > 0 else " ")
        blank_after, sign_after = _kind(src[end] if end < self.posMax else " ")
        left = not (blank_after or (sign_after and not (blank_before or sign_before)))
        right = not (blank_before or (sign_before and not (blank_after or sign_after)))
        can_open = left and (canSplitWord or not right or sign_before)
        can_close = right and (canSplitWord or not left or sign_after)
        return Scanned(can_open, can_close, end - start)


@functools.lru_cache(maxsize=1024)
def _kind(char: str) -> Sequence[bool]:
    """Return whether the character is white space, and whether it is punctuation or a symbol (CommonMark 6.2)."""
    return isWhiteSpace(ord(char)), ord(char) in MD_ASCII_PUNCT or unicodedata.category(char)[0] in "PS"
