"""From YAML text to nodes with their places: the core types of YAML 1.2, and nothing that surprises.

libyaml's events are built into frozen records. `no` is a word, `12:30` is a word, `010` is ten. Anchors, aliases, tags,
several documents and a key that stands twice are findings, each at its place (YAML 1.2.2, sections 6.9, 7.1, 9, 10.3).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import msgspec
import yaml

from exporter.codes.files import CONTROL_CHARACTER
from exporter.codes.yaml import (
    DUPLICATE_KEY,
    YAML_ALIAS,
    YAML_DOCUMENTS,
    YAML_KEY,
    YAML_SYNTAX,
    YAML_TAG,
    YAML_TOO_DEEP,
)
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.reader.text_file import CONTROLS, REPLACEMENT
from exporter.reader.yaml_plain import faults_of_plain
from exporter.reader.yaml_syntax import in_our_words

DEPTH = 100
"""How deep lists and mappings may be nested."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SHOWN = 3
"""So many anchors, aliases and tags of a file are shown; the last says how many more there are."""


class Scalar(msgspec.Struct, frozen=True):
    """A single value. `value` is what YAML 1.2 takes it for, `text` the characters as the author wrote them."""

    value: str | int | Decimal | bool | None
    text: str
    quoted: bool
    """True where the text stands in quotes or is a block (`|`, `>`): then `value` is the text."""
    span: Span
    start: Span
    """The place of the text's first character: inside the quotes; the first line of a block."""


class Sequence(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Entry(msgspec.Struct, frozen=True):
    """A key and its value."""

    key: str
    key_span: Span
    value: Node


class Mapping(msgspec.Struct, frozen=True):
    """Keys and values in their order; each key once (the first wins, the second is a finding)."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Entry | None:
        """Return the entry of `key`, if there is one."""
        return next((entry for entry in self.entries if entry.key == key), None)


Node = Scalar | Sequence | Mapping

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL: dict[str, str | Decimal | bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), Decimal("Infinity")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), Decimal("-Infinity")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), Decimal("NaN")),
}
_LONGEST_NUMBER = 100
"""Characters; what is longer is no number that anybody meant."""


def core_value(text: str) -> str | int | Decimal | bool | None:
    """Return what an unquoted scalar stands for in the core schema of YAML 1.2 (section 10.3.2)."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if text[0] not in "+-.0123456789" or len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    if _FLOAT.fullmatch(text):
        try:
            return Decimal(text)
        except InvalidOperation:  # an exponent of twenty digits
            return text
    return text


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Diagnostic]]:
    """Return the one document in `text` (None where there is none or it cannot be read) and the findings.

    `first_line` is the line of the file on which `text` begins, for front matter inside a Markdown file.
    """
    places = _Places(text, path, first_line)
    builder = _Builder(places)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                return None, builder.result()[1]
    except yaml.YAMLError as error:
        index, message, hint = in_our_words(error, text)
        builder.found.append(YAML_SYNTAX.at(places.span(index, index + 1), message, hint))
        return None, builder.result()[1]
    return builder.result()


