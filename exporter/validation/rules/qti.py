"""Rules for items and tests of QTI 2.1, 2.2 and 3.0 that no grammar can say.

Names are brought to those of QTI 2, and one set of rules judges all. Source: the QTI 2.2 and 3.0 information models.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import msgspec
from lxml import etree

from exporter.codes.validation import (
    DANGLING,
    IMPORT_CHANGES,
    UNDECLARED_OUTCOME,
    UNKNOWN_CHOICE,
)
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.markup import line_of
from exporter.validation.package import Package
from exporter.validation.paths import folder_of, inside, is_elsewhere, listed_file
from exporter.validation.rules.identifiers import item_identifier, used_twice
from exporter.validation.rules.problem import listed, placed
from exporter.validation.rules.qti_feedback import feedback_problems
from exporter.validation.rules.qti_names import BUILT_IN, Parts, attribute, local
from exporter.validation.rules.qti_responses import response_problems
from exporter.validation.rules.qti_scores import score_problems
from exporter.validation.rules.qti_tests import test_problems

_CHOICES = frozenset({
    "simpleChoice", "simpleAssociableChoice", "gapText", "gapImg", "gap", "hottext", "inlineChoice",
    "hotspotChoice", "associableHotspot",
})  # fmt: skip
_OUTCOME_READERS = frozenset({"modalFeedback", "feedbackBlock", "feedbackInline", "printedVariable", "testFeedback"})
_ASKING = frozenset({"assessmentItemRef", "assessmentSectionRef"})
_SHOWN = ("src", "data", "href", "poster")


class QtiPlaces(msgspec.Struct):
    """Where the items of a package are and which are asked for by tests."""

    items: dict[str, Span] = {}
    """By the item's own identifier."""
    by_path: dict[str, str] = {}
    """The item's identifier by its path in the package."""
    others: set[str] = set()
    """Paths of tests, sections and stimuli."""
    asked: list[tuple[str, str, str, Span]] = []
    """Path, identifier, reference as written and place of each item that a test names."""
    shown: list[tuple[str, str, Span]] = []
    """The file that shows, the file of the package that is shown, and where."""


def qti_findings(root: etree._Element, member: str, package: Package, places: QtiPlaces) -> Iterator[Diagnostic]:
    """Yield what is wrong with one item, test, section or stimulus."""
    place = package.at(member)
    kind = local(root)
    if kind == "assessmentItem":
        yield from _item(root, member, place, places)
    else:
        places.others.add(member)
        yield from placed(test_problems([(each, local(each)) for each in root.iter()]), place)
    yield from _references(root, member, package, places)


def unmet(places: QtiPlaces) -> Iterator[Diagnostic]:
    """Yield the items that tests name under another identifier than their own, once all files are read."""
    for path, identifier, href, span in places.asked:
        own = places.by_path.get(path)
        if own is not None and own != identifier:
            message = f"`{href}` is asked for as `{identifier}`, but calls itself `{own}`"
            yield IMPORT_CHANGES.at(span, message, "Canvas leaves such an item out: use the item's own identifier")
        elif own is None and (path in places.others or not path.lower().endswith((".xml", ".qti"))):
            yield DANGLING.at(span, f"`{href}` is asked for, but is no item", "name the file of an item")


def _item(root: etree._Element, member: str, place: str, places: QtiPlaces) -> Iterator[Diagnostic]:
    identifier = attribute(root, "identifier")
    here = Span(place, line_of(root))
    yield from item_identifier(identifier, here, places.items)
    places.by_path[member] = identifier
    parts = [(element, local(element)) for element in root.iter()]
    for finding in (*_keys(parts, place), *_variables(parts, place), *_duplicates(parts, place)):
        yield msgspec.structs.replace(finding, question=identifier)
    problems = chain(response_problems(parts), score_problems(parts), feedback_problems(parts))
    yield from placed(problems, place, identifier)


def _offered(parts: Parts) -> dict[str, set[str]]:
    """Return the identifiers that each response can take; a response that is typed or drawn has none."""
    found: dict[str, set[str]] = {}
    for element, name in parts:
        response = attribute(element, "responseIdentifier")
        if response and (name.endswith("Interaction") or name == "endAttemptInteraction"):
            inner = (each for each in element.iter() if local(each) in _CHOICES)
            found.setdefault(response, set()).update(attribute(each, "identifier") for each in inner)
    return found


