"""Rules for questions of Moodle XML that are answered by dropping onto a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import IMPORT_CHANGES, UNKNOWN_CHOICE
from exporter.validation.moodle_problem import Problem

_NUMBER = r"\d+(?:\.\d+)?"
_POINT = rf"{_NUMBER},{_NUMBER}"
_ZONES = {
    "circle": re.compile(rf"{_POINT};0*[1-9]\d*(?:\.\d+)?"),
    "rectangle": re.compile(rf"{_POINT};{_POINT}"),
    "polygon": re.compile(rf"{_POINT}(?:;{_POINT}){{2,}};?"),
}
"""The coordinates of each shape: middle and radius, corner and size, corners."""


def drop_problems(question: etree._Element, kind: str) -> Iterator[Problem]:
    """Yield what is wrong with the picture, the markers and the zones."""
    if question.find("file") is None:
        yield IMPORT_CHANGES, question, "there is no picture to drop on", "embed one in the question"
    numbers = {(drag.findtext("no") or "").strip() for drag in question.iterfind("drag")}
    for drop in question.iterfind("drop"):
        chosen = (drop.findtext("choice") or "").strip()
        if chosen not in numbers:
            yield UNKNOWN_CHOICE, drop, f"a drop zone asks for marker `{chosen}`, which is not there", "name a `<drag>`"
        if kind == "ddmarker":
            shape, coordinates = (drop.findtext("shape") or "").strip(), (drop.findtext("coords") or "").strip()
            zone = _ZONES.get(shape)
            if zone is None or not zone.fullmatch(re.sub(r"\s", "", coordinates)):
                hint = "write circle `x,y;r`, rectangle `x,y;w,h` or polygon `x,y;x,y;x,y`"
                shown = f"{shape} {coordinates}"[:60]
                yield IMPORT_CHANGES, drop, f"Moodle does not read the zone `{shown}`", hint
