"""What each learning platform takes: formats and limits, from its documents or from having run its importer.

A platform says what it takes by kinds of files and by checks of single files; `docs/platforms.md` has the sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from lxml import etree

from exporter.codes.platforms import (
    PLATFORM_FORMAT,
    PLATFORM_LENGTH,
    PLATFORM_LOSES,
    PLATFORM_SCORING,
    PLATFORM_TYPE,
)
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import Kind
from exporter.validation.markup import line_of

_LONGEST_TITLE = 255
_FORMATS = (
    Kind.MOODLE,
    Kind.QTI12,
    Kind.QTI21,
    Kind.QTI22,
    Kind.QTI30,
    Kind.CC11_MANIFEST,
    Kind.CC12_MANIFEST,
    Kind.CC13_MANIFEST,
)
"""The kinds by which a format is known: one file of each says what a package is."""
_CARTRIDGES = frozenset({Kind.CC11_MANIFEST, Kind.CC12_MANIFEST, Kind.CC13_MANIFEST})
_ITEMS = frozenset({Kind.QTI21, Kind.QTI22, Kind.QTI30})

Check = Callable[[etree._Element, Kind, Span], Iterator[Diagnostic]]  # noqa: SLF001 - lxml gives the type no public name


class Platform(msgspec.Struct, frozen=True):
    """One learning platform."""

    title: str
    takes: frozenset[Kind]
    hint: str
    """What to import instead of what it does not take."""
    checks: tuple[Check, ...] = ()
    tried: bool = False
    """Whether its importer was run; else its documents alone say what it takes."""


def platform_findings(name: str, root: etree._Element, kind: Kind, place: str) -> Iterator[Diagnostic]:
    """Yield what the platform of that name does not take, or leaves behind, of a file of this kind."""
    platform = PLATFORMS[name]
    if kind in _FORMATS and kind not in platform.takes:
        yield _refused(platform, kind, place)
        return
    for check in platform.checks:
        yield from check(root, kind, Span(place, line_of(root)))


def moodle_file_findings(name: str, place: str) -> Iterator[Diagnostic]:
    """Yield that the platform does not take Moodle XML, where it does not; such a file is never held whole."""
    if Kind.MOODLE not in PLATFORMS[name].takes:
        yield _refused(PLATFORMS[name], Kind.MOODLE, place)


def _refused(platform: Platform, kind: Kind, place: str) -> Diagnostic:
    format_ = kind.value.removesuffix(" manifest")
    if platform.tried:
        message = f"{platform.title} does not import {format_}"
    else:
        message = f"{platform.title}'s documents do not name {format_} among what it imports"
    return PLATFORM_FORMAT.at(Span(place), message, platform.hint)


def _at(span: Span, element: etree._Element) -> Span:
    return Span(span.path, line_of(element))


def _ident(element: etree._Element) -> str:
    """Return the identifier of the item that an element stands in or is."""
    for each in (element, *element.iterancestors()):
        name = each.get("ident") or each.get("identifier")
        if str(each.tag).rpartition("}")[2] in {"item", "assessmentItem", "qti-assessment-item"} and name:
            return str(name)
    return ""


# --- Moodle, by running its restore (4.2 and 5.0) --------------------------------------------------------


def _moodle_titles(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind in _CARTRIDGES:
        titles = ((each, each.text or "") for each in root.iterfind(".//{*}item/{*}title"))
    elif kind is Kind.CC_QTI:
        titles = ((each, str(each.get("title", ""))) for each in root.iter("{*}item", "{*}assessment"))
    else:
        return
    for element, title in titles:
        if len(title) > _LONGEST_TITLE:
            message = f"a title of {len(title)} characters makes Moodle give up the whole import"
            yield PLATFORM_LENGTH.at(_at(span, element), message, f"shorten it to {_LONGEST_TITLE}")


def _moodle_items(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is not Kind.CC_QTI:
        return
    for item in root.iter("{*}item"):
        profile, at, ident = _profile(item), _at(span, item), _ident(item)
        labels = {str(each.get("ident")) for each in item.iter("{*}response_label")}
        if profile == "true_false" and labels != {"true", "false"}:
            message = "a true_false whose choices are not `true` and `false` stops Moodle's whole import"
            yield PLATFORM_TYPE.at(at, message, "name its choices `true` and `false`", question=ident)
        elif profile == "pattern_match":
            message = "Moodle counts a pattern_match a hundredfold"
            yield PLATFORM_SCORING.at(at, message, "write it as a fib", question=ident)
        elif profile == "multiple_response" and not _has_exact_key(item):
            message = 'without `case="Yes"` Moodle takes no answer of a multiple_response for right'
            yield PLATFORM_SCORING.at(at, message, "add it to the tests for right choices", question=ident)


def _profile(item: etree._Element) -> str:
    for field in item.iterfind("{*}itemmetadata/{*}qtimetadata/{*}qtimetadatafield"):
        if field.findtext("{*}fieldlabel") == "cc_profile":
            return (field.findtext("{*}fieldentry") or "").removeprefix("cc.").removesuffix(".v0p1")
    return ""


def _has_exact_key(item: etree._Element) -> bool:
    return any(each.get("case") == "Yes" for each in item.iter("{*}varequal"))


def _moodle_pictures(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is Kind.CC_QTI:
        for holder in root.iter("{*}response_label", "{*}itemfeedback"):
            yield from _pictures(holder, span, "a picture in a choice or feedback is dead in Moodle")


def _pictures(holder: etree._Element, span: Span, message: str) -> Iterator[Diagnostic]:
    for text in holder.iter("{*}mattext"):
        if "<img" in "".join(str(each) for each in text.itertext()):
            yield PLATFORM_LOSES.at(_at(span, text), message, "say in words what it shows", question=_ident(text))


# --- Canvas, by running its import code ------------------------------------------------------------------


def _canvas_tests(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is Kind.QTI22 and str(root.tag).endswith("}assessmentTest"):
        message = "of a QTI 2.2 test Classic Quizzes makes no quiz: its questions go into a question bank"
        yield PLATFORM_LOSES.at(span, message, "import the output of `-t canvas`, or QTI 2.1")


def _canvas_patterns(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is Kind.CC_QTI:
        for item in root.iter("{*}item"):
            if _profile(item) == "pattern_match":
                message = "Canvas compares a pattern_match as a whole text"
                yield PLATFORM_SCORING.at(_at(span, item), message, "write it as a fib", question=_ident(item))


def _new_quizzes(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is not Kind.CC_QTI:
        return
    if root.find("{*}objectbank") is not None:
        yield PLATFORM_LOSES.at(span, "New Quizzes does not read the question bank of a cartridge", _CANVAS_HINT)
    elif any(each.text == "cc_weighting" for each in root.iter("{*}fieldlabel")):
        yield PLATFORM_LOSES.at(span, "New Quizzes counts every question of a cartridge as 1 point", _CANVAS_HINT)


# --- Blackboard, Inspera: by their documents -------------------------------------------------------------

_INTERACTION = "Interaction"
_BLACKBOARD_TYPES = frozenset({"choiceInteraction", "textEntryInteraction", "extendedTextInteraction"})


def _interactions(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Return the interactions of an item with their names as QTI 2 has them."""
    found = []
    for element in root.iter("{*}*"):
        name = str(element.tag).rpartition("}")[2]
        if name.startswith("qti-") and name.endswith("-interaction"):
            first, *rest = name.removeprefix("qti-").split("-")
            name = first + "".join(word.capitalize() for word in rest)
        if name.endswith(_INTERACTION):
            found.append((element, name))
    return found


