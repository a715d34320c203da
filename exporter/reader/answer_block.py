"""The answer block: the last list or table of the stem's part, and what its shape says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

import msgspec
from markdown_it.token import Token

from exporter.codes.answers import ANSWERS_TWICE, FEEDBACK_OUTSIDE, LIST_MIXED, MARK_UNKNOWN, TEXT_AFTER_ANSWERS
from exporter.diagnostics import Span
from exporter.reader.accepted import Fault, read_weight
from exporter.reader.document import without_comments
from exporter.reader.other_signs import kind_of_signs, other_choice_mark
from exporter.reader.places import Page
from exporter.reader.quick_lists import ListItem, PlainList, expanded

Shape = Literal["choices", "answers", "items", "ordered", "table"]

_OPENINGS = frozenset({"bullet_list_open", "ordered_list_open", "table_open"})
_PARAGRAPH = frozenset({"paragraph_open", "inline", "paragraph_close"})
_QUOTATION = "blockquote_open"
_MARK = re.compile(r"\[(?:([ \xa0xX])|([-+−]?[\d.,]+)[ ]?%)\](?:[^\S\n]+|$)")
_LIKELY_MARK = re.compile(r"\[(?:[^\[\]()^:]{0,2}|\s?[-+−–—]?\s?[\d.,]+\s?%?\s?)\](?![(\[:{])")


class Mark(msgspec.Struct, frozen=True):
    """What the brackets of a choice say, and how many characters they and the blank after them take."""

    right: bool
    weight: Decimal | None
    length: int


_PLAIN_MARKS = {f"[{sign}] ": Mark(sign == "x", None, 4) for sign in " x"}
"""The marks that most choices have, with one blank behind."""


class AnswerBlock(msgspec.Struct, frozen=True):
    """A list or table that may be the answers, with the blocks before and after it."""

    shape: Shape
    before: Sequence[Token]
    tokens: Sequence[Token]
    after: Sequence[Token]
    items: Sequence[ListItem] = ()
    rows: Sequence[Sequence[Token]] = ()
    """A table's cells (inline tokens), header first."""

    @property
    def opening(self) -> Token:
        """The block's opening token."""
        return self.tokens[0]


def find_answer_block(tokens: Sequence[Token]) -> AnswerBlock | None:
    """Return the last list or table at the top level, or None where there is none."""
    last = len(tokens) - 1
    while last >= 0 and (tokens[last].type not in _OPENINGS or tokens[last].level):
        last -= 1
    if last < 0:
        return None
    opening = tokens[last]
    if isinstance(opening, PlainList):
        return AnswerBlock(_list_shape(opening.items), tokens[:last], [opening], tokens[last + 1 :], opening.items)
    closing = opening.type.replace("_open", "_close")
    end = next(at for at in range(last, len(tokens)) if tokens[at].type == closing and tokens[at].level == 0)
    before, block, after = tokens[:last], tokens[last : end + 1], tokens[end + 1 :]
    if opening.type == "table_open":
        return AnswerBlock("table", before, block, after, rows=_rows(block))
    items = _items(block)
    if opening.type == "ordered_list_open":
        return AnswerBlock("ordered", before, block, after, items=items)
    return AnswerBlock(_list_shape(items), before, block, after, items=items)


def _list_shape(items: Sequence[ListItem]) -> Shape:
    leads = [item.lead.content if item.lead else "" for item in items]
    if any(map(_MARK.match, leads)):
        return "choices"
    if any(lead.startswith("=") for lead in leads):
        return "answers"
    return "items"


def _rows(tokens: Sequence[Token]) -> list[list[Token]]:
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    return rows


def _items(tokens: Sequence[Token]) -> list[ListItem]:
    items: list[ListItem] = []
    start = 0
    for at, token in enumerate(tokens):
        if token.level == 1 and token.type == "list_item_open":
            start = at
        elif token.level == 1 and token.type == "list_item_close":
            items.append(_item(tokens[start], tokens[start + 1 : at]))
    return items


def _item(opening: Token, tokens: Sequence[Token]) -> ListItem:
    lead: Token | None = None
    rest = tokens
    if tokens and tokens[0].type == "paragraph_open":
        lead, rest = tokens[1], tokens[3:]
    feedback: Sequence[Token] | None = None
    if rest and rest[-1].type == "blockquote_close" and rest[-1].level == opening.level + 1:
        start = max(
            at for at, token in enumerate(rest) if token.type == "blockquote_open" and token.level == rest[-1].level
        )
        feedback, rest = rest[start + 1 : -1], rest[:start]
    return ListItem(lead, rest, feedback, opening)


