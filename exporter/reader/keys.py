"""From keys and nodes to typed values: front matter, a heading's attributes, and every mapping of the YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from exporter.codes.keys import MISPLACED_KEY, MISSING_KEY, UNKNOWN_KEY, WRONG_SHAPE
from exporter.codes.yaml import DUPLICATE_KEY
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.reader.key_table import BY_NAME, TABLES
from exporter.reader.yaml_nodes import Mapping, Node, Scalar, Sequence, core_value
from exporter.suggest import nearest

_PLACES: dict[str, str] = {
    "id": "write it in the heading: `# Title {#the-id}`",
    "title": "the heading is the title: `# Title {#the-id}`",
    "category": "write it in the file's front matter",
    "explanation": "write it as a part: `## Explanation`",
    "feedback": "write it as a part: `## Explanation`, or as `>` below a choice",
    "hint": "write it as a part: `## Hint`",
    "hints": "write each as a part: `## Hint`",
    "rubric": "write it as a part: `## Rubric`",
    "references": "write them as a part: `## References`",
    "answer": "write the answers below the question",
    "answers": "write the answers below the question",
}
"""Where a question's other things go, for an author who looks for a key."""

_OTHER_WORDS = {
    "language": "lang",
    "lang": "language",
    "level": "difficulty",
    "marks": "points",
    "score": "points",
    "grade": "points",
    "objective": "objectives",
    "tag": "tags",
    "license": "licence",
    "author": "authors",
    "authors": "author",
    "name": "title",
    "time": "time-limit",
    "duration": "time-limit",
    "start": "opens",
    "end": "closes",
    "deadline": "due",
    "tries": "attempts",
    "items": "questions",
    "pick": "draw",
    "category": "folder",
}
"""Words that other tools use for what a key of ours means."""


_FREE_TEXTS = frozenset({"tags", "objectives", "author"})
"""Keys of a heading that take any words; units such as `[IU]` do have brackets."""
_IN_BRACKETS = re.compile(r"\[+[^\[\]]+\]+")
_IN_QUOTES = re.compile(r"'[^']+'(?:\s*,\s*'[^']+')*")


class Values(dict[str, object]):
    """Typed values by the name of the field that they fill; `spans` holds the place of each value."""

    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[str, Span] = {}

    def put(self, field: str, value: object, span: Span) -> None:
        """Set a value with its place."""
        self[field] = value
        self.spans[field] = span


def values_of(table: str, entries: Iterable[tuple[str, Span, Node]]) -> tuple[Values, list[Diagnostic]]:
    """Return the typed values of entries by the keys of `table`; what is refused is a finding and left out."""
    known = BY_NAME[table]
    values, found = Values(), list[Diagnostic]()
    for name, span, node in entries:
        key = known.get(name)
        if key is None:
            found.append(_unknown(table, name, span))
            continue
        value = key.kind.convert(node, name, found)
        if value is not None:
            values.put(key.field, value, node.span)
    return values, found


def mapping_values(table: str, node: Node, what: str) -> tuple[Values, list[Diagnostic]]:
    """Return the typed values of a mapping, which must have the required keys of `table`; messages call it `what`."""
    if not isinstance(node, Mapping):
        example = TABLES[table][0].name
        return Values(), [WRONG_SHAPE.at(node.span, f"{what} is no mapping", f"write keys and values: `{example}: …`")]
    values, found = values_of(table, ((entry.key, entry.key_span, entry.value) for entry in node.entries))
    written = {entry.key for entry in node.entries}
    meant = {
        _meant(table, name) for name in written if name not in BY_NAME[table]
    }  # what is only misspelt is said once
    missing = [key.name for key in TABLES[table] if key.required and key.name not in written | meant]
    found.extend(MISSING_KEY.at(node.span, f"{what} has no `{name}`", f"add `{name}: …`") for name in missing)
    return values, found


def attribute_value(
    key: str,
    key_span: Span,
    raw: str,
    value_span: Span,
    table: str = "heading",
) -> tuple[str, object, list[Diagnostic]]:
    """Return field, typed value and findings of one attribute of a heading; the field is empty where it is refused.

    `raw` is the value without its quotes and `value_span` its place; a list is split at commas. `table` is `heading` or
    `passage`.
    """
    known = BY_NAME[table].get(key)
    if known is None:
        return "", None, [_unknown(table, key, key_span)]
    wrapped = _wrapped(key, raw, value_span)
    if wrapped is not None:
        return "", None, [wrapped]
    found: list[Diagnostic] = []
    node = _list_of(raw, value_span) if known.kind.is_list else _scalar(raw, value_span)
    value = known.kind.convert(node, key, found)
    return ("", None, found) if value is None else (known.field, value, found)


