"""A click on a picture."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import product

from exporter.areas import bounding_box
from exporter.codes import qti as codes
from exporter.model import Area, Hotspot
from exporter.scoring import credit_of, score
from exporter.targets.media_types import media_type
from exporter.targets.qti.declarations import Key
from exporter.targets.qti.dialect import escaped
from exporter.targets.qti.numbers import share
from exporter.targets.qti.processing import Branch, Condition, Statement, decimal, operator, variable
from exporter.targets.qti.sheet import RESPONSE, Sheet
from exporter.targets.qti.spoken import OF_ANSWER


def hotspot(sheet: Sheet, question: Hotspot) -> None:
    """Write a select point interaction; the first area that holds the point says what it earns."""
    areas = [(area.shape, _coords(sheet, area), share(sheet.scale, credit_of(area))) for area in question.areas]
    right = right_point(question)
    sheet.response("point", key=Key([right] if right else (), areas=areas))
    sheet.stem()
    size = {}
    if sheet.setting.size is not None:
        size = {"width": str(sheet.setting.size[0]), "height": str(sheet.setting.size[1])}
    image = question.image
    attributes = "".join(
        f' {name}="{escaped(value)}"'
        for name, value in {"data": sheet.text.url(image.path), "type": media_type(image.path), **size}.items()
    )
    if image.title:
        sheet.report(codes.TITLE_DROPPED, image.span, f"the title `{image.title}` of the picture is dropped")
    picture = f"<object{attributes}>{escaped(image.alt)}</object>"
    sheet.place(sheet.interaction("selectPointInteraction", picture, maxChoices="1"))
    branches: list[Branch] = []
    for place, (area, (shape, coords, earned)) in enumerate(zip(question.areas, areas, strict=True), 1):
        statements: list[Statement] = [sheet.earn(sheet.full() if credit_of(area) == 1 else decimal(earned))]
        if area.feedback is not None:
            statements.append(sheet.feedback(f"answer_{place}_fb", sheet.text.block(area.feedback), OF_ANSWER))
        holds = operator("inside", variable(RESPONSE), shape=shape, coords=coords)
        branches.append(Branch(holds, tuple(statements)))
    sheet.score(Condition(tuple(branches)))


def _coords(sheet: Sheet, area: Area) -> str:
    whole = [number.quantize(Decimal(1), ROUND_HALF_EVEN) for number in area.numbers]
    if list(area.numbers) != whole:
        sheet.report(codes.AREA_ROUNDED, area.span, "the places of an area are rounded to whole pixels")
    return ",".join(str(int(each)) for each in whole)


def right_point(question: Hotspot) -> str:
    """Return a point that earns all of the points, empty where none is found.

    It is the middle of a right area, or a place in it that no area before it covers; a place on an edge, which players
    judge differently, only where there is no other.
    """
    for margin in (Decimal("0.5"), Decimal(0)):
        for area in question.areas:
            if credit_of(area) == 1:
                for x, y in _points(area):
                    if _earns_all(question, x, y, margin):
                        return f"{int(x)} {int(y)}"
    return ""


def _earns_all(question: Hotspot, x: Decimal, y: Decimal, margin: Decimal) -> bool:
    """Return whether a point and all that lies around it within `margin` earns all of the points."""
    steps = (-margin, Decimal(0), margin) if margin else (Decimal(0),)
    return all(score(question, (x + across, y + down)) == 1 for across, down in product(steps, steps))


def _points(area: Area) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield whole pixels around an area: the middle of its corners, then ever finer grids over its box."""
    numbers = area.numbers
    one = Decimal(1)
    if area.shape != "circle":
        corners = len(numbers) // 2
        middle = sum(numbers[::2], Decimal(0)) / corners, sum(numbers[1::2], Decimal(0)) / corners
        yield middle[0].quantize(one), middle[1].quantize(one)
    left, top, right, bottom = bounding_box(area.shape, area.numbers)
    for fineness in (2, 4, 8, 16, 32):
        parts = [Decimal(step) / fineness for step in range(1, fineness)]
        parts.sort(key=lambda part: abs(part - Decimal("0.5")))
        for across, down in product(parts, parts):
            yield (left + (right - left) * across).quantize(one), (top + (bottom - top) * down).quantize(one)
