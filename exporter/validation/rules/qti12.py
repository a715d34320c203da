"""Rules for QTI 1.2 that no grammar can say, with what Canvas's importers are known to do with it.

Sources: the QTI 1.2 ASI information model, and what Canvas's importers were seen to do with probe packages.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from exporter.codes.validation import (
    CLASSIC_IMPORT_FAILS,
    DANGLING,
    DUPLICATE_IDENT,
    IMPORT_CHANGES,
    IMPORT_FAILS,
    UNDECLARED_OUTCOME,
    UNKNOWN_CHOICE,
)
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import local_name
from exporter.validation.markup import line_of
from exporter.validation.package import Package
from exporter.validation.paths import folder_of, shown_file, shown_in
from exporter.validation.rules.identifiers import item_identifier
from exporter.validation.rules.problem import listed, placed
from exporter.validation.rules.qti12_scores import score_problems
from exporter.validation.rules.scripts import script_finding

_RESPONSES = frozenset({"response_lid", "response_str", "response_num", "response_xy", "response_grp"})
_CHOSEN = frozenset({"response_lid", "response_grp"})
_TESTS = frozenset({"varequal", "varsubset", "varlt", "varlte", "vargt", "vargte", "varinside", "durequal"})
_ACTIONS = frozenset({"Set", "Add", "Subtract", "Multiply", "Divide"})
_AREAS = frozenset({"Ellipse", "Rectangle", "Bounded"})
_LONGEST_TEXT = 16384
_LONGEST_NUMBER = 9


class Places(msgspec.Struct):
    """Where the items of a package are, so that an identifier used twice names both; and its banks."""

    items: dict[str, Span] = {}
    banks: set[str] = set()
    draws: list[tuple[str, Span]] = []
    """The banks that are drawn from, by identifier, with the place."""


def qti12_findings(root: etree._Element, member: str, package: Package, places: Places) -> Iterator[Diagnostic]:
    """Yield what is wrong with the assessments, banks and items of one QTI 1.2 file."""
    place = package.at(member)
    for item in root.iter("{*}item"):
        yield from _item(item, place, places)
    for section in root.iter("{*}section"):
        yield from _section(section, place)
    places.banks.update(str(bank.get("ident", "")) for bank in root.iter("{*}objectbank"))
    for drawn in root.iter("{*}sourcebank_ref"):
        places.draws.append(((drawn.text or "").strip(), Span(place, line_of(drawn))))
    folder = folder_of(member)
    for text in root.iter("{*}mattext"):
        yield from _text(text, folder, package, place)
    for picture in root.iter("{*}matimage", "{*}mataudio", "{*}matvideo"):
        reference = str(picture.get("uri", ""))
        yield from shown_file(reference, folder, package, Span(place, line_of(picture)))


def draws_from_nowhere(places: Places) -> Iterator[Diagnostic]:
    """Yield the draws from banks that the package does not hold, once all its files are read."""
    for bank, span in places.draws:
        if bank not in places.banks:
            message = f"draws from the bank `{bank}`, which is not in the package"
            hint = "the group stays empty unless the platform has a bank of this identifier"
            yield IMPORT_CHANGES.at(span, message, hint)


def _item(item: etree._Element, place: str, places: Places) -> Iterator[Diagnostic]:
    ident = str(item.get("ident", ""))
    here = Span(place, line_of(item))
    yield from item_identifier(ident, here, places.items)
    parts = list(item.iter())
    choices = _choices(parts)
    yield from _choice_idents(parts, place, ident)
    yield from _tests(parts, choices, place, ident)
    yield from _scores(parts, place, ident)
    yield from _feedback(parts, place, ident)
    yield from placed(score_problems(item), place, ident)


def _choices(parts: list[etree._Element]) -> dict[str, set[str] | None]:
    """Return the choices of each response by its identifier; None for one that is typed."""
    found: dict[str, set[str] | None] = {}
    for part in parts:
        name = local_name(part)
        if name in _RESPONSES:
            labels = {str(label.get("ident", "")) for label in part.iter("{*}response_label")}
            found[str(part.get("ident", ""))] = labels if name in _CHOSEN else None
    return found


def _choice_idents(parts: list[etree._Element], place: str, ident: str) -> Iterator[Diagnostic]:
    for part in parts:
        if local_name(part) not in _CHOSEN:
            continue
        seen: set[str] = set()
        for label in part.iter("{*}response_label"):
            name = str(label.get("ident", ""))
            span = Span(place, line_of(label))
            if name in seen:
                message = f"two choices have the identifier `{name}`"
                yield DUPLICATE_IDENT.at(span, message, "give each choice its own", question=ident)
            elif "." in name or ":" in name:
                message = f"Canvas loses the key of a choice whose identifier holds `.` or `:`, such as `{name}`"
                yield IMPORT_CHANGES.at(span, message, "use digits and letters only", question=ident)
            seen.add(name)


def _tests(
    parts: list[etree._Element], choices: dict[str, set[str] | None], place: str, ident: str
) -> Iterator[Diagnostic]:
    hints: dict[str, str] = {}
    for part in parts:
        name = local_name(part)
        if name not in _TESTS:
            continue
        span = Span(place, line_of(part))
        response = str(part.get("respident", ""))
        if response not in choices:
            message = f"the scoring looks at response `{response}`, which the question does not have"
            yield UNKNOWN_CHOICE.at(span, message, _those_there(choices), question=ident)
            continue
        labels = choices[response]
        value = (part.text or "").strip()
        if labels is not None and name in {"varequal", "varsubset"}:
            for each in value.split(",") if name == "varsubset" else (value,):
                if each not in labels:
                    message = f"the scoring looks for choice `{each}`, which response `{response}` does not have"
                    hint = hints.get(response) or hints.setdefault(response, _those_there(labels))
                    yield UNKNOWN_CHOICE.at(span, message, hint, question=ident)


def _those_there(names: set[str] | dict[str, set[str] | None]) -> str:
    return f"there is {listed(sorted(names))}" if names else "there is none"


def _scores(parts: list[etree._Element], place: str, ident: str) -> Iterator[Diagnostic]:
    declared = {str(part.get("varname", "SCORE")) for part in parts if local_name(part) == "decvar"}
    for part in parts:
        name = local_name(part)
        span = Span(place, line_of(part))
        if name == "setvar":
            variable = str(part.get("varname", "SCORE"))
            if variable not in declared:
                message = f"the scoring sets `{variable}`, which no `decvar` declares"
                yield UNDECLARED_OUTCOME.at(span, message, "declare it in `outcomes`", question=ident)
            action = str(part.get("action", "Set"))
            if action not in _ACTIONS:
                message = f"Canvas's import dies of the action `{action}`"
                yield IMPORT_FAILS.at(span, message, "use Set or Add", question=ident)
        elif name == "response_label" and part.get("rarea") and str(part.get("rarea")) not in _AREAS:
            message = f"Canvas's import of classic quizzes dies of the area `{part.get('rarea')}`"
            hint = "use Ellipse, Rectangle or Bounded, or import it into New Quizzes only"
            yield CLASSIC_IMPORT_FAILS.at(span, message, hint, question=ident)


def _feedback(parts: list[etree._Element], place: str, ident: str) -> Iterator[Diagnostic]:
    there = {str(part.get("ident", "")) for part in parts if local_name(part) == "itemfeedback"}
    for part in parts:
        if local_name(part) == "displayfeedback" and str(part.get("linkrefid", "")) not in there:
            message = f"feedback `{part.get('linkrefid', '')}` is to be shown, but the question has none of that name"
            yield DANGLING.at(Span(place, line_of(part)), message, _those_there(there), question=ident)


def _section(section: etree._Element, place: str) -> Iterator[Diagnostic]:
    items = sum(1 for child in section if local_name(child) in {"item", "itemref", "section", "sectionref"})
    for selection in section.iterfind("{*}selection_ordering/{*}selection"):
        number = (selection.findtext("{*}selection_number") or "").strip()
        if number and not number.isdecimal():
            message = f"draws `{number}` questions, which is no number"
            yield IMPORT_CHANGES.at(Span(place, line_of(selection)), message, "write how many are drawn")
        if (
            selection.find("{*}sourcebank_ref") is None
            and number.isdecimal()
            and len(number) <= _LONGEST_NUMBER
            and int(number) > items
        ):
            message = f"draws {number} of {items} questions"
            yield IMPORT_CHANGES.at(Span(place, line_of(selection)), message, "draw no more than there are")


def _text(text: etree._Element, folder: str, package: Package, place: str) -> Iterator[Diagnostic]:
    content = "".join(str(each) for each in text.itertext())
    span = Span(place, line_of(text))
    if len(content) > _LONGEST_TEXT:
        message = f"{len(content):,} characters; Canvas replaces a text of more than {_LONGEST_TEXT:,} by a notice"
        yield IMPORT_CHANGES.at(span, message, "shorten the text, or move a part of it into a page")
    script = script_finding(content, span)
    if script is not None:
        yield script
    for reference in shown_in(content):
        if reference.startswith("data:"):
            yield IMPORT_CHANGES.at(span, "Canvas drops a picture that is written as `data:`", "put it into a file")
        yield from shown_file(reference, folder, package, span)
