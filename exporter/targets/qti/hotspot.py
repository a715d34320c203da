"""A click on a picture."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from exporter.codes import qti as codes
from exporter.model import Area, Hotspot
from exporter.scoring import inside
from exporter.targets.qti.body import attribute, media_type
from exporter.targets.qti.declarations import Key
from exporter.targets.qti.numbers import share
from exporter.targets.qti.processing import Branch, Condition, Statement, decimal, operator, variable
from exporter.targets.qti.sheet import RESPONSE, Sheet


def hotspot(sheet: Sheet, question: Hotspot) -> None:
    """Write a select point interaction; the first area that holds the point says what it earns."""
    areas = [(area.shape, _coords(sheet, area), share(sheet.scale, _weight(area))) for area in question.areas]
    middle = next((_middle(area) for area in question.areas if _weight(area) == 1), None)
    sheet.response("point", key=Key([middle] if middle else (), areas=areas))
    sheet.stem()
    size = {}
    if sheet.setting.size is not None:
        size = {"width": str(sheet.setting.size[0]), "height": str(sheet.setting.size[1])}
    image = question.image
    attributes = "".join(
        f' {name}="{attribute(value)}"'
        for name, value in {"data": sheet.text.url(image.path), "type": media_type(image.path), **size}.items()
    )
    picture = f"<object{attributes}>{attribute(image.alt)}</object>"
    sheet.place(sheet.interaction("selectPointInteraction", picture, maxChoices="1"))
    branches: list[Branch] = []
    for place, (area, (shape, coords, earned)) in enumerate(zip(question.areas, areas, strict=True), 1):
        statements: list[Statement] = [sheet.earn(sheet.full() if _weight(area) == 1 else decimal(earned))]
        if area.feedback is not None:
            statements.append(sheet.feedback(f"answer_{place}_fb", sheet.text.block(area.feedback)))
        holds = operator("inside", variable(RESPONSE), shape=shape, coords=coords)
        branches.append(Branch(holds, tuple(statements)))
    sheet.score(Condition(tuple(branches)))


def _weight(area: Area) -> Fraction:
    if area.weight is None:
        return Fraction(int(area.right))
    return max(Fraction(0), min(Fraction(1), Fraction(area.weight) / 100))


def _coords(sheet: Sheet, area: Area) -> str:
    whole = [number.quantize(Decimal(1), ROUND_HALF_EVEN) for number in area.numbers]
    if list(area.numbers) != whole:
        sheet.report(codes.AREA_ROUNDED, area.span, "the places of an area are rounded to whole pixels")
    return ",".join(str(int(each)) for each in whole)


def _middle(area: Area) -> str | None:
    """Return a point inside the area where its middle is one."""
    numbers = area.numbers
    if area.shape == "circle":
        x, y = numbers[0], numbers[1]
    elif area.shape == "rect":
        x, y = (numbers[0] + numbers[2]) / 2, (numbers[1] + numbers[3]) / 2
    else:
        corners = len(numbers) // 2
        x, y = sum(numbers[::2], Decimal(0)) / corners, sum(numbers[1::2], Decimal(0)) / corners
    x, y = x.quantize(Decimal(1)), y.quantize(Decimal(1))
    return f"{int(x)} {int(y)}" if inside(area, x, y) else None
