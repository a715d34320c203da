"""The engine's way to draw outlines, at once for those of formulas: they are all it draws by the thousand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

_NUMBERS = {"M": 2, "L": 2, "Q": 4, "h": 1, "v": 1, "Z": 0}
"""How many numbers follow each letter that the outlines of formulas are made of (SVG 1.1, 8.3)."""
_Step = tuple[str, tuple[float, ...]]


@contextmanager
def quick_outlines() -> Iterator[None]:
    """Draw outlines of a formula's letters and no others in one pass while this lasts.

    The engine reads each point with four patterns and keeps what markers need: a twenty-fifth of the time of a paper.
    """
    from weasyprint.svg import TAGS  # noqa: PLC0415 - the engine's own

    slow = TAGS["path"]

    def draw(svg: Any, node: Any, font_size: float) -> None:  # noqa: ANN401
        marked = any(name.startswith("marker") for name in node.attrib)
        steps = None if marked else read_outline(node.get("d", ""))
        if steps is None:
            slow(svg, node, font_size)
        else:
            _draw(svg.stream, steps)

    TAGS["path"] = draw
    try:
        yield
    finally:
        TAGS["path"] = slow


def read_outline(path: str) -> list[_Step] | None:
    """Return the letters of a path, each with its numbers in px; None where it holds more than formulas do."""
    words = iter(path.split())
    steps: list[_Step] = []
    before = "Z"
    try:
        for letter in words:
            count = _NUMBERS[letter]
            numbers = tuple(map(float, islice(words, count)))
            if len(numbers) < count or (before == "Z") is not (letter == "M") or before + letter == "MZ":
                return None
            steps.append((letter, numbers))
            before = letter
    except (KeyError, ValueError):
        return None
    return steps


def _draw(stream: Any, steps: list[_Step]) -> None:  # noqa: ANN401
    """Write the steps as operators of PDF (ISO 32000-1, 8.5.2), which has cubic curves alone."""
    x = y = 0.0
    stream.move_to(0, 0)
    for letter, numbers in steps:
        if letter == "Q":
            x2, y2, x3, y3 = numbers
            stream.curve_to(x2 * 2 / 3 + x / 3, y2 * 2 / 3 + y / 3, x2 * 2 / 3 + x3 / 3, y2 * 2 / 3 + y3 / 3, x3, y3)
            x, y = x3, y3
        elif letter == "Z":
            stream.close()
        else:
            x, y = numbers if letter in "ML" else (x + numbers[0], y) if letter == "h" else (x, y + numbers[0])
            if letter == "M":
                stream.move_to(x, y)
            else:
                stream.line_to(x, y)
