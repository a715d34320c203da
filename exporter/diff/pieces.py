"""What a bank holds beside questions, as pieces with named parts like those of questions (`exporter.diff.parts`)."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from exporter.decimals import plain_number
from exporter.diff.parts import writer_of
from exporter.model import Bank, Category, Lesson, Passage, Quiz, Section

Kind = Literal["bank", "quiz", "lesson", "passage", "category"]
KINDS: dict[Kind, str] = {
    "bank": "bank",
    "quiz": "quizzes",
    "lesson": "lessons",
    "passage": "passages",
    "category": "categories",
}
"""Each kind and the name of many, in the order in which changes are told."""
_UNSAID = frozenset({None, "", False})


class Piece(msgspec.Struct, frozen=True, omit_defaults=True):
    """One quiz, lesson, passage or category, or what the bank says of itself."""

    kind: Kind
    id: str
    """Unique within its kind; a category's is its path."""
    title: str
    digest: str
    """SHA-256 of the parts: equal where they are."""
    parts: dict[str, str] = {}


def pieces_of(bank: Bank, live: Collection[str]) -> Iterator[Piece]:
    """Yield the pieces of a bank; of lessons and passages those whose status is one of `live`."""
    make = _Parts(bank, live)
    yield _piece("bank", bank.id, bank.title, make.bank())
    for quiz in bank.quizzes.values():
        yield _piece("quiz", quiz.id, quiz.title, make.quiz(quiz))
    for lesson in bank.lessons.values():
        if lesson.status in live:
            yield _piece("lesson", lesson.id, lesson.title, make.lesson(lesson))
    for passage in bank.passages.values():
        if passage.status in live:
            yield _piece("passage", passage.id, passage.title, make.passage(passage))
    for path, category in bank.categories.items():
        parts = make.category(category)
        if any(parts.values()):
            yield _piece("category", "/".join(path) or "/", category.title or "/".join(path[-1:]), parts)


def _piece(kind: Kind, id_: str, title: str, parts: Mapping[str, str]) -> Piece:
    said = {name: text for name, text in parts.items() if text}
    return Piece(kind, id_, title, digest_of(said), said)


def digest_of(parts: Mapping[str, str]) -> str:
    """Return the SHA-256 of the parts, whatever their order."""
    return hashlib.sha256(msgspec.json.encode(sorted(parts.items()))).hexdigest()


class _Parts:
    """The parts of each kind, those first that change most for a learner."""

    def __init__(self, bank: Bank, live: Collection[str]) -> None:
        self._bank = bank
        self._live = live
        self._shown = writer_of(bank)

    def bank(self) -> dict[str, str]:
        bank = self._bank
        authors = (f"{each.name} {each.email}".strip() for each in bank.authors)
        return {
            "title": _plain(bank.title),
            "language": bank.language,
            "description": self._shown(bank.description),
            "authors": _plain("\n".join(authors)),
            "licence": _plain(bank.licence),
            "settings": f"advice-off: {', '.join(bank.advice_off)}" if bank.advice_off else "",
        }

    def quiz(self, quiz: Quiz) -> dict[str, str]:
        return {
            "questions": self._of_sections(quiz, self._questions),
            "draws": self._of_sections(quiz, self._draw),
            "sections": self._of_sections(quiz, self._section),
            "title": _plain(quiz.title),
            "description": self._shown(quiz.description),
            "instructions": self._shown(quiz.instructions),
            "settings": _settings(_quiz_settings(quiz)),
        }

    def _of_sections(self, quiz: Quiz, say: Callable[[Section], str]) -> str:
        said = ((number, say(section)) for number, section in enumerate(quiz.sections, 1))
        return "\n".join(f"section {number}: {text}" for number, text in said if text)

    def _questions(self, section: Section) -> str:
        return ", ".join(each.id for each in section.questions)

    def _draw(self, section: Section) -> str:
        if section.draw is None:
            return ""
        index = self._bank.index
        return f"{section.draw} of {', '.join(each for each in section.pool if index[each].status in self._live)}"

    def _section(self, section: Section) -> str:
        points = plain_number(section.points) if section.points is not None else ""
        values = {"points": points, "shuffle": section.shuffle}
        said = [_plain(section.title), self._shown(section.instructions), _settings(values, unsaid={None, ""})]
        return "\n".join(text for text in said if text)

    def lesson(self, lesson: Lesson) -> dict[str, str]:
        return {
            "title": _plain(lesson.title),
            "summary": self._shown(lesson.summary),
            "body": self._shown(lesson.body),
            "questions": ", ".join(each.id for each in lesson.questions),
            "related": ", ".join(each.id for each in lesson.related),
            "category": _plain(" / ".join(lesson.category)),
            "settings": _settings(
                {
                    "objectives": ", ".join(lesson.objectives),
                    "tags": ", ".join(lesson.tags),
                    "lang": lesson.lang,
                    "author": lesson.author,
                }
            ),
        }

    def passage(self, passage: Passage) -> dict[str, str]:
        return {
            "title": _plain(passage.title),
            "text": self._shown(passage.text),
            "category": _plain(" / ".join(passage.category)),
            "settings": _settings({"tags": ", ".join(passage.tags), "lang": passage.lang}),
        }

    def category(self, category: Category) -> dict[str, str]:
        return {"title": _plain(category.title), "description": self._shown(category.description)}


def _quiz_settings(quiz: Quiz) -> dict[str, object]:
    return {
        "code": quiz.code,
        "lang": quiz.lang,
        "time-limit": f"{quiz.time_limit} s" if quiz.time_limit is not None else "",
        "attempts": quiz.attempts,
        "opens": quiz.opens,
        "due": quiz.due,
        "closes": quiz.closes,
        "keep-score": quiz.keep_score,
        "shuffle-questions": quiz.shuffle_questions,
        "shuffle-choices": quiz.shuffle_choices,
        "one-at-a-time": quiz.one_at_a_time,
        "show-explanations": quiz.show_explanations,
        "passages": quiz.passages,
    }


def _settings(values: Mapping[str, object], *, unsaid: Collection[object] = _UNSAID) -> str:
    words = {True: "yes", False: "no"}
    said: Iterable[tuple[str, object]] = ((name, value) for name, value in values.items() if value not in unsaid)
    return _plain("\n".join(f"{name}: {words[value] if isinstance(value, bool) else value}" for name, value in said))


def _plain(text: str) -> str:
    return html.escape(text, quote=False)
