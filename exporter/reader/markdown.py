"""The Markdown parser as the source format sets it up: CommonMark with our own constructs, and with positions.

Blocks are parsed once a file (so that link references reach the whole file); inline text when a piece is rendered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import footnote_def
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from exporter.reader import inline_rules

MAX_DEPTH = 100
"""Levels of nesting that a document may have."""
_PARSER_DEPTH = MAX_DEPTH + 30
"""What lies deeper vanishes silently in the parser; so it looks further than we allow, and we judge what it saw."""

_ATTRIBUTE_LINE = re.compile(r"[ ]{0,3}\{[^\n]*\}[ \t]*")


class _State(StateInline):
    """Inline state that remembers where each token began."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:  # noqa: ANN401 - the parser's own type is private
        token = super().push(ttype, tag, nesting)
        if nesting >= 0:
            token.meta = {"pos": self.pos}
        return token


class _Inline(ParserInline):
    """Inline parser whose nested runs (a picture's alternative text) report at the outer place."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        outermost = "parsing" not in env
        state = _State(src, md, env, tokens)
        if outermost:
            env["parsing"] = state
        else:
            env["outer"] = env["parsing"].pos
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env.pop("parsing" if outermost else "outer", None)
        return state.tokens


class _Parser(MarkdownIt):
    """MarkdownIt that leaves addresses as written: every one is judged, none is dropped."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the parser's name
        del url
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's name
        return url


@functools.cache
def parser() -> MarkdownIt:
    """Return the parser of this process."""
    made = _Parser("commonmark", {"maxNesting": _PARSER_DEPTH})
    inline = _Inline()
    inline.ruler.enableOnly([*made.inline.ruler.get_active_rules(), "strikethrough"])
    inline.ruler2.enableOnly([*made.inline.ruler2.get_active_rules(), "strikethrough"])
    made.inline = inline
    made.enable("table")
    made.use(sub_plugin)
    made.use(superscript_plugin)
    ruler = made.inline.ruler
    ruler.before("link", "footnote_reference", inline_rules.footnote_reference)
    ruler.before("footnote_reference", "gap", inline_rules.gap)
    ruler.after("gap", "span", inline_rules.span)
    ruler.before("backticks", "math", inline_rules.math)
    ruler.after("image", "picture_attributes", inline_rules.picture_attributes)
    block = made.block.ruler
    block.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    block.before("paragraph", "attribute_line", _attribute_line, {"alt": ["paragraph"]})
    return made


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - its signature
    """`{lang=ar dir=rtl}` on a line of its own, for the block after it."""
    del end
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("{") or _ATTRIBUTE_LINE.fullmatch(line) is None:
        return False
    if not silent:
        token = state.push("block_attributes", "", 0)
        token.content, token.map = line.rstrip(), [start, start + 1]
        state.line = start + 1
    return True


def block_tokens(text: str, env: EnvType) -> list[Token]:
    """Return the block tokens of a whole file; inline tokens are not parsed yet, link references are in `env`."""
    tokens: list[Token] = []
    made = parser()
    made.block.parse(text, made, env, tokens)
    return tokens


def inline_tokens(content: str, env: EnvType) -> Sequence[Token]:
    """Return the inline tokens of `content`; mistakes are appended to `env["problems"]`."""
    tokens: list[Token] = []
    made = parser()
    made.inline.parse(content, made, env, tokens)
    return tokens
