"""What is told of a package as a whole, and of a file that is of a format but for its namespace."""

from __future__ import annotations

import msgspec
from lxml import etree

from exporter.codes.validation import NAMESPACE, NO_MANIFEST
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.validation.kinds import Kind, name_of
from exporter.validation.markup import line_of


def without_manifest(place: str, manifests: list[str]) -> Diagnostic:
    """Return the finding of a package that has no manifest at its top; `manifests` are those elsewhere."""
    where = f"; there is one at `{manifests[0]}`" if manifests else ""
    hint = "pack the files themselves, not the folder that holds them"
    return NO_MANIFEST.at(Span(place), f"no `imsmanifest.xml` at the top{where}", hint)


def wrong_namespace(root: etree._Element, kind: Kind, place: str) -> Diagnostic:
    """Return the finding of a root element whose namespace is not one of its format."""
    namespace = name_of(str(root.tag)).namespace
    what = f"namespace `{namespace}` is not one of" if namespace else "there is no namespace on"
    message = f"{what} {kind.value}"
    hint = "use the namespace of the specification, letter by letter"
    finding = NAMESPACE.at(Span(place, line_of(root)), message, hint)
    if kind in {Kind.QTI12, Kind.CANVAS_META} and not namespace:
        message += ": Canvas's New Quizzes refuse it, older importers do not ask"
        return msgspec.structs.replace(finding, message=message, severity=Severity.WARNING)
    return finding
