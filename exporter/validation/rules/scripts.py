"""Scripts in HTML and drawings: learning platforms strip them, or run them for everyone who looks."""

from __future__ import annotations

import re

from exporter.codes.validation import SCRIPT
from exporter.diagnostics import Diagnostic, Span

_LIKELY = re.compile(r"<([\w-]+:)?script|\son[a-z]{3,}\s*=|javascript:", re.IGNORECASE)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?![\w:-])[^<>]*)>")
_ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_EVENT = re.compile(r"on[a-z]{3,}")


def script_in(markup: str) -> str:
    """Return the first script in HTML or SVG, such as `onclick`; empty where there is none."""
    if not _LIKELY.search(markup):
        return ""
    for tag in _TAG.finditer(markup):
        if tag.group(1).lower().rpartition(":")[2] == "script":
            return f"<{tag.group(1)}>"
        for attribute in _ATTRIBUTE.finditer(tag.group(2)):
            name, value = attribute.group(1).lower(), (attribute.group(2) or "").strip("\"' \t\r\n")
            if _EVENT.fullmatch(name) and value:
                return name
            if value[:11].lower() == "javascript:":
                return "javascript:"
    return ""


def script_finding(markup: str, span: Span, question: str = "") -> Diagnostic | None:
    """Return what is to be said of the scripts in HTML or SVG; None where there is none."""
    found = script_in(markup)
    if not found:
        return None
    message = f"there is a script in it (`{found[:40]}`): platforms strip it, or run it for everyone who looks"
    return SCRIPT.at(span, message, "say it without a script", question=question)
