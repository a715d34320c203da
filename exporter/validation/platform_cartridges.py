"""What learning platforms do not read of a Common Cartridge, or read otherwise: seen by running their importers.

`docs/platforms.md` tells which versions were run.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.codes.platforms import PLATFORM_LENGTH, PLATFORM_LOSES, PLATFORM_SCORING, PLATFORM_TYPE
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import CARTRIDGES, Kind, local_name
from exporter.validation.markup import line_of
from exporter.validation.rules.qti12_scores import fields_of

CANVAS_HINT = "import the output of `-t canvas`"
_LONGEST_TITLE = 255


def place_of(span: Span, element: etree._Element) -> Span:
    """Return the place of an element."""
    return Span(span.path, line_of(element))


def ident_of(element: etree._Element) -> str:
    """Return the identifier of the item that an element stands in or is."""
    for each in (element, *element.iterancestors()):
        name = each.get("ident") or each.get("identifier")
        if local_name(each) in {"item", "assessmentItem", "qti-assessment-item"} and name:
            return str(name)
    return ""


# --- Moodle, by running its restore (4.2 and 5.0) --------------------------------------------------------


def moodle_titles(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield titles that are too long for Moodle."""
    if kind in CARTRIDGES:
        titles = ((each, each.text or "") for each in root.iterfind(".//{*}item/{*}title"))
    elif kind is Kind.CC_QTI:
        titles = ((each, str(each.get("title", ""))) for each in root.iter("{*}item", "{*}assessment"))
    else:
        return
    for element, title in titles:
        if len(title) > _LONGEST_TITLE:
            message = f"a title of {len(title)} characters makes Moodle give up the whole import"
            yield PLATFORM_LENGTH.at(place_of(span, element), message, f"shorten it to {_LONGEST_TITLE}")


def moodle_items(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield questions that Moodle misreads."""
    if kind is not Kind.CC_QTI:
        return
    for item in root.iter("{*}item"):
        profile, at, ident = _profile(item), place_of(span, item), ident_of(item)
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
    return fields_of(item).get("cc_profile", "").removeprefix("cc.").removesuffix(".v0p1")


def _has_exact_key(item: etree._Element) -> bool:
    return any(each.get("case") == "Yes" for each in item.iter("{*}varequal"))


def moodle_marks(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield, once an assessment, what Moodle makes of the marks in it."""
    if kind is not Kind.CC_QTI or root.find("{*}assessment") is None:
        return
    hint = "import the output of `-t moodle` where marks count"
    if len(set(_weights(root))) > 1:
        message = "Moodle counts every question of a cartridge's quiz alike, whatever its points"
        yield PLATFORM_SCORING.at(span, message, hint)
    if any(_profile(item) == "multiple_response" for item in root.iter("{*}item")):
        message = "Moodle takes nothing off for wrong picks: whoever ticks all of a multiple_response gets full marks"
        yield PLATFORM_SCORING.at(span, message, hint)


def _weights(root: etree._Element) -> Iterator[str]:
    for field in root.iter("{*}qtimetadatafield"):
        if field.findtext("{*}fieldlabel") == "cc_weighting":
            yield field.findtext("{*}fieldentry") or "1"


def moodle_pictures(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield pictures that are dead in Moodle."""
    if kind is Kind.CC_QTI:
        for holder in root.iter("{*}response_label", "{*}itemfeedback"):
            yield from _pictures(holder, span, "a picture in a choice or feedback is dead in Moodle")


def _pictures(holder: etree._Element, span: Span, message: str) -> Iterator[Diagnostic]:
    for text in holder.iter("{*}mattext"):
        if "<img" in "".join(str(each) for each in text.itertext()):
            yield PLATFORM_LOSES.at(
                place_of(span, text), message, "say in words what it shows", question=ident_of(text)
            )


# --- Canvas, by running its import code ------------------------------------------------------------------


def canvas_patterns(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield questions that Canvas reads otherwise."""
    if kind is Kind.CC_QTI:
        for item in root.iter("{*}item"):
            if _profile(item) == "pattern_match":
                message = "Canvas compares a pattern_match as a whole text"
                yield PLATFORM_SCORING.at(place_of(span, item), message, "write it as a fib", question=ident_of(item))


def new_quizzes(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield what New Quizzes leaves behind."""
    if kind is not Kind.CC_QTI:
        return
    if root.find("{*}objectbank") is not None:
        yield PLATFORM_LOSES.at(span, "New Quizzes does not read the question bank of a cartridge", CANVAS_HINT)
    elif any(each.text == "cc_weighting" for each in root.iter("{*}fieldlabel")):
        yield PLATFORM_LOSES.at(span, "New Quizzes counts every question of a cartridge as 1 point", CANVAS_HINT)


# --- Open edX, by running cc2olx -------------------------------------------------------------------------


def open_edx(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield what cc2olx misreads or loses, question by question."""
    if kind is not Kind.CC_QTI:
        return
    for item in root.iter("{*}item"):
        if _profile(item) == "pattern_match":
            message = "a pattern_match makes the whole quiz `MISSING CONTENT` in Open edX"
            yield PLATFORM_TYPE.at(place_of(span, item), message, "write it as a fib", question=ident_of(item))
        yield from _pictures(item, span, "cc2olx loses pictures of questions")
    if root.find("{*}objectbank") is not None:
        yield PLATFORM_LOSES.at(span, "cc2olx does not read the question bank", "import its quizzes")


def open_edx_losses(root: etree._Element, kind: Kind, span: Span) -> Iterator[Diagnostic]:
    """Yield, once an assessment, what cc2olx drops of all its questions."""
    if kind is not Kind.CC_QTI or root.find("{*}assessment") is None:
        return
    hint = "set it in Studio after the import"
    if any(weight != "1" for weight in _weights(root)):
        yield PLATFORM_LOSES.at(span, "cc2olx counts every question as 1 point", hint)
    if any(item.find("{*}itemfeedback") is not None and _profile(item) != "essay" for item in root.iter("{*}item")):
        yield PLATFORM_LOSES.at(span, "cc2olx loses all feedback but an essay's", hint)
