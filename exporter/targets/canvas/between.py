"""Texts that stand between the questions of a quiz: headings of sections, and what waits for a question beside it."""

from __future__ import annotations

import msgspec

from exporter.diagnostics import Code, Span


class Heading(msgspec.Struct):
    """A section's title and instructions, to be shown before its first question."""

    ident: str
    title: str
    content: str
    files: tuple[str, ...]
    span: Span
    bare: bool
    """Whether it is a title alone."""


class WaitingText(msgspec.Struct):
    """A text that stands in the quiz and waits for a question to be shown beside."""

    ident: str
    title: str
    span: Span
    code: Code
    """What its loss is called if no question comes."""
