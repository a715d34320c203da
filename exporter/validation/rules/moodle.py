"""Rules for Moodle XML: what Moodle's importer stops at, and what it changes or drops without a word.

Nobody publishes a schema of Moodle XML. These rules say what the importers of Moodle 4.2 and 5.0 were seen to do
with probe files; so they hold for files of any tool. What each type must hold is in `moodle_types`,
and what texts, files and settings must be in the modules beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from exporter.codes.validation import DUPLICATE_IDNUMBER, IMPORT_CHANGES, IMPORT_FAILS
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.validation.markup import Piece
from exporter.validation.rules.moodle_files import file_findings
from exporter.validation.rules.moodle_settings import setting_problems
from exporter.validation.rules.moodle_texts import text_problems
from exporter.validation.rules.moodle_types import KNOWN_TYPES, type_findings
from exporter.validation.rules.problem import NUMBER, Problem

LONGEST_NAME = 255
LONGEST_IDNUMBER = 100
LONGEST_TAG = 50
LARGEST_GRADE = 100_000
_NUMBER = re.compile(rf"{NUMBER.pattern}\s*")
"""As PHP reads one, with the blanks that may stand before a `%`."""
_TAG_LIKE = re.compile(r"<\S")
"""What Moodle strips from a plain name: a `<` before a blank stays."""
_UNKNOWN_CONTEXT = re.compile(r"\$\w+\$(/|$)")
_CONTEXT = re.compile(r"\$[a-z]+\$/?|top(/|$)")


class Checked(msgspec.Struct):
    """What was seen so far in one file."""

    category: str = ""
    idnumbers: dict[tuple[str, str], Span] = {}
    category_numbers: dict[str, str] = {}
    """The category that has an ID number, by its path."""
    questions: int = 0
    categories: int = 0


def moodle_findings(piece: Piece, place: str, seen: Checked) -> Iterator[Diagnostic]:
    """Yield what Moodle does not take, or changes, of one `<question>`."""
    question = piece.element
    name = text_of(question, "name/text") or ""
    ident = idnumber_of(question) or name[:60]
    found = _category(piece, seen) if question.get("type") == "category" else _question(piece, seen)
    for code, element, message, hint in found:
        span = Span(place, piece.line_of(element))
        yield code.at(span, f"`{ident}`: {message}" if ident else message, hint, question=ident)
    if question.get("type") != "category":
        yield from _idnumber(piece, place, seen, ident)


def file_as_a_whole(seen: Checked, place: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the file once all its questions are read."""
    if not seen.questions and not seen.categories:
        yield IMPORT_FAILS.at(Span(place), "there is no question in the file", "export at least one question")
    elif not seen.questions:
        yield IMPORT_CHANGES.at(Span(place), "there are categories in the file, but no question")


def text_of(element: etree._Element, path: str) -> str | None:
    """Return the text at `path`, trimmed; None where there is no such element."""
    found = element.find(path)
    return None if found is None else (found.text or "").strip()


def idnumber_of(question: etree._Element) -> str:
    """Return the question's ID number, trimmed; empty where it has none."""
    return text_of(question, "idnumber") or ""


def _category(piece: Piece, seen: Checked) -> Iterator[Problem]:
    seen.categories += 1
    question = piece.element
    path = text_of(question, "category/text")
    if path is None:
        yield IMPORT_FAILS, question, "a category without a `<text>` ends the import", "write its path into `<text>`"
        return
    seen.category = path
    if _UNKNOWN_CONTEXT.match(path) and not _CONTEXT.match(path):
        message = f"`{path.split('/')[0]}` is no context of Moodle, and becomes a category of that name"
        yield IMPORT_CHANGES, question, message, "write `$course$`, `$system$` or `$module$` in small letters"
    rest = _CONTEXT.sub("", path, count=2)
    parts = re.split(r"(?<!/)/(?!/)", rest)
    if not path or not all(part.strip() for part in parts):
        hint = "write `$course$/top/Name`; a slash in a name is `//`"
        yield IMPORT_CHANGES, question, f"the category path `{path}` makes a category without a name", hint
    if any(len(part) > LONGEST_NAME for part in parts):
        hint = "shorten the name"
        yield IMPORT_FAILS, question, f"a category name is over {LONGEST_NAME} characters", hint
    number = idnumber_of(question)
    if number and seen.category_numbers.setdefault(number, rest) != rest:
        message = f"two categories have the ID number `{number}`, at which the import ends"
        yield IMPORT_FAILS, question, message, "give each category its own"
    if _TAG_LIKE.search(path):
        yield IMPORT_CHANGES, question, "Moodle strips markup from a category's name", "write plain text"