class _Places:
    """From an offset in the text to its place in the file. Lines end at a line feed and nowhere else."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        """Return the run from `start` to `end`, cut off at the end of its first line."""
        row = bisect_right(self.starts, start) - 1
        begin = self.starts[row]
        if row + 1 < len(self.starts):
            end = min(end, self.starts[row + 1] - 1)
        return Span(self.path, self.first_line + row, start - begin + 1, max(end, start) - begin + 1)

    def block(self, start: int, end: int) -> Span:
        """Return the place of the first character of a block scalar whose `|` or `>` stands at `start`."""
        row = bisect_right(self.starts, start)
        for below in range(row, len(self.starts)):
            begin = self.starts[below]
            line = self.text[begin : self.starts[below + 1] if below + 1 < len(self.starts) else end]
            if begin >= end:
                break
            if line.strip():
                column = len(line) - len(line.lstrip(" ")) + 1
                return Span(self.path, self.first_line + row, column, column)
        return self.span(start, end)


class _Open(NamedTuple):
    """A list or mapping whose end has not come; in a mapping, `key` waits for its value."""

    is_mapping: bool
    start: int
    items: list[Node]
    entries: list[Entry]
    seen: dict[str, Span]
    key: list[tuple[str, Span]]


class _Builder:
    """Takes libyaml's events one by one; no recursion, so no depth of nesting can end the run."""

    def __init__(self, places: _Places) -> None:
        self.places = places
        self.found: list[Diagnostic] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._documents = 0
        self._refused: list[Diagnostic] = []
        self._aliased = False

    def take(self, event: Any) -> bool:  # noqa: ANN401 - PyYAML's events have no common type with an anchor
        """Build what `event` tells; False where reading on would gain nothing."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            self._properties(event, start)
            self._add(self._scalar(event, start, end))
        elif isinstance(event, yaml.AliasEvent):
            span = self.places.span(start, end)
            self._aliased = True
            message = f"`*{event.anchor}` stands for another value"
            self._refused.append(YAML_ALIAS.at(span, message, "write the value out"))
            self._add(Scalar(value=None, text="", quoted=False, span=span, start=span))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._properties(event, start)
            if len(self._open) == DEPTH:
                message = f"lists and mappings are nested more than {DEPTH} deep"
                hint = "close the brackets where they belong"
                self.found.append(YAML_TOO_DEEP.at(self.places.span(start, end), message, hint))
                return False
            self._open.append(_Open(isinstance(event, yaml.MappingStartEvent), start, [], [], {}, []))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._close(end)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self._document(start, end)
        return True

    def _document(self, start: int, end: int) -> bool:
        self._documents += 1
        if self._documents > 1:
            span = self.places.span(start, end)
            self.found.append(YAML_DOCUMENTS.at(span, "a second document begins here", "delete the `---`"))
            return False
        return True

    def _close(self, end: int) -> None:
        done = self._open.pop()
        span = self.places.span(done.start, end)
        if done.is_mapping:
            self._add(Mapping(tuple(done.entries), span))
        else:
            self._add(Sequence(tuple(done.items), span))

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key:
            key, span = top.key.pop()
            self._entry(top, key, span, node)
        elif isinstance(node, Scalar):
            top.key.append((node.text, node.span))
        else:
            self.found.append(
                YAML_KEY.at(node.span, "a list or mapping cannot be a key", "write a word before the colon")
            )
            top.key.append(("", node.span))

    def _entry(self, top: _Open, key: str, span: Span, node: Node) -> None:
        first = top.seen.setdefault(key, span)
        if first is not span:
            related = (Related(first, f"`{key}` stands here first"),)
            message = f"the key `{key}` stands twice"
            self.found.append(DUPLICATE_KEY.at(span, message, "keep the one you mean", related=related))
        elif key:
            top.entries.append(Entry(key, span, node))

    def _scalar(self, event: Any, start: int, end: int) -> Scalar:  # noqa: ANN401
        text: str = event.value
        span = self.places.span(start, end)
        if event.style == '"' and CONTROLS.search(text):
            hint = "take the escape out"
            self.found.append(CONTROL_CHARACTER.at(span, "an escape in quotes stands for a control character", hint))
            text = CONTROLS.sub(REPLACEMENT, text)
        if not event.style:
            self.found.extend(
                code.at(self.places.span(*at), message, hint)
                for code, at, message, hint in faults_of_plain(self.places.text, start, end)
            )
            return Scalar(value=core_value(text), text=text, quoted=False, span=span, start=span)
        if event.style in "|>":
            return Scalar(value=text, text=text, quoted=True, span=span, start=self.places.block(start, end))
        inside = Span(span.path, span.line, span.column + 1, span.end)
        return Scalar(value=text, text=text, quoted=True, span=span, start=inside)

    def _properties(self, event: Any, start: int) -> None:  # noqa: ANN401
        """Refuse the anchor and the tag before a value."""
        if event.anchor is not None:
            span = self.places.span(start, start + len(event.anchor) + 1)
            message = f"`&{event.anchor}` names a value for use elsewhere"
            self._refused.append(YAML_ALIAS.at(span, message, "write the value out where it is used"))
        if event.tag is not None:
            length = len(re.match(r"\S*", self.places.text[start:]).group())  # type: ignore[union-attr]
            span = self.places.span(start, start + length)
            written = self.places.text[start : start + length]
            hint = "leave it out, or put the text in quotes"
            self._refused.append(YAML_TAG.at(span, f"`{written}` is a tag, which a bank does not have", hint))

    def result(self) -> tuple[Node | None, list[Diagnostic]]:
        """Return the root and the findings; no root where aliases leave holes in it."""
        shown = self._refused[:_SHOWN]
        if len(self._refused) > _SHOWN:
            message = f"{shown[-1].message}, and {len(self._refused) - _SHOWN} more of the kind follow"
            shown[-1] = msgspec.structs.replace(shown[-1], message=message)
        return None if self._aliased else self.root, self.found + shown


def entries_of(node: Mapping) -> Iterator[tuple[str, Span, Node]]:
    """Yield each key, its place and its value, as `keys.values_of` takes them."""
    for entry in node.entries:
        yield entry.key, entry.key_span, entry.value
