"""Stars, carets and underscores that were meant as signs and are read as marks: `Schüler*innen und Lehrer*innen`.

Markdown takes them away and sets what stands between them in italics, in bold or raised.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from exporter.codes.text import MARKS_IN_WORDS
from exporter.reader.converters import shortened
from exporter.reader.inline_rules import Problem

_ALPHABETS = 0x530
"""Where Latin, Greek and Cyrillic letters end: behind them begin scripts that part no words by blanks."""
_LINE = 3
"""Underscores that make a line to write on, where they are not mistaken for marks."""
_RUN = re.compile(r"\*+|_+")
_RAISED = re.compile(r"\^((?:\\.|[^\s\\^])+)\^(?=[\w(])")
_SUM = re.compile(r"[\w)][-+−*/=·,<>][\w(]|\d[^\W\d_]+$")
"""What no exponent is that a letter or a digit follows: the middle of `x^2+y^2`, or of `x^2y^3`."""
_WORDS = {"em": "in italics", "strong": "in bold"}


def marks_in_words(content: str, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield a problem for each pair of marks that stands inside words or numbers, by the tokens of the content."""
    if not ("*" in content or "^" in content or "___" in content):
        return
    runs = [found.span() for found in _RUN.finditer(content)]  # once: thousands of pairs may share one
    open_marks: list[Token] = []
    told = -1
    for token in tokens:
        if token.type in ("em_open", "strong_open"):
            open_marks.append(token)
        elif token.type in ("em_close", "strong_close"):
            opening = open_marks.pop()
            pair = _run(runs, opening), _run(runs, token)
            problem = _stars(content, opening, *pair) if token.markup[0] == "*" else _line(*pair)
            if problem is not None and problem.offset != told:
                told = problem.offset
                yield problem
        elif token.type == "sup_open":
            problem = _raised(content, token.meta["pos"] - 1)
            if problem is not None:
                yield problem


def _stars(content: str, opening: Token, first: tuple[int, int], last: tuple[int, int]) -> Problem | None:
    start, after = first[0], last[1]
    before, behind = content[start - 1 : start], content[after : after + 1]
    digits = before.isdigit() and behind.isdigit()
    words = _of_word(before) and _of_word(behind) and _has_blank(content, first[1], last[0])
    if not (digits or words):
        return None
    message = f"these stars are not shown: what stands between them is set {_WORDS[opening.type[:-5]]}"
    hint = "write `\\*` for each star that is text, or all of it between backticks where it is code"
    return Problem(start, after - start, MARKS_IN_WORDS, message, hint)


def _line(first: tuple[int, int], last: tuple[int, int]) -> Problem | None:
    if first[1] - first[0] < _LINE:
        return None
    message = "these underscores are not shown: what stands between them is set in bold or italics"
    hint = "write `\\_` for each of a line to write on, or `***` for bold italics"
    return Problem(first[0], last[1] - first[0], MARKS_IN_WORDS, message, hint)


def _raised(content: str, at: int) -> Problem | None:
    found = _RAISED.match(content, at)
    before = content[at - 1 : at] if at > 0 else ""
    if found is None or not (before == ")" or _of_word(before)) or not _SUM.search(found.group(1)):
        return None
    message = f"these carets are not shown: `{shortened(found.group(1))}` between them is raised"
    hint = "write it as a formula between dollar signs, or `\\^` for each sign that is text"
    return Problem(at, len(found.group()), MARKS_IN_WORDS, message, hint)


def _of_word(char: str) -> bool:
    return char.isalnum() and ord(char) < _ALPHABETS


def _has_blank(content: str, start: int, end: int) -> bool:
    return content.find(" ", start, end) >= 0 or content.find("\n", start, end) >= 0


def _run(runs: Sequence[tuple[int, int]], token: Token) -> tuple[int, int]:
    """Return where the marks begin and end among which the token's stand."""
    return runs[bisect(runs, (token.meta["pos"] + 1,)) - 1]
