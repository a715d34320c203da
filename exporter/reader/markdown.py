"""The Markdown parser as the source format sets it up: CommonMark with our own constructs, and with positions.

Blocks are parsed once a file (so that link references reach the whole file); inline text when a piece is rendered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import footnote_def
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from exporter.reader import block_rules, inline_rules, lost_syntax
from exporter.reader.labels import HELPERS
from exporter.reader.markdown_states import BlockState, InlineState
from exporter.reader.quick_lists import quick_list

MAX_DEPTH = 100
"""Levels of nesting that a document may have."""
_PARSER_DEPTH = MAX_DEPTH + 30
"""What lies deeper vanishes silently in the parser; so it looks further than we allow, and we judge what it saw."""

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
_ANY_BLOCK = ("table", "lheading", "paragraph")
"""Block rules that the next line decides, or that take what is left."""
_BLOCK_BEGINS: dict[str, tuple[str, ...]] = {
    "": (),
    "`": ("fence",),
    "~": ("fence",),
    ">": ("blockquote",),
    "*": ("hr", "list"),
    "-": ("hr", "list"),
    "_": ("hr",),
    "+": ("list",),
    "0": ("list",),
    "[": ("footnote_def", "reference"),
    "<": ("html_block",),
    "#": ("heading",),
    "{": ("attribute_line",),
}
"""The block rules that a line's first character can begin (`0` for any digit), beside those of `_ANY_BLOCK`."""
_CHOICES = ("[ ] ", "[x] ")
"""The marks of choices, which begin no definition."""
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
            known = rules.get(char, text) if state.level < _PARSER_DEPTH else ()
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


class Rules(Ruler[RuleFuncBlockType]):
    """The block rules; of those that end a block it names one, which asks what the line's first character can begin."""

    def __init__(self, of: Ruler[RuleFuncBlockType]) -> None:
        super().__init__()
        self.__rules__ = of.__rules__
        self._ends: dict[str, list[RuleFuncBlockType]] = {}

    def getRules(self, chainName: str = "") -> list[RuleFuncBlockType]:  # noqa: N802, N803 - the parser's names
        """Return the rules of a chain: all, or those that end a paragraph, list, quotation or definition."""
        return self._ends.get(chainName) or super().getRules(chainName)

    def prepare(self) -> None:
        """Gather the rules of each chain by the characters that can begin them."""
        for chain in ("paragraph", "reference", "blockquote", "list"):
            rules = super().getRules(chain)
            named = [rule.name for rule in self.__rules__ if rule.enabled and chain in rule.alt]
            self._ends[chain] = [_ending(by_character(dict(zip(named, rules, strict=True))))]


def _ending(rules: dict[str, tuple[RuleFuncBlockType, ...]]) -> RuleFuncBlockType:
    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        del silent
        at = state.bMarks[line] + state.tShift[line]
        char = state.src[at : at + 1]
        # A loop, as `any` would make a generator for each line.
        for rule in rules.get("0" if char.isdigit() else char, rules[""]):  # noqa: SIM110 - as the comment says
            if rule(state, line, end, True):  # noqa: FBT003 - the parser's signature
                return True
        return False

    return ends


def by_character(active: dict[str, RuleFuncBlockType]) -> dict[str, tuple[RuleFuncBlockType, ...]]:
    """Return which of the rules each first character can begin, in the rules' own order."""
    return {
        char: tuple(rule for name, rule in active.items() if name in (*_ANY_BLOCK, *names))
        for char, names in _BLOCK_BEGINS.items()
    }


class Blocks(ParserBlock):
    """Block parser that asks only the rules that a line's first character can begin; else the library's own loop."""

    always: tuple[RuleFuncBlockType, ...]
    rules: dict[str, tuple[RuleFuncBlockType, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.ruler: Rules = Rules(self.ruler)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token]:  # noqa: N803
        """Append the block tokens of a text."""
        if src:
            state = BlockState(src, md, env, outTokens)
            self.tokenize(state, 0, state.lineMax)
        return outTokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the parser's names
        """Append the block tokens of a range of lines."""
        line, blank_before = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= _PARSER_DEPTH:
                state.line = endLine
                break
            for rule in self._rules_at(state, line):
                if rule(state, line, endLine, False):  # noqa: FBT003 - the parser's signature
                    break
            state.tight = not blank_before
            line = state.line
            blank_before = blank_before or ((line - 1) < endLine and state.isEmpty(line - 1))
            if line < endLine and state.isEmpty(line):
                blank_before = True
                line += 1
                state.line = line

    def _rules_at(self, state: StateBlock, line: int) -> tuple[RuleFuncBlockType, ...]:
        if state.is_code_block(line):
            return self.always
        at = state.bMarks[line] + state.tShift[line]
        char = state.src[at]
        if char == "[" and state.src.startswith(_CHOICES, at):
            return self.rules[""]
        return self.rules.get("0" if char.isdigit() else char, self.rules[""])

    def prepare(self) -> None:
        """Note which rules each first character can begin, in the rules' own order."""
        active = dict(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        self.always = tuple(active.values())
        self.rules = by_character(active)
        self.ruler.prepare()
        named = {*_ANY_BLOCK, *(name for names in _BLOCK_BEGINS.values() for name in names), "code"}
        assert named == set(active)


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
