"""A question's heading: title, id, type and attributes, each at its place."""

from __future__ import annotations

import re

import msgspec

from exporter.codes.keys import UNKNOWN_TYPE
from exporter.codes.source import CLASS_UNKNOWN, ID_MALFORMED, ID_MISSING, ID_TWICE, TITLE_MISSING, TYPE_TWICE
from exporter.codes.text import ATTRIBUTES_MALFORMED, HEADING_LEVEL
from exporter.diagnostics import Span
from exporter.model import QUESTION_TYPES
from exporter.reader.attributes import Attribute, Malformed, split_heading
from exporter.reader.document import RawSection
from exporter.reader.key_table import BY_NAME
from exporter.reader.keys import Values, heading_values
from exporter.reader.parts import FIELDS
from exporter.reader.places import Page
from exporter.suggest import did_you_mean, nearest

_ID = re.compile(r"[a-z][a-z0-9-]{0,79}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PLAIN = re.compile(rf"([^{{}}\\]+)\{{#({_ID.pattern})\}}\s*")
"""A title and an id, as most headings are."""
_LOST_BRACES = re.compile(r"(?:(?<=\s)|^)\{\s*(?:#[A-Za-z]|\.[a-z]|([a-z-]+)\s*=)[^{}]*\}")
"""Attributes that do not end the heading: readers would see them in the title."""
_CURLY = re.compile("[“”„«»]")
"""Quotes of word processors and telephones."""
_SINGLE_QUOTED = re.compile(r"\{[^{}]*=\s*'")
_LOST_ID = re.compile(r"\{[^{}]*?#([a-z][a-z0-9-]{0,79})(?=[\s},]|$)")
_CLASSES = (*QUESTION_TYPES, "passage")


class Heading(msgspec.Struct):
    """What a level-1 heading says."""

    title: str
    id: str
    span: Span
    """The place of the id; of the whole heading where there is none."""
    values: Values
    passage: bool = False
    type_refused: bool = False
    """Whether it states a type that there is not, or two."""


def read_heading(page: Page, section: RawSection) -> Heading:
    """Return what the heading says; an id that is missing or malformed is a finding and left empty."""
    token = section.heading
    plain = _PLAIN.fullmatch(token.content)
    if plain is not None and (title := plain[1].strip()):
        return Heading(title, plain[2], page.span_at(token, plain.start(2) - 1, len(plain[2]) + 1), Values())
    return _read_heading(page, section)


def _read_heading(page: Page, section: RawSection) -> Heading:
    token = section.heading
    whole = page.span_at(token, 0, max(1, len(token.content))) if token.content else page.token_span(token)
    split = split_heading(token.content)
    if isinstance(split, Malformed):
        at = page.span_at(token, split.offset)
        hint = 'write `{#id key=value key="a value"}`; `\\{` for a brace that is text'
        if _CURLY.search(token.content):
            hint = 'write straight quotes: `key="a value"`'
        elif _SINGLE_QUOTED.search(token.content):
            hint = 'write double quotes: `key="a value"`'
        elif "\xa0" in token.content:
            hint = "write plain blanks between the attributes, not no-break spaces"
        page.report(ATTRIBUTES_MALFORMED.at(at, f"malformed attributes: expected {split.expected}", hint))
        return _unread(page, section, whole)
    title, attributes = split
    lost = _lost_braces(title)
    if lost is not None:
        hint = "write one pair of braces, at the line's end: `# Title {#id key=value}`; `\\{` for a brace that is text"
        at = page.span_at(token, lost.start(), len(lost.group()))
        page.report(ATTRIBUTES_MALFORMED.at(at, "these attributes do not end the heading", hint))
        return _unread(page, section, whole)
    title = (_ESCAPE.sub(r"\1", title) if "\\" in title else title).strip()
    heading = Heading(title, "", whole, Values())
    _read_id(page, section, heading, [each for each in attributes if each.kind == "id"])
    if not title:
        hint = "write a title before the braces"
        page.report(TITLE_MISSING.at(whole, "this question has no title", hint, question=heading.id))
    classes = [each for each in attributes if each.kind == "class"]
    heading.passage = any(each.name == "passage" for each in classes)
    keys = [each for each in attributes if each.kind == "key"]
    table = "passage" if heading.passage else "heading"
    values, findings = heading_values([_placed(page, section, each) for each in keys], table)
    page.report(*(msgspec.structs.replace(each, question=heading.id) for each in findings))
    heading.values = values
    heading.type_refused = any(each.code == UNKNOWN_TYPE.name for each in findings)
    _read_classes(page, section, heading, classes)
    return heading


def is_lost_part(section: RawSection) -> bool:
    """Return whether the heading is a part's in all but its level."""
    return " ".join(section.heading.content.split()).casefold() in FIELDS


def report_lost_part(page: Page, section: RawSection) -> None:
    """Report a part that would begin a question without id."""
    at = page.span_at(section.heading, 0, len(section.heading.content))
    title = section.heading.content.strip()
    hint = f"write `## {title}`; a question of this name has an id: `# {title} {{#id}}`"
    page.report(HEADING_LEVEL.at(at, f"`{title}` is a part of a question, at the level of questions", hint))


def _lost_braces(title: str) -> re.Match[str] | None:
    """Return the first braces in the title that hold attributes; those of a set, such as `{x = 1}`, hold none."""
    found = _LOST_BRACES.finditer(title) if "{" in title else ()
    return next((each for each in found if each[1] is None or nearest(each[1], BY_NAME["heading"])), None)


def _unread(page: Page, section: RawSection, whole: Span) -> Heading:
    """Return what is left of a heading whose braces cannot be read: its id, so that whoever names it finds it."""
    found = _LOST_ID.search(section.heading.content)
    if found is None:
        return Heading("", "", whole, Values())
    return Heading(
        "", found.group(1), page.span_at(section.heading, found.start(1) - 1, len(found.group(1)) + 1), Values()
    )


def _placed(page: Page, section: RawSection, attribute: Attribute) -> tuple[str, Span, str, Span]:
    token = section.heading
    name = page.span_at(token, attribute.start, len(attribute.name))
    end = attribute.end - 1 if attribute.quoted else attribute.end
    return (
        attribute.name,
        name,
        attribute.value,
        page.span_at(token, attribute.value_start, end - attribute.value_start),
    )


def _read_id(page: Page, section: RawSection, heading: Heading, ids: list[Attribute]) -> None:
    if not ids:
        hint = "write an id of its own behind the title, such as " + f"`{{#{_suggested(heading.title)}}}`"
        page.report(ID_MISSING.at(heading.span, "this question has no id", hint))
        return
    first = ids[0]
    heading.span = page.span_at(section.heading, first.start, first.end - first.start)
    if _ID.fullmatch(first.name) is None:
        hint = f"write it in small letters, digits and hyphens: `{_suggested(first.name)}`"
        message = f"`{first.name}` is no id"
        if len(first.name) > 80:  # noqa: PLR2004 - the contract's limit
            message, hint = f"this id has {len(first.name)} characters; the limit is 80", "write a shorter one"
        page.report(ID_MALFORMED.at(heading.span, message, hint))
        return
    heading.id = first.name
    for other in ids[1:]:
        at = page.span_at(section.heading, other.start, other.end - other.start)
        page.report(ID_TWICE.at(at, "this is a second id", "keep one of them", question=heading.id))


def _suggested(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    words = re.sub(r"^[^a-z]+", "", words)[:40].strip("-")
    return words or "the-id"


def _read_classes(page: Page, section: RawSection, heading: Heading, classes: list[Attribute]) -> None:
    stated = heading.values.get("type")
    for attribute in classes:
        at = page.span_at(section.heading, attribute.start, attribute.end - attribute.start)
        if attribute.name not in _CLASSES:
            hint = did_you_mean(attribute.name, _CLASSES) or "a class is one of the question types, or `passage`"
            page.report(CLASS_UNKNOWN.at(at, f"`.{attribute.name}` is no type", hint, question=heading.id))
            heading.type_refused = True
            heading.passage = heading.passage or nearest(attribute.name, _CLASSES) == "passage"
        elif attribute.name != "passage":
            if stated is not None and stated != attribute.name:
                message = f"the type is stated already: {stated}"
                page.report(TYPE_TWICE.at(at, message, "keep one of them", question=heading.id))
                heading.type_refused = True
            heading.values.put("type", attribute.name, at)
            stated = attribute.name
