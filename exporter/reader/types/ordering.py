"""Ordering: an ordered list, written in the right order."""

from __future__ import annotations

import itertools

from exporter.codes.answers import ANSWER_BLOCKS, NUMBERS_DISORDERED
from exporter.diagnostics import Related
from exporter.model import Item, Ordering
from exporter.reader.types.draft import Draft
from exporter.richtext import text_key


def ordering(draft: Draft) -> Ordering | None:
    """Return a question whose items are to be put in order."""
    if not _numbered_in_order(draft):
        return None
    items: list[Item] = []
    for each in draft.answers.items:
        text = draft.item_text(each)
        if each.feedback is not None:
            at = draft.page.token_span(each.feedback[0]) if each.feedback else draft.page.token_span(each.opening)
            hint = "say it under `## Explanation`, or write the quotation as text of the item"
            draft.report(ANSWER_BLOCKS, at, "an item of an ordering has no feedback of its own", hint)
        if text is not None:
            at = draft.page.span_at(each.lead, 0, len(each.lead.content)) if each.lead else text.span
            items.append(Item(text=text, span=at))
    if len(items) != len(draft.answers.items) or not draft.enough(len(items), "item"):
        return None
    if not draft.distinct([(text_key(item.text), item.span) for item in items], "item"):
        return None
    return Ordering(**draft.core, items=tuple(items))


def _numbered_in_order(draft: Draft) -> bool:
    """Report a list whose numbers say another order than its lines; the same number throughout says nothing."""
    openings = [item.opening for item in draft.answers.items]
    numbers = [int(opening.info or 0) for opening in openings]
    if len(set(numbers)) == 1:
        return True
    for (first, before), (second, after) in itertools.pairwise(zip(openings, numbers, strict=True)):
        if after <= before:
            related = (Related(draft.page.token_span(first), f"{before} stands before it"),)
            hint = "put the lines in the right order: Markdown does not read the numbers"
            message = f"the number {after} is out of order"
            draft.report(NUMBERS_DISORDERED, draft.page.token_span(second), message, hint, related)
            return False
    return True
