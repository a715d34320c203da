"""A bank with errors made fit to be written: without names that lead nowhere, and without what cannot do without them.

Each thing that is taken out has its finding already.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from exporter.model import Bank, Hotspot, Quiz, RichText
from exporter.richtext import files_in
from exporter.store import QuestionStore, encode, summary_of
from exporter.texts import texts_of


def without_dead_names(bank: Bank) -> Bank:
    """Return the bank in which quizzes and lessons name only what is there."""
    lessons = {
        lesson.id: msgspec.structs.replace(
            lesson,
            related=tuple(each for each in lesson.related if each.id in bank.lessons),
            questions=tuple(each for each in lesson.questions if each.id in bank.positions),
        )
        for lesson in bank.lessons.values()
    }
    quizzes = {quiz.id: _living(quiz, bank.positions) for quiz in bank.quizzes.values()}
    return msgspec.structs.replace(bank, lessons=lessons, quizzes=quizzes)


def _living(quiz: Quiz, positions: Mapping[str, int]) -> Quiz:
    sections = tuple(
        msgspec.structs.replace(
            section,
            questions=tuple(each for each in section.questions if each.id in positions),
            pool=tuple(each for each in section.pool if each in positions),
        )
        for section in quiz.sections
    )
    return msgspec.structs.replace(quiz, sections=sections)


def without_broken_parts(bank: Bank) -> Bank:
    """Return the bank without what shows a file or belongs to a passage that is not there: no target can write it.

    A preview shows it all the same, so the reader leaves it in.
    """
    passages = {each: passage for each, passage in bank.passages.items() if _is_whole(bank, passage.text)}
    store = QuestionStore()
    for question in bank.questions:
        lost = question.passage is not None and question.passage not in passages
        lost = lost or (isinstance(question, Hotspot) and question.image.path not in bank.media)
        if not lost and _is_whole(bank, *texts_of(question)):
            store.append(encode(question), summary_of(question))
    rest = msgspec.structs.replace(
        bank,
        title=bank.title or bank.id,  # lost with a `bank.yaml` that cannot be read; no platform takes an empty one
        description=_kept(bank, bank.description),
        questions=store,
        index=store.summaries,
        positions=store.positions,
        passages=passages,
        lessons={each: made for each, made in bank.lessons.items() if _is_whole(bank, made.body, made.summary)},
        quizzes={each: _with_whole_texts(bank, quiz) for each, quiz in bank.quizzes.items()},
        categories={
            path: msgspec.structs.replace(category, description=_kept(bank, category.description))
            for path, category in bank.categories.items()
        },
    )
    return without_dead_names(rest)


def _is_whole(bank: Bank, *texts: RichText | None) -> bool:
    """Return whether each file that the texts show or link to is there."""
    return all(path in bank.media for text in texts for path in files_in(text))


def _kept(bank: Bank, text: RichText | None) -> RichText | None:
    return text if _is_whole(bank, text) else None


def _with_whole_texts(bank: Bank, quiz: Quiz) -> Quiz:
    sections = tuple(
        msgspec.structs.replace(section, instructions=_kept(bank, section.instructions)) for section in quiz.sections
    )
    description, instructions = _kept(bank, quiz.description), _kept(bank, quiz.instructions)
    return msgspec.structs.replace(quiz, sections=sections, description=description, instructions=instructions)
