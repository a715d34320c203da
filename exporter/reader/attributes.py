"""Attributes in braces: `{#id key=value key="a, b" .class}` on headings, spans, blocks and pictures.

Markdown plugins do not read these on headings, and give no columns; so we read them ourselves.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from exporter.reader.converters import LANGUAGE_PATTERN

_BLANKS = re.compile(r"[ \t\n]*")
_NAME = re.compile(r"[^\s{}=\"#.][^\s{}=\"]*")
_RUN = re.compile(r"[^\s\"={}“”„«»]+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

LANGUAGE = re.compile(LANGUAGE_PATTERN)
"""A language code as it may stand on a piece of text."""
TEXT_ATTRIBUTES = ("lang", "dir")
"""What spans and blocks of text may have."""


class Attribute(msgspec.Struct, frozen=True):
    """One attribute; `start` and `end` are offsets in the text that was parsed, `value_start` that of the value."""

    kind: Literal["id", "class", "key"]
    name: str
    value: str
    start: int
    end: int
    value_start: int
    quoted: bool = False


class Malformed(msgspec.Struct, frozen=True):
    """Braces that do not hold attributes: where, and what was expected."""

    offset: int
    expected: str


def parse_attributes(text: str, start: int) -> tuple[tuple[Attribute, ...], int] | Malformed:
    """Parse the braces that open at `text[start]`; return the attributes and the offset after the closing brace."""
    found: list[Attribute] = []
    at = start + 1
    while True:
        after_blank = _blank_end(text, at)
        if after_blank >= len(text):
            return Malformed(len(text), "a closing `}`")
        if text[after_blank] == "}":
            return tuple(found), after_blank + 1
        if found and after_blank == at:
            return Malformed(at, "a blank between two attributes")
        at = after_blank
        one = _attribute(text, at)
        if isinstance(one, Malformed):
            return one
        found.append(one)
        at = one.end


def _blank_end(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _attribute(text: str, at: int) -> Attribute | Malformed:
    if text[at] in "#.":
        match = _RUN.match(text, at + 1)
        if match is None:
            return Malformed(at, "a name after `#` or `.`")
        kind: Literal["id", "class"] = "id" if text[at] == "#" else "class"
        return Attribute(kind, match.group(), match.group(), at, match.end(), at + 1)
    match = _NAME.match(text, at)
    if match is None or text[match.end() : match.end() + 1] != "=":
        return Malformed(at, "`#id`, `.class` or `key=value`")
    name, value_at = match.group(), match.end() + 1
    quoted = _QUOTED.match(text, value_at)
    if quoted is not None:
        value = _ESCAPE.sub(r"\1", quoted.group(1))
        return Attribute("key", name, value, at, quoted.end(), value_at + 1, quoted=True)
    run = _RUN.match(text, value_at)
    if run is None:
        return Malformed(value_at, f"a value after `{name}=`")
    return Attribute("key", name, run.group(), at, run.end(), value_at)


def split_heading(text: str) -> tuple[str, tuple[Attribute, ...]] | Malformed:
    """Split a heading's text into its title and the attributes at its end.

    The first brace from which attributes run to the end of the line begins them, so a title may hold braces.
    """
    first_fault: Malformed | None = None
    at = text.find("{")
    while at >= 0:
        if at == 0 or text[at - 1] != "\\":
            parsed = parse_attributes(text, at)
            if isinstance(parsed, Malformed):
                first_fault = first_fault or parsed
            elif not text[parsed[1] :].strip():
                return text[:at].rstrip(), parsed[0]
        at = text.find("{", at + 1)
    if first_fault is not None and (text.rstrip().endswith("}") or "{#" in text):
        return first_fault
    return text.strip(), ()
