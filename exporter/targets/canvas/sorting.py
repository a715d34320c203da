"""Questions that bring things together or in order: matching, ordering, categorize."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from exporter.codes import canvas as codes
from exporter.model import Categorize, Matching, Ordering, RichText
from exporter.richtext import is_plain, plain
from exporter.targets import qti12 as elements
from exporter.targets.canvas.sheet import Sheet

_Value = TypeVar("_Value")


def matching(sheet: Sheet, question: Matching) -> None:
    """Write a matching; equal right sides are one choice."""
    labels = (question.left_label, question.right_label)
    ending = ""
    if any(map(plain, labels)):
        ending = f"<p><em>{' → '.join(filter(None, map(sheet.writing.content, labels)))}</em></p>"
    rights = [pair.right for pair in question.pairs]
    others = [item.text for item in question.distractors]
    _pairs(sheet, [pair.left for pair in question.pairs], rights, others, ending)


def categorize(sheet: Sheet, question: Categorize) -> None:
    """Write a categorization for New Quizzes, else a matching whose right side repeats."""
    if sheet.new:
        _categories(sheet, question)
        return
    lefts = [item.text for item in question.items]
    rights = [question.categories[item.category] for item in question.items]
    _pairs(sheet, lefts, rights, list(question.categories), "")


def ordering(sheet: Sheet, question: Ordering) -> None:
    """Write an ordering, its items mixed so that their order tells nothing."""
    items = [(str(number), item.text) for number, item in enumerate(question.items, 1)]
    labels = [elements.label(ident, sheet.writing.choice(text)) for ident, text in mixed(items, question.id)]
    response = elements.response_lid("response1", elements.render_choice("".join(labels)), "Ordered")
    sheet.present("ordering_question", response)
    sheet.begin_scoring()
    sheet.score_right("".join(elements.varequal("response1", ident) for ident, _ in items))
    sheet.show_incorrect()


def mixed(values: Sequence[_Value], seed: str) -> list[_Value]:
    """Return the values in another order that hangs on the seed and their number alone."""
    keys = [hashlib.blake2b(f"{seed}/{number}".encode(), digest_size=8).digest() for number in range(len(values))]
    order = sorted(range(len(values)), key=keys.__getitem__)
    if order == list(range(len(values))):
        order = order[1:] + order[:1]
    return [values[place] for place in order]


def _pairs(sheet: Sheet, lefts: list[RichText], rights: list[RichText], others: list[RichText], ending: str) -> None:
    """Write a response for each left side with the same choices; Classic Quizzes keys them by the digits of idents."""
    written = [(text, _right(sheet, text)) for text in (*rights, *others)]
    sheet.report_alike(written)
    idents: dict[str, str] = {}
    all_idents = [idents.setdefault(words, str(len(idents) + 1)) for _, words in written]
    right_idents = all_idents[: len(rights)]
    texttype = "text/html" if sheet.new else "text/plain"
    choices = mixed(list(idents.items()), sheet.question.id)
    render = elements.render_choice("".join(elements.label(ident, words, texttype) for words, ident in choices))
    responses = [
        elements.response_lid(f"response_{number}", elements.material(sheet.writing.choice(left)) + render)
        for number, left in enumerate(lefts, 1)
    ]
    sheet.present("matching_question", "".join(responses), ending)
    sheet.begin_scoring()
    for number, ident in enumerate(right_idents, 1):
        sheet.score_part(elements.varequal(f"response_{number}", ident), elements.share(len(lefts)))


def _right(sheet: Sheet, text: RichText) -> str:
    """Return a right side: XHTML for New Quizzes, else plain text, which is also what tells choices apart."""
    if sheet.new:
        return sheet.writing.choice(text)
    words = plain(text) or "–"
    if not is_plain(text):
        sheet.report(codes.PLAIN_ANSWERS, text.span, f"the right side holds plain text: `{words}`")
    return sheet.plain_words(words, text.span)


def _categories(sheet: Sheet, question: Categorize) -> None:
    items = [(str(number), sheet.writing.choice(item.text)) for number, item in enumerate(question.items, 1)]
    labels = [elements.label(ident, text) for ident, text in mixed(items, question.id)]
    render = elements.render_choice("".join(labels))
    responses = [
        elements.response_lid(_category(number), elements.material(sheet.writing.choice(category)) + render, "Multiple")
        for number, category in enumerate(question.categories, 1)
    ]
    sheet.present("categorization_question", "".join(responses))
    sheet.begin_scoring()
    used = sorted({item.category for item in question.items})
    for place in used:
        own = [ident for (ident, _), item in zip(items, question.items, strict=True) if item.category == place]
        test = "".join(elements.varequal(_category(place + 1), ident) for ident in own)
        sheet.score_part(test, elements.share(len(used)))


def _category(number: int) -> str:
    return f"category_{number}"
