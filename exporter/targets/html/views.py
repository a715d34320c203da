"""What the templates of whole pages are given; exercises stand in them as marks, to be put in as they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from markupsafe import Markup

from exporter.model import Bank, Lesson, Quiz, RichText, Section
from exporter.targets.amounts import duration
from exporter.targets.html.look import Look
from exporter.targets.html.text import PageWriting
from exporter.targets.languages import direction

MARK = "\x01"
"""Stands on both sides of the place of an exercise on a page; no text of a bank holds it."""


class PassageView(msgspec.Struct, frozen=True):
    """A text that the exercises below it share."""

    title: str
    lang: str
    dir: str
    text: Markup
    level: int


class Group(msgspec.Struct, frozen=True):
    """Exercises that keep together, with their passage where they have one."""

    passage: PassageView | None
    marks: tuple[Markup, ...]


class SectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a page; `draw` is 0 where nothing is drawn."""

    place: str
    title: str
    level: int
    unseen: bool = False
    """The heading is there for screen readers alone."""
    instructions: Markup | None = None
    draw: int = 0
    pool: int = 0
    shuffle: bool = False
    groups: tuple[Group, ...]


class QuizPage(msgspec.Struct, frozen=True, kw_only=True):
    """A quiz, or the questions that no quiz asks."""

    page: str
    """Names the page among those that keep progress in a browser."""
    title: str
    bank: str
    facts: tuple[str, ...] = ()
    description: Markup | None = None
    instructions: Markup | None = None
    explanations: str = "after-each"
    due: str = ""
    limit: int = 0
    """Seconds; 0 where there is no time limit."""
    time: str = ""
    """The time limit in words."""
    one: bool = False
    shuffle: bool = True
    sections: tuple[SectionView, ...]


class LessonView(msgspec.Struct, frozen=True, kw_only=True):
    """A lesson with the questions to check oneself by."""

    id: str
    title: str
    lang: str
    dir: str
    summary: Markup | None
    objectives: tuple[str, ...]
    body: Markup
    related: tuple[tuple[str, str], ...]
    section: SectionView | None


class Chapter(msgspec.Struct, frozen=True):
    """A folder of lessons."""

    title: str
    lessons: tuple[LessonView, ...]


class LessonsPage(msgspec.Struct, frozen=True, kw_only=True):
    """All lessons of a bank."""

    page: str
    title: str
    bank: str
    facts: tuple[str, ...]
    chapters: tuple[Chapter, ...]


class Asked(msgspec.Struct, frozen=True):
    """A question at its place on a page."""

    id: str
    section: Section | None
    part: str
    """The place of its section."""


