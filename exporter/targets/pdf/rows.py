"""The rows of a formula drawn once, without a change to what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_KNOWN = "0.13"
"""The engine's version whose rows these are; another may need the height of a row for more than what stretches."""
_UNMEASURED = (9999, -9999)
"""What the engine says of a row in which nothing has a height."""


@contextmanager
def quick_rows() -> Iterator[None]:
    """Measure a row only where something in it stretches to its height, while this lasts.

    The engine draws each row once more to know that height, and each row within it twice again: a formula takes twice
    the time with each level, and most hold nothing that stretches.
    """
    from ziamath import __version__, operators  # noqa: PLC0415 - heavy, and only for formulas that are drawn
    from ziamath.nodes import mrow  # noqa: PLC0415

    if __version__ != _KNOWN:
        yield
        return
    stretching = {name for (name, _), values in operators.operators.items() if values.get("stretchy", "") == "true"}
    row: Any = mrow.Mrow
    measured = row._get_height_nostretch  # noqa: SLF001 - the engine has no door for it

    def measure(self: Any, line: list[Any], **kwargs: Any) -> tuple[float, float]:  # noqa: ANN401
        if any(_may_stretch(each, stretching) for child in line for each in child.iter()):
            height: tuple[float, float] = measured(self, line, **kwargs)
            return height
        return _UNMEASURED

    row._get_height_nostretch = measure  # noqa: SLF001
    try:
        yield
    finally:
        row._get_height_nostretch = measured  # noqa: SLF001


def _may_stretch(element: Any, stretching: set[str]) -> bool:  # noqa: ANN401
    return "stretchy" in element.attrib or (element.text or "").strip() in stretching
