"""Rules for items and tests of QTI 2.1, 2.2 and 3.0 that no grammar can say.

QTI 3 writes `qti-response-declaration base-type=` where QTI 2 writes `responseDeclaration baseType=`: names are
brought to the older form, and one set of rules judges all. Source: the QTI 2.2 and 3.0 information models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec
from lxml import etree

from exporter.codes.validation import DANGLING, DUPLICATE_IDENT, IMPORT_CHANGES, UNDECLARED_OUTCOME, UNKNOWN_CHOICE
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.validation.markup import line_of
from exporter.validation.package import Package
from exporter.validation.paths import folder_of, inside, listed_file

_BUILT_IN = frozenset({"completionStatus", "numAttempts", "duration", "QTI_CONTEXT"})
_CHOICES = frozenset({
    "simpleChoice", "simpleAssociableChoice", "gapText", "gapImg", "gap", "hottext", "inlineChoice",
    "hotspotChoice", "associableHotspot",
})  # fmt: skip
_OUTCOME_READERS = frozenset({"modalFeedback", "feedbackBlock", "feedbackInline", "printedVariable", "testFeedback"})
_SHOWN = ("src", "data", "href", "poster")


class QtiPlaces(msgspec.Struct):
    """Where the items of a package are and which are asked for by tests."""

    items: dict[str, Span] = {}
    """By the item's own identifier."""
    by_path: dict[str, str] = {}
    """The item's identifier by its path in the package."""
    asked: list[tuple[str, str, str, Span]] = []
    """Path, identifier, reference as written and place of each item that a test names."""


@lru_cache(maxsize=1024)
def _camel(name: str) -> str:
    head, *rest = name.removeprefix("qti-").split("-")
    return head + "".join(each.capitalize() for each in rest)


