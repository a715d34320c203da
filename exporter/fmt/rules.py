"""The rules for lines of Markdown: blanks at ends, blank lines, headings, marks of lists.

They look at single lines outside code, formulas, comments and front matter; what they misjudge is caught by the
comparison of what is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporter.fmt.edits import Edit

_FENCE = re.compile(r"[ >]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)$")
_BULLET = re.compile(r"((?:[ ]*> ?)*[ ]*)[*+]([ ]+\S.*)$")
_MARK = re.compile(r"((?:[ ]*> ?)*[ ]*-[ ]+)\[X\]([ ].*)$")
_NUMBERED = re.compile(r"([ ]*)(\d{1,9})[.)]([ ]+)(\S.*)$")
_END = re.compile(r"[ \t]+$")


def front_matter_end(lines: Sequence[str]) -> int:
    """Return the number of the first line after front matter; 0 where there is none."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)


def open_lines(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is text: no front matter, code, formula of its own, or comment."""
    fence, until = "", ""
    first = front_matter_end(lines)
    found = []
    for at, line in enumerate(lines):
        if at < first:
            found.append(False)
            continue
        if fence:
            found.append(False)
            closing = line.strip().lstrip("> ")
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
            continue
        if until:
            found.append(False)
            until = "" if until in line else until
            continue
        opened = _FENCE.match(line)
        if opened:
            fence = opened[1]
        elif line.count("$$") % 2:
            until = "$$"
        elif "<!--" in line and "-->" not in line.rpartition("<!--")[2]:
            until = "-->"
        found.append(not (fence or until))
    return found


def ends(lines: Sequence[str]) -> Iterator[Edit]:
    """Take away blanks at the ends of lines, but for the two or more that break a line of text."""
    text = open_lines(lines)
    for at, line in enumerate(lines):
        bare = _END.sub("", line)
        broken = bare and line.endswith("  ") and at + 1 < len(lines) and lines[at + 1].strip()
        if bare != line and (not bare or text[at]) and not broken:
            yield Edit(at, at + 1, (bare,))


def blank_lines(lines: Sequence[str]) -> Iterator[Edit]:
    """Leave one blank line where there are more, none at the start, and one line feed at the end."""
    text = open_lines(lines)
    at = 0
    while at < len(lines):
        if lines[at].strip():
            at += 1
            continue
        end = at
        while end < len(lines) and not lines[end].strip():
            end += 1
        wanted = ("",) if at else ()
        if tuple(lines[at:end]) != wanted and (all(text[at:end]) or end == len(lines)) and end > at:
            yield Edit(at, end, wanted)
        at = end
    if lines and lines[-1].strip():
        yield Edit(len(lines), len(lines), ("",))


def headings(lines: Sequence[str]) -> Iterator[Edit]:
    """Put one blank after the marks of a heading, and a blank line before and after it."""
    text = open_lines(lines)
    for at, line in enumerate(lines):
        found = _HEADING.match(line) if text[at] else None
        if found is None:
            continue
        before = ("",) if at and lines[at - 1].strip() else ()
        after = ("",) if at + 1 < len(lines) and lines[at + 1].strip() and not _HEADING.match(lines[at + 1]) else ()
        made = (*before, f"{found[1]} {found[2]}", *after)
        if made != (line,):
            yield Edit(at, at + 1, made)


def bullets(lines: Sequence[str]) -> Iterator[Edit]:
    """Write `-` for every bullet and `[x]` for every mark; a list at a time, since two that touch have two bullets."""
    text = open_lines(lines)
    for start, end in _runs(lines):
        made = [_bullet(line) if text[at] else line for at, line in enumerate(lines[start:end], start)]
        if made != list(lines[start:end]):
            yield Edit(start, end, tuple(made))


def _bullet(line: str) -> str:
    found = _BULLET.match(line)
    if found and not re.fullmatch(r"[ ]*([*+][ ]*){3,}", line):
        line = f"{found[1]}-{found[2]}"
    found = _MARK.match(line)
    return f"{found[1]}[x]{found[2]}" if found else line


def numbers(lines: Sequence[str]) -> Iterator[Edit]:
    """Give the items of a list their numbers one by one, each with a dot, where no text shifts by that."""
    text = open_lines(lines)
    for start, end in _runs(lines):
        made = list(lines[start:end])
        counts: dict[int, int] = {}
        for at, line in enumerate(lines[start:end]):
            found = _NUMBERED.match(line) if text[start + at] else None
            if found is None:
                continue
            depth = len(found[1])
            counts = {each: count for each, count in counts.items() if each <= depth}
            number = counts.get(depth, int(found[2]) - 1) + 1
            counts[depth] = number
            if len(str(number)) == len(found[2]):
                made[at] = f"{found[1]}{number}.{found[3]}{found[4]}"
        if made != list(lines[start:end]):
            yield Edit(start, end, tuple(made))


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines between headings and lines of text that begin at the margin after a blank line."""
    start = 0
    for at, line in enumerate(lines):
        fresh = at and not lines[at - 1].strip() and line[:1].strip() and not re.match(r"[-*+>]|\d+[.)]", line)
        if line.startswith("#") or fresh:
            if start < at:
                yield start, at
            start = at
    yield start, len(lines)
