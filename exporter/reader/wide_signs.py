"""Signs of full width where Markdown has its own, and stars that it does not read between a sign and a letter.

Input methods for Chinese and Japanese type `＊＊`, `（…）` and `｜` unasked. Markdown shows them as they stand: of a
picture the address, of a table a heap of bars.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from exporter.codes.text import STARS_AS_TEXT, WIDE_SIGN
from exporter.reader.attributes import TEXT_ATTRIBUTES
from exporter.reader.converters import shortened
from exporter.reader.inline_rules import Problem

TELLING = frozenset("＊｀＄｛｜［")
"""Signs of full width in a text that may have nothing else that Markdown reads."""
_ADDRESS = r"(?:https?://|mailto:|lesson:|question:)[^()（）\s]*|[^()（）\s]+\.[A-Za-z][A-Za-z0-9]{1,3}"
_WRITTEN = r"＄\n、。\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""What stands between two prices, and in no formula: `１＄=150円、２＄=300円`."""
_ROUND = rf"[(（](?:{_ADDRESS})[)）]"
# Patterns are text, compiled where they are first used: a bank without such signs does not wait for them.
_MEANT = (
    "(?m:"
    + "|".join(
        (
            r"＊＊[^＊\s](?:[^＊\n]*[^＊\s])?＊＊",
            r"｀[^｀\nA-Za-z0-9]*[A-Za-z0-9][^｀\n]*｀",
            rf"(?<!\d)＄(?:[A-Za-z]|[^\\^_={_WRITTEN}]*[\\^_=][^{_WRITTEN}]*)＄",
            rf"[!！][\[［][^\[\]［］\n]*[\]］]{_ROUND}",
            rf"\[[^\[\]［］\n]*[\]］]{_ROUND}",
            r"[\[［]\^[^\s\[\]［］]+[\]］]",
            rf"｛(?:[.#][A-Za-z][\w-]*|(?:{'|'.join(TEXT_ATTRIBUTES)})[=＝][^｛｝\n]*)｝",
            r"^[ \t]*(?:[|｜][ \t]*)?(?:[:：]?-+[:：]?[ \t]*[|｜][ \t]*)+(?:[:：]?-+[:：]?[ \t]*)?$",
        )
    )
    + ")"
)
_WORDS = r"(?<=[\[［])[^\[\]［］]*(?=[\]］][(（])"
_WIDE = "[！［］（）｛＊｀＄｜]"
_PLAIN = str.maketrans("！［］（）｛｝＊｀＄｜：＝", "![](){}*`$|:=")
_OWN = r"(?s:`+|\\.|\$[^$\n]+\$)"
"""What begins code, a sign behind a backslash, a formula: nothing in them is read."""
_MARKED = r"(?<!\*)(\*{1,3}|~~)(?![\s*~])((?:(?!\1)[^\n])*[^\s*~])\1(?!\*)"
_ALPHABETS = 0x530
"""Where Latin, Greek and Cyrillic letters end: behind them begin scripts that write words or parts of them together."""
_ELEMENTS = {"*": "em", "**": "strong", "***": "strong", "~~": "s"}


def wide_signs(content: str, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield a problem for each place whose signs are meant as marks, links, tables and the like, and are none."""
    if content.isascii():
        return
    read = _without_own(content)
    for found in re.finditer(_MEANT, read) if re.search(_WIDE, read) else ():
        start, end = found.span()
        if re.search(_WIDE, re.sub(_WORDS, "", found.group())) is None:
            continue
        shown = content[start:end].strip()
        message = f"`{shortened(shown)}` is shown as it stands: its signs are of full width"
        yield Problem(start, end - start, WIDE_SIGN, message, f"write `{shortened(shown.translate(_PLAIN))}`")
    if any(token.type == "text" and ("*" in token.content or "~~" in token.content) for token in tokens):
        yield from _stars(read)


def _without_own(content: str) -> str:
    """Return the content with an `x` for each sign of what is not read."""
    ticks: dict[int, list[int]] = {}
    for run in re.finditer("`+", content):  # once: thousands may begin code that never ends
        ticks.setdefault(len(run.group()), []).append(run.start())
    own, at, pieces = re.compile(_OWN), 0, list[str]()
    while (found := own.search(content, at)) is not None:
        start, end = found.span()
        shown = ""
        if content[start] == "`":
            ends = ticks.get(end - start, [])
            close = bisect_left(ends, end)
            shown, end = ("", ends[close] + end - start) if close < len(ends) else (found.group(), end)
        pieces += (content[at:start], shown or "x" * (end - start))
        at = end
    return "".join((*pieces, content[at:]))


def _stars(read: str) -> Iterator[Problem]:
    """Yield a problem for each pair of marks of which one stands between a sign inside and a letter outside."""
    for found in re.finditer(_MARKED, read):
        mark, inside = found.groups()
        before, behind = read[found.start() - 1 : found.start()] if found.start() else "", read[found.end() :][:1]
        if not (_apart(before, inside[0]) or _apart(behind, inside[-1])):
            continue
        name = _ELEMENTS[mark]
        message = f"`{mark}` marks nothing here: a letter stands before or behind it, and a sign on its other side"
        hint = f"write `<{name}>{shortened(inside)}</{name}>`, or set the marks inside the signs"
        yield Problem(found.start(), len(found.group()), STARS_AS_TEXT, message, hint)


def _apart(letter: str, sign: str) -> bool:
    """Return whether Markdown reads no mark between the two: a letter of a script without capitals, and a sign."""
    return ord(letter or " ") >= _ALPHABETS and unicodedata.category(letter)[0] in "LMN" and _is_sign(sign)


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
