r"""Backslashes that are gone where others beside them are shown: `\d+\.\d*` loses one of its three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from exporter.codes.text import BACKSLASH_LOST, MATH_DELIMITERS
from exporter.reader.inline_rules import Problem

_PAIR = re.compile(r"\\(.)", re.DOTALL)
_BLANK = re.compile(r"\s")
_CODE = frozenset("`$")
_NAMES = "align|aligned|alignat|array|cases|eqnarray|equation|gather|gathered|multline|split|[bBpvV]?matrix|smallmatrix"
_FORMULA = re.compile(rf"\\begin\{{((?:{_NAMES})\*?)\}}.*\\end\{{\1\}}", re.DOTALL)


def lost_backslashes(content: str, tokens: Sequence[Token], known: Sequence[Problem]) -> Iterator[Problem]:
    """Yield a problem for each word that keeps some of its backslashes and loses others, and for loose formulas.

    What is known for the brackets of a formula is told already.
    """
    if "\\" not in content:
        return
    escapes = [token for token in tokens if token.type == "text_special" and token.markup.startswith("\\")]
    found = _FORMULA.search(content)
    if found is not None and any(token.meta["pos"] == found.start() for token in escapes):
        yield _formula(found)
        escapes = []
    told = max((each.offset + each.length for each in known if each.code is MATH_DELIMITERS), default=-1)
    for token in escapes:
        if token.content == token.markup or token.meta["pos"] < told:
            continue
        start, told = _word(content, token.meta["pos"])
        word = content[start:told]
        if _CODE.isdisjoint(word) and any(pair[1].isalnum() for pair in _PAIR.finditer(word)):
            message = f"a backslash of `{word}` is not shown: Markdown takes `{token.markup}` for `{token.content}`"
            hint = "write `\\\\` for each backslash that is shown, or all of it between backticks"
            yield Problem(start, told - start, BACKSLASH_LOST, message, hint)


def _formula(found: re.Match[str]) -> Problem:
    name = found[1]
    message = f"this `{name}` stands in no formula, so it is text, and loses some of its backslashes"
    hint = f"write `$$` before `\\begin{{{name}}}` and behind `\\end{{{name}}}`; between backticks it is code"
    return Problem(found.start(), len(found.group()), MATH_DELIMITERS, message, hint)


def _word(content: str, at: int) -> tuple[int, int]:
    """Return where the word at a place begins and ends, by the blanks around it."""
    start = max((found.end() for found in _BLANK.finditer(content, 0, at)), default=0)
    behind = _BLANK.search(content, at)
    return start, behind.start() if behind is not None else len(content)
