"""Which words of a text changed, in runs that read well."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

Kind = Literal["same", "removed", "added"]
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = (
    (re.compile(r"</?strong>"), "**"),
    (re.compile(r"</?em>"), "*"),
    (re.compile(r"</?code[^>]*>"), "`"),
    (re.compile(r"<li>\s*(?:<p>)?"), "- "),
    (re.compile(r"</t[dh]>"), " | "),
    (re.compile(r"<br/>|</(?:p|li|tr|h[1-6]|div|pre|blockquote|dt|dd)>"), "\n"),
    (re.compile(r"<[^>]*>"), ""),
    (re.compile(r"[ \t]*\n\s*"), "\n"),
)
_MANY = 600
"""Tokens on either side beyond which lines are compared, not words: the time grows with the product."""
_AROUND = 8
"""Words that stay on each side of a change where what is the same is left out."""


class Run(msgspec.Struct, frozen=True):
    """A run of text that is the same on both sides, or stands on one only."""

    kind: Kind
    text: str


def readable(xhtml: str) -> str:
    """Return the text with the commonest marks as Markdown has them, and without the others."""
    for pattern, mark in _MARKS:
        xhtml = pattern.sub(mark, xhtml)
    return html.unescape(xhtml).strip()


def runs(old: str, new: str) -> list[Run]:
    """Return what became of the old XHTML; where only marks differ that a reader does not see, the XHTML itself."""
    before, after = readable(old), readable(new)
    if before == after:
        before, after = old, new
    return list(_merged(_compared(before, after)))


def shortened(found: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs with what is the same and far from any change left out."""
    for at, run in enumerate(found):
        words = re.findall(r"\S+\s*|\s+", run.text)
        if run.kind != "same" or len(words) <= 2 * _AROUND + 2:
            yield run
            continue
        start = "".join(words[:_AROUND]) if at else ""
        end = "".join(words[-_AROUND:]) if at < len(found) - 1 else ""
        yield Run("same", f"{start.rstrip()}{' ' if start else ''}…{' ' if end else ''}{end}")


def _compared(old: str, new: str) -> Iterator[Run]:
    one, two = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(one), len(two)) > _MANY:
        one, two = _LINE.findall(old), _LINE.findall(new)
    for tag, left, right, first, last in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(one[left:right]))
        else:
            yield from [Run("removed", "".join(one[left:right]))] if left < right else []
            yield from [Run("added", "".join(two[first:last]))] if first < last else []


def _merged(found: Iterator[Run]) -> Iterator[Run]:
    """Yield the runs with blanks and lone marks between two changes taken into the change."""
    removed, added, between = "", "", ""
    for run in found:
        if run.kind == "same":
            if (removed or added) and not re.search(r"\w", run.text) and "\n" not in run.text:
                between += run.text
                continue
            yield from _change(removed, added)
            yield Run("same", between + run.text)
            removed = added = between = ""
        else:
            removed, added, between = removed + between, added + between, ""
            removed += run.text if run.kind == "removed" else ""
            added += run.text if run.kind == "added" else ""
    yield from _change(removed, added)
    if between:
        yield Run("same", between)


def _change(removed: str, added: str) -> Iterator[Run]:
    if removed:
        yield Run("removed", removed)
    if added:
        yield Run("added", added)
