"""What the rules for Moodle XML yield."""

from __future__ import annotations

from lxml import etree

from exporter.diagnostics import Code

Problem = tuple[Code, etree._Element, str, str]  # noqa: SLF001 - lxml's only name for the type
"""A code, the element that it is about, the message and the hint."""