def _local(element: etree._Element) -> str:
    return _camel(str(element.tag).rpartition("}")[2])


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its QTI 2 name, in whichever version it is written."""
    value = element.get(name)
    if value is None:
        value = element.get(re.sub(r"[A-Z]", lambda upper: f"-{upper.group().lower()}", name))
    return str(value) if value is not None else ""


def qti_findings(root: etree._Element, member: str, package: Package, places: QtiPlaces) -> Iterator[Diagnostic]:
    """Yield what is wrong with one item, test, section or stimulus."""
    place = package.at(member)
    kind = _local(root)
    if kind == "assessmentItem":
        yield from _item(root, member, place, places)
    yield from _references(root, member, package, places)


def unmet(places: QtiPlaces) -> Iterator[Diagnostic]:
    """Yield the items that tests name under another identifier than their own, once all files are read."""
    for path, identifier, href, span in places.asked:
        own = places.by_path.get(path)
        if own is not None and own != identifier:
            message = f"`{href}` is asked for as `{identifier}`, but calls itself `{own}`"
            yield IMPORT_CHANGES.at(span, message, "Canvas leaves such an item out: use the item's own identifier")


def _item(root: etree._Element, member: str, place: str, places: QtiPlaces) -> Iterator[Diagnostic]:
    identifier = _attribute(root, "identifier")
    here = Span(place, line_of(root))
    if identifier in places.items:
        related = (Related(places.items[identifier], "first used here"),)
        message = f"two items have the identifier `{identifier}`"
        yield DUPLICATE_IDENT.at(here, message, "give each item its own", related=related, question=identifier)
    places.items.setdefault(identifier, here)
    places.by_path[member] = identifier
    parts = [(element, _local(element)) for element in root.iter()]
    for finding in (*_keys(parts, place), *_variables(parts, place), *_duplicates(parts, place)):
        yield msgspec.structs.replace(finding, question=identifier)


def _offered(parts: list[tuple[etree._Element, str]]) -> dict[str, set[str]]:
    """Return the identifiers that each response can take; a response that is typed or drawn has none."""
    found: dict[str, set[str]] = {}
    for element, name in parts:
        response = _attribute(element, "responseIdentifier")
        if response and (name.endswith("Interaction") or name == "endAttemptInteraction"):
            inner = (each for each in element.iter() if _local(each) in _CHOICES)
            found.setdefault(response, set()).update(_attribute(each, "identifier") for each in inner)
    return found


def _keys(parts: list[tuple[etree._Element, str]], place: str) -> Iterator[Diagnostic]:
    offered = _offered(parts)
    declared: set[str] = set()
    for element, name in parts:
        if name != "responseDeclaration":
            continue
        response = _attribute(element, "identifier")
        declared.add(response)
        base = _attribute(element, "baseType")
        if offered.get(response) and base in {"identifier", "pair", "directedPair"}:
            yield from _named(element, offered[response], response, place)
    for element, name in parts:
        response = _attribute(element, "responseIdentifier")
        if response and name.endswith("Interaction") and response not in declared:
            message = f"the interaction answers to `{response}`, which is never declared"
            yield UNKNOWN_CHOICE.at(Span(place, line_of(element)), message, "declare the response")


def _named(declaration: etree._Element, choices: set[str], response: str, place: str) -> Iterator[Diagnostic]:
    hint = ""
    for element in declaration.iter():
        name = _local(element)
        text = _attribute(element, "mapKey") if name == "mapEntry" else (element.text or "") if name == "value" else ""
        for each in text.split():
            if each not in choices:
                message = f"the key names `{each}`, which is no choice of `{response}`"
                hint = hint or f"the choices are {', '.join(f'`{choice}`' for choice in sorted(choices)[:8])}"
                yield UNKNOWN_CHOICE.at(Span(place, line_of(element)), message, hint)


def _variables(parts: list[tuple[etree._Element, str]], place: str) -> Iterator[Diagnostic]:
    outcomes = {
        _attribute(element, "identifier") for element, name in parts if name == "outcomeDeclaration"
    } | _BUILT_IN
    others = {
        _attribute(element, "identifier")
        for element, name in parts
        if name in {"responseDeclaration", "templateDeclaration", "contextDeclaration"}
    }
    for element, name in parts:
        if name in {"setOutcomeValue", "lookupOutcomeValue"}:
            wanted, known = _attribute(element, "identifier"), outcomes
        elif name in _OUTCOME_READERS:
            wanted, known = (
                _attribute(element, "outcomeIdentifier") or _attribute(element, "identifier"),
                outcomes | others,
            )
        elif name in {"variable", "correct", "mapResponse", "mapResponsePoint"}:
            wanted, known = _attribute(element, "identifier"), outcomes | others
        else:
            continue
        if wanted and wanted.partition(".")[0] not in known and wanted not in known:
            message = f"`{wanted}` is used, but never declared"
            yield UNDECLARED_OUTCOME.at(Span(place, line_of(element)), message, "declare it, or use a declared one")


def _duplicates(parts: list[tuple[etree._Element, str]], place: str) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for element, name in parts:
        if name not in _CHOICES and name not in {"responseDeclaration", "outcomeDeclaration", "templateDeclaration"}:
            continue
        parent = element.getparent()
        scope = str(id(parent)) if name in _CHOICES else ""
        identifier = _attribute(element, "identifier")
        if f"{scope} {identifier}" in seen:
            message = f"`{identifier}` is used twice"
            related = (Related(Span(place, seen[f"{scope} {identifier}"]), "first used here"),)
            yield DUPLICATE_IDENT.at(Span(place, line_of(element)), message, "give each its own", related=related)
        seen.setdefault(f"{scope} {identifier}", line_of(element))


def _references(root: etree._Element, member: str, package: Package, places: QtiPlaces) -> Iterator[Diagnostic]:
    folder, place = folder_of(member), package.at(member)
    seen: dict[str, int] = {}
    for element in root.iter():
        name = _local(element)
        span = Span(place, line_of(element))
        for attribute in _SHOWN:
            reference = element.get(attribute)
            if reference is not None and not name.endswith("Ref"):
                yield from listed_file(str(reference), folder, package, span)
        if name in {"assessmentItemRef", "assessmentSectionRef"}:
            identifier, href = _attribute(element, "identifier"), _attribute(element, "href")
            if identifier in seen:
                related = (Related(Span(place, seen[identifier]), "first used here"),)
                yield DUPLICATE_IDENT.at(span, f"`{identifier}` is used twice", "give each its own", related=related)
            seen.setdefault(identifier, span.line)
            if inside(href, folder) not in package and not package.single:
                message = f"`{href}` is asked for, but is not in the package"
                yield DANGLING.at(span, message, "add the file, or leave the reference out")
            elif name == "assessmentItemRef":
                places.asked.append((inside(href, folder), identifier, href, span))
    yield from _branches(root, seen, place)


def _branches(root: etree._Element, seen: dict[str, int], place: str) -> Iterator[Diagnostic]:
    """Yield what a test's outcome processing or branching names that is not in the test."""
    known = seen.keys() | {
        _attribute(each, "identifier") for each in root.iter() if _local(each).endswith(("Section", "Part"))
    }
    for element in root.iter():
        if _local(element) == "branchRule":
            target = _attribute(element, "target")
            if target and target not in known and not target.startswith("EXIT_"):
                message = f"branches to `{target}`, which is not in the test"
                yield DANGLING.at(Span(place, line_of(element)), message, "name an item, section or part of the test")
