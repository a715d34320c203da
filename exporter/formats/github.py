"""GitHub's workflow commands: each line an annotation that GitHub shows at the file's line in a change.

Source: GitHub's reference of workflow commands (`::error file=…,line=…::…`). Losses of a kind are one annotation, at
the first place, since GitHub shows ten of each level a step.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporter.diagnostics import Diagnostic, Severity
from exporter.formats.reported import Reported, more_of, whole_message
from exporter.report import tally

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.LOSS: "warning"}
_ORDER = ("error", "warning", "notice")


def lines(reported: Reported) -> Iterator[str]:
    """Yield an annotation a finding, the gravest first, and a line that counts them."""
    singles = sorted(reported.findings.singles(), key=lambda each: _ORDER.index(_level(each, reported)))
    yield from (_annotation(each, reported, "") for each in singles)
    for losses in reported.findings.losses():
        more = f" ({len(losses)} in all)" if len(losses) > 1 else ""
        yield _annotation(next(iter(losses)), reported, more)
    yield tally(reported.findings)


def _level(finding: Diagnostic, reported: Reported) -> str:
    return "error" if reported.fails(finding) else _LEVELS.get(finding.severity, "notice")


def _annotation(finding: Diagnostic, reported: Reported, more: str) -> str:
    place = reported.place(finding.span)
    values = {"file": place.path}
    message = whole_message(finding, reported) + more
    if place.member:
        message = f"{place.member}:{place.line}:{place.column}: {message}"
    elif place.line:
        values |= {"line": str(place.line), "endLine": str(place.line), "col": str(place.column)}
        values |= {"endColumn": str(max(place.end, place.column + 1))}
    message += f"\nmore: {more_of(finding.code, reported)}"
    values["title"] = f"{finding.severity}[{finding.code}]"
    stated = ",".join(f"{name}={_property(value)}" for name, value in values.items() if value)
    return f"::{_level(finding, reported)} {stated}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
