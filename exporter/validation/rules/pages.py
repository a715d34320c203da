"""Files of a package beside its questions: pages and style sheets show what is there, and nothing runs by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from exporter.codes.validation import MISSING_FILE
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.validation.package import Package
from exporter.validation.paths import folder_of, is_elsewhere, references, shown_file
from exporter.validation.rules.scripts import script_finding

_LARGEST = 4 * 2**20
"""Bytes of a page, style sheet or drawing that is looked through."""
_PAGES = (".html", ".htm", ".xhtml")
_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')""", re.IGNORECASE
)
_LINKS = frozenset({"a", "area", "base"})
_LOADING = frozenset({"link", "image", "use"})
"""Elements whose `href` is shown or used; elsewhere it leads away."""


def other_file(package: Package, name: str) -> list[Diagnostic]:
    """Read a member that is no XML of a format to its end; return what is wrong with what it shows."""
    package.check(name)
    ending = name.lower()
    if not ending.endswith((*_PAGES, ".css", ".svg")) or package.size(name) > _LARGEST:
        return []
    data = package.read(name, _LARGEST) if package.size(name) else None
    if data is None:
        return []
    text = data.decode("utf-8-sig", "replace")
    if ending.endswith(".css"):
        return list(_shown(((address, False, at) for address, at in _addresses(text)), text, package, name))
    script = script_finding(text, Span(package.at(name)))
    found = [] if script is None else [script]
    if not ending.endswith(".svg"):
        found.extend(_shown(_references(text), text, package, name))
    return found


def _shown(references: Iterator[tuple[str, bool, int]], text: str, package: Package, name: str) -> Iterator[Diagnostic]:
    """Yield the references to files that are not there; where only a link leads to one, it is a warning."""
    seen: set[str] = set()
    counted, line = 0, 1
    for reference, is_link, at in references:
        line, counted = line + text.count("\n", counted, at), at
        if reference in seen or reference.startswith("/") or is_elsewhere(reference):
            continue  # a path from the top of a site means a page of that site
        seen.add(reference)
        for finding in shown_file(reference, folder_of(name), package, Span(package.at(name), line)):
            if is_link and finding.code == MISSING_FILE.name:
                yield msgspec.structs.replace(finding, severity=Severity.WARNING)
            else:
                yield finding


def _references(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield what the tags of a page refer to, whether it is only a link, and where it stands."""
    for start, piece in _outside(text):
        for each in references(piece):
            if each.attribute != "href" or each.element in _LINKS | _LOADING:
                yield each.value, each.element in _LINKS, start + each.at


def _outside(text: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a page outside of comments and scripts, each with its place."""
    at = 0
    for match in re.finditer(r"<!--|<script\b[^<>]*>", text, re.IGNORECASE):
        if match.start() < at:
            continue
        yield at, text[at : match.end() if match.group() != "<!--" else match.start()]
        end = text.find("-->" if match.group() == "<!--" else "</script", match.end())
        if end < 0:
            return
        at = end
    yield at, text[at:]


def _addresses(text: str) -> Iterator[tuple[str, int]]:
    """Yield what a style sheet loads, outside of its comments."""
    at = 0
    while at <= len(text):
        start = text.find("/*", at)
        end = start if start >= 0 else len(text)
        for match in _ADDRESS.finditer(text, at, end):
            yield next((each for each in match.groups() if each), "").strip(), match.start()
        after = text.find("*/", end + 2)
        if start < 0 or after < 0:
            return
        at = after + 2