def heading_values(
    attributes: Iterable[tuple[str, Span, str, Span]],
    table: str = "heading",
) -> tuple[Values, list[Diagnostic]]:
    """Return the typed values of a heading's attributes: (key, its place, raw value, its place) each."""
    values, found = Values(), list[Diagnostic]()
    seen: dict[str, Span] = {}
    for name, key_span, raw, value_span in attributes:
        first = seen.setdefault(name, key_span)
        if first is not key_span:
            related = (Related(first, f"`{name}` stands here first"),)
            message = f"the key `{name}` stands twice"
            found.append(DUPLICATE_KEY.at(key_span, message, "keep the one you mean", related=related))
            continue
        field, value, refused = attribute_value(name, key_span, raw, value_span, table)
        found.extend(refused)
        if field:
            values.put(field, value, value_span)
    return values, found


def merged(*layers: Values) -> Values:
    """Return the values of all layers, the outermost first: a later one replaces single values and adds to lists.

    `category` is replaced: it is one path, not a collection.
    """
    whole = Values()
    for layer in layers:
        for field, value in layer.items():
            before = whole.get(field)
            if isinstance(value, tuple) and isinstance(before, tuple) and field != "category":
                value = tuple(dict.fromkeys((*before, *value)))  # noqa: PLW2901 - the joined list takes its place
            whole.put(field, value, layer.spans[field])
    return whole


def _wrapped(key: str, raw: str, span: Span) -> Diagnostic | None:
    """Return the finding for a value in brackets or quotes that are no marks here: they would be part of the text."""
    text = raw.strip()
    if _IN_QUOTES.fullmatch(text):
        message, bare = f"single quotes would be part of the value (`{key}`)", text.replace("'", "")
    elif key in _FREE_TEXTS and _IN_BRACKETS.fullmatch(text):
        message, bare = f"brackets would be part of the value (`{key}`)", text.strip("[]").strip()
    else:
        return None
    more = f'; several: `{key}="one, two"`' if key in {"tags", "objectives"} and "," not in bare else ""
    return WRONG_SHAPE.at(span, message, f'write `{key}="{bare}"`{more}')


def _scalar(raw: str, span: Span) -> Scalar:
    return Scalar(value=core_value(raw) if raw else "", text=raw, quoted=True, span=span, start=span)


def _list_of(raw: str, span: Span) -> Node:
    """Split an attribute at its commas; each item gets its own place where the value was written without escapes."""
    exact = span.end - span.column == len(raw)
    items: list[Scalar] = []
    at = 0
    for piece in raw.split(","):
        start = span.column + at + len(piece) - len(piece.lstrip())
        place = Span(span.path, span.line, start, start + len(piece.strip())) if exact else span
        items.append(_scalar(piece.strip(), place))
        at += len(piece) + 1
    return Sequence(tuple(items), span)


def _unknown(table: str, name: str, span: Span) -> Diagnostic:
    """Return the finding for a key that `table` does not have, with the key or the place that was probably meant."""
    known = BY_NAME[table]
    if table in {"question", "heading", "defaults"} and name.casefold() in _PLACES:
        return MISPLACED_KEY.at(span, f"`{name}` is no key of a question", _PLACES[name.casefold()])
    if table == "passage" and name in BY_NAME["heading"]:
        return MISPLACED_KEY.at(
            span, f"`{name}` is no key of a passage", "a passage is text only; write it on its questions"
        )
    if table == "quiz" and name in BY_NAME["section"]:
        hint = "write it in a section: `sections: [{questions: [one, two]}]`"
        return MISPLACED_KEY.at(span, f"`{name}` is no key of a quiz, but of a section", hint)
    meant = _meant(table, name)
    hint = f"did you mean `{meant}`" if meant else ""
    if not hint:
        hint = "known here: " + ", ".join(f"`{key}`" for key in known)
    return UNKNOWN_KEY.at(span, f"the key `{name}` is not known here", hint)


def _meant(table: str, name: str) -> str:
    """Return the key of `table` that `name` probably means, or an empty string."""
    if table == "quiz" and name in BY_NAME["section"]:
        return "sections"
    other = _OTHER_WORDS.get(name.casefold(), "")
    return other if other in BY_NAME[table] else nearest(name, BY_NAME[table])
