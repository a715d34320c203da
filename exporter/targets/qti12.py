"""The elements of QTI 1.2, by the names of the specification (ASI information model 1.2), as XML text.

Each function escapes the texts that it is given; what it is given as XML is named so. An item is put together as text
because that is several times faster than a tree of hundreds of nodes, and then parsed once to be judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import cast

from lxml import etree

from exporter.targets import item_xml
from exporter.targets.item_xml import DECLARATION, number

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
"""The namespace of QTI 1.2; New Quizzes asks for a default namespace."""

_IN_QTI = f"{{{QTI}}}"
RESPONSE_LID = _IN_QTI + "response_lid"
RESPONSE_STR = _IN_QTI + "response_str"
RESPONSE_XY = _IN_QTI + "response_xy"
RESPONSE_LABEL = _IN_QTI + "response_label"
PRESENTATION = _IN_QTI + "presentation"
RESPROCESSING = _IN_QTI + "resprocessing"
VAREQUAL = _IN_QTI + "varequal"
VARGTE = _IN_QTI + "vargte"
VARLTE = _IN_QTI + "varlte"
DISPLAYFEEDBACK = _IN_QTI + "displayfeedback"
ITEMFEEDBACK = _IN_QTI + "itemfeedback"

Element = etree._Element  # noqa: SLF001 - lxml gives the type no public name

_NAMESPACE = f' xmlns="{QTI}"'.encode()

OTHER = "<other/>"
"""The test that nothing before it held."""
_DECVAR = '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'


def rooted(namespace: str, tag: str, attributes: dict[str, str]) -> Element:
    """Return a new element of a namespace that is the default one, as New Quizzes asks of every file."""
    default = cast("dict[str, str]", {None: namespace})
    return etree.Element(f"{{{namespace}}}{tag}", attributes, default)


def qtimetadata(fields: dict[str, str]) -> str:
    """Return metadata with the fields; anywhere but in itemmetadata or below a file's root it breaks an import."""
    found = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{escape(entry, quote=False)}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in fields.items()
    )
    return f"<qtimetadata>{found}</qtimetadata>"


def item(ident: str, title: str, xml: str) -> str:
    """Return an item; `xml` is all that it holds."""
    return f'<item ident="{ident}" title="{escape(title)}">{xml}</item>'


def material(text: str, texttype: str = "text/html") -> str:
    """Return material of exactly one mattext, which is all that New Quizzes reads."""
    return f'<material><mattext texttype="{texttype}">{escape(text, quote=False)}</mattext></material>'


def name_material(name: str) -> str:
    """Return the name of a gap: material whose text must be the name between the brackets, letter by letter."""
    return f"<material><mattext>{name}</mattext></material>"


def image_material(uri: str) -> str:
    """Return material of one picture."""
    return f'<material><matimage uri="{escape(uri)}"/></material>'


def response_lid(ident: str, xml: str, cardinality: str = "") -> str:
    """Return a response that picks choices; `xml` is its material, if it has any, and what shows the choices."""
    stated = f' rcardinality="{cardinality}"' if cardinality else ""
    return f'<response_lid ident="{ident}"{stated}>{xml}</response_lid>'


def render_choice(xml: str, shuffle: str = "") -> str:
    """Return a list of choices, given as XML."""
    stated = f' shuffle="{shuffle}"' if shuffle else ""
    return f"<render_choice{stated}>{xml}</render_choice>"


def label(ident: str, text: str, texttype: str = "text/html", attributes: str = "") -> str:
    """Return one choice; `attributes` are XML."""
    return f'<response_label ident="{ident}"{attributes}>{material(text, texttype)}</response_label>'


def text_field(fibtype: str = "") -> str:
    """Return a response that is typed."""
    stated = f' fibtype="{fibtype}"' if fibtype else ""
    return (
        f'<response_str ident="response1" rcardinality="Single"><render_fib{stated}>'
        '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
    )


def resprocessing(xml: str) -> str:
    """Return response processing that counts from 0 to 100, as Canvas does; `xml` are its conditions."""
    return f"<resprocessing>{_DECVAR}{xml}</resprocessing>"


