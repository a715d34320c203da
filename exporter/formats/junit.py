"""JUnit XML as Jenkins and GitLab read it: a suite a file, a test case a finding; a good file is one that passes.

Source: `junit-10.xsd` of Jenkins' xUnit plugin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from exporter.codes import all_codes
from exporter.diagnostics import Diagnostic, Span
from exporter.excerpt import printable
from exporter.formats.reported import Reported, more_of, whole_message


def lines(reported: Reported) -> Iterator[str]:
    """Yield the lines of one document."""
    files: dict[str, list[Diagnostic]] = {_name(path, reported): [] for path in reported.checked}
    for finding in _gathered(reported):
        files.setdefault(_name(finding.span.path, reported), []).append(finding)
    failures = sum(reported.fails(finding) for found in files.values() for finding in found)
    tests = sum(max(1, len(found)) for found in files.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="exporter" tests="{tests}" failures="{failures}" errors="0">'
    for name, found in sorted(files.items()):
        yield from _suite(name, found, reported)
    yield "</testsuites>"


def _gathered(reported: Reported) -> Iterator[Diagnostic]:
    """Yield the findings; of losses of one kind the first only, unless they fail."""
    yield from reported.findings.singles()
    for losses in reported.findings.losses():
        yield from losses if reported.strict else [next(iter(losses))]


def _suite(name: str, found: Sequence[Diagnostic], reported: Reported) -> Iterator[str]:
    failures = sum(map(reported.fails, found))
    count = max(1, len(found))
    yield f'<testsuite name={_quoted(name)} tests="{count}" failures="{failures}" errors="0" skipped="0">'
    if not found:
        yield f'<testcase classname={_quoted(name)} name="nothing is wrong"/>'
    for finding in found:
        yield from _case(name, finding, reported)
    yield "</testsuite>"


def _case(name: str, finding: Diagnostic, reported: Reported) -> Iterator[str]:
    place = reported.place(finding.span)
    where = f":{place.line}:{place.column}" if place.line else ""
    label = f"{finding.severity}[{finding.code}]{where}"
    said = f"{name}{where}: {whole_message(finding, reported)}\n{_help(finding.code, reported)}"
    yield f"<testcase classname={_quoted(name)} name={_quoted(label)}>"
    if reported.fails(finding):
        yield f"<failure type={_quoted(finding.code)} message={_quoted(finding.message)}>{_text(said)}</failure>"
    else:
        yield f"<system-out>{_text(said)}</system-out>"
    yield "</testcase>"


def _help(name: str, reported: Reported) -> str:
    """Return what the code means and how it is mended, since a report of tests has no place for rules."""
    code = all_codes()[name]
    return f"\n{code.meaning}\n{code.mend}\nmore: {more_of(name, reported)}"


def _name(path: str, reported: Reported) -> str:
    found = reported.place(Span(path))
    return (f"{found.path}!{found.member}" if found.member else found.path) or "exporter"


def _text(text: str) -> str:
    """Return the text as XML 1.0 can hold it."""
    return "\n".join(escape(printable(line), quote=False) for line in text.split("\n"))


def _quoted(text: str) -> str:
    return f'"{escape(printable(" ".join(text.split())))}"'
