"""What stands around the items of a file: an element with its end cut off, so that items can be streamed between."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from exporter.targets import qti12 as elements
from exporter.targets.canvas.sheet import LONGEST_TITLE
from exporter.targets.item_xml import number
from exporter.targets.qti12 import Element


def quiz_frame(ident: str, title: str, attempts: str) -> tuple[Element, Element]:
    """Return a file of one assessment and the section that its items stand in."""
    root = elements.rooted(elements.QTI, "questestinterop", {})
    assessment = _child(root, "assessment", ident=ident, title=title[:LONGEST_TITLE])
    _metadata(assessment, "cc_maxattempts", attempts)
    return root, _child(assessment, "section", ident="root_section")


def bank_frame(ident: str, title: str) -> tuple[Element, Element]:
    """Return a file of one question bank and the element that its items stand in."""
    root = elements.rooted(elements.QTI, "questestinterop", {})
    bank = _child(root, "objectbank", ident=ident)
    _metadata(bank, "bank_title", title[:LONGEST_TITLE])
    return root, bank


def group(ident: str, title: str, count: int, points: Decimal, stimulus: str) -> Element:
    """Return a question group that picks `count` of its items, each worth `points`.

    `stimulus` names the text that New Quizzes shows beside it; empty for none, as the official schema has it.
    """
    section = elements.rooted(elements.QTI, "section", {"ident": ident, "title": title[:LONGEST_TITLE]})
    if stimulus:
        section.set("parent_stimulus_item_ident", stimulus)
    selection = _child(_child(section, "selection_ordering"), "selection")
    _child(selection, "selection_number").text = str(count)
    _child(_child(selection, "selection_extension"), "points_per_item").text = number(points)
    return section


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{elements.QTI}}}{tag}", attributes)


def _metadata(parent: Element, label: str, entry: str) -> None:
    field = _child(_child(parent, "qtimetadata"), "qtimetadatafield")
    _child(field, "fieldlabel").text = label
    _child(field, "fieldentry").text = entry
