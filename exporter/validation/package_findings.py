"""What is told of a package as a whole, and of a file that is of a format but for its namespace."""

from __future__ import annotations

import msgspec
from lxml import etree

from exporter.codes.archives import NOTHING_TO_JUDGE
from exporter.codes.validation import NAMESPACE, NO_MANIFEST
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.validation.kinds import Kind, name_of
from exporter.validation.markup import line_of
from exporter.validation.package import MANIFEST, PACKAGE_NAMES

_BLACKBOARD = ".bb-"


def is_of_blackboard(names: list[str]) -> bool:
    """Return whether a package of these members is in Blackboard's own form, which has a manifest of its own kind."""
    return any(name.startswith(_BLACKBOARD) for name in names)


def nothing_to_judge(place: str, names: list[str]) -> Diagnostic:
    """Return the finding of a package of these members, of which no judge here knows one."""
    message, hint = "there is no file of a format that this tool knows", "name a package of questions"
    inner = [name for name in names if name.lower().endswith(PACKAGE_NAMES)]
    if is_of_blackboard(names):
        message, hint = "this is an export in Blackboard's own form, which is not judged", "export it as QTI"
    elif inner:
        message, hint = f"a package lies inside: `{inner[0]}`", "unpack it, and name what is inside"
    return NOTHING_TO_JUDGE.at(Span(place), message, hint)


def without_manifest(place: str, manifests: list[str]) -> Diagnostic:
    """Return the finding of a package that has no manifest at its top; `manifests` are those elsewhere."""
    where = f"; there is one at `{manifests[0]}`" if manifests else ""
    hint = "pack the files themselves, not the folder that holds them"
    return NO_MANIFEST.at(Span(place), f"no `{MANIFEST}` at the top{where}", hint)


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
