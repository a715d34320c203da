"""The Markdown parser as the source format sets it up: CommonMark with our own constructs, and with positions.

Blocks are parsed once a file (so that link references reach the whole file); inline text when a piece is rendered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import footnote_def
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from exporter.reader import block_rules, inline_rules, lost_syntax
from exporter.reader.labels import HELPERS
from exporter.reader.markdown_blocks import PARSER_DEPTH, Blocks
from exporter.reader.markdown_states import InlineState
from exporter.reader.quick_lists import expanded, quick_list

_INLINE_BEGINS: dict[str, tuple[str, ...]] = {
    "": ("text",),
    "\n": ("newline",),
    "\\": ("math_delimiters", "escape"),
    "$": ("math",),
    "`": ("backticks",),
    "~": ("strikethrough", "sub"),
    "*": ("emphasis",),
    "_": ("emphasis",),
    "^": ("sup",),
    "[": ("gap", "span", "footnote_reference", "link", "link_as_text"),
    "!": ("image", "link_as_text"),
    "{": ("picture_attributes", "loose_attributes"),
    "<": ("autolink", "html_inline"),
    "&": ("entity",),
}
"""The inline rules that a character can begin, in their order; the empty one is any other character."""
_QUICK: dict[str, RuleFuncBlockType] = {
    "table": block_rules.quick_table,
    "hr": block_rules.quick_break,
    "list": quick_list,
    "heading": block_rules.quick_heading,
    "lheading": block_rules.quick_lheading,
    "paragraph": block_rules.quick_paragraph,
}
_ATTRIBUTE_LINE = re.compile(r"[ ]{0,3}\{[^\n]*\}[ \t]*")


class Inline(ParserInline):
    """Inline parser that asks only the rules that a character can begin, and reports nested runs at the outer place.

    Most of the library's time goes into asking a dozen rules at each character in turn; a test holds the result to that
    of the library's own loop.
    """

    rules: dict[str, tuple[RuleFuncInlineType, ...]]

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse one run of inline text; a run inside another one reports its mistakes at the outer place."""
        outermost = "parsing" not in env
        state = InlineState(src, md, env, tokens)
        if outermost:
            env["parsing"] = state
        else:
            env["outer"] = env["parsing"].pos
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env.pop("parsing" if outermost else "outer", None)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Append the tokens of the state's text; what no rule takes is text."""
        src, end, rules = state.src, state.posMax, self.rules
        text = rules[""]
        while state.pos < end:
            char = src[state.pos]
            known = rules.get(char, text) if state.level < PARSER_DEPTH else ()
            for rule in known:
                if rule(state, False):  # noqa: FBT003 - the parser's signature
                    break
            else:
                state.append_pending(char)
                state.pos += 1
        if state.pending:
            state.pushPending()

    def prepare(self) -> None:
        """Note which rules each character can begin; every other character is text."""
        active = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        self.rules = {char: tuple(active[name] for name in names) for char, names in _INLINE_BEGINS.items()}
        assert {"text", *(name for names in _INLINE_BEGINS.values() for name in names)} == set(active)


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
    made = _Parser("commonmark", {"maxNesting": PARSER_DEPTH})
    inline, blocks = Inline(), Blocks()
    inline.ruler.enableOnly([*made.inline.ruler.get_active_rules(), "strikethrough"])
    inline.ruler2.enableOnly([*made.inline.ruler2.get_active_rules(), "strikethrough"])
    blocks.ruler.enableOnly([*made.block.ruler.get_active_rules(), "table"])
    made.inline, made.block = inline, blocks
    made.helpers = HELPERS  # type: ignore[assignment] # a module only by the way, and what it holds is all that is asked
    made.use(sub_plugin)
    made.use(superscript_plugin)
    ruler = made.inline.ruler
    ruler.before("link", "footnote_reference", inline_rules.footnote_reference)
    ruler.before("footnote_reference", "gap", inline_rules.gap)
    ruler.after("gap", "span", inline_rules.span)
    ruler.before("backticks", "math", inline_rules.math)
    ruler.after("image", "picture_attributes", inline_rules.picture_attributes)
    ruler.after("image", "link_as_text", lost_syntax.link_as_text)
    ruler.before("escape", "math_delimiters", lost_syntax.math_delimiters)
    ruler.after("picture_attributes", "loose_attributes", inline_rules.loose_attributes)
    block = made.block.ruler
    block.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    block.before("paragraph", "attribute_line", _attribute_line, {"alt": ["paragraph"]})
    for rule in block.__rules__:
        rule.fn = _QUICK.get(rule.name, rule.fn)
    inline.prepare()
    blocks.prepare()
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


def block_tokens(text: str, env: EnvType, *, lists: bool = False) -> Sequence[Token]:
    """Return the block tokens of a whole file; inline tokens are not parsed yet, link references are in `env`.

    With `lists`, each plain list is one token (see `expanded`).
    """
    tokens: list[Token] = []
    made = parser()
    made.block.parse(text, made, env, tokens)
    return tokens if lists else expanded(tokens)


def inline_tokens(content: str, env: EnvType) -> Sequence[Token]:
    """Return the inline tokens of `content`; mistakes are appended to `env["problems"]`."""
    tokens: list[Token] = []
    made = parser()
    made.inline.parse(content, made, env, tokens)
    return tokens
