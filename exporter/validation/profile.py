"""What this tool writes itself, judged by its own grammars: narrower than the formats, stricter than any importer."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from exporter.codes.validation import CLASSIC_IMPORT_FAILS, GRAMMAR
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.validation.grammar import grammar, in_first_version
from exporter.validation.kinds import QTI12_KINDS, Kind
from exporter.validation.markup import line_of

GRAMMARS = {
    Kind.MOODLE: ("moodle",),
    Kind.QTI12: ("qti12", "qti12-new"),
    Kind.CANVAS_META: ("assessment-meta",),
    Kind.CP_MANIFEST: ("canvas-manifest",),
    Kind.QTI21: ("qti21",),
    Kind.QTI22: ("qti22",),
    Kind.QTI30: ("qti30",),
    Kind.QTI21_MANIFEST: ("qti21",),
    Kind.QTI22_MANIFEST: ("qti22",),
    Kind.QTI30_MANIFEST: ("qti30",),
    Kind.CC_QTI: ("cartridge-qti",),
    Kind.CC11_MANIFEST: ("cartridge-manifest",),
    Kind.CC13_MANIFEST: ("cartridge-manifest",),
    Kind.CC_LINK: ("cartridge-link",),
}
"""Our grammars by kind of file, the first of them the usual one; a file is valid by one of them."""

_IN_FIRST_VERSION = frozenset({Kind.CC13_MANIFEST, Kind.CC_LINK})


def as_ours(finding: Diagnostic) -> Diagnostic:
    """Return a finding as it counts in what this tool writes, which may be for New Quizzes only."""
    if finding.severity is not Severity.WARNING or finding.code == CLASSIC_IMPORT_FAILS.name:
        return finding
    return msgspec.structs.replace(finding, severity=Severity.ERROR)


def profile_violations(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield what breaks the grammars of what this tool writes itself, question by question where that can be said."""
    if kind in _IN_FIRST_VERSION:
        root = in_first_version(root)
    whole = _least_wrong(root, kind)
    found = 0
    for item in root.iter("{*}item") if whole and kind in QTI12_KINDS else ():
        place = Span(span.path, line_of(item))
        for message in _least_wrong(item, kind):
            found += 1
            yield GRAMMAR.at(place, message, question=str(item.get("ident", "")))
    if not found:
        yield from (GRAMMAR.at(span, message) for message in whole)


def _least_wrong(root: etree._Element, kind: Kind) -> list[str]:
    return min((grammar(name).violations(root) for name in GRAMMARS[kind]), key=len)
