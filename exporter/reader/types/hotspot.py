"""Hotspot: a picture, then a list of areas on it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import get_args

from exporter.checks.facts import HotspotArea, HotspotFact
from exporter.codes.answers import AREA_MALFORMED, HOTSPOT_PICTURE, NO_RIGHT_CHOICE
from exporter.model import Area, AreaShape, Hotspot, Media
from exporter.reader.answer_block import read_choice_mark
from exporter.reader.quick_lists import ListItem
from exporter.reader.rich import inline_text
from exporter.reader.types.draft import Draft
from exporter.suggest import did_you_mean

_SHAPES: tuple[AreaShape, ...] = get_args(AreaShape)
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_AREA = re.compile(r"(?:rect|circle|poly)\b", re.IGNORECASE)
_MARKED_AREA = re.compile(rf"(?:\[[^\]]*\]\s*)?{_AREA.pattern}", re.IGNORECASE)
_AREA_LIKE = re.compile(r"[A-Za-z]+[ \t]+[-+\d][-+\d.,;:x \t]*")
"""A word and numbers, as an area is written; its shape may be misspelt."""
_HINTS = {
    "rect": "write two corners: `rect 10,10 40,30`",
    "circle": "write centre and radius, which is not 0: `circle 50,50 12`",
    "poly": "write three points or more: `poly 1,1 5,1 3,4`",
}
_RECT, _CIRCLE, _POLY = 4, 3, 6


def is_hotspot(draft: Draft) -> bool:
    """Return whether the list marks areas and a picture stands before it."""
    leads = [item.lead.content if item.lead else "" for item in draft.answers.items]
    if not any(map(_MARKED_AREA.match, leads)):
        return False
    areas = [re.sub(r"^\[[^\]]*\]\s*", "", lead) for lead in leads]
    return all(_AREA.match(area) or _AREA_LIKE.fullmatch(area) for area in areas)


def hotspot(draft: Draft) -> Hotspot | None:
    """Return a question answered with a click; the picture's paragraph has been taken from the stem already."""
    image = _picture(draft)
    found = [_area(draft, item) for item in draft.answers.items]
    areas = tuple(area for area in found if area is not None)
    if image is None or len(areas) != len(found):
        return None
    keys = [((area.shape, area.numbers), area.span) for area in areas]
    if not draft.distinct(keys, "area"):
        return None
    if not any(area.right and area.weight in (None, Decimal(100)) for area in areas):
        message = "no area has the full weight" if any(area.weight for area in areas) else "no area is marked as right"
        draft.report(NO_RIGHT_CHOICE, draft.block_span(), message, "mark the right one with `[x]`")
        return None
    facts = tuple(HotspotArea(area.shape, area.numbers, area.span) for area in areas)
    draft.page.facts.hotspots.append(HotspotFact(draft.owner, image.path, image.span, facts))
    return Hotspot(**draft.core, image=image, areas=areas)


def _picture(draft: Draft) -> Media | None:
    before = [token for token in draft.answers.before if token.type != "html_block"]
    paragraph = before[-2] if len(before) > 2 and before[-1].type == "paragraph_close" else None  # noqa: PLR2004
    if paragraph is not None:
        text = inline_text(draft.scope, [paragraph])
        if len(text.parts) == 1 and isinstance(text.parts[0], Media) and text.parts[0].kind == "image":
            return text.parts[0]
    almost = paragraph is not None and "![" in paragraph.content
    at = draft.page.token_span(paragraph) if almost and paragraph else draft.block_span()
    hint = "put the picture in a paragraph of its own right before the list"
    draft.report(HOTSPOT_PICTURE, at, "no picture stands alone before the areas", hint)
    return None


def _area(draft: Draft, item: ListItem) -> Area | None:
    mark = read_choice_mark(draft.page, item, draft.owner)
    feedback = draft.feedback(item.feedback)
    if mark is None or item.lead is None or not draft.no_blocks(item):
        return None
    written = item.lead.content[mark.length :].strip()
    span = draft.page.span_at(item.lead, mark.length, len(written))
    word, _, numbers = written.partition(" ")
    shape = next((each for each in _SHAPES if each == word), None)
    if shape is None:
        hint = did_you_mean(word, _SHAPES) or "write `rect`, `circle` or `poly`"
        draft.report(AREA_MALFORMED, span, f"`{word}` is no shape", hint)
        return None
    values = _numbers(shape, numbers)
    if values is None:
        draft.report(AREA_MALFORMED, span, f"`{written}` is no area", _HINTS[shape])
        return None
    right = mark.right if mark.weight is None else mark.weight > 0
    return Area(shape=shape, numbers=values, right=right, weight=mark.weight, feedback=feedback, span=span)


def _numbers(shape: AreaShape, text: str) -> tuple[Decimal, ...] | None:
    words = text.replace(",", " ").split()
    if not all(_NUMBERS.fullmatch(word) for word in words):
        return None
    values = tuple(Decimal(word) for word in words)
    if shape == "circle":
        return values if len(values) == _CIRCLE and values[2] > 0 else None
    if shape == "poly":
        return values if len(values) >= _POLY and len(values) % 2 == 0 else None
    if len(values) != _RECT or values[0] == values[2] or values[1] == values[3]:
        return None
    left, top, right, bottom = values
    return (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