def _question(piece: Piece, seen: Checked) -> Iterator[Problem]:
    question = piece.element
    seen.questions += 1
    kind = str(question.get("type", ""))
    if kind not in KNOWN_TYPES:
        hint = "export it as a type that every Moodle has, or install the plugin that adds it"
        yield IMPORT_FAILS, question, f"Moodle has no question type `{kind}`; the whole file is refused", hint
        return
    yield from _name(question, kind)
    yield from _numbers(question, kind)
    yield from _markup(question)
    yield from _tags(question)
    yield from file_findings(question)
    yield from text_problems(question, kind)
    yield from setting_problems(question, kind)
    yield from type_findings(question, kind)


def _name(question: etree._Element, kind: str) -> Iterator[Problem]:
    name = text_of(question, "name/text")
    if name is None:
        if kind not in {"cloze", "multianswer"}:
            yield IMPORT_FAILS, question, "a question without a name ends the import", "add `<name><text>`"
    elif not name:
        yield IMPORT_CHANGES, question, "the name is empty, and stays so in the question bank", "give it a name"
    elif len(name) > LONGEST_NAME:
        yield IMPORT_CHANGES, question, f"Moodle cuts a name after {LONGEST_NAME} characters", "shorten the name"
    elif _TAG_LIKE.search(name):
        yield IMPORT_CHANGES, question, "Moodle strips markup from a name", "write plain text"
    if question.find("questiontext") is not None and text_of(question, "questiontext/text") is None:
        hint = "put the text into `<text>`"
        yield IMPORT_CHANGES, question, "Moodle drops a question text that is not in a `<text>`", hint


def _numbers(question: etree._Element, kind: str) -> Iterator[Problem]:
    grade = text_of(question, "defaultgrade")
    if grade is not None and kind not in {"description", "cloze", "multianswer"}:
        if not grade:
            yield IMPORT_CHANGES, question, "an empty `<defaultgrade>` is read as 0", "write the points"
        elif not _NUMBER.fullmatch(grade) or float(grade) >= LARGEST_GRADE:
            hint = f"write a number below {LARGEST_GRADE:,} with `.`"
            yield IMPORT_FAILS, question, f"Moodle stops at the `<defaultgrade>` of `{grade}`", hint
    penalty = text_of(question, "penalty")
    if penalty is not None:
        if not _NUMBER.fullmatch(penalty):
            hint = "write a number from 0 to 1, or leave the element out"
            yield IMPORT_FAILS, question, f"Moodle stops at the `<penalty>` of `{penalty}`", hint
        elif not 0 <= float(penalty) <= 1:
            yield IMPORT_CHANGES, question, f"a penalty of {penalty} is stored as it is", "write 0 to 1"
    for answer in question.iterfind("answer"):
        fraction = answer.get("fraction")
        if fraction is not None and not _NUMBER.fullmatch(str(fraction).strip().rstrip("%")):
            hint = "write a percentage such as 33.33333"
            yield IMPORT_FAILS, answer, f"Moodle stops at the fraction `{fraction}`", hint


def _markup(question: etree._Element) -> Iterator[Problem]:
    for text in question.iter("text"):
        if len(text):
            hint = "put HTML into CDATA, or escape it"
            yield IMPORT_FAILS, text, f"markup stands bare in a `<text>`, such as `<{text[0].tag}>`", hint
    idnumber = question.find("idnumber")
    if idnumber is not None and len(idnumber):
        yield IMPORT_FAILS, idnumber, "`<idnumber>` holds an element", "write the ID number as plain text"
    elif idnumber is not None and len((idnumber.text or "").strip()) > LONGEST_IDNUMBER:
        yield IMPORT_FAILS, idnumber, f"the ID number is over {LONGEST_IDNUMBER} characters", "shorten it"


def _tags(question: etree._Element) -> Iterator[Problem]:
    for tag in question.iterfind("tags/tag"):
        if len(text_of(tag, "text") or "") > LONGEST_TAG:
            yield IMPORT_CHANGES, tag, f"Moodle cuts a tag after {LONGEST_TAG} characters", "shorten the tag"


def _idnumber(piece: Piece, place: str, seen: Checked, ident: str) -> Iterator[Diagnostic]:
    idnumber = idnumber_of(piece.element)
    if not idnumber:
        return
    key = (seen.category, idnumber.casefold())
    span = Span(place, piece.line)
    if key in seen.idnumbers:
        related = (Related(seen.idnumbers[key], "first used here"),)
        message = f"the ID number `{idnumber}` is used twice in the category `{seen.category}`"
        hint = "give each question its own; capitals do not count"
        yield DUPLICATE_IDNUMBER.at(span, message, hint, related=related, question=ident)
    seen.idnumbers.setdefault(key, span)
