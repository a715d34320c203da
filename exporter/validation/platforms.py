"""What each learning platform takes: formats and limits, from its documents or from having run its importer.

A platform says what it takes by kinds of files and by checks of single files; `docs/platforms.md` has the sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from lxml import etree

from exporter.codes.platforms import PLATFORM_FORMAT, PLATFORM_LOSES, PLATFORM_SCORING, PLATFORM_TYPE
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import CARTRIDGES, Kind
from exporter.validation.markup import line_of
from exporter.validation.platform_cartridges import (
    CANVAS_HINT,
    canvas_patterns,
    ident_of,
    moodle_items,
    moodle_marks,
    moodle_pictures,
    moodle_titles,
    new_quizzes,
    open_edx,
    open_edx_losses,
    place_of,
)

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


# --- Canvas, by running its import code ------------------------------------------------------------------


def _canvas_tests(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind is Kind.QTI22 and str(root.tag).endswith("}assessmentTest"):
        message = "of a QTI 2.2 test Classic Quizzes makes no quiz: its questions go into a question bank"
        yield PLATFORM_LOSES.at(span, message, "import the output of `-t canvas`, or QTI 2.1")


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
    ident = ident_of(root)
    hint = "it imports true/false, multiple choice, multiple answer, one blank, essay"
    for element, name in found:
        if name not in _BLACKBOARD_TYPES:
            yield PLATFORM_TYPE.at(
                place_of(span, element), f"Blackboard does not import `{name}`", hint, question=ident
            )
    if sum(name == "textEntryInteraction" for _, name in found) > 1:
        yield PLATFORM_TYPE.at(span, "Blackboard imports questions of one blank only", hint, question=ident)
    for processing in root.iterfind("{*}responseProcessing"):
        if not processing.get("template"):
            message = "Blackboard skips a question with response processing of its own"
            yield PLATFORM_SCORING.at(place_of(span, processing), message, "look whether it arrived", question=ident)


def _inspera_items(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    if kind not in _ITEMS:
        return
    declared = {str(each.get("identifier")) for each in root.iterfind("{*}outcomeDeclaration")}
    for processing in root.iterfind("{*}responseProcessing"):
        template = str(processing.get("template", ""))
        if not template.rpartition("/")[2].startswith("match_correct") and "FEEDBACK" not in declared:
            message = "Inspera scores by the template match_correct, or by rules that set an outcome `FEEDBACK`"
            hint = "set the marks after the import"
            yield PLATFORM_SCORING.at(place_of(span, processing), message, hint, question=ident_of(root))


_QTI_HINT = "import the output of `-t qti21`"
_CARTRIDGE_HINT = "import the output of `-t cartridge`"
_QTI2 = frozenset({Kind.QTI21, Kind.QTI22})

PLATFORMS: dict[str, Platform] = {
    "moodle": Platform(
        "Moodle",
        frozenset({Kind.MOODLE, Kind.CC11_MANIFEST}),
        "import the output of `-t moodle`; a cartridge in version 1.1",
        (moodle_titles, moodle_items, moodle_marks, moodle_pictures),
        tried=True,
    ),
    "canvas": Platform(
        "Canvas",
        frozenset({Kind.QTI12}) | _QTI2 | CARTRIDGES,
        CANVAS_HINT,
        (_canvas_tests, canvas_patterns),
        tried=True,
    ),
    "new-quizzes": Platform(
        "New Quizzes", frozenset({Kind.QTI12}) | _QTI2 | CARTRIDGES, CANVAS_HINT, (new_quizzes,), tried=True
    ),
    "brightspace": Platform("Brightspace", CARTRIDGES, _CARTRIDGE_HINT),
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
        "Open edX",
        CARTRIDGES,
        "convert the output of `-t cartridge` with cc2olx",
        (open_edx, open_edx_losses),
        tried=True,
    ),
    "tao": Platform("TAO", _QTI2, "import the output of `-t qti22`"),
    "openolat": Platform("OpenOlat", frozenset({Kind.QTI21}), _QTI_HINT),
    "inspera": Platform("Inspera", frozenset({Kind.QTI21}), _QTI_HINT, (_inspera_items,)),
    "ilias": Platform(
        "ILIAS", frozenset(), "ILIAS imports what ILIAS has exported; there is no output for it, print a PDF"
    ),
}
"""Platforms by the name of `--for`."""
