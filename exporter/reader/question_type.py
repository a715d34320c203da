"""Which type a question has: what is stated, judged by the shape of the answers, or what the shape alone says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from exporter.codes.answers import GAP_AND_ANSWERS, NO_ANSWERS, TYPE_MISMATCH, TYPE_UNCLEAR
from exporter.reader.answer_block import AnswerBlock
from exporter.reader.keys import Values
from exporter.reader.mark_likes import foreign_choice
from exporter.reader.markdown import inline_tokens
from exporter.reader.other_signs import kind_of_signs, other_choice_mark
from exporter.reader.types.accepted_answers import looks_numerical, number_among_texts
from exporter.reader.types.choices import is_true_false
from exporter.reader.types.draft import Draft
from exporter.reader.types.hotspot import is_hotspot

WITHOUT_BLOCK = ("cloze", "essay", "file-upload", "description")
"""Types that have no answers below the text."""
_SHAPES = {
    "multiple-choice": ("choices",),
    "multiple-response": ("choices",),
    "true-false": ("choices",),
    "hotspot": ("choices",),
    "short-answer": ("answers",),
    "numerical": ("answers",),
    "ordering": ("ordered",),
    "matching": ("table",),
    "categorize": ("table",),
}
_WANTED = {
    "choices": "a task list (`- [x] …`, `- [ ] …`)",
    "answers": "a list of accepted answers (`- = …`)",
    "ordered": "an ordered list (`1. …`)",
    "table": "a table",
}
_LIKELY_GAP = re.compile(r"(?<!\\)\[\[")
_CATEGORIES = 3
_BEGIN = "begin each choice with `- [x] ` or `- [ ] `, each accepted answer with `- = `"
_CLOZE = re.compile(r"\{\d*:")
_PAIR = re.compile(r"[^\n]*\S\s*(?:->|→|=>)\s*\S")


def question_type(draft: Draft, stated: str, stem: Sequence[Token], block: AnswerBlock | None, values: Values) -> str:
    """Return the question's type (empty where a finding says why there is none), and set the draft's answer block."""
    gap = _first_gap(draft, stem) if draft.page.has_gaps and stated in ("", "cloze") else None
    if stated in WITHOUT_BLOCK and (gap is None or block is None):
        if stated != "cloze" and block is not None and block.shape in ("choices", "answers"):
            message = f"a question of type {stated} has no answers to mark, but this list has"
            hint = "change the type, or write `\\[` and `\\=` for characters that are text"
            if not draft.type_refused:
                draft.report(TYPE_MISMATCH, draft.page.token_span(block.opening), message, hint)
            return ""
        return stated
    if gap is not None:
        if block is not None and block.shape in ("choices", "answers"):
            message = "this question has gaps in its text and answers after it"
            hint = "take out one of them, or write `\\[[` for two brackets that are text"
            draft.has_gaps = True
            draft.report(GAP_AND_ANSWERS, draft.page.token_span(block.opening), message, hint)
            return ""
        return "cloze"
    if block is None or (block.shape == "items" and not stated) or (block.shape == "ordered" and not stated):
        _no_answers(draft, stated, stem, block)
        return ""
    if block.shape == "table" and (foreign := foreign_choice(draft.page, block.after)) is not None:
        message = f"`{foreign[1]}` is no answer here, so the table above would be the answers"
        draft.report(NO_ANSWERS, foreign[0], message, _BEGIN)
        return ""
    draft.block = block
    kind = stated or _inferred(draft, block)
    if kind and block.shape not in _SHAPES[kind]:
        at = values.spans.get("type", draft.block_span())
        wanted = _WANTED[_SHAPES[kind][0]]
        draft.report(
            TYPE_MISMATCH,
            at,
            f"a question of type {kind} ends with {wanted}; this one does not",
            f"write {wanted}, or change the type",
        )
        return ""
    return kind


def _no_answers(draft: Draft, stated: str, stem: Sequence[Token], block: AnswerBlock | None) -> None:
    foreign = foreign_choice(draft.page, stem)
    if foreign is not None:
        message = f"`{foreign[1]}` is no answer here, and the question has no other"
        hint = _BEGIN
        if _CLOZE.match(foreign[1]):
            hint = "write a gap as `[[grief]]`, a menu as `[[(x) grief | ( ) guilt]]`, a number as `[[= 16]]`"
        if foreign[1].startswith("|"):
            hint = "write a line `|---|---|` below the first row, then it is a table"
        draft.report(NO_ANSWERS, foreign[0], message, hint)
        return
    if block is not None and not stated:
        if block.shape == "ordered":
            at, message = draft.page.token_span(block.opening), "an ordered list alone does not say its type"
            draft.report(TYPE_UNCLEAR, at, message, "state `type=ordering` in the heading, or add the answers below it")
            return
        at = draft.page.token_span(block.opening)
        hint = "begin each item with `[x]` or `[ ]`, or with `= ` for accepted answers"
        if all(item.lead is not None and _PAIR.match(item.lead.content) for item in block.items):
            hint = "write pairs as rows of a table, `| … | … |`, with a line `|---|---|` below its head"
        marks = (other_choice_mark(item.lead.content) for item in block.items if item.lead is not None)
        if (mark := next((each for each in marks if each is not None), None)) is not None:
            hint = f"write `{mark[1]}` for `{mark[0]}`, whose signs are {kind_of_signs(mark[0])}"
        draft.report(NO_ANSWERS, at, "no item of this list is marked, so the question has no answers", hint)
        return
    if draft.type_refused:
        return  # what it says about its type is wrong, and told already
    hint = (
        "add choices (`- [x] …`), accepted answers (`- = …`), a table or gaps (`[[…]]`), "
        "or state a type such as `type=essay`"
    )
    if stated:
        hint = f"add {_WANTED[_SHAPES[stated][0]]} after the question's text"
    draft.report(NO_ANSWERS, draft.span, "this question has no answers", hint)


def _inferred(draft: Draft, block: AnswerBlock) -> str:
    if block.shape == "answers":
        return _typed(draft, block)
    if block.shape == "table":
        return "categorize" if len(block.rows[0]) >= _CATEGORIES else "matching"
    if is_hotspot(draft):
        return "hotspot"
    if is_true_false(draft):
        return "true-false"
    marks = [_mark(item.lead.content) if item.lead else "" for item in block.items]
    full = sum([mark == "x" or (mark != "" and re.fullmatch(r"100(\.0*)?\s*%", mark) is not None) for mark in marks])
    if full > 1 and not any("%" in mark for mark in marks):
        return "multiple-response"
    return "multiple-choice"


def _mark(content: str) -> str:
    """Return what stands in the brackets of a choice."""
    if content.startswith(("[ ]", "[x]")):  # as most do
        return content[1].strip()
    return content.split("]", 1)[0].lstrip("[").strip().casefold()


def _typed(draft: Draft, block: AnswerBlock) -> str:
    if draft.unit or looks_numerical(block.items):
        return "numerical"
    number = number_among_texts(block.items)
    if number is None or number.lead is None:
        return "short-answer"
    at = draft.page.span_at(number.lead, 0, len(number.lead.content))
    message = "this is a number with a tolerance or a range, but another answer of the list may be text"
    draft.report(TYPE_UNCLEAR, at, message, "state `type=numerical` in the heading, or `type=short-answer`")
    return ""


def _first_gap(draft: Draft, stem: Sequence[Token]) -> Token | None:
    """Return the first inline token of the stem that holds a gap, as the parser sees it (code holds none)."""
    for token in stem:
        if token.type == "inline" and "[[" in token.content and _LIKELY_GAP.search(token.content):
            gaps: list[Token] = []
            env: dict[str, Any] = {"references": draft.scope.references, "problems": [], "gaps": gaps}
            inline_tokens(token.content, env)
            if gaps or any(problem.code.name == "gap-open" for problem in env["problems"]):
                return token
    return None
