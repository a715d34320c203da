"""Hotspot as a marker dragged onto the picture (`ddmarker`)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from exporter.codes.moodle import AREA_ROUNDED, PICTURE_SHRUNK, SEVERAL_AREAS
from exporter.codes.targets import FEATURE_LOST
from exporter.model import Area, Hotspot
from exporter.targets.moodle.draft import Draft, Field, file_name, put_text
from exporter.targets.moodle.fields import begin, finish, put_combined_feedback, put_value
from exporter.targets.moodle.setting import Setting

WIDTH = 600
HEIGHT = 400
"""The size in pixels to which Moodle shrinks a larger picture, keeping its proportions."""

_MARKER = "●"
_SHAPES = {"rect": "rectangle", "circle": "circle", "poly": "polygon"}


def hotspot(question: Hotspot, setting: Setting) -> Draft:
    """Return a `ddmarker` with one drop zone for each right area and as many markers."""
    draft = begin("ddmarker", question, setting)
    root = draft.element
    put_combined_feedback(draft, question)
    path = question.image.path
    if question.image.title:
        message = f"the title `{question.image.title}` of the picture to mark is lost"
        draft.report(FEATURE_LOST, question.image.span, message)
    Field(draft).put_file(root, path, file_name(path, set()))
    right = [area for area in question.areas if area.right]
    if len(right) > 1:
        draft.report(SEVERAL_AREAS, right[1].span, f"all {len(right)} right areas are to be marked in Moodle")
    drag = etree.SubElement(root, "drag")
    put_value(drag, "no", "1")
    put_text(drag, _MARKER)
    put_value(drag, "noofdrags", str(len(right)))
    scale = _scale(draft, question)
    for place, area in enumerate(right, 1):
        if scale == 1 and any(number % 1 for number in area.numbers):
            draft.report(AREA_ROUNDED, area.span, "the places of an area are rounded to whole pixels")
        drop = etree.SubElement(root, "drop")
        put_value(drop, "no", str(place))
        put_value(drop, "shape", _SHAPES[area.shape])
        put_value(drop, "coords", coordinates(area, scale))
        put_value(drop, "choice", "1")
    return finish(draft)


def coordinates(area: Area, scale: Decimal) -> str:
    """Return an area in Moodle's writing, in whole pixels of the picture times `scale`, one at least."""
    numbers = [int((each * scale).to_integral_value(ROUND_HALF_UP)) for each in area.numbers]
    match area.shape:
        case "rect":
            left, top, right, bottom = numbers
            return f"{left},{top};{max(1, right - left)},{max(1, bottom - top)}"
        case "circle":
            x, y, radius = numbers
            return f"{x},{y};{max(1, radius)}"
        case "poly":
            return ";".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2], strict=True))


def _scale(draft: Draft, question: Hotspot) -> Decimal:
    if draft.setting.picture is None:
        return Decimal(1)
    width, height = draft.setting.picture
    scale = min(Decimal(WIDTH) / width, Decimal(HEIGHT) / height)
    message = f"the picture of {width} × {height} pixels is shrunk to fit {WIDTH} × {HEIGHT}; its areas are scaled"
    draft.report(PICTURE_SHRUNK, question.image.span, message)
    return scale
