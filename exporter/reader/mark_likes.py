"""Lines that were meant as answers and are text: a mark where no choice begins, a quotation too far in, letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from exporter.codes.answers import FEEDBACK_OUTSIDE, MARK_MISPLACED, QUOTATION_SHOWN
from exporter.diagnostics import Span
from exporter.reader.answer_block import AnswerBlock
from exporter.reader.places import Page, content_lines
from exporter.reader.quick_lists import ListItem, expanded
from exporter.typed import DIRECTIONS

_BULLET = r"(?:[-+*‐-―−•·●○◦▪‣]|\w{1,2}[.)])"
_MARK = r"[\[［]\s?[xXｘＸ]?\s?[\]］](?=\s|$)"
_WIDE = re.compile("[［］ｘＸ]")
_LIKE = re.compile(rf"\s*(?:{_BULLET}\s*)?{_MARK}")
_BARE = re.compile(rf"\s*{_MARK}")
_WEIGHED = re.compile(rf"\s*{_BULLET}\s*\[[-+−]?[\d.,]+\s?%\](?=\s|$)")
_LETTERED = re.compile(r"\s*\*?(?:\w[.)][ \t]+\S.*|\[[ *]\][ \t]+\S.*|[=~]\S.*|\|.*\||[•●○◦▪‣]\s*\S.*)")
_TYPED = re.compile(r"\s*=\s+\S.*")
_NO_BREAK = re.compile(r"[^\S \t]")
_QUOTED = re.compile(r"(?:>(?!>>).*\n?)+")
"""Code that may be a quotation; `>>>` is where one types Python."""
_TOO_FAR = "this quotation is indented too far, so it is text of the answer above it"
_BEHIND_A_MARK = "an invisible mark of direction stands before this quotation, so it is text of the answer above it"
_GIFT = re.compile(r"(?<!\\)\{\s*(?:[=~#].*|\d*:[A-Z_]+:[^}]*|T|TRUE|F|FALSE)\s*(?:\}|$)")


def report_mark_likes(page: Page, stem: Sequence[Token], block: AnswerBlock | None, owner: str) -> bool:
    """Report each line that looks like a choice or its feedback and would be shown as text; return whether one does."""
    known = len(page.findings)
    if block is None and any(token.type == "inline" and "[[" in token.content for token in stem):
        return False  # its answers are gaps, and what is filled in may be a form with boxes
    for token in stem if block is None else block.before:
        if token.type == "inline" and token.level == 1 and _may_hold_mark(token):
            _report_marks(page, _stem_lines(token, block), owner)
        elif token.type == "code_block" and block is None:
            _report_code(page, token, owner)
    if block is None:
        return len(page.findings) > known
    marked = block.shape == "choices"
    for item in block.items:
        one_line = not item.rest and (item.lead is None or "\n" not in item.lead.content)
        if one_line and (marked or item.lead is None or not _may_hold_mark(item.lead)):
            continue  # what most items are: one line, which begins with its own mark, or in which none can be
        _report_marks(page, _texts(item, with_mark=not marked), owner)
        _report_quotations(page, item, owner)
    faulty = len(page.findings) > known
    for item in block.items:
        if item.rest:
            _warn_of_quotation(page, item, owner)
    return faulty


def _may_hold_mark(token: Token) -> bool:
    """Return False for a text without the bracket that each mark begins with."""
    return "[" in token.content or "［" in token.content


def foreign_choice(page: Page, stem: Sequence[Token]) -> tuple[Span, str] | None:
    """Return the place and the words of the first line that is a choice in the notation of another program."""
    lettered = []
    for token in expanded(stem):
        for offset, line in content_lines(token.content) if token.type == "inline" else ():
            gift = _GIFT.search(line)
            if gift is not None:
                return page.span_at(token, offset + gift.start(), len(gift.group())), gift.group()
            if _TYPED.fullmatch(line):
                return page.span_at(token, offset, len(line)), line.strip()
            if _LETTERED.fullmatch(line):
                lettered.append((page.span_at(token, offset, len(line)), line.strip()))
    return lettered[0] if len(lettered) > 1 else None


def _stem_lines(token: Token, block: AnswerBlock | None) -> Iterator[tuple[Token, int, str]]:
    """Yield the lines of a paragraph before the answers that hold no mark for certain as their text.

    A mark without a bullet may be a citation or a box of a form, unless there are no answers or it runs into choices.
    """
    lines = list(content_lines(token.content))
    sure = 0
    if block is not None:
        sure = len(lines)
        if (
            block.shape in ("choices", "items")
            and token.map
            and block.opening.map
            and token.map[1] == block.opening.map[0]
        ):
            while sure and _BARE.match(lines[sure - 1][1]):
                sure -= 1
    for number, (offset, line) in enumerate(lines):
        if number >= sure or not _BARE.match(line):
            yield token, offset, line


def _texts(item: ListItem, *, with_mark: bool) -> Iterator[tuple[Token, int, str]]:
    """Yield the lines of an item's text; its first one only where its own mark is no mark of a choice."""
    tokens = [token for token in item.rest if token.type == "inline"]
    for token in tokens if item.lead is None else [item.lead, *tokens]:
        for offset, line in content_lines(token.content):
            if offset or token is not item.lead or with_mark:
                yield token, offset, line


