"""The engine's way from styles to lengths, at once where nothing in them depends on the box around."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{least}{axis}" for axis in ("width", "height") for least in ("", "min_", "max_")),
)
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_NAMES = ("border_collapse", "box_sizing", *_LENGTHS, *_BORDERS)
_VALUES = itemgetter(*_NAMES)
_PLAIN = ("separate", "content-box")
"""How borders and sizes are counted where the engine has nothing more to work out."""


@contextmanager
def quick_lengths() -> Iterator[None]:
    """Take the lengths of a box from those of the boxes with the same styles while this lasts.

    The engine works out each of eighteen for every box, a few times over, which is a fourteenth of the time of a paper.
    """
    from weasyprint.layout import percent  # noqa: PLC0415 - the engine's own

    known: dict[tuple[object, ...], dict[str, object] | None] = {}
    slow = percent.resolve_percentages

    def resolve(box: Any, containing_block: object) -> None:  # noqa: ANN401
        values = _VALUES(box.style)
        try:
            used = known[values]
        except KeyError:
            used = known[values] = _used(values)
        except TypeError:  # a formula, which is a list of tokens
            used = None
        if used is None:
            slow(box, containing_block)
        else:
            box.__dict__.update(used)

    layouts = [each for name, each in sys.modules.items() if name.startswith("weasyprint.layout.")]
    users = [each for each in layouts if getattr(each, "resolve_percentages", None) is slow]
    for module in users:
        module.resolve_percentages = resolve  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in users:
            module.resolve_percentages = slow  # type: ignore[attr-defined]


def _used(values: tuple[Any, ...]) -> dict[str, object] | None:
    """Return the lengths in px or as words by name, None where one depends on more than the styles."""
    if values[:2] != _PLAIN:
        return None
    used: dict[str, object] = dict(zip(_BORDERS, values[-len(_BORDERS) :], strict=True))
    for name, value in zip(_LENGTHS, values[2:], strict=False):
        if value is None or value == "auto":
            used[name] = 0 if value and name.startswith("min_") else value
        elif getattr(value, "unit", None) == "px":
            used[name] = value.value
        else:
            return None
    return used
