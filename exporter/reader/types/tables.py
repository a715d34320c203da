"""Tables: matching and categorize."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from exporter.codes.answers import (
    CATEGORY_EMPTY,
    CHOICE_EMPTY,
    HEADER_EMPTY,
    ONE_CHOICE,
    ROW_INCOMPLETE,
    TYPE_MISMATCH,
)
from exporter.diagnostics import Span
from exporter.model import Categorize, Item, Matching, Pair, RichText, SortedItem
from exporter.reader.types.draft import Draft
from exporter.richtext import text_key

_COLUMNS = 2


def matching(draft: Draft) -> Matching | None:
    """Return a question of two columns; a row with an empty first cell is a distractor."""
    header, *rows = draft.answers.rows
    if len(header) != _COLUMNS:
        message = f"a matching question has two columns, this table has {len(header)}"
        draft.report(TYPE_MISMATCH, draft.block_span(), message, "write two columns, or state `type=categorize`")
        return None
    pairs: list[Pair] = []
    distractors: list[Item] = []
    whole = True
    for row in rows:
        left, right = row
        if not right.content.strip():
            whole = False
            _incomplete(draft, left, right)
        elif not left.content.strip():
            distractors.append(Item(text=draft.cell_text(right), span=_span(draft, right)))
        else:
            pairs.append(Pair(left=draft.cell_text(left), right=draft.cell_text(right), span=_span(draft, left)))
    labels = [draft.cell_text(cell) for cell in header]
    if not whole or not _enough_rows(draft, len(pairs), "pair") or not _distinct(draft, pairs, distractors):
        return None
    return Matching(
        **draft.core,
        left_label=labels[0],
        right_label=labels[1],
        pairs=tuple(pairs),
        distractors=tuple(distractors),
    )


def categorize(draft: Draft) -> Categorize | None:
    """Return a question whose header names the categories and whose cells are the items."""
    header, *rows = draft.answers.rows
    if not _enough_columns(draft, header):
        return None
    categories = [draft.cell_text(cell) for cell in header]
    items: list[SortedItem] = []
    for row in rows:
        for column, cell in enumerate(row):
            if cell.content.strip():
                items.append(SortedItem(text=draft.cell_text(cell), category=column, span=_span(draft, cell)))
    names = [(text_key(text), _span(draft, cell)) for text, cell in zip(categories, header, strict=True)]
    keys: list[tuple[object, Span]] = [(text_key(item.text), item.span) for item in items]
    if not (
        draft.distinct(names, "category") and _enough_rows(draft, len(items), "item") and draft.distinct(keys, "item")
    ):
        return None
    used = {item.category for item in items}
    for column, cell in enumerate(header):
        if column not in used:
            message = f"no item belongs to `{cell.content.strip()}`"
            draft.report(CATEGORY_EMPTY, _span(draft, cell), message, "add an item, or remove the column")
    return Categorize(**draft.core, categories=tuple(categories), items=tuple(items))


def _enough_columns(draft: Draft, header: Sequence[Token]) -> bool:
    if len(header) < _COLUMNS:
        message = "a categorize question has two columns or more"
        draft.report(TYPE_MISMATCH, draft.block_span(), message, "name at least two categories in the header")
        return False
    empty = [cell for cell in header if not cell.content.strip()]
    for cell in empty:
        message = "a column has no name"
        draft.report(HEADER_EMPTY, _span(draft, cell), message, "name the category in the header row")
    return not empty


def _enough_rows(draft: Draft, count: int, what: str) -> bool:
    if count < _COLUMNS:
        message = f"this question has {'one' if count else 'no'} {what}"
        draft.report(ONE_CHOICE, draft.block_span(), message, f"write at least two {what}s")
    return count >= _COLUMNS


def _incomplete(draft: Draft, left: Token, right: Token) -> None:
    if left.content.strip():
        message = f"nothing belongs to `{left.content.strip()}`"
        hint = "fill the second cell; a distractor has an empty first cell instead"
        draft.report(ROW_INCOMPLETE, _span(draft, left), message, hint)
    else:
        draft.report(CHOICE_EMPTY, draft.page.token_span(right), "this row is empty", "fill it, or remove it")


def _distinct(draft: Draft, pairs: list[Pair], distractors: list[Item]) -> bool:
    """Judge left sides among themselves, and distractors against all right sides; equal right sides are allowed."""
    lefts = draft.distinct([(text_key(pair.left), pair.span) for pair in pairs], "item")
    seen: dict[object, RichText] = {text_key(pair.right): pair.right for pair in pairs}
    rights: list[tuple[object, Span]] = [(key, text.span) for key, text in seen.items()]
    return draft.distinct([*rights, *((text_key(item.text), item.span) for item in distractors)], "answer") and lefts


def _span(draft: Draft, cell: Token) -> Span:
    if not cell.content:
        return draft.page.token_span(cell)
    return draft.page.span_at(cell, 0, len(cell.content))
