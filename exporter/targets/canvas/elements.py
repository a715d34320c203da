"""The elements of QTI 1.2 that we write, by the names of the specification (ASI information model 1.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from lxml import etree

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
"""The namespace of QTI 1.2; New Quizzes asks for a default namespace."""

_IN_QTI = f"{{{QTI}}}"

ITEM = _IN_QTI + "item"
_ITEMMETADATA = _IN_QTI + "itemmetadata"
_QTIMETADATA = _IN_QTI + "qtimetadata"
_QTIMETADATAFIELD = _IN_QTI + "qtimetadatafield"
_FIELDLABEL = _IN_QTI + "fieldlabel"
_FIELDENTRY = _IN_QTI + "fieldentry"
PRESENTATION = _IN_QTI + "presentation"
_MATERIAL = _IN_QTI + "material"
_MATTEXT = _IN_QTI + "mattext"
_MATIMAGE = _IN_QTI + "matimage"
RESPONSE_LID = _IN_QTI + "response_lid"
RESPONSE_STR = _IN_QTI + "response_str"
RESPONSE_XY = _IN_QTI + "response_xy"
RENDER_CHOICE = _IN_QTI + "render_choice"
RENDER_FIB = _IN_QTI + "render_fib"
RENDER_HOTSPOT = _IN_QTI + "render_hotspot"
RESPONSE_LABEL = _IN_QTI + "response_label"
_RESPROCESSING = _IN_QTI + "resprocessing"
_OUTCOMES = _IN_QTI + "outcomes"
_DECVAR = _IN_QTI + "decvar"
_RESPCONDITION = _IN_QTI + "respcondition"
_CONDITIONVAR = _IN_QTI + "conditionvar"
VAREQUAL = _IN_QTI + "varequal"
VARGTE = _IN_QTI + "vargte"
VARLTE = _IN_QTI + "varlte"
AND = _IN_QTI + "and"
OR = _IN_QTI + "or"
NOT = _IN_QTI + "not"
OTHER = _IN_QTI + "other"
_SETVAR = _IN_QTI + "setvar"
DISPLAYFEEDBACK = _IN_QTI + "displayfeedback"
ITEMFEEDBACK = _IN_QTI + "itemfeedback"
_FLOW_MAT = _IN_QTI + "flow_mat"

Element = etree._Element  # noqa: SLF001 - lxml gives the type no public name
append = etree.SubElement
"""Append an element by its full name and return it."""


def root(tag: str, **attributes: str) -> Element:
    """Return a new element of QTI 1.2, its namespace the default one."""
    return rooted(QTI, tag, attributes)


def rooted(namespace: str, tag: str, attributes: dict[str, str]) -> Element:
    """Return a new element of a namespace that is the default one, as New Quizzes asks of every file."""
    default = cast("dict[str, str]", {None: namespace})
    return etree.Element(f"{{{namespace}}}{tag}", attributes, default)


def child(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Append an element of QTI 1.2 (by its plain name) and return it; for the few elements of a frame."""
    element = etree.SubElement(parent, _IN_QTI + tag, attributes)
    element.text = text
    return element


def metadata(parent: Element, fields: dict[str, str], *, of_item: bool = False) -> None:
    """Append qtimetadata with the fields, in itemmetadata where `of_item` (elsewhere it breaks an import)."""
    if of_item:
        parent = etree.SubElement(parent, _ITEMMETADATA)
    holder = etree.SubElement(parent, _QTIMETADATA)
    for label, entry in fields.items():
        field = etree.SubElement(holder, _QTIMETADATAFIELD)
        etree.SubElement(field, _FIELDLABEL).text = label
        etree.SubElement(field, _FIELDENTRY).text = entry


def material(parent: Element, text: str, texttype: str = "text/html") -> None:
    """Append material of exactly one mattext, which is all that New Quizzes reads."""
    mattext = etree.SubElement(etree.SubElement(parent, _MATERIAL), _MATTEXT, texttype=texttype)
    mattext.text = text


def name_material(parent: Element, name: str) -> None:
    """Append the name of a gap: material whose text must be the name between the brackets, letter by letter."""
    etree.SubElement(etree.SubElement(parent, _MATERIAL), _MATTEXT).text = name


def image_material(parent: Element, uri: str) -> None:
    """Append material of one picture."""
    etree.SubElement(etree.SubElement(parent, _MATERIAL), _MATIMAGE, uri=uri)


def label(parent: Element, ident: str, text: str, texttype: str = "text/html", **attributes: str) -> None:
    """Append one choice."""
    material(etree.SubElement(parent, RESPONSE_LABEL, {"ident": ident, **attributes}), text, texttype)


def resprocessing(parent: Element) -> Element:
    """Append response processing that counts from 0 to 100, as Canvas does, and return it."""
    processing = etree.SubElement(parent, _RESPROCESSING)
    outcomes = etree.SubElement(processing, _OUTCOMES)
    etree.SubElement(outcomes, _DECVAR, maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    return processing


def condition(processing: Element, *, final: bool = False) -> tuple[Element, Element]:
    """Append a respcondition and return it with its conditionvar; after a `final` one that holds, no more is asked."""
    found = etree.SubElement(processing, _RESPCONDITION)
    found.set("continue", "No" if final else "Yes")
    return found, etree.SubElement(found, _CONDITIONVAR)


def varequal(parent: Element, respident: str, value: str, **attributes: str) -> None:
    """Append the test that the response is `value` (an ident or a text)."""
    etree.SubElement(parent, VAREQUAL, {"respident": respident, **attributes}).text = value


def setvar(respcondition: Element, action: str, value: str) -> None:
    """Append the score that the condition earns, in percent."""
    etree.SubElement(respcondition, _SETVAR, action=action, varname="SCORE").text = value


def displayfeedback(respcondition: Element, ident: str) -> None:
    """Append the feedback that the condition shows."""
    etree.SubElement(respcondition, DISPLAYFEEDBACK, feedbacktype="Response", linkrefid=ident)


def itemfeedback(item: Element, ident: str, html: str) -> None:
    """Append feedback, exactly two levels deep, which is all that New Quizzes reads."""
    material(etree.SubElement(etree.SubElement(item, ITEMFEEDBACK, ident=ident), _FLOW_MAT), html)


def number(value: Decimal) -> str:
    """Return the number in plain decimals without idle zeros; beyond 20 places with an exponent."""
    if not value:
        return "0"
    short = value.normalize()
    if abs(short.adjusted()) > 20:  # noqa: PLR2004 - as the docstring says
        return f"{short:E}"
    return format(short, "f")


def share(count: int) -> str:
    """Return one part of `count` equal ones of 100, with the two decimals that Canvas writes."""
    return str((Decimal(100) / count).quantize(Decimal("0.01")))
