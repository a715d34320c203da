r"""Backslashes that are gone where others beside them are shown: `\d+\.\d*` loses one of its three."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from exporter.codes.text import BACKSLASH_LOST, MATH_DELIMITERS
from exporter.reader.converters import shortened
from exporter.reader.inline_rules import Problem

_PAIR = re.compile(r"\\(.)", re.DOTALL)
_WORD = re.compile(r"\S+")
_CODE = frozenset("`$")
_NAMES = "align|aligned|alignat|array|cases|eqnarray|equation|gather|gathered|multline|split|[bBpvV]?matrix|smallmatrix"
_BEGIN = re.compile(rf"\\begin\{{((?:{_NAMES})\*?)\}}")


def lost_backslashes(content: str, tokens: Sequence[Token], known: Sequence[Problem]) -> Iterator[Problem]:
    """Yield a problem for each word that keeps some of its backslashes and loses others, and for loose formulas.

    What is known for the brackets of a formula is told already.
    """
    if "\\" not in content:
        return
    escapes = [token for token in tokens if token.type == "text_special" and token.markup.startswith("\\")]
    if not escapes:
        return  # all of them belong to formulas and code
    formula = _formula(content, {token.meta["pos"] for token in escapes})
    if formula is not None:
        yield formula
        return
    words = [found.span() for found in _WORD.finditer(content)]  # once: thousands of escapes may be in one text
    told = max((each.offset + each.length for each in known if each.code is MATH_DELIMITERS), default=-1)
    for token in escapes:
        if token.content == token.markup or token.meta["pos"] < told:
            continue
        start, told = words[bisect(words, (token.meta["pos"] + 1,)) - 1]  # the word that it stands in
        word = content[start:told]
        if _CODE.isdisjoint(word) and any(pair[1].isalnum() for pair in _PAIR.finditer(word)):
            taken = f"Markdown takes `{token.markup}` for `{token.content}`"
            message = f"a backslash of `{shortened(word)}` is not shown: {taken}"
            hint = "write `\\\\` for each backslash that is shown, or all of it between backticks"
            yield Problem(start, told - start, BACKSLASH_LOST, message, hint)


def _formula(content: str, escapes: Collection[int]) -> Problem | None:
    """Return the problem of the first environment that begins where the text has an escape, and so in no formula."""
    ends: dict[str, int] = {}
    for found in _BEGIN.finditer(content):
        name = found[1]
        end = f"\\end{{{name}}}"
        if name not in ends:
            ends[name] = content.rfind(end)  # once for each name: thousands may begin and never end
        if found.start() in escapes and ends[name] > found.start():
            message = f"this `{name}` stands in no formula, so it is text, and loses some of its backslashes"
            hint = f"write `$$` before `\\begin{{{name}}}` and behind `{end}`; between backticks it is code"
            return Problem(found.start(), ends[name] + len(end) - found.start(), MATH_DELIMITERS, message, hint)
    return None