def _keys(parts: Parts, place: str) -> Iterator[Diagnostic]:
    offered = _offered(parts)
    declared: set[str] = set()
    for element, name in parts:
        if name != "responseDeclaration":
            continue
        response = attribute(element, "identifier")
        declared.add(response)
        base = attribute(element, "baseType")
        if offered.get(response) and base in {"identifier", "pair", "directedPair"}:
            yield from _named(element, offered[response], response, place)
    for element, name in parts:
        response = attribute(element, "responseIdentifier")
        if response and name.endswith("Interaction") and response not in declared:
            message = f"the interaction answers to `{response}`, which is never declared"
            yield UNKNOWN_CHOICE.at(Span(place, line_of(element)), message, "declare the response")


def _named(declaration: etree._Element, choices: set[str], response: str, place: str) -> Iterator[Diagnostic]:
    hint = ""
    for element in declaration.iter():
        name = local(element)
        text = attribute(element, "mapKey") if name == "mapEntry" else (element.text or "") if name == "value" else ""
        for each in text.split():
            if each not in choices:
                message = f"the key names `{each}`, which is no choice of `{response}`"
                hint = hint or f"the choices are {listed(sorted(choices))}"
                yield UNKNOWN_CHOICE.at(Span(place, line_of(element)), message, hint)


def _variables(parts: Parts, place: str) -> Iterator[Diagnostic]:
    outcomes = {attribute(element, "identifier") for element, name in parts if name == "outcomeDeclaration"} | BUILT_IN
    others = {
        attribute(element, "identifier")
        for element, name in parts
        if name in {"responseDeclaration", "templateDeclaration", "contextDeclaration"}
    }
    for element, name in parts:
        if name in {"setOutcomeValue", "lookupOutcomeValue"}:
            wanted, known = attribute(element, "identifier"), outcomes
        elif name in _OUTCOME_READERS:
            wanted, known = (
                attribute(element, "outcomeIdentifier") or attribute(element, "identifier"),
                outcomes | others,
            )
        elif name in {"variable", "correct", "mapResponse", "mapResponsePoint"}:
            wanted, known = attribute(element, "identifier"), outcomes | others
        else:
            continue
        if wanted and wanted.partition(".")[0] not in known and wanted not in known:
            message = f"`{wanted}` is used, but never declared"
            yield UNDECLARED_OUTCOME.at(Span(place, line_of(element)), message, "declare it, or use a declared one")


def _duplicates(parts: Parts, place: str) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for element, name in parts:
        if name not in _CHOICES and name not in {"responseDeclaration", "outcomeDeclaration", "templateDeclaration"}:
            continue
        parent = element.getparent()
        scope = str(id(parent)) if name in _CHOICES else ""
        identifier = attribute(element, "identifier")
        if f"{scope} {identifier}" in seen:
            yield used_twice(identifier, Span(place, line_of(element)), Span(place, seen[f"{scope} {identifier}"]))
        seen.setdefault(f"{scope} {identifier}", line_of(element))


def _references(root: etree._Element, member: str, package: Package, places: QtiPlaces) -> Iterator[Diagnostic]:
    folder, place = folder_of(member), package.at(member)
    seen: dict[str, int] = {}
    for element in root.iter():
        name = local(element)
        span = Span(place, line_of(element))
        for shown in _SHOWN:
            reference = element.get(shown)
            if reference is not None and name not in _ASKING:
                yield from listed_file(str(reference), folder, package, span)
                if not is_elsewhere(str(reference)):
                    places.shown.append((member, inside(str(reference), folder), span))
        if name in _ASKING:
            identifier, href = attribute(element, "identifier"), attribute(element, "href")
            if identifier in seen:
                yield used_twice(identifier, span, Span(place, seen[identifier]))
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
        attribute(each, "identifier") for each in root.iter() if local(each).endswith(("Section", "Part"))
    }
    for element in root.iter():
        if local(element) == "branchRule":
            target = attribute(element, "target")
            if target and target not in known and not target.startswith("EXIT_"):
                message = f"branches to `{target}`, which is not in the test"
                yield DANGLING.at(Span(place, line_of(element)), message, "name an item, section or part of the test")
