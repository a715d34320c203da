r"""Cloze: gaps in the text itself, typed (`[[a | b]]`), numerical (`[[= 16 ± 2]]`) or a menu (`[[(x) a | ( ) b]]`)."""

from __future__ import annotations

import re
from decimal import Decimal

from markdown_it.token import Token

from exporter.codes.answers import GAP_EMPTY, GAP_MIXED, GAP_SIGN, NO_GAP, NO_RIGHT_CHOICE, ONE_CHOICE, SEVERAL_RIGHT
from exporter.codes.text import GAP_OPEN
from exporter.diagnostics import Span
from exporter.model import Cloze, Gap, MenuGap, MenuOption, NumericAnswer, NumericGap, TextAnswer, TypedGap
from exporter.reader.accepted import (
    Fault,
    Marked,
    NumberRead,
    catches_all,
    read_mark,
    read_numeric_answer,
    read_text_answer,
    read_weight,
)
from exporter.reader.other_signs import other_sign_of_gap
from exporter.reader.rich import inline_text
from exporter.reader.types.accepted_answers import number_key, one_unit
from exporter.reader.types.draft import Draft
from exporter.reader.types.taken import report_stars, report_taken_numbers, report_taken_texts, text_keys
from exporter.reader.types.typeset import report_typeset
from exporter.richtext import text_key
from exporter.typed import DIRECTIONS

_FULL = Decimal(100)
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_OPTION = re.compile(r"\((?:([xX ])|([-+−]?[\d.,]+)[ ]?%)\)[ \t]*")
_HIDDEN = re.compile(rf"\s*[{DIRECTIONS}]+\s*(?=[(=])")
"""Marks of direction before the mark of an alternative, which would hide it."""
_MENU_ESCAPE = re.compile(r"\\([|\]])")


class _Piece:
    """One alternative of a gap: its text without blanks, and where it begins in the inline token around the gap."""

    def __init__(self, draft: Draft, gap: Token, text: str, start: int) -> None:
        hidden = _HIDDEN.match(text)
        lead = hidden.end() if hidden is not None else len(text) - len(text.lstrip())
        self.text = text[lead:].strip()
        self.start = start + lead
        self._draft, self._outer = draft, gap.meta["outer"]

    def span(self, offset: int = 0, length: int | None = None) -> Span:
        """Return the place of a part of the alternative."""
        size = len(self.text) if length is None else length
        return self._draft.page.span_at(self._outer, self.start + offset, max(1, size))

    def report(self, fault: Fault) -> None:
        """Report a mistake in this alternative."""
        self._draft.report(fault.code, self.span(fault.offset, fault.length), fault.message, fault.hint)

    def token(self, cut: int) -> Token:
        """Return the alternative from `cut` on as an inline token of its own."""
        content = _MENU_ESCAPE.sub(r"\1", self.text[cut:])
        line = self.span().line - 1
        meta = dict(self._outer.meta)
        if "cell" in meta:
            meta["cut"] = meta.get("cut", 0) + self.start + cut
        return Token("inline", "", 0, content=content, map=[line, line + 1], meta=meta)


def cloze(draft: Draft) -> Cloze | None:
    """Return a text with gaps; the stem has been rendered, its gap tokens are in `draft.gaps`."""
    if any(each.code == GAP_OPEN.name and each.question == draft.owner for each in draft.page.findings):
        return None
    if not draft.gaps:
        hint = "write what the learner fills in between `[[` and `]]`"
        draft.report(NO_GAP, draft.span, "this cloze question has no gap", hint)
        return None
    found = [_gap(draft, gap) for gap in draft.gaps]
    gaps = tuple(gap for gap in found if gap is not None)
    if len(gaps) != len(found):
        return None
    return Cloze(**draft.core, gaps=gaps, case_sensitive=draft.case_sensitive)


def _gap(draft: Draft, token: Token) -> Gap | None:
    pieces: list[_Piece] = []
    start = token.meta["pos"] + 2
    at = 0
    for match in _BAR.finditer(token.content):
        end = match.end() - 1
        pieces.append(_Piece(draft, token, token.content[at:end], start + at))
        at = match.end()
    pieces.append(_Piece(draft, token, token.content[at:], start + at))
    span = draft.page.span_at(token.meta["outer"], token.meta["pos"], len(token.content) + 4)
    if not all(piece.text for piece in pieces):
        what = "this gap is empty" if len(pieces) == 1 else "an alternative of this gap is empty"
        draft.report(GAP_EMPTY, span, what, "write what is accepted between the brackets")
        return None
    other = [_other_sign(piece) for piece in pieces]  # each is told
    if any(other):
        return None
    menu = [_OPTION.match(piece.text) is not None for piece in pieces]
    if any(menu):
        if not all(menu):
            hint = "begin every entry of a menu with `(x)`, `( )` or a weight such as `(50%)`"
            at_span = pieces[menu.index(False)].span()
            draft.report(GAP_MIXED, at_span, "this alternative is no entry of a menu, but others are", hint)
            return None
        return _menu(draft, pieces, span)
    if all(_is_number(piece) for piece in pieces) and any(_is_number(piece, alone=True) for piece in pieces):
        return _numbers(draft, pieces, span)
    return _typed(draft, pieces, span)


