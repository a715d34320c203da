"""Where links inside the bank lead: lessons and questions by the page that shows them, which lies beside the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from exporter.codes.html import LINK_DEAD
from exporter.diagnostics import Diagnostic
from exporter.model import Bank, LinkStart, Question, Quiz
from exporter.targets.package_paths import on_any_disk
from exporter.texts import texts_of


class Links:
    """The pages of a run, by their names, and the questions that each shows whatever is drawn."""

    def __init__(self, bank: Bank, quizzes: Collection[str] = ()) -> None:
        """`quizzes`: the run writes only their pages; all where there is none."""
        self._bank = bank
        self._quizzes = quizzes
        self._lessons = lessons_page(bank)

    @cached_property
    def _pages(self) -> dict[str, Collection[str]]:
        bank, quizzes = self._bank, self._quizzes
        pages: dict[str, Collection[str]] = {}
        if not quizzes:
            pages[self._lessons] = {each.id for lesson in bank.lessons.values() for each in lesson.questions}
            pages[practice_page(bank)] = set(unasked(bank))
        for quiz in bank.quizzes.values():
            if not quizzes or quiz.id in quizzes:
                pages[quiz_page(quiz)] = {each.id for section in quiz.sections for each in section.questions}
        return pages

    def address(self, link: LinkStart, here: str) -> str:
        """Return the address that a link has on the page `here`; empty where no page shows what it leads to."""
        if link.kind == "lesson":
            return self._on(self._lessons, here, f"lesson-{link.to}") if link.to in self._bank.lessons else ""
        own = {here: self._pages.get(here, ())}
        for page, shown in (own | self._pages).items():
            if link.to in shown:
                return self._on(page, here, f"question-{link.to}")
        return ""

    @staticmethod
    def _on(page: str, here: str, anchor: str) -> str:
        return f"{'' if page == here else page}#{anchor}"


def quiz_page(quiz: Quiz) -> str:
    """Return the name of the page of a quiz."""
    return f"{on_any_disk(quiz.id)}.html"


def lessons_page(bank: Bank) -> str:
    """Return the name of the page of all lessons."""
    return f"{bank.id}-lessons.html"


def practice_page(bank: Bank) -> str:
    """Return the name of the page of the questions that no quiz and no lesson asks."""
    return f"{bank.id}-practice.html"


def inner_links(question: Question) -> Iterator[LinkStart]:
    """Yield the question's links to lessons and questions, in the order of its texts."""
    for text in texts_of(question):
        yield from (part for part in text.parts if isinstance(part, LinkStart) and part.kind != "file")


def dead_link(link: LinkStart, question: str = "") -> Diagnostic:
    """Return what is said of a link whose words stay alone."""
    message = f"the link to `{link.to}` leads nowhere: no page shows it"
    return LINK_DEAD.at(link.span, message, question=question, target="html")


def dead_links(question: Question, bank: Bank) -> list[Diagnostic]:
    """Return what is said of the question's links once all pages are written."""
    links = Links(bank)
    return [dead_link(each, question.id) for each in inner_links(question) if not links.address(each, "")]


def unasked(bank: Bank) -> list[str]:
    """Return the questions that no quiz and no lesson asks."""
    asked = {each.id for lesson in bank.lessons.values() for each in lesson.questions}
    for quiz in bank.quizzes.values():
        for section in quiz.sections:
            asked.update(each.id for each in section.questions)
            asked.update(section.pool)
    return [each for each in bank.index if each not in asked]
