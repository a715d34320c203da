"""Questions that bring things together or in order: matching, ordering, categorize."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from exporter.codes import canvas as codes
from exporter.model import Categorize, Matching, Ordering, RichText
from exporter.richtext import is_plain, plain
from exporter.targets.canvas import elements
from exporter.targets.canvas.sheet import Sheet

_Value = TypeVar("_Value")


def matching(sheet: Sheet, question: Matching) -> None:
    """Write a matching; equal right sides are one choice."""
    labels = [plain(each) for each in (question.left_label, question.right_label)]
    ending = ""
    if any(labels):
        left, right = (sheet.writing.content(each) for each in (question.left_label, question.right_label))
        ending = f"<p><em>{left} → {right}</em></p>"
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
    presentation = sheet.presentation("ordering_question")
    response = elements.append(presentation, elements.RESPONSE_LID, ident="response1", rcardinality="Ordered")
    render = elements.append(response, elements.RENDER_CHOICE)
    items = [(str(number), item.text) for number, item in enumerate(question.items, 1)]
    for ident, text in mixed(items, question.id):
        elements.label(render, ident, sheet.writing.choice(text))
    processing = sheet.processing()
    test = sheet.score(processing)
    for ident, _ in items:
        elements.varequal(test, "response1", ident)
    sheet.show_correct(test)
    sheet.show_incorrect(processing)


def mixed(values: Sequence[_Value], seed: str) -> list[_Value]:
    """Return the values in another order that hangs on the seed and their number alone."""
    keys = [hashlib.blake2b(f"{seed}/{number}".encode(), digest_size=8).digest() for number in range(len(values))]
    order = sorted(range(len(values)), key=keys.__getitem__)
    if order == list(range(len(values))):
        order = order[1:] + order[:1]
    return [values[place] for place in order]


def _pairs(sheet: Sheet, lefts: list[RichText], rights: list[RichText], others: list[RichText], ending: str) -> None:
    """Write a response for each left side with the same choices; Classic Quizzes keys them by the digits of idents."""
    presentation = sheet.presentation("matching_question", ending)
    idents: dict[str, str] = {}
    right_idents = [idents.setdefault(_right(sheet, text), str(len(idents) + 1)) for text in rights]
    for text in others:
        idents.setdefault(_right(sheet, text), str(len(idents) + 1))
    choices = mixed(list(idents.items()), sheet.question.id)
    texttype = "text/html" if sheet.new else "text/plain"
    for number, left in enumerate(lefts, 1):
        response = elements.append(presentation, elements.RESPONSE_LID, ident=f"response_{number}")
        elements.material(response, sheet.writing.choice(left))
        render = elements.append(response, elements.RENDER_CHOICE)
        for words, ident in choices:
            elements.label(render, ident, words, texttype)
    processing = sheet.processing()
    for number, ident in enumerate(right_idents, 1):
        test = sheet.score(processing, elements.share(len(lefts)), action="Add")
        elements.varequal(test, f"response_{number}", ident)


def _right(sheet: Sheet, text: RichText) -> str:
    """Return a right side: XHTML for New Quizzes, else plain text, which is also what tells choices apart."""
    if sheet.new:
        return sheet.writing.choice(text)
    words = plain(text) or "–"
    if not is_plain(text):
        sheet.report(codes.PLAIN_ANSWERS, text.span, f"the right side holds plain text: `{words}`")
    return sheet.plain_words(words, text.span)


def _categories(sheet: Sheet, question: Categorize) -> None:
    presentation = sheet.presentation("categorization_question")
    items = [(str(number), sheet.writing.choice(item.text)) for number, item in enumerate(question.items, 1)]
    shown = mixed(items, question.id)
    for number, category in enumerate(question.categories, 1):
        response = elements.append(
            presentation, elements.RESPONSE_LID, ident=_category(number), rcardinality="Multiple"
        )
        elements.material(response, sheet.writing.choice(category))
        render = elements.append(response, elements.RENDER_CHOICE)
        for ident, text in shown:
            elements.label(render, ident, text)
    processing = sheet.processing()
    used = sorted({item.category for item in question.items})
    for place in used:
        test = sheet.score(processing, elements.share(len(used)), action="Add")
        for (ident, _), item in zip(items, question.items, strict=True):
            if item.category == place:
                elements.varequal(test, _category(place + 1), ident)


def _category(number: int) -> str:
    return f"category_{number}"
