"""Rules for questions of Moodle XML that are answered by dropping onto a picture."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import IMPORT_CHANGES, UNKNOWN_CHOICE
from exporter.media_file import sniffed
from exporter.picture_size import pixels_in
from exporter.svg_safety import look_into
from exporter.validation.rules.moodle_files import head_of, is_base64
from exporter.validation.rules.problem import Problem

_DIGITS = 300
"""Figures of which a number is still finite."""
_PIXELS = r"\d{1,9}"
_NUMBER = r"\d+(?:\.\d+)?"
_POINT = rf"{_NUMBER},{_NUMBER}"
_ZONES = {
    "circle": re.compile(rf"{_POINT};0*[1-9]\d*(?:\.\d+)?"),
    "rectangle": re.compile(rf"{_POINT};{_POINT}"),
    "polygon": re.compile(rf"{_POINT}(?:;{_POINT}){{2,}};?"),
}
"""The coordinates of each shape: middle and radius, corner and size, corners."""
_LARGEST_DRAWING = 2**20
"""Bytes of an SVG whose size is looked for."""


def drop_problems(question: etree._Element, kind: str) -> Iterator[Problem]:
    """Yield what is wrong with the picture, the markers and the zones."""
    if question.find("file") is None:
        yield IMPORT_CHANGES, question, "there is no picture to drop on", "embed one in the question"
    size = _picture(question)
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
                continue
        if size is not None and (place := _corner(drop, kind)) and (place[0] >= size[0] or place[1] >= size[1]):
            message = f"a drop zone lies beside the picture, which has {size[0]} by {size[1]} pixels"
            yield UNKNOWN_CHOICE, drop, message, "mend the coordinates: nobody can drop there"


def _corner(drop: etree._Element, kind: str) -> tuple[float, float] | None:
    """Return the left and upper end of a zone; None where it is not told in numbers."""
    if kind == "ddimageortext":
        places = [(drop.findtext(each) or "").strip() for each in ("xleft", "ytop")]
        return (float(places[0]), float(places[1])) if all(re.fullmatch(_PIXELS, each) for each in places) else None
    text = re.sub(r"\s", "", drop.findtext("coords") or "").strip(";")
    shape = (drop.findtext("shape") or "").strip()
    numbers = [float(each) if len(each) < _DIGITS else 0.0 for each in re.split("[,;]", text)]
    if shape == "polygon":
        return min(numbers[::2]), min(numbers[1::2])
    reach = numbers[2] if shape == "circle" else 0.0
    return numbers[0] - reach, numbers[1] - reach


def _picture(question: etree._Element) -> tuple[int, int] | None:
    """Return width and height of the picture that is dropped on, where it tells them."""
    file = question.find("file")
    content = "" if file is None else file.text or ""
    if not content or not is_base64(content):
        return None
    head = head_of(content, _LARGEST_DRAWING)
    kind = sniffed(head)
    width: int | None = None
    height: int | None = None
    if kind in {"png", "jpg", "gif", "webp"}:
        width, height = pixels_in(io.BytesIO(head), kind)
    elif kind == "svg":
        seen = look_into(head)
        width, height = seen.width, seen.height
    return (width, height) if width and height else None