class Viewer:
    """Makes the views of one page, and remembers which questions it asks, in order."""

    def __init__(self, bank: Bank, look: Look) -> None:
        self.bank = bank
        self.look = look
        self.writing = PageWriting(look)
        self.asked: list[Asked] = []

    def mark(self, question: str, part: str, section: Section | None = None) -> Markup:
        """Return the mark that stands for an exercise."""
        self.asked.append(Asked(question, section, part))
        return Markup(f"{MARK}{len(self.asked) - 1}{MARK}")  # noqa: S704 - a number

    def quiz(self, quiz: Quiz) -> QuizPage:
        """Return the view of a quiz."""
        words, several = self.look.words, len(quiz.sections) > 1
        used = {each.id for section in quiz.sections for each in section.questions}
        sections = tuple(
            self._section(quiz, section, place, used, several=several) for place, section in enumerate(quiz.sections, 1)
        )
        time = duration(quiz.time_limit, words) if quiz.time_limit else ""
        return QuizPage(
            page=f"{self.bank.id}/{quiz.id}",
            title=quiz.title,
            bank=self.bank.title,
            facts=tuple(
                each for each in (time and words("labelled", title=words("time"), item=time), quiz.code) if each
            ),
            description=self.text(quiz.description),
            instructions=self.text(quiz.instructions),
            explanations=quiz.show_explanations,
            due=quiz.due or "",
            limit=quiz.time_limit or 0,
            time=time,
            one=quiz.one_at_a_time,
            shuffle=quiz.shuffle_choices,
            sections=sections,
        )

    def _section(self, quiz: Quiz, section: Section, place: int, used: set[str], *, several: bool) -> SectionView:
        words = self.look.words
        ids = [each.id for each in section.questions]
        if section.draw is not None:
            ids = [each for each in section.pool if each not in used]
        title = section.title or (words("section", number=place) if several else words("questions"))
        shuffle = quiz.shuffle_questions if section.shuffle is None else section.shuffle
        return SectionView(
            place=str(place),
            title=title,
            level=2,
            unseen=not (section.title or several),
            instructions=self.text(section.instructions),
            draw=section.draw or 0,
            pool=len(ids) if section.draw else 0,
            shuffle=shuffle,
            groups=tuple(self.groups(ids, str(place), section, inside=quiz.passages == "inside")),
        )

    def groups(
        self, ids: Sequence[str], part: str, section: Section | None = None, *, inside: bool = False
    ) -> Iterator[Group]:
        """Yield the exercises of a section, those after each other with one passage together, below it."""
        together: list[str] = []
        for place, question in enumerate(ids):
            together.append(question)
            passage = self.bank.index[question].passage
            following = self.bank.index[ids[place + 1]].passage if place + 1 < len(ids) else None
            if passage is None or inside or following != passage:
                view = self.passage(passage) if passage else None
                yield Group(view, tuple(self.mark(each, part, section) for each in together))
                together = []

    def passage(self, passage_id: str) -> PassageView:
        """Return the view of a passage, headed at the page's level."""
        passage = self.bank.passages[passage_id]
        lang, way = self.language(passage.lang)
        return PassageView(passage.title, lang, way, self.writing.block(passage.text), self.look.level)

    def lessons(self) -> LessonsPage:
        """Return the view of all lessons, by folder."""
        bank, words = self.bank, self.look.words
        folders: dict[tuple[str, ...], list[LessonView]] = {}
        for lesson in bank.lessons.values():
            folders.setdefault(lesson.category, []).append(self._lesson(lesson))
        names = ", ".join(author.name for author in bank.authors)
        facts = (
            words("authors", names=names) if names else "",
            words("version", version=bank.version) if bank.version else "",
            bank.licence,
        )
        return LessonsPage(
            page=f"{bank.id}/lessons",
            title=words("lessons"),
            bank=bank.title,
            facts=tuple(each for each in facts if each),
            chapters=tuple(Chapter(folder_title(bank, path), tuple(each)) for path, each in folders.items()),
        )

    def _lesson(self, lesson: Lesson) -> LessonView:
        bank, words = self.bank, self.look.words
        ids = list(dict.fromkeys(each.id for each in lesson.questions if each.id in bank.index))
        lang, way = self.language(lesson.lang)
        section = SectionView(
            place=lesson.id, title=words("self-check"), level=3, groups=tuple(self.groups(ids, lesson.id))
        )
        return LessonView(
            id=lesson.id,
            title=lesson.title,
            lang=lang,
            dir=way,
            summary=self.text(lesson.summary),
            objectives=lesson.objectives,
            body=self._body(lesson.body),
            related=tuple((each.id, bank.lessons[each.id].title) for each in lesson.related if each.id in bank.lessons),
            section=section if ids else None,
        )

    def _body(self, text: RichText) -> Markup:
        above = PageWriting(msgspec.structs.replace(self.look, level=2))
        body = above.block(text)
        self.writing.files |= above.files
        self.writing.findings += above.findings
        return body

    def practice(self, ids: Iterable[str]) -> QuizPage:
        """Return the view of the questions that no quiz and no lesson asks, by category."""
        bank, words = self.bank, self.look.words
        folders: dict[tuple[str, ...], list[str]] = {}
        for each in ids:
            folders.setdefault(bank.index[each].category, []).append(each)
        sections = tuple(
            SectionView(
                place=str(place),
                title=folder_title(bank, path) or words("questions"),
                level=2,
                groups=tuple(self.groups(found, str(place))),
            )
            for place, (path, found) in enumerate(folders.items(), 1)
        )
        title = words("practice")
        return QuizPage(page=f"{bank.id}/practice", title=title, bank=bank.title, sections=sections)

    def text(self, text: RichText | None) -> Markup | None:
        """Return a text of the page as blocks, None where there is none."""
        return None if text is None else self.writing.block(text)

    def language(self, language: str | None) -> tuple[str, str]:
        """Return language (none: the bank's) and direction where they differ from the page's, else ""."""
        language = language or self.bank.language
        if language == self.look.words.language:
            return "", ""
        return language, direction(language)


def folder_title(bank: Bank, path: tuple[str, ...]) -> str:
    """Return the titles of a folder and those above it; empty for the top."""
    titles = []
    for end in range(1, len(path) + 1):
        category = bank.categories.get(path[:end])
        titles.append((category.title if category else "") or path[end - 1])
    return " · ".join(titles)
