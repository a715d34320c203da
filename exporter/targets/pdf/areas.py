"""The areas of a picture to mark, as the key draws them over it."""

from __future__ import annotations

from markupsafe import Markup

from exporter.decimals import plain_number
from exporter.model import Area

_WIDTH, _HEIGHT = 600, 340
"""CSS pixels that the key gives a picture at most; a larger one is shown smaller, with all that is drawn on it."""
_RADIUS, _TYPE = 10, 14


def shape(area: Area, name: str, width: int, height: int) -> Markup:
    """Return the area as SVG: its outline, solid where right and broken where wrong, its letter at the top.

    On paper, pen and letter are as large whatever the picture's size in pixels, and the letter is inside the picture.
    """
    numbers = [plain_number(number) for number in area.numbers]
    match area.shape:
        case "rect":
            left, top, right, bottom = area.numbers
            body = f'rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
            x, y = (left + right) / 2, top
        case "circle":
            x, y = area.numbers[0], area.numbers[1] - area.numbers[2]
            body = f'circle cx="{numbers[0]}" cy="{numbers[1]}" r="{numbers[2]}"'
        case "poly":
            body = f'polygon points="{" ".join(numbers)}"'
            y, x = min(zip(area.numbers[1::2], area.numbers[0::2], strict=True))
    scale = max(1, width / _WIDTH, height / _HEIGHT)
    dashes = "" if area.right else f' stroke-dasharray="{6 * scale:g} {4 * scale:g}"'
    pen = f'stroke-width="{(3 if area.right else 1.5) * scale:g}"{dashes}'
    label = _label(name, float(x), float(y), (width, height), scale)
    return Markup(f'<{body} fill="none" stroke="#111" {pen}/>{label}')  # noqa: S704 - numbers and one letter


def _label(name: str, x: float, y: float, size: tuple[int, int], scale: float) -> str:
    radius = _RADIUS * scale
    x, y = (max(radius, min(at, most - radius)) for at, most in ((x, size[0]), (y, size[1])))
    style = f'font-family="Exporter Sans" font-weight="700" font-size="{_TYPE * scale:g}"'
    text = f'<text x="{x:g}" y="{y + radius / 2:g}" {style} text-anchor="middle" fill="#fff">{name}</text>'
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="#111"/>{text}'
