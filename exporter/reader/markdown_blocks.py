"""The block parser: the library's, which asks only the rules that a line can begin, and none for most lines."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_block import ParserBlock, RuleFuncBlockType
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from exporter.reader.block_rules import plain_heading
from exporter.reader.markdown_states import BlockState, append_paragraph
from exporter.reader.quick_lists import plain_list

MAX_DEPTH = 100
"""Levels of nesting that a document may have."""
PARSER_DEPTH = MAX_DEPTH + 30
"""What lies deeper vanishes silently in the parser; so it looks further than we allow, and we judge what it saw."""

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
_WORDS = re.compile(r"\*{0,2}[^\W\d_]")
"""What a line begins with that is a paragraph whatever stands in it, if no line follows; a star would end a list."""


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
        self._whole(BlockState(src, md, env, outTokens))
        return outTokens

    def _whole(self, state: BlockState) -> None:
        """Append the tokens of a document; blocks that are no heading, line of words or plain list are noted as such.

        Few documents have many of those, so whoever looks for tables, code or deep nesting looks at them alone.
        """
        lines, tokens, end = [*state.lines, ""], state.tokens, state.lineMax
        headings, other = list[int](), list[Token]()
        state.env.update(headings=headings, other=other)
        line = 0
        while line < end:
            text, first = lines[line], len(tokens)
            alone = not lines[line + 1]
            if not text:
                line += 1
            elif alone and (text[0].isalpha() or _WORDS.match(text)):
                append_paragraph(tokens, line, mdTrim(text))
                line += 2
            elif alone and text[0] == "#" and plain_heading(tokens, line, text):
                headings.append(first)
                line += 2
            elif text.startswith("- ") and plain_list(state, line, end):
                line = state.line
            elif state.isEmpty(line):
                line += 1
            else:
                self._block(state, line, end)
                other += tokens[first:]
                if len(tokens) > first and tokens[first].type == "heading_open":
                    headings.append(first)
                line = state.line

    def _block(self, state: StateBlock, line: int, end: int) -> None:
        """Append the tokens of the block that begins at a line."""
        state.line = line
        for rule in self._rules_at(state, line):
            if rule(state, line, end, False):  # noqa: FBT003 - the parser's signature
                break

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the parser's names
        """Append the block tokens of a range of lines."""
        line, blank_before = startLine, False
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= PARSER_DEPTH:
                state.line = endLine
                break
            self._block(state, line, endLine)
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
