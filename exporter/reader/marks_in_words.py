"""Stars, carets and underscores that were meant as signs and are read as marks: `Schüler*innen und Lehrer*innen`.

Markdown takes them away and sets what stands between them in italics, in bold or raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from exporter.codes.text import MARKS_IN_WORDS
from exporter.reader.inline_rules import Problem

_ALPHABETS = 0x530
"""Where Latin, Greek and Cyrillic letters end: behind them begin scripts that part no words by blanks."""
_LINE = 3
"""Underscores that make a line to write on, where they are not mistaken for marks."""
_RAISED = re.compile(r"\^((?:\\.|[^\s\\^])+)\^(?=[\w(])")
_SUM = re.compile(r"[\w)][-+−*/=·,<>][\w(]|\d[^\W\d_]+$")
"""What no exponent is that a letter or a digit follows: the middle of `x^2+y^2`, or of `x^2y^3`."""
_WORDS = {"em": "in italics", "strong": "in bold"}


def marks_in_words(content: str, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield a problem for each pair of marks that stands inside words or numbers, by the tokens of the content."""
    if not ("*" in content or "^" in content or "___" in content):
        return
    open_marks: list[Token] = []
    told = -1
    for token in tokens:
        if token.type in ("em_open", "strong_open"):
            open_marks.append(token)
        elif token.type in ("em_close", "strong_close"):
            opening = open_marks.pop()
            problem = _stars(content, opening, token) if token.markup[0] == "*" else _line(content, opening, token)
            if problem is not None and problem.offset != told:
                told = problem.offset
                yield problem
        elif token.type == "sup_open":
            problem = _raised(content, token.meta["pos"] - 1)
            if problem is not None:
                yield problem


def _stars(content: str, opening: Token, closing: Token) -> Problem | None:
    start, inside = _run(content, opening)
    end, after = _run(content, closing)
    before, behind = content[start - 1 : start], content[after : after + 1]
    digits = before.isdigit() and behind.isdigit()
    words = _of_word(before) and _of_word(behind) and " " in content[inside:end].replace("\n", " ")
    if not (digits or words):
        return None
    message = f"these stars are not shown: what stands between them is set {_WORDS[opening.type[:-5]]}"
    hint = "write `\\*` for each star that is text, or all of it between backticks where it is code"
    return Problem(start, after - start, MARKS_IN_WORDS, message, hint)


def _line(content: str, opening: Token, closing: Token) -> Problem | None:
    start, inside = _run(content, opening)
    _, after = _run(content, closing)
    if inside - start < _LINE:
        return None
    message = "these underscores are not shown: what stands between them is set in bold or italics"
    hint = "write `\\_` for each of a line to write on, or `***` for bold italics"
    return Problem(start, after - start, MARKS_IN_WORDS, message, hint)


def _raised(content: str, at: int) -> Problem | None:
    found = _RAISED.match(content, at)
    before = content[at - 1 : at] if at > 0 else ""
    if found is None or not (before == ")" or _of_word(before)) or not _SUM.search(found.group(1)):
        return None
    message = f"these carets are not shown: `{found.group(1)}` between them is raised"
    hint = "write it as a formula between dollar signs, or `\\^` for each sign that is text"
    return Problem(at, len(found.group()), MARKS_IN_WORDS, message, hint)


def _of_word(char: str) -> bool:
    return char.isalnum() and ord(char) < _ALPHABETS


def _run(content: str, token: Token) -> tuple[int, int]:
    """Return where the marks begin and end among which the token's stand."""
    mark = token.markup[0]
    start = end = token.meta["pos"]
    while start and content[start - 1] == mark:
        start -= 1
    while end < len(content) and content[end] == mark:
        end += 1
    return start, end
