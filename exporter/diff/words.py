"""Which words of a text changed, in runs that read well."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
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
    start, end = _alike(one, two)
    if start:
        yield Run("same", "".join(one[:start]))
    one, two, rest = one[start : len(one) - end], two[start : len(two) - end], one[len(one) - end :]
    for tag, left, right, first, last in _opcodes(one, two):
        if tag == "equal":
            yield Run("same", "".join(one[left:right]))
        else:
            yield from [Run("removed", "".join(one[left:right]))] if left < right else []
            yield from [Run("added", "".join(two[first:last]))] if first < last else []
    if rest:
        yield Run("same", "".join(rest))


def _opcodes(one: Sequence[str], two: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    if not one or not two:
        return [("replace", 0, len(one), 0, len(two))] if one or two else []
    from difflib import SequenceMatcher  # noqa: PLC0415 - most changes need it not

    return SequenceMatcher(None, one, two, autojunk=False).get_opcodes()


def _alike(one: Sequence[str], two: Sequence[str]) -> tuple[int, int]:
    """Return how many tokens are the same at the start and, of the others, at the end: most of a text, mostly."""
    shorter = min(len(one), len(two))
    start = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    left = shorter - start
    end = next((at for at in range(left) if one[-1 - at] != two[-1 - at]), left)
    return start, end


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