def read_choice_mark(page: Page, item: ListItem, owner: str) -> Mark | None:
    """Return what the item's brackets say; None (and a finding) for an item without or with other brackets."""
    content = item.lead.content if item.lead else ""
    plain = _PLAIN_MARKS.get(content[:4])
    if plain is not None and not content[4:5].isspace():
        return plain
    match = _MARK.match(content)
    if match is not None and item.lead is not None:
        if match.group(2) is None:
            return Mark(match.group(1) in "xX", None, match.end())
        weight = read_weight(match.group(2), 1)
        if isinstance(weight, Fault):
            at = page.span_at(item.lead, weight.offset, weight.length)
            page.report(weight.code.at(at, weight.message, weight.hint, question=owner))
            return None
        return Mark(weight == 100, weight, match.end())  # noqa: PLR2004 - percent
    other = other_choice_mark(content)
    if other is not None and item.lead is not None:
        at = page.span_at(item.lead, 0, len(other[0]))
        message = f"`{other[0]}` is no mark of a choice: its signs are {kind_of_signs(other[0])}"
        page.report(MARK_UNKNOWN.at(at, message, f"write `{other[1]}`", question=owner))
        return None
    likely = _LIKELY_MARK.match(content)
    if likely is not None and item.lead is not None:
        at = page.span_at(item.lead, 0, likely.end())
        hint = "write `[x]`, `[ ]` or a weight such as `[50%]`"
        page.report(MARK_UNKNOWN.at(at, f"`{likely.group()}` is no mark of a choice", hint, question=owner))
        return None
    report_mixed(page, item, "`[x]` or `[ ]`", owner)
    return None


def report_mixed(page: Page, item: ListItem, mark: str, owner: str) -> None:
    """Report an item without a mark in a list whose other items have one."""
    at = page.span_at(item.lead) if item.lead else page.token_span(item.opening)
    at = Span(at.path, at.line, at.column, len(page.lines[at.line - 1].rstrip()) + 1)
    hint = f"begin it with {mark}; for a list of the question's own use another bullet (`*`) before the answers"
    page.report(LIST_MIXED.at(at, "this item has no mark, but others of its list have one", hint, question=owner))


def stands_alone(block: AnswerBlock) -> bool:
    """Return whether nothing but paragraphs stands around the answers, and none after them."""
    return not block.after and _PARAGRAPH.issuperset([token.type for token in block.before])


def report_feedback_outside(page: Page, block: AnswerBlock, owner: str) -> bool:
    """Report each quotation that ends a list of answers and is no feedback for that; return whether one does."""
    if not any(token.type == _QUOTATION for token in (*block.before, *block.after)):
        return False
    tokens = [*block.before, *expanded(block.tokens), *block.after]
    outside = [
        tokens[end] for _start, end in _marked_lists(tokens) if end < len(tokens) and tokens[end].type == _QUOTATION
    ]
    for quotation in outside:
        hint = "indent it by two blanks (`  > …`), then it is the feedback of the answer above it"
        message = "this quotation is not indented, so it ends the list of answers"
        page.report(FEEDBACK_OUTSIDE.at(page.token_span(quotation), message, hint, question=owner))
    return bool(outside)


def report_answers_before(page: Page, block: AnswerBlock, owner: str) -> bool:
    """Report each list before the answers whose items are marked as answers, and return whether one is.

    It would give the answers away.
    """
    lists = list(_marked_lists(block.before))
    for start, _end in lists:
        hint = (
            "join the lists, all items with one bullet (`-`), or begin the next question with `# Title {#id}`; "
            "`\\[` and `\\=` are the characters"
        )
        message = "this list has marked answers, but others follow"
        page.report(ANSWERS_TWICE.at(page.token_span(block.before[start]), message, hint, question=owner))
    return bool(lists)


def _marked_lists(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where each list at the top level begins whose items are marked as answers, and the place after it."""
    start = 0
    for at, token in enumerate(tokens):
        if token.level == 0 and token.type == "bullet_list_open":
            start = at
            continue
        if token.level or token.type != "bullet_list_close":
            continue
        if _list_shape(_items(tokens[start : at + 1])) != "items":
            yield start, at + 1


def report_text_after(page: Page, block: AnswerBlock, owner: str) -> None:
    """Report what stands after the answers and before the first part."""
    after = without_comments(page, block.after)
    if after:
        hint = "move it before the answers, or under a heading such as `## Explanation`"
        message = "text stands after the answers"
        page.report(TEXT_AFTER_ANSWERS.at(page.token_span(after[0]), message, hint, question=owner))
