"""The study guide: every lesson, then every question with its answer and reasons, by category."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from exporter.model import Bank, Lesson, LinkStart
from exporter.targets.pdf.text import block
from exporter.targets.pdf.views import PassageView, QuestionView, Viewer


class LinkView(msgspec.Struct, frozen=True):
    """A link inside the guide."""

    anchor: str
    title: str


class LessonView(msgspec.Struct, frozen=True, kw_only=True):
    """One lesson."""

    anchor: str
    title: str
    lang: str
    dir: str
    summary: Markup | None
    objectives: tuple[str, ...]
    body: Markup
    questions: tuple[LinkView, ...]
    related: tuple[LinkView, ...]


class TopicView(msgspec.Struct, frozen=True, kw_only=True):
    """A category with what stands in it; `anchor` is unique over lessons and questions."""

    anchor: str
    title: str
    description: Markup | None
    lessons: tuple[LessonView, ...] = ()
    items: tuple[QuestionView | PassageView, ...] = ()


class GuideView(msgspec.Struct, frozen=True, kw_only=True):
    """The guide as a whole."""

    id: str
    title: str
    version: str
    authors: str
    licence: str
    description: Markup | None
    lessons: tuple[TopicView, ...]
    questions: tuple[TopicView, ...]


_LEVEL = 4
"""Headings: 1 the guide, 2 its two parts, 3 a topic, 4 a lesson or question, 5 what is inside."""


def guide_view(bank: Bank, viewer: Viewer) -> GuideView:
    """Return the view of the whole bank."""
    words = viewer.words
    names = ", ".join(author.name for author in bank.authors)
    return GuideView(
        id=bank.id,
        title=bank.title,
        version=words("version", version=bank.version) if bank.version else "",
        authors=words("authors", names=names) if names else "",
        licence=bank.licence,
        description=None if bank.description is None else block(bank.description, viewer.writing, 3),
        lessons=tuple(_lessons(bank, viewer)),
        questions=tuple(_questions(bank, viewer)),
    )


def aims(bank: Bank, link: LinkStart) -> str:
    """Return the anchor in the guide that a link inside the bank leads to, or an empty string."""
    if link.kind == "lesson" and link.to in bank.lessons:
        return f"lesson-{link.to}"
    return f"question-{link.to}" if link.kind == "question" and link.to in bank.positions else ""


def _lessons(bank: Bank, viewer: Viewer) -> list[TopicView]:
    groups: dict[tuple[str, ...], list[LessonView]] = {}
    for lesson in bank.lessons.values():
        groups.setdefault(lesson.category, []).append(_lesson(lesson, bank, viewer))
    return [
        msgspec.structs.replace(_topic(category, bank, viewer, "lessons", place), lessons=tuple(lessons))
        for place, (category, lessons) in enumerate(groups.items())
    ]


def _questions(bank: Bank, viewer: Viewer) -> list[TopicView]:
    groups: dict[tuple[str, ...], list[QuestionView | PassageView]] = {}
    shown: set[str] = set()
    for number, question in enumerate(bank.questions, 1):
        items = groups.setdefault(question.category, [])
        if question.passage and question.passage not in shown:
            shown.add(question.passage)
            items.append(_passage(question.passage, bank, viewer))
        items.append(viewer.question(question, number, _LEVEL + 1))
    return [
        msgspec.structs.replace(_topic(category, bank, viewer, "questions", place), items=tuple(items))
        for place, (category, items) in enumerate(groups.items())
    ]


def _topic(path: tuple[str, ...], bank: Bank, viewer: Viewer, kind: str, place: int) -> TopicView:
    """Return the topic's head: the titles of its folders, or the kind of its content where it has no folder."""
    titles = []
    for end in range(1, len(path) + 1):
        category = bank.categories.get(path[:end])
        titles.append((category.title if category else "") or path[end - 1])
    known = bank.categories.get(path)
    text = known.description if known else None
    return TopicView(
        anchor=f"{kind}-{place + 1}",
        title=" · ".join(titles) or bank.title,
        description=None if text is None or kind == "questions" else block(text, viewer.writing, _LEVEL),
    )


def _lesson(lesson: Lesson, bank: Bank, viewer: Viewer) -> LessonView:
    lang, way = viewer.language(lesson.lang)
    questions = [
        LinkView(f"question-{each.id}", bank.index[each.id].title) for each in lesson.questions if each.id in bank.index
    ]
    related = [
        LinkView(f"lesson-{each.id}", bank.lessons[each.id].title) for each in lesson.related if each.id in bank.lessons
    ]
    return LessonView(
        anchor=f"lesson-{lesson.id}",
        title=lesson.title,
        lang=lang,
        dir=way,
        summary=None if lesson.summary is None else block(lesson.summary, viewer.writing, _LEVEL + 1),
        objectives=lesson.objectives,
        body=block(lesson.body, viewer.writing, _LEVEL + 1),
        questions=tuple(questions),
        related=tuple(related),
    )


def _passage(passage_id: str, bank: Bank, viewer: Viewer) -> PassageView:
    passage = bank.passages[passage_id]
    lang, way = viewer.language(passage.lang)
    return PassageView(
        id=passage.id,
        anchor=f"passage-{passage.id}",
        title=passage.title,
        line="",
        lang=lang,
        dir=way,
        text=block(passage.text, viewer.writing, _LEVEL + 1),
        again=False,
    )
