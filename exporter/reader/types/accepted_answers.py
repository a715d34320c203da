"""Lists of accepted answers: short-answer and numerical."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from exporter.codes.answers import (
    NO_RIGHT_CHOICE,
    NUMBER_COMMA,
    RANGE_EMPTY,
    TOLERANCE_MALFORMED,
    UNIT_MISMATCH,
)
from exporter.diagnostics import Span
from exporter.model import Numerical, NumericAnswer, RichText, ShortAnswer, TextAnswer
from exporter.reader.accepted import Fault, Marked, NumberRead, read_mark, read_numeric_answer, read_text_answer
from exporter.reader.answer_block import report_mixed
from exporter.reader.quick_lists import ListItem
from exporter.reader.types.draft import Draft
from exporter.reader.types.taken import report_stars, report_taken_numbers, report_taken_texts, text_keys
from exporter.reader.types.typeset import report_typeset

_FULL = Decimal(100)


def short_answer(draft: Draft) -> ShortAnswer | None:
    """Return a question whose accepted answers are texts."""
    answers: list[TextAnswer] = []
    for item, marked, span, feedback in _items(draft):
        answer = read_text_answer(marked.text, marked.offset, span, marked.weight, feedback)
        if isinstance(answer, Fault):
            _report(draft, item, answer)
        else:
            answers.append(answer)
    if len(answers) != len(draft.answers.items):
        return None
    report_stars(draft, answers)
    keys = list(text_keys(answers, case_sensitive=draft.case_sensitive))
    if not draft.distinct(keys, "answer") or not _some_full(draft, [answer.weight for answer in answers]):
        return None
    report_taken_texts(draft, answers, case_sensitive=draft.case_sensitive)
    report_typeset(draft, answers, case_sensitive=draft.case_sensitive)
    return ShortAnswer(**draft.core, answers=tuple(answers), case_sensitive=draft.case_sensitive)


def numerical(draft: Draft) -> Numerical | None:
    """Return a question whose accepted answers are numbers."""
    answers: list[NumericAnswer] = []
    units: list[tuple[str, Span]] = [(draft.unit, draft.unit_span)] if draft.unit else []
    for item, marked, span, feedback in _items(draft):
        read = read_numeric_answer(marked.text, marked.offset, span, marked.weight, feedback)
        if isinstance(read, Fault):
            _report(draft, item, read)
            continue
        answers.append(read.answer)
        if read.unit:
            assert item.lead is not None
            units.append((read.unit, draft.page.span_at(item.lead, read.unit_offset, len(read.unit))))
    if len(answers) != len(draft.answers.items) or not one_unit(draft, units):
        return None
    report_stars(draft, answers)
    keys = [(number_key(answer), answer.span) for answer in answers]
    if not draft.distinct(keys, "answer") or not _some_full(draft, [answer.weight for answer in answers]):
        return None
    report_taken_numbers(draft, answers)
    return Numerical(**draft.core, answers=tuple(answers), unit=units[0][0] if units else "")


def looks_numerical(items: Sequence[ListItem]) -> bool:
    """Return whether the accepted answers are meant as numbers: each a number without a unit, a tolerance or a range.

    A number with a unit is a word as well; with a tolerance or as a range it is none. What is nearly so (`1,5`,
    `16 ± two`) counts, and gets its finding as a number; `*` decides nothing.
    """
    numbers = 0
    for item in items:
        marked = read_mark(item.lead.content.split("\n", 1)[0]) if item.lead else None
        if not isinstance(marked, Marked):
            continue
        read = read_numeric_answer(marked.text, 0, Span(""))
        if isinstance(read, Fault):
            if not read.number and read.code not in (NUMBER_COMMA, TOLERANCE_MALFORMED, RANGE_EMPTY):
                return False
        elif read.unit and read.answer.low is None and not read.answer.tolerance:
            return False
        numbers += marked.text != "*"
    return numbers > 0


def number_among_texts(items: Sequence[ListItem]) -> ListItem | None:
    """Return the first answer that is a number with a tolerance or a range, which nobody types, in a list of texts."""
    for item in items:
        marked = read_mark(item.lead.content.split("\n", 1)[0]) if item.lead else None
        read = read_numeric_answer(marked.text, 0, Span("")) if isinstance(marked, Marked) else None
        if isinstance(read, NumberRead) and (read.answer.low is not None or read.answer.tolerance):
            return item
    return None


def one_unit(draft: Draft, units: Sequence[tuple[str, Span]]) -> bool:
    """Report a unit that differs from the first; return whether there is one at most."""
    for unit, span in units[1:]:
        if unit != units[0][0]:
            message = f"the unit `{unit}` differs from `{units[0][0]}`"
            draft.report(UNIT_MISMATCH, span, message, "use one unit in all answers")
            return False
    return True


def number_key(answer: NumericAnswer) -> tuple[object, ...]:
    """Return what makes two numeric answers the same."""
    return (answer.value, answer.tolerance, answer.percent, answer.low, answer.high)


def _items(draft: Draft) -> list[tuple[ListItem, Marked, Span, RichText | None]]:
    """Return the items that begin with `=`, with what they accept; the others are findings."""
    found: list[tuple[ListItem, Marked, Span, RichText | None]] = []
    for item in draft.answers.items:
        if item.lead is None or not item.lead.content.startswith("="):
            report_mixed(draft.page, item, "`= `", draft.owner)
            continue
        feedback = draft.feedback(item.feedback)
        if not draft.no_blocks(item):
            continue
        marked = read_mark(item.lead.content)
        if isinstance(marked, Fault):
            _report(draft, item, marked)
            continue
        span = draft.page.span_at(item.lead, marked.offset, len(marked.text))
        found.append((item, marked, span, feedback))
    return found


def _report(draft: Draft, item: ListItem, fault: Fault) -> None:
    assert item.lead is not None
    at = draft.page.span_at(item.lead, fault.offset, fault.length)
    draft.report(fault.code, at, fault.message, fault.hint)


def _some_full(draft: Draft, weights: Sequence[Decimal]) -> bool:
    if any(weight == _FULL for weight in weights):
        return True
    hint = "give at least one answer its full weight: `- = answer`"
    draft.report(NO_RIGHT_CHOICE, draft.block_span(), "no answer has the full weight", hint)
    return False
