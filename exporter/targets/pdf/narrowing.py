"""Tables that are wider than their place, and formulas in them: how wide they are shows only when they are laid out.

Such a table is set in smaller type with its words hyphenated; where that is not enough, its words are broken anywhere.
A formula that is wider than its cell is broken as one is that is wider than its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import count
from typing import Any

import msgspec

from exporter.targets.pdf.math import draw_lines, placed, svg

LAYOUTS = 3
"""How often a document is laid out at most."""
_SLACK = 1
"""Pixels that something may stand out of its place."""
_IMAGE = r'<img class="formula" data-formula="(\d+)"[^>]*/>'
_SHOWN = re.compile(rf'<span class="display-formula(?: wide)?">{_IMAGE}</span>|{_IMAGE}')
_TABLE = re.compile(r'<table\b(?P<narrow> data-narrow="1")?')


class Crowd(msgspec.Struct):
    """What is too wide, by the place it has among its like in the page: one formula may be shown in two places."""

    tables: set[int] = msgspec.field(default_factory=set)
    formulas: dict[int, tuple[str, float]] = msgspec.field(default_factory=dict)
    """LaTeX and room in em."""


class _Found(msgspec.Struct):
    """A table or a formula in a cell: its box, the block around it, the table that holds all, and what holds that."""

    box: Any
    block: Any
    cell: Any
    table: Any
    place: Any


def crowded(document: Any) -> Crowd:  # noqa: ANN401 - the engine has no types
    """Return the tables of the laid-out document that are too wide for their place, and formulas for their cell."""
    root = document._html.etree_element  # noqa: SLF001 - there is no door for it
    tables = {id(each): place for place, each in enumerate(root.iter("table"))}
    pictures = (each for each in root.iter("img") if each.get("data-formula"))
    formulas = {id(each): place for place, each in enumerate(pictures)}
    crowd = Crowd()
    for page in document.pages:
        found = list(_in_tables(page._page_box, _Found(None, None, None, None, None)))  # noqa: SLF001
        for each in found:
            excess, element = _excess(each.table, each.place), each.box.element
            if each.box.element_tag == "table":
                if excess > _SLACK:
                    crowd.tables.add(tables[id(element)])
                continue
            columns = {_column(other) for other in found if other.cell and other.table is each.table}
            room = each.block.width - excess / len(columns)
            wanted = each.box.style["width"]  # another unit than ours is a matter of the author's own style
            if getattr(wanted, "unit", "") == "px" and wanted.value > room + _SLACK:
                crowd.formulas[formulas[id(element)]] = (element.get("alt"), max(0, room) / each.box.style["font_size"])
    return crowd


def _column(found: _Found) -> tuple[int, int]:
    return round(found.cell.position_x), round(found.cell.width)


def _in_tables(box: Any, around: _Found) -> Iterator[_Found]:  # noqa: ANN401
    kind, block, cell, table = type(box).__name__, around.block, around.cell, around.table
    if kind in {"TableBox", "InlineTableBox"}:
        table = table or box
        if box.element_tag == "table":
            yield _Found(box, block, None, table, around.place)
    elif cell is not None and box.element_tag == "img" and box.element.get("data-formula"):
        yield _Found(box, block, cell, table, around.place)
    elif kind == "TableCellBox":
        cell = block = box
    elif kind in {"BlockBox", "InlineBlockBox"} and not box.is_table_wrapper:
        block = box
    inner = _Found(None, block, cell, table, around.place if table else block)
    for child in getattr(box, "children", ()):
        yield from _in_tables(child, inner)


def _excess(table: Any, place: Any) -> float:  # noqa: ANN401
    """Return by how much the table is wider than what holds it."""
    left, right = place.content_box_x(), place.content_box_x() + place.width
    over = table.position_x + table.margin_width() - right
    return float(max(0, over, left - table.position_x))


def narrowed(html: str, crowd: Crowd) -> tuple[str, dict[str, str]]:
    """Return the page with these made narrower as far as they can be, and the new drawings by address."""
    drawings: dict[str, str] = {}
    tables, formulas = count(), count()

    def marked(match: re.Match[str]) -> str:
        if next(tables) not in crowd.tables:
            return match.group()
        return f'<table data-narrow="{2 if match["narrow"] else 1}"'

    def broken(match: re.Match[str]) -> str:
        place = next(formulas)
        if place not in crowd.formulas:
            return match.group()
        tex, room = crowd.formulas[place]
        drawing = draw_lines(tex, room)
        if drawing.problem or "<g " not in drawing.paths:
            return match.group()
        name = f"formula:{place}-{room:g}"
        drawings[name] = svg(drawing)
        image = placed(drawing, int(match[1] or match[2]), name, escape(tex))
        return f'<span class="display-formula wide">{image}</span>'

    return _SHOWN.sub(broken, _TABLE.sub(marked, html)), drawings