def _report_marks(page: Page, lines: Iterator[tuple[Token, int, str]], owner: str) -> None:
    for token, offset, line in lines:
        like = _LIKE.match(line) or _WEIGHED.match(line)
        if like is None:
            continue
        shown = like.group().strip()
        at = page.span_at(token, offset + like.end() - len(shown), len(shown))
        message = f"`{shown}` begins no choice here"
        if _WIDE.search(shown):
            message += ": its signs are of full width"
        elif _NO_BREAK.search(shown):
            message += ": a blank in it is " + ("of full width" if "\u3000" in shown else "a no-break space")
        hint = "begin each choice at the left edge with `- [x] ` or `- [ ] `; `\\[` for a bracket that is text"
        page.report(MARK_MISPLACED.at(at, message, hint, question=owner))


def _report_code(page: Page, token: Token, owner: str) -> None:
    if _LIKE.match(token.content):
        hint = "begin each choice at the left edge with `- [x] ` or `- [ ] `; code that is text stands in a fence"
        message = "these choices are indented by a tab or four blanks, which makes them code"
        page.report(MARK_MISPLACED.at(page.token_span(token), message, hint, question=owner))


def _report_quotations(page: Page, item: ListItem, owner: str) -> None:
    """Report what is no quotation because it is indented too far (text of the paragraph above it, or code) or wide."""
    hint = "indent it by two blanks (`  > …`), then it is the feedback of the answer above it; `\\>` for a sign"
    for token, offset, line in _texts(item, with_mark=False):
        words = line.lstrip().lstrip(DIRECTIONS)
        at = page.span_at(token, offset + len(line) - len(words), len(words.rstrip()))
        if words.startswith("＞"):
            message = "this is no quotation, as its `＞` is of full width: it is text of the answer above it"
            page.report(FEEDBACK_OUTSIDE.at(at, message, "begin it with `  > `, then it is feedback", question=owner))
        elif words.startswith(">"):
            message = _TOO_FAR if line.lstrip() == words else _BEHIND_A_MARK
            page.report(FEEDBACK_OUTSIDE.at(at, message, hint, question=owner))
    for token in item.rest:
        if token.type == "code_block" and _QUOTED.fullmatch(token.content):
            page.report(FEEDBACK_OUTSIDE.at(page.token_span(token), _TOO_FAR, hint, question=owner))


def _warn_of_quotation(page: Page, item: ListItem, owner: str) -> None:
    """Warn of a quotation right before the feedback, where the choice has words of its own."""
    if item.lead is None or not item.feedback or item.rest[-1].type != "blockquote_close":
        return
    first = next(
        token for token in reversed(item.rest) if token.type == "blockquote_open" and token.level == item.rest[-1].level
    )
    message = "this quotation is shown as part of the answer: only the one behind it is feedback"
    hint = "write `>` on the line between the two, then both are feedback"
    page.report(QUOTATION_SHOWN.at(page.token_span(first), message, hint, question=owner))
