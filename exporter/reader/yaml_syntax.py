"""What libyaml says of YAML that it cannot read, in the words of an author who never meant to learn YAML."""

from __future__ import annotations

import re

import yaml

_PROBLEMS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a `:` is not expected here", "put a text that holds `: ` in quotes"),
    ("mapping keys are not allowed", "a `?` is not expected here", "put a text that begins with `? ` in quotes"),
    ("block sequence entries are not allowed", "a `-` is not expected here", "begin the list on a line of its own"),
    ("cannot start any token", "a value cannot begin with {found}", "put the text in quotes"),
    ("could not find expected ':'", "a key lacks its `:`", "write `key: value`, with a blank after the colon"),
    ("expected ',' or ']'", "the list in `[` is not closed", "write `]` at its end and `,` between its items"),
    ("expected ',' or '}'", "the mapping in `{{` is not closed", "write `}` at its end and `,` between its entries"),
    (
        "expected '-' indicator",
        "this line does not belong to the list above",
        "begin it with `- `, or indent it otherwise",
    ),
    ("expected node content", "a value is missing here", "write one, or take the comma out"),
    ("did not find expected key", "this line does not fit the lines above", "indent it as they are; close open quotes"),
    ("unexpected end of stream", "the quotes are never closed", "write the closing quote"),
    ("unexpected document indicator", "the quotes are never closed", "write the closing quote"),
    (
        "unknown escape character",
        "this `\\` sequence is not known",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    ("undefined tag handle", "a value cannot begin with {found}", "put the text in quotes"),
)


_BEHIND = re.compile(r"(?:^|[:,\[{-])[ ]+(?:(\"(?:[^\"\\]|\\.)*\")|('[^']*')|(\[[^\[\]]*\]|\{[^{}]*\}))[ ]*")
"""What ends a value: quotes or brackets that are closed."""
_GLUED = re.compile(r"[ ]*[A-Za-z-]+:(?:[^\S ]|\S).*")
_KEY_ALONE = re.compile(r"[ ]+[\w-]+")
_COMMENT = re.compile(r"[\[{,\s](#[^\s#])")


def in_our_words(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Return offset, message and hint; what is left open is told where it was opened."""
    context, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    index = min(mark.index if mark is not None else getattr(error, "position", 0), len(text))
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
    found = next(((words, hint) for part, words, hint in _PROBLEMS if part in problem), None)
    likely = _likelier(problem, text, index)
    if likely is not None:
        return likely
    words, hint = found or ("this is not YAML: {problem}", "compare it with the lines around it")
    if words.endswith(("closed", "lacks its `:`")) and context is not None:
        index = context.index
    character = text[index : index + 1]
    if character == "\t":
        hint = "indent with blanks"
    named = {"\t": "a tab", "`": "a backtick"}.get(character, f"`{character}`")
    return index, words.format(found=named, problem=problem), hint


def _likelier(problem: str, text: str, index: int) -> tuple[int, str, str] | None:
    """Return offset, message and hint where the mistake shows what it is, and libyaml saw but where it led to."""
    start = text.rfind("\n", 0, index) + 1
    before = text[start:index]
    if "did not find expected key" in problem:
        closed = next((match for match in _BEHIND.finditer(before) if match.end() == len(before)), None)
        if closed is not None:
            inner = "; a `'` inside single quotes is written twice" if closed[2] else ""
            kind = "brackets" if closed[3] else "quotes"
            return index, f"text stands behind closed {kind}", f"put the whole value in quotes{inner}"
    if "mapping values are not allowed" in problem and re.search("[“”„‘]", before):
        return index, "a `:` is not expected here", "put the text in straight quotes: typographic ones are part of it"
    if "mapping values are not allowed" in problem:
        above = text[:start].rstrip("\n").rpartition("\n")
        if _GLUED.fullmatch(above[2]):
            at = len(above[0]) + len(above[1]) + above[2].index(":")
            return at, "no plain blank stands behind this colon", "write `key: value`; a no-break space is no blank"
        if _KEY_ALONE.fullmatch(before) and above[2].strip():
            at = start + len(before) - len(before.lstrip())
            return at, "this line is indented otherwise than the lines above", "indent it as they are"
    if "expected node content" in problem or "expected ','" in problem:
        comment = _COMMENT.search(text[:index])
        if comment is not None and not text[index:].strip():
            hint = "put a text that begins with `#` in quotes; an id is named without it"
            return comment.start(1), "a `#` begins a comment here, to the end of the line", hint
    return None