def condition(test: str, outcomes: str, *, final: bool = False, attributes: str = "") -> str:
    """Return a respcondition, its test and outcomes given as XML; after a `final` one that holds, no more is asked."""
    goes_on = "No" if final else "Yes"
    return (
        f'<respcondition continue="{goes_on}"{attributes}><conditionvar>{test}</conditionvar>{outcomes}</respcondition>'
    )


def varequal(respident: str, value: str, attributes: str = "") -> str:
    """Return the test that the response is `value` (an ident or a text); `attributes` are XML."""
    shown = value if value.isalnum() else escape(value, quote=False)
    return f'<varequal respident="{respident}"{attributes}>{shown}</varequal>'


def within(respident: str, low: Decimal, high: Decimal) -> str:
    """Return the test that the response is between two numbers."""
    return (
        f'<vargte respident="{respident}">{number(low)}</vargte><varlte respident="{respident}">{number(high)}</varlte>'
    )


def setvar(value: str, action: str) -> str:
    """Return the score that a condition earns, in percent."""
    return f'<setvar action="{action}" varname="SCORE">{value}</setvar>'


def displayfeedback(ident: str) -> str:
    """Return the feedback that a condition shows."""
    return f'<displayfeedback feedbacktype="Response" linkrefid="{ident}"/>'


def itemfeedback(ident: str, html: str) -> str:
    """Return feedback, exactly two levels deep, which is all that New Quizzes reads."""
    return f'<itemfeedback ident="{ident}"><flow_mat>{material(html)}</flow_mat></itemfeedback>'


def share(count: int) -> str:
    """Return one part of `count` equal ones of 100, with the two decimals that Canvas writes."""
    return str((Decimal(100) / count).quantize(Decimal("0.01")))


def split(root: Element, holder: Element, *, inside: bool = False) -> tuple[bytes, bytes]:
    """Return the bytes before and after what will stand last in `holder`; `inside` a file that has the namespace."""
    mark = etree.Comment("items")
    holder.append(mark)
    before, after = etree.tostring(root, encoding="utf-8").split(b"<!--items-->")
    holder.remove(mark)
    if inside:
        return before.replace(_NAMESPACE, b"", 1) + b"\n", after + b"\n"
    return DECLARATION + before + b"\n", after + b"\n"


_RESPONSES = (RESPONSE_LID, RESPONSE_STR, RESPONSE_XY)
_TESTS = (VAREQUAL, VARGTE, VARLTE)


def dangling(item: Element) -> list[str]:
    """Return the idents that scoring names without there being such a response, choice or feedback."""
    choices: dict[str, set[str] | None] = {}
    feedback = {each.get("ident") for each in item.iterchildren(ITEMFEEDBACK)}
    for response in _below(item, PRESENTATION, *_RESPONSES):
        listed = {label.get("ident", "") for label in response.iter(RESPONSE_LABEL)}
        choices[response.get("ident", "")] = listed if response.tag == RESPONSE_LID else None
    missing: list[str] = []
    for test in _below(item, RESPROCESSING, *_TESTS, DISPLAYFEEDBACK):
        if test.tag == DISPLAYFEEDBACK:
            ident = test.get("linkrefid", "")
            if ident not in feedback:
                missing.append(ident)
            continue
        respident = test.get("respident", "")
        if respident not in choices:
            missing.append(respident)
        elif (listed_ := choices[respident]) is not None and test.text not in listed_:
            missing.append(f"{respident} {test.text}")
    return missing


def _below(item: Element, part: str, *tags: str) -> Iterator[Element]:
    """Yield the elements of the tags in one part of an item; most of it is texts, which need no look."""
    for each in item.iterchildren(part):
        yield from each.iter(*tags)


def parsed(item: str) -> Element:
    """Return the tree of an item that is written for a file whose root declares the namespace."""
    return item_xml.parsed(item.replace("<item", f'<item xmlns="{QTI}"', 1))
