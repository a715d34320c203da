"""What libyaml says of YAML that it cannot read, in the words of an author who never meant to learn YAML."""

from __future__ import annotations

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


def in_our_words(error: yaml.YAMLError, text: str) -> tuple[int, str, str]:
    """Return offset, message and hint; what is left open is told where it was opened."""
    context, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    index = min(mark.index if mark is not None else getattr(error, "position", 0), len(text))
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", ""))
    found = next(((words, hint) for part, words, hint in _PROBLEMS if part in problem), None)
    words, hint = found or ("this is not YAML: {problem}", "compare it with the lines around it")
    if words.endswith("closed") and context is not None:
        index = context.index
    character = text[index : index + 1]
    if character == "\t":
        hint = "indent with blanks"
    named = {"\t": "a tab", "`": "a backtick"}.get(character, f"`{character}`")
    return index, words.format(found=named, problem=problem), hint
