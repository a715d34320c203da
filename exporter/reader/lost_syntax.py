"""Inline text that was meant as a link, a picture or a formula and is none: each would be shown with all its signs.

The rules of markdown-it's inline parser here take nothing: they look at what the rules before them have left as text.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from exporter.codes.text import LINK_APART, LINK_AS_TEXT, MATH_DELIMITERS
from exporter.reader.inline_rules import Problem, report

_ADDRESS = re.compile(
    r"(?:https?://|mailto:|lesson:|question:)|.*\.[A-Za-z][A-Za-z0-9]{1,4}(?:[#?]|[ \t]+[\"'=]|$)", re.IGNORECASE
)
"""What begins as an address does, or names a file by its ending; `(see below)` and `f[i](x, y)` are text."""
_IN_ROUND = re.compile(r"!?\[[^\[\]\n]*\]\(([^()<>\n]*)\)")
_APART = re.compile(r"!?\[[^\[\]\n]*\][ \t\xa0]+\((?:(?:https?://|mailto:|www\.)[^()\s]*|[^()\s]+\.[A-Za-z0-9]{2,4})\)")
_ROUND = re.compile(r"\\\(((?:[^\\\n`$]|\\[^)\n]){1,200}?)\\\)")
_SQUARE = re.compile(r"\\\[((?:[^\\\n`$]|\\[^\[\]\n]){1,200}?)\\\]")
_OF_FORMULAS = re.compile(
    r"(?<!\\)\\(?:\\\\)*[A-Za-z]{2}"
    r"|(?:(?<![^\W_])[^\W_]|\d|[)}\]])(?:_(?=[\w{\\])|\^(?=[\w{\\+-])(?![^\s^]+\^))"
)
"""What only a formula has: a command (its backslash is not escaped), an exponent, an index of one letter.

Brackets that are escaped for their own sake hold none, but maybe `_emphasis_`, `Ca^2+^`, a footnote's `^1` or a
name_of_words.
"""
_SIZE = re.compile(r"(?<![ \t])[ \t]+=[0-9.%x]+$")
"""What other tools read as the size of a picture: `(map.png =200x)`."""
_BLANK = re.compile(r"\s")
_UNFIT = re.compile(r"[\s\\]")
"""What no address between round brackets can hold."""
_PROSE = re.compile(r"(?<![\\A-Za-z])[^\W\d_]{2,}[ ,]+[^\W\d_]{2,}")


def link_as_text(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Report `[text](an address with blanks)` and `[text] (https://…)`, with or without a `!` before."""
    src, pos = state.src, state.pos
    if silent or src[max(0, pos - 1) : pos + 1] == "![":  # a picture has been looked at where its `!` stands
        return False
    what = "picture" if src[pos] == "!" else "link"
    inside = _IN_ROUND.match(src, pos, state.posMax)
    meant = inside.group(1).strip() if inside is not None else ""
    if inside is not None and _UNFIT.search(meant) and _ADDRESS.match(meant):
        address = _BLANK.sub("%20", meant.replace("\\", "/"))
        hint = f"write `%20` for each blank and `/` between folders: `({address})`; `\\[` for a bracket that is text"
        message = f"this is no {what}: its address holds a blank or a backslash"
        if _SIZE.search(meant):
            message = f"this is no {what}: no size can stand behind its address"
            hint = f"write `({_SIZE.sub('', meant)})`: a picture has its own size, or that of the room for it"
        report(state, Problem(pos, len(inside.group()), LINK_AS_TEXT, message, hint))
        return False
    apart = _APART.match(src, pos, state.posMax)
    if apart is not None and (what == "picture" or "www." in apart.group() or ":" in apart.group()):
        hint = "write the address right behind the `]`; `\\[` for a bracket that is text"
        message = f"this is no {what}: a blank stands between its brackets"
        code = LINK_AS_TEXT if what == "picture" else LINK_APART
        report(state, Problem(pos, len(apart.group()), code, message, hint))
    return False


def math_delimiters(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    r"""Report `\(x^2\)` and `\[x^2\]`, which Markdown reads as escaped brackets."""
    if silent:
        return False
    src, pos = state.src, state.pos
    found = _ROUND.match(src, pos, state.posMax) or _SQUARE.match(src, pos, state.posMax)
    if found is not None and _OF_FORMULAS.search(found.group(1)) and not _PROSE.search(found.group(1)):
        mark = "$" if src[pos + 1] == "(" else "$$"
        hint = f"write `{mark}{found.group(1).strip()}{mark}`"
        if mark == "$":
            hint += "; `(` for a bracket that is text"
        message = f"`{found.group()[:2]}` is no sign of a formula here, but a bracket that is text"
        report(state, Problem(pos, len(found.group()), MATH_DELIMITERS, message, hint))
    return False
