"""What a bank holds beside its questions and quizzes; what targets lose of it is said too."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from exporter.diagnostics import Span
from exporter.model import Bank


class BankPart(StrEnum):
    """One thing that a bank can hold beside questions and quizzes; the value is the words of messages."""

    LESSONS = "lessons"
    LESSON_TAGS = "tags of lessons"
    LESSON_AUTHORS = "authors of lessons"
    DESCRIPTION = "description of the bank"
    VERSION = "version of the bank"
    LICENCE = "licence of the bank"
    AUTHORS = "authors of the bank"
    ADDRESSES = "addresses of its authors"
    CATEGORIES = "categories"
    CATEGORY_DESCRIPTIONS = "descriptions of categories"
    PASSAGE_TITLES = "titles of passages"
    PASSAGE_TAGS = "tags of passages"


WHOLES = {
    BankPart.LESSON_TAGS: BankPart.LESSONS,
    BankPart.LESSON_AUTHORS: BankPart.LESSONS,
    BankPart.ADDRESSES: BankPart.AUTHORS,
    BankPart.CATEGORY_DESCRIPTIONS: BankPart.CATEGORIES,
}
"""What is lost with another thing, and need not be said again."""


def bank_parts(bank: Bank) -> dict[BankPart, Span]:
    """Return each thing that the bank holds, with the first place where it does."""
    found: dict[BankPart, Span] = {}
    for part, span in (*_of_bank(bank), *_of_texts(bank)):
        found.setdefault(part, span)
    return found


def _of_bank(bank: Bank) -> Iterator[tuple[BankPart, Span]]:
    if bank.description is not None:
        yield BankPart.DESCRIPTION, bank.description.span
    for part, key, value in (
        (BankPart.VERSION, "version", bank.version),
        (BankPart.LICENCE, "licence", bank.licence),
        (BankPart.AUTHORS, "authors", bank.authors),
        (BankPart.ADDRESSES, "authors", any(author.email for author in bank.authors)),
    ):
        if value:
            yield part, bank.place(key)
    for category in bank.categories.values():
        yield BankPart.CATEGORIES, category.span
        if category.description is not None:
            yield BankPart.CATEGORY_DESCRIPTIONS, category.description.span


def _of_texts(bank: Bank) -> Iterator[tuple[BankPart, Span]]:
    for lesson in bank.lessons.values():
        yield BankPart.LESSONS, lesson.span
        if lesson.tags:
            yield BankPart.LESSON_TAGS, lesson.span
        if lesson.author:
            yield BankPart.LESSON_AUTHORS, lesson.span
    for passage in bank.passages.values():
        yield BankPart.PASSAGE_TITLES, passage.span
        if passage.tags:
            yield BankPart.PASSAGE_TAGS, passage.span