def _other_sign(piece: _Piece) -> bool:
    """Report a sign that another keyboard types for one of the format's; return whether the alternative has one."""
    found = other_sign_of_gap(piece.text)
    if found is None:
        return False
    offset, sign, meant = found
    message = f"`{sign}` is no `{meant}`, so it would be a part of what learners have to type"
    piece.report(Fault(offset, len(sign), GAP_SIGN, message, f"write `{meant}`"))
    return True


def _is_number(piece: _Piece, *, alone: bool = False) -> bool:
    """Return whether an alternative is a number, as `= 16` and `=50% 16` are; `alone`: without another that is one."""
    if not piece.text.startswith("="):
        return False
    marked = read_mark(piece.text)
    if isinstance(marked, Marked) and marked.weight != _FULL and not marked.text.startswith("="):
        # `=50% b` weighs a typed alternative; a number says so by what follows. Words may follow a number in a text.
        read = read_numeric_answer(marked.text, 0, Span(""))
        return isinstance(read, NumberRead) and not (alone and read.unit)
    return True


def _typed(draft: Draft, pieces: list[_Piece], span: Span) -> TypedGap | None:
    answers: list[TextAnswer] = []
    for piece in pieces:
        # As in a list, what catches the rest earns nothing unless it says so.
        marked: Marked | Fault = Marked(piece.text, 0, Decimal(0) if catches_all(piece.text) else _FULL)
        if piece.text.startswith("="):
            marked = read_mark(piece.text)
        answer = (
            marked
            if isinstance(marked, Fault)
            else read_text_answer(marked.text, marked.offset, piece.span(), marked.weight, in_gap=True)
        )
        if isinstance(answer, Fault):
            piece.report(answer)
            return None
        answers.append(answer)
    report_stars(draft, answers)
    keys = list(text_keys(answers, case_sensitive=draft.case_sensitive))
    if not draft.distinct(keys, "alternative") or not _some_full(draft, [each.weight for each in answers], span):
        return None
    report_taken_texts(draft, answers, case_sensitive=draft.case_sensitive)
    report_typeset(draft, answers, case_sensitive=draft.case_sensitive)
    return TypedGap(answers=tuple(answers), span=span)


def _numbers(draft: Draft, pieces: list[_Piece], span: Span) -> NumericGap | None:
    answers: list[NumericAnswer] = []
    units: list[tuple[str, Span]] = []
    for piece in pieces:
        marked = read_mark(piece.text)
        read = (
            marked
            if isinstance(marked, Fault)
            else read_numeric_answer(marked.text, marked.offset, piece.span(), marked.weight)
        )
        if isinstance(read, Fault):
            piece.report(read)
            return None
        answers.append(read.answer)
        if read.unit:
            units.append((read.unit, piece.span(read.unit_offset, len(read.unit))))
    report_stars(draft, answers)
    keys = [(number_key(answer), answer.span) for answer in answers]
    weights = [answer.weight for answer in answers]
    if not one_unit(draft, units) or not draft.distinct(keys, "alternative") or not _some_full(draft, weights, span):
        return None
    report_taken_numbers(draft, answers)
    return NumericGap(answers=tuple(answers), unit=units[0][0] if units else "", span=span)


def _menu(draft: Draft, pieces: list[_Piece], span: Span) -> MenuGap | None:
    options: list[MenuOption] = []
    for piece in pieces:
        match = _OPTION.match(piece.text)
        assert match is not None
        weight = read_weight(match.group(2), 1) if match.group(2) else None
        if isinstance(weight, Fault):
            piece.report(weight)
            return None
        if not piece.text[match.end() :]:
            draft.report(GAP_EMPTY, piece.span(), "this entry of the menu is empty", "write its text")
            return None
        right = weight == _FULL if weight is not None else match.group(1) != " "
        known = len(draft.page.findings)
        text = inline_text(draft.scope, [piece.token(match.end())])
        if draft.unseen(text, known):
            draft.report(GAP_EMPTY, piece.span(), "learners see nothing of this entry", "write its text")
            return None
        options.append(MenuOption(text=text, right=right, weight=weight, span=piece.span()))
    if len(options) == 1:
        draft.report(ONE_CHOICE, span, "this menu has one entry", "add at least one more")
        return None
    if not draft.distinct([(text_key(option.text), option.span) for option in options], "entry"):
        return None
    return MenuGap(options=tuple(options), span=span) if _one_right(draft, options, span) else None


def _one_right(draft: Draft, options: list[MenuOption], span: Span) -> bool:
    right = [option for option in options if option.right]
    if not right:
        draft.report(NO_RIGHT_CHOICE, span, "no entry of this menu is right", "mark the right one with `(x)`")
    elif len(right) > 1:
        draft.report(SEVERAL_RIGHT, right[1].span, "this menu has several right entries", "leave one `(x)`")
    return len(right) == 1


def _some_full(draft: Draft, weights: list[Decimal], span: Span) -> bool:
    if _FULL in weights:
        return True
    draft.report(NO_RIGHT_CHOICE, span, "no alternative has the full weight", "give one its full weight")
    return False
