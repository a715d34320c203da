"""A click on a picture, which only New Quizzes reads: the picture, and one right area in parts of its size."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from exporter.codes import canvas as codes
from exporter.codes.targets import FEATURE_LOST
from exporter.model import Area, Hotspot
from exporter.targets import qti12 as elements
from exporter.targets.canvas.sheet import Sheet
from exporter.targets.item_xml import number

_SHAPES = {"rect": "square", "circle": "oval", "poly": "polygon"}
_FULL = Decimal(100)
_PLACES = Decimal("0.0001")


def hotspot(sheet: Sheet, question: Hotspot) -> None:
    """Write a hot spot with the first of its areas that are wholly right."""
    # What earns all of the points comes first: in Canvas the one area that is kept does.
    right = sorted((area for area in question.areas if area.right), key=lambda area: not _is_full(area))
    for area in right[1:]:
        sheet.report(codes.ONE_AREA, area.span, "a second right area is lost")
    assert sheet.setting.size is not None
    width, height = sheet.setting.size
    corners = ",".join(f"{_part(x, width)},{_part(y, height)}" for x, y in _corners(right[0]))
    if question.image.title:
        message = f"the title `{question.image.title}` of the picture to mark is lost"
        sheet.report(FEATURE_LOST, question.image.span, message)
    picture = elements.image_material(sheet.writing.url(question.image.path))
    sheet.present_bare(
        "hot_spot_question",
        f'<response_xy ident="response1" rcardinality="Single">{elements.material(sheet.stem())}'
        f'<render_hotspot>{picture}<response_label ident="response1" rarea="{_SHAPES[right[0].shape]}">{corners}'
        "</response_label></render_hotspot></response_xy>",
    )
    sheet.begin_scoring()
    sheet.show_incorrect()


def _is_full(area: Area) -> bool:
    return area.weight is None or area.weight == _FULL


def _corners(area: Area) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the points of the area: two corners of a rectangle or of a circle's square, all of a polygon."""
    if area.shape == "circle":
        x, y, radius = area.numbers
        yield x - radius, y - radius
        yield x + radius, y + radius
    else:
        yield from zip(area.numbers[::2], area.numbers[1::2], strict=True)


def _part(value: Decimal, whole: int) -> str:
    return number((min(max(value, Decimal(0)), Decimal(whole)) / whole).quantize(_PLACES))
