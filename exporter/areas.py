"""The areas of hotspots as geometry, in the pixels of their picture: what lies in one, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exporter.model import Area, AreaShape

Box = tuple[Decimal, Decimal, Decimal, Decimal]
"""Left, top, right, bottom."""


def inside(area: Area, x: Decimal, y: Decimal) -> bool:
    """Return whether the point lies in the area.

    The edge of a rectangle or circle is a part of it; a point on the edge of a polygon may count as in or out.
    """
    numbers = area.numbers
    if area.shape == "rect":
        left, top, right, bottom = numbers
        return left <= x <= right and top <= y <= bottom
    if area.shape == "circle":
        centre_x, centre_y, radius = numbers
        return (x - centre_x) ** 2 + (y - centre_y) ** 2 <= radius**2
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    odd = False
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def bounding_box(shape: AreaShape, numbers: Sequence[Decimal]) -> Box:
    """Return the smallest rectangle around an area; `numbers` as in `model.Area`."""
    if shape == "circle":
        x, y, radius = numbers
        return x - radius, y - radius, x + radius, y + radius
    across, down = numbers[0::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)
