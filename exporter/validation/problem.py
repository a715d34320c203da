"""What rules for one document share: what they yield, and how a number is written."""

from __future__ import annotations

import re

from lxml import etree

from exporter.diagnostics import Code

Problem = tuple[Code, etree._Element, str, str]  # noqa: SLF001 - lxml's only name for the type
"""A code, the element that it is about, the message and the hint."""
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
"""A number as XML Schema, PHP and Ruby read one."""
