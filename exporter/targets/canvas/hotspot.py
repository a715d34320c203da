"""A click on a picture, which only New Quizzes reads: the picture, and one right area in parts of its size."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from exporter.codes import canvas as codes
from exporter.model import Area, Hotspot
from exporter.targets.canvas import elements
from exporter.targets.canvas.sheet import Sheet

_SHAPES = {"rect": "square", "circle": "oval", "poly": "polygon"}
_PLACES = Decimal("0.0001")


def hotspot(sheet: Sheet, question: Hotspot) -> None:
    """Write a hot spot with the first of its right areas."""
    right = [area for area in question.areas if area.right]
    for area in right[1:]:
        sheet.report(codes.ONE_AREA, area.span, "a second right area is lost")
    presentation = sheet.bare_presentation("hot_spot_question")
    response = elements.append(presentation, elements.RESPONSE_XY, ident="response1", rcardinality="Single")
    elements.material(response, sheet.stem())
    render = elements.append(response, elements.RENDER_HOTSPOT)
    elements.image_material(render, sheet.writing.url(question.image.path))
    label = elements.append(render, elements.RESPONSE_LABEL, ident="response1", rarea=_SHAPES[right[0].shape])
    assert sheet.setting.size is not None
    width, height = sheet.setting.size
    points = _corners(right[0])
    label.text = ",".join(f"{_part(x, width)},{_part(y, height)}" for x, y in points)
    sheet.unscored()


def _corners(area: Area) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the points of the area: two corners of a rectangle or of a circle's square, all of a polygon."""
    if area.shape == "circle":
        x, y, radius = area.numbers
        yield x - radius, y - radius
        yield x + radius, y + radius
    else:
        yield from zip(area.numbers[::2], area.numbers[1::2], strict=True)


def _part(value: Decimal, whole: int) -> str:
    return elements.number((min(max(value, Decimal(0)), Decimal(whole)) / whole).quantize(_PLACES))
