"""A text with gaps: typed, chosen from a menu, or numerical, all in one item."""

from __future__ import annotations

import html
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from exporter.codes.targets import ANSWERS_ALIKE
from exporter.model import Cloze, Gap, MenuGap, MenuOption, NumericGap, TypedGap
from exporter.richtext import is_plain, plain
from exporter.scoring import credit_of
from exporter.targets.alike import alike
from exporter.targets.qti.declarations import Key
from exporter.targets.qti.numbers import share
from exporter.targets.qti.processing import (
    Branch,
    Condition,
    Expression,
    add,
    decimal,
    identifier_value,
    operator,
    variable,
)
from exporter.targets.qti.sheet import PARTS, Sheet
from exporter.targets.qti.typed import accepts, holds, mapping, right_number, right_text

_NARROWEST = 12
"""Characters that a field to type in has room for at least."""


def cloze(sheet: Sheet, question: Cloze) -> None:
    """Write text entries and menus where the gaps are; each gap earns its share."""
    fields: list[str] = []
    rules: list[Condition] = []
    for place, gap in enumerate(question.gaps, 1):
        fields.append(_field(sheet, question, _response(place), place))
        branches = tuple(
            Branch(condition, (add(PARTS, decimal(share(Decimal(1), part))),))
            for condition, part in _judged(sheet, gap, place, case_sensitive=question.case_sensitive)
        )
        rules.append(Condition(branches))
    sheet.text.gaps = tuple(fields)
    sheet.stem()
    sheet.count(rules, len(question.gaps), whole=question.partial_credit == "none")


def _field(sheet: Sheet, question: Cloze, identifier: str, place: int) -> str:
    """Declare the response of one gap, and return its interaction."""
    gap, whole = question.gaps[place - 1], question.partial_credit == "none"
    match gap:
        case TypedGap():
            key = right_text(gap.answers, case_sensitive=question.case_sensitive)
            declared = Key(
                [key] if key else (),
                () if whole else mapping(sheet, gap.answers, len(question.gaps)),
                case=question.case_sensitive,
            )
            sheet.response("string", key=declared, identifier=identifier)
            width = max([_NARROWEST, *(len("".join(each.pieces)) for each in gap.answers)])
            return sheet.interaction("textEntryInteraction", identifier=identifier, expectedLength=str(width))
        case NumericGap():
            key = right_number(gap.answers)
            sheet.response("float", key=Key([key] if key else ()), identifier=identifier)
            unit = f" {html.escape(gap.unit, quote=False)}" if gap.unit else ""
            field = sheet.interaction("textEntryInteraction", identifier=identifier, expectedLength=str(_NARROWEST))
            return field + unit
        case MenuGap():
            right = [_name(place, at) for at, option in enumerate(gap.options) if credit_of(option) == 1][:1]
            sheet.response("identifier", key=Key(right), identifier=identifier)
            written = [(option.text, _entry(sheet, option)) for option in gap.options]
            for text, _ in alike(written):
                sheet.report(ANSWERS_ALIKE, text.span, f"two different entries are both `{plain(text)}`")
            options = "".join(
                sheet.dialect.tag("inlineChoice", words, identifier=_name(place, at))
                for at, (_, words) in enumerate(written)
            )
            order = "true" if sheet.setting.shuffle else "false"
            return sheet.interaction("inlineChoiceInteraction", options, identifier=identifier, shuffle=order)
        case _:
            assert_never(gap)


def _entry(sheet: Sheet, option: MenuOption) -> str:
    """Return the entry of a menu as this version holds it."""
    if is_plain(option.text) or sheet.dialect.marked_menus:
        return sheet.text.content(option.text, flow=False)
    return sheet.text.words(option.text)


def _judged(sheet: Sheet, gap: Gap, place: int, *, case_sensitive: bool) -> list[tuple[Expression, Fraction]]:
    """Return what is accepted in a gap, and what it earns, in the order in which it is asked."""
    identifier = _response(place)
    match gap:
        case TypedGap():
            return [
                (accepts(sheet, identifier, each, case_sensitive=case_sensitive), credit_of(each))
                for each in gap.answers
            ]
        case NumericGap():
            return [(holds(identifier, each), credit_of(each)) for each in gap.answers]
        case MenuGap():
            return [
                (operator("match", variable(identifier), identifier_value(_name(place, at))), credit_of(option))
                for at, option in enumerate(gap.options)
                if credit_of(option) > 0
            ]
        case _:
            assert_never(gap)


def _response(place: int) -> str:
    return f"RESPONSE_{place}"


def _name(place: int, at: int) -> str:
    return f"gap_{place}_{at + 1}"
