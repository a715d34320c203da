"""The areas of hotspot questions: inside their picture, which says how large it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from exporter.areas import bounding_box
from exporter.checks.facts import Facts, HotspotFact
from exporter.codes.media import AREA_OUTSIDE, PICTURE_SIZE
from exporter.diagnostics import Diagnostic
from exporter.model import Bank


def areas_outside(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each area that reaches out of its picture, and for each picture without a size."""
    del statuses
    for hotspot in facts.hotspots:
        picture = bank.media.get(hotspot.image)
        if picture is None:
            continue  # told already, where the file was looked for
        if picture.width is None or picture.height is None:
            message = f"`{hotspot.image}` does not say how large it is"
            hint = "give the SVG a `width` and a `height`" if hotspot.image.lower().endswith(".svg") else "save it anew"
            yield PICTURE_SIZE.at(hotspot.image_span, message, hint, question=hotspot.question)
            continue
        yield from _outside(hotspot, picture.width, picture.height)


def _outside(hotspot: HotspotFact, width: int, height: int) -> Iterator[Diagnostic]:
    for area in hotspot.areas:
        left, top, right, bottom = bounding_box(area.shape, area.numbers)
        if left < 0 or top < 0 or right > width or bottom > height:
            message = f"this area reaches out of the picture, which is {width} × {height} pixels"
            hint = f"it goes from {left},{top} to {right},{bottom}; keep it within 0,0 and {width},{height}"
            yield AREA_OUTSIDE.at(area.span, message, hint, question=hotspot.question)
