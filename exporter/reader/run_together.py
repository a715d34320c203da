"""Statements under each other in one paragraph, `I. …`, `II. …`: Markdown reads a line end as a blank."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from exporter.codes.text import LINES_RUN_TOGETHER
from exporter.reader.inline_rules import Problem
from exporter.reader.places import content_lines

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_SERIES = (
    *(tuple(f"{name}{end}" for name in _ROMAN) for end in ".):"),
    *(tuple(f"{name.lower()}{end}" for name in _ROMAN) for end in ".)"),
    tuple(f"({name})" for name in _ROMAN),
    tuple(f"({name.lower()})" for name in _ROMAN),
    tuple(f"({name})" for name in "abcdefgh"),
    tuple(f"({number})" for number in range(1, 11)),
)
_NEXT = {pair for series in _SERIES for pair in itertools.pairwise(series)}
"""Labels of two statements of which the second follows the first; letters with a mark are options in other programs."""
_LABEL = re.compile(r"[ \t\xa0]*([(]?\w{1,4}[.):])[ \t\xa0]")
_WIDE_LABEL = re.compile(r"[ \t\u3000]*(?:([①-⑳])|（(\d{1,2})）|(\d{1,2})[．、](?!\d))")
"""Labels as they are typed in Chinese and Japanese, with no blank behind them."""


def run_together(content: str) -> Iterator[Problem]:
    """Yield a problem for the first two statements with a number of their own that one paragraph sets in one line."""
    if "\n" not in content:
        return
    for (offset, line), (_, following) in itertools.pairwise(content_lines(content)):
        labels = _labels(line, following)
        if labels is not None and not line.endswith(("\\", "  ")):
            message = f"`{labels[0]}` and `{labels[1]}` run together: a line end inside a paragraph is a blank"
            hint = "leave an empty line between them, or end each but the last with a backslash"
            yield Problem(offset, len(line), LINES_RUN_TOGETHER, message, hint)
            return


def _labels(line: str, following: str) -> tuple[str, str] | None:
    """Return the labels of two statements of which the second follows the first; None where they are none."""
    first, second = _LABEL.match(line), _LABEL.match(following)
    if first and second:
        return (first[1], second[1]) if (first[1], second[1]) in _NEXT else None
    first, second = _WIDE_LABEL.match(line), _WIDE_LABEL.match(following)
    if not first or not second or first.lastindex != second.lastindex:
        return None
    numbers = [int(unicodedata.normalize("NFKC", each[each.lastindex or 0])) for each in (first, second)]
    return (first.group().strip(), second.group().strip()) if numbers[0] + 1 == numbers[1] else None
