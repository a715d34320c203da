"""Questions whose answer is an arrangement: matching, ordering, categorize."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from exporter.model import Categorize, Matching, Ordering, RichText
from exporter.richtext import text_key
from exporter.scoring import match_options
from exporter.targets.qti.declarations import Key
from exporter.targets.qti.numbers import is_exact_float, share
from exporter.targets.qti.processing import (
    Branch,
    Condition,
    Statement,
    add,
    decimal,
    identifier_value,
    is_answered,
    mapped,
    operator,
    value,
    variable,
    when,
)
from exporter.targets.qti.sheet import PARTS, RESPONSE, Sheet

_PLACE = "PLACE"
"""The outcome that counts the places: a written number in `index` is not read by every player, a variable is."""


def matching(sheet: Sheet, question: Matching) -> None:
    """Write a match interaction: each item on the left takes one from the right, which may be used again."""
    options = match_options(question)
    keys = [text_key(option) for option in options]
    key = [keys.index(text_key(pair.right)) for pair in question.pairs]
    sheet.stem()
    labels = [sheet.text.content(each, flow=False) for each in (question.left_label, question.right_label)]
    if any(labels):
        sheet.place(f"<p>{' – '.join(filter(None, labels))}</p>")
    whole = question.partial_credit == "none"
    _pairs(sheet, _Columns([pair.left for pair in question.pairs], options, key), whole=whole)


def categorize(sheet: Sheet, question: Categorize) -> None:
    """Write a match interaction of items and categories: each item goes into one category."""
    key = [item.category for item in question.items]
    sheet.stem()
    texts = [item.text for item in question.items]
    columns = _Columns(texts, question.categories, key, fixed=True)
    _pairs(sheet, columns, whole=question.partial_credit == "none")


class _Columns(msgspec.Struct, frozen=True):
    """Items, each with the place of the target that it belongs to."""

    items: Sequence[RichText]
    targets: Sequence[RichText]
    key: Sequence[int]
    fixed: bool = False
    """Whether the targets keep their order."""


def _pairs(sheet: Sheet, columns: _Columns, *, whole: bool) -> None:
    items, targets, key = columns.items, columns.targets, columns.key
    right = [f"item_{at} target_{wanted + 1}" for at, wanted in enumerate(key, 1)]
    each = share(sheet.scale, Fraction(1, len(key)))
    mapping = [] if whole else [(pair, each) for pair in right]
    sheet.response("directedPair", "multiple", Key(right, mapping))
    pinned = {"fixed": "true"} if columns.fixed and sheet.setting.shuffle else {}
    content = _set(sheet, "item", items, most=1) + _set(sheet, "target", targets, most=0, **pinned)
    order = "true" if sheet.setting.shuffle else "false"
    count = str(len(items))
    sheet.place(sheet.interaction("matchInteraction", content, shuffle=order, maxAssociations=count))
    if whole:
        sheet.all_or_nothing()
    else:
        parts = sheet.earn(mapped(RESPONSE))
        rule = Condition((sheet.right(),), (parts,))
        if sheet.dialect.plain_rules:
            rule = Condition((sheet.right(), Branch(is_answered(RESPONSE), (parts,))))
        sheet.score(rule, template="map_response" if is_exact_float(each) else None)


def _set(sheet: Sheet, name: str, texts: Sequence[RichText], *, most: int, **pinned: str) -> str:
    tag = sheet.dialect.tag
    choices = (
        tag("simpleAssociableChoice", sheet.text.content(text), identifier=f"{name}_{at}", matchMax=str(most), **pinned)
        for at, text in enumerate(texts, 1)
    )
    return tag("simpleMatchSet", "".join(choices))


def _item(sheet: Sheet, text: RichText) -> str:
    return sheet.dialect.choice(sheet.text.content(text), inline=text.inline)


def ordering(sheet: Sheet, question: Ordering) -> None:
    """Write an order interaction, its items shuffled; each item in its right place earns its share."""
    names = [f"item_{at}" for at in range(1, len(question.items) + 1)]
    sheet.response("identifier", "ordered", Key(names))
    sheet.stem()
    content = "".join(
        sheet.dialect.tag("simpleChoice", _item(sheet, item.text), identifier=name)
        for name, item in zip(names, question.items, strict=True)
    )
    sheet.place(sheet.interaction("orderInteraction", content, shuffle="true", orientation="vertical"))
    if question.partial_credit == "none":
        sheet.all_or_nothing()
        return
    sheet.outcome(_PLACE, "integer", default="1")
    at_place = operator("index", variable(RESPONSE), n=_PLACE)
    rules: list[Statement] = []
    for name in names:
        rules.append(when(operator("match", at_place, identifier_value(name)), add(PARTS, decimal(Decimal(1)))))
        rules.append(add(_PLACE, value("integer", "1")))
    sheet.count(rules, len(names), whole=False)
