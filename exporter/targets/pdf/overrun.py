"""What a laid-out document shows too small or not at all, because its line or its page is too narrow for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LEGIBLE = 0.75
"""Of the size of the text around it: 9 of 12 points, as small as anything on the paper."""
_SLACK = 1
"""Pixels beyond the edge that take no ink with them."""
_OWNERS = ("question-", "passage-", "lesson-")
"""How the ids of the elements begin that hold a question, passage or lesson."""


def shrunk_formulas(document: Any) -> Iterator[int]:  # noqa: ANN401 - the engine has no types
    """Yield the numbers of the formulas that the laid-out document shows at less than `_LEGIBLE` of their size."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - there is no door for it
            number = box.element is not None and box.element.get("data-formula")
            asked = box.style["width"] if number and box.element_tag == "img" else None
            # Another width than that of the drawing is a matter of the author's own style.
            if asked is not None and getattr(asked, "unit", "") == "px" and box.width < asked.value * _LEGIBLE:
                yield int(number)


def cut_off(document: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the id of each question, passage and lesson of which something lies beyond the edge of its page."""
    for page in document.pages:
        yield from _beyond(page._page_box, "", page.width)  # noqa: SLF001 - there is no door for it


def _beyond(box: Any, owner: str, width: float) -> Iterator[str]:  # noqa: ANN401
    ident = "" if box.element is None else box.element.get("id", "")
    owner = ident if ident.startswith(_OWNERS) else owner
    children = getattr(box, "children", ())
    for child in children:
        yield from _beyond(child, owner, width)
    # What holds others may be wider than they are; what counts is where words, pictures and lines to fill end.
    if owner and not children and (box.position_x < -_SLACK or box.position_x + box.margin_width() > width + _SLACK):
        yield owner