def _blackboard_items(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind not in _ITEMS:
        return
    found = _interactions(root)
    ident = _ident(root)
    hint = "it imports true/false, multiple choice, multiple answer, one blank, essay"
    for element, name in found:
        if name not in _BLACKBOARD_TYPES:
            yield PLATFORM_TYPE.at(_at(span, element), f"Blackboard does not import a {name}", hint, question=ident)
    if sum(name == "textEntryInteraction" for _, name in found) > 1:
        yield PLATFORM_TYPE.at(span, "Blackboard imports questions of one blank only", hint, question=ident)
    for processing in root.iterfind("{*}responseProcessing"):
        if not processing.get("template"):
            message = "Blackboard skips a question with response processing of its own"
            yield PLATFORM_SCORING.at(_at(span, processing), message, "look whether it arrived", question=ident)


def _inspera_items(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind not in _ITEMS:
        return
    declared = {str(each.get("identifier")) for each in root.iterfind("{*}outcomeDeclaration")}
    for processing in root.iterfind("{*}responseProcessing"):
        template = str(processing.get("template", ""))
        if not template.rpartition("/")[2].startswith("match_correct") and "FEEDBACK" not in declared:
            message = "Inspera scores by the template match_correct, or by rules that set an outcome `FEEDBACK`"
            hint = "set the marks after the import"
            yield PLATFORM_SCORING.at(_at(span, processing), message, hint, question=_ident(root))


# --- Open edX, by running cc2olx -------------------------------------------------------------------------


def _open_edx(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is not Kind.CC_QTI:
        return
    for item in root.iter("{*}item"):
        if _profile(item) == "pattern_match":
            message = "a pattern_match makes the whole quiz `MISSING CONTENT` in Open edX"
            yield PLATFORM_TYPE.at(_at(span, item), message, "write it as a fib", question=_ident(item))
        yield from _pictures(item, span, "cc2olx loses pictures of questions")
    if root.find("{*}objectbank") is not None:
        yield PLATFORM_LOSES.at(span, "cc2olx does not read the question bank", "import its quizzes")


_CANVAS_HINT = "import the output of `-t canvas`"
_QTI_HINT = "import the output of `-t qti21`"
_CARTRIDGE_HINT = "import the output of `-t cartridge`"
_QTI2 = frozenset({Kind.QTI21, Kind.QTI22})
_ALL_CARTRIDGES = _CARTRIDGES

PLATFORMS: dict[str, Platform] = {
    "moodle": Platform(
        "Moodle",
        frozenset({Kind.MOODLE, Kind.CC11_MANIFEST}),
        "import the output of `-t moodle`; a cartridge in version 1.1",
        (_moodle_titles, _moodle_items, _moodle_pictures),
        tried=True,
    ),
    "canvas": Platform(
        "Canvas",
        frozenset({Kind.QTI12}) | _QTI2 | _ALL_CARTRIDGES,
        _CANVAS_HINT,
        (_canvas_tests, _canvas_patterns),
        tried=True,
    ),
    "new-quizzes": Platform(
        "New Quizzes", frozenset({Kind.QTI12}) | _QTI2 | _ALL_CARTRIDGES, _CANVAS_HINT, (_new_quizzes,), tried=True
    ),
    "brightspace": Platform("Brightspace", _ALL_CARTRIDGES, _CARTRIDGE_HINT),
    "blackboard": Platform(
        "Blackboard",
        frozenset({Kind.CC11_MANIFEST, Kind.CC12_MANIFEST, Kind.QTI21}),
        "import the output of `-t cartridge` or `-t qti21`",
        (_blackboard_items,),
    ),
    "schoology": Platform(
        "Schoology",
        frozenset({Kind.CC12_MANIFEST}),
        "import a cartridge in version 1.2: cc-converter.schoology.com makes one of version 1.1",
    ),
    "open-edx": Platform(
        "Open edX", _ALL_CARTRIDGES, "convert the output of `-t cartridge` with cc2olx", (_open_edx,), tried=True
    ),
    "tao": Platform("TAO", _QTI2, "import the output of `-t qti22`"),
    "openolat": Platform("OpenOlat", frozenset({Kind.QTI21}), _QTI_HINT),
    "inspera": Platform("Inspera", frozenset({Kind.QTI21}), _QTI_HINT, (_inspera_items,)),
    "ilias": Platform(
        "ILIAS", frozenset(), "ILIAS imports what ILIAS has exported; there is no output for it, print a PDF"
    ),
}
"""Platforms by the name of `--for`."""
