"""What rules for one document share: what they yield, how a number is written, how names are listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from exporter.diagnostics import Code, Diagnostic, Span
from exporter.validation.markup import line_of

Problem = tuple[Code, etree._Element, str, str]  # noqa: SLF001 - lxml's only name for the type
"""A code, the element that it is about, the message and the hint."""
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
"""A number as XML Schema, PHP and Ruby read one."""

_MOST_NAMES = 8
"""Names that a message or hint lists at the most."""


def listed(names: Iterable[str]) -> str:
    """Return the first of the names for a message, each in backticks."""
    return ", ".join(f"`{name}`" for name in islice(names, _MOST_NAMES))


def placed(problems: Iterable[Problem], place: str, question: str = "") -> Iterator[Diagnostic]:
    """Yield the problems of a file that is read as a whole as findings, each on its line."""
    for code, element, message, hint in problems:
        yield code.at(Span(place, line_of(element)), message, hint, question=question)
