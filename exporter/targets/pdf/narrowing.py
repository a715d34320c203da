"""Formulas that stand in tables: how wide a cell is shows only when it is laid out, so they are broken after that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import count
from typing import Any

import msgspec

from exporter.targets.pdf.math import draw_lines, placed, svg

_SLACK = 1
"""Pixels that a formula may stand out of its cell."""
_IMAGE = r'<img class="formula" data-formula="(\d+)"[^>]*/>'
_SHOWN = re.compile(rf'<span class="display-formula(?: wide)?">{_IMAGE}</span>|{_IMAGE}')


class _Found(msgspec.Struct):
    """A formula in a cell: its picture, the block around it, and its outermost table."""

    picture: Any
    block: Any
    column: tuple[int, float]
    table: Any


def squeezed(document: Any) -> dict[int, tuple[str, float]]:  # noqa: ANN401 - the engine has no types
    """Return LaTeX and room in em of each formula that is too wide for its cell, or makes its table too wide.

    They are counted as they stand in the page: one formula may be shown in two places, and be too wide in one.
    """
    rooms: dict[int, tuple[str, float]] = {}
    pictures = (each for each in document._html.etree_element.iter("img") if each.get("data-formula"))  # noqa: SLF001
    places = {id(each): place for place, each in enumerate(pictures)}
    for page in document.pages:
        found = list(_in_cells(page._page_box, None, None, None))  # noqa: SLF001 - there is no door for it
        for each in found:
            columns = {other.column for other in found if other.table is each.table}
            room = each.block.width - _excess(each.table, page._page_box) / len(columns)  # noqa: SLF001
            wanted = each.picture.style["width"]  # another unit than ours is a matter of the author's own style
            if getattr(wanted, "unit", "") == "px" and wanted.value > room + _SLACK:
                element, size = each.picture.element, each.picture.style["font_size"]
                rooms[places[id(element)]] = (element.get("alt"), max(0, room) / size)
    return rooms


def _in_cells(box: Any, block: Any, cell: Any, table: Any) -> Iterator[_Found]:  # noqa: ANN401
    kind = type(box).__name__
    if kind == "TableCellBox":
        cell = box
    elif kind in {"TableBox", "InlineTableBox"}:
        table = table or box
    if kind in {"BlockBox", "InlineBlockBox"} or cell is box:
        block = box
    if cell is not None and box.element_tag == "img" and box.element.get("data-formula"):
        yield _Found(box, block, (round(cell.position_x), cell.width), table)
    for child in getattr(box, "children", ()):
        yield from _in_cells(child, block, cell, table)


def _excess(table: Any, page: Any) -> float:  # noqa: ANN401
    """Return by how much the table is wider than the room for text on its page."""
    left, right = page.content_box_x(), page.content_box_x() + page.width
    over = table.position_x + table.margin_width() - right
    return float(max(0, over, left - table.position_x))


def narrowed(html: str, rooms: dict[int, tuple[str, float]]) -> tuple[str, dict[str, str]]:
    """Return the page with these formulas broken to their room where they can be, and the new drawings by address."""
    drawings: dict[str, str] = {}
    places = count()

    def smaller(match: re.Match[str]) -> str:
        place = next(places)
        if place not in rooms:
            return match.group()
        tex, room = rooms[place]
        drawing = draw_lines(tex, room)
        if drawing.problem or "<g " not in drawing.paths:
            return match.group()
        name = f"formula:narrow-{place}"
        drawings[name] = svg(drawing)
        return (
            f'<span class="display-formula wide">{placed(drawing, int(match[1] or match[2]), name, escape(tex))}</span>'
        )

    return _SHOWN.sub(smaller, html), drawings
