"""What the templates are given: typed values, all text already HTML for print."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec
from markupsafe import Markup

from exporter.model import Bank, Description, Essay, FileUpload, Passage, Question, Quiz, RichText, type_of
from exporter.targets.amounts import amount_of, duration
from exporter.targets.languages import direction
from exporter.targets.pdf.answers import Solution, apart, solution
from exporter.targets.pdf.forms import ClozeForm, Form, form
from exporter.targets.pdf.selection import Asked, Paper, Part
from exporter.targets.pdf.text import PrintWriting, block


class QuestionView(msgspec.Struct, frozen=True, kw_only=True):
    """One question, asked and answered."""

    id: str
    anchor: str
    number: int | None
    label: str
    """`Question 5`; empty for a description."""
    title: str
    type: str
    marks: str
    """`2 marks`; empty for a description."""
    lang: str
    """BCP 47, empty where it is the document's."""
    dir: str
    stem: Markup
    form: Form
    solution: Solution | None
    """None on the paper."""
    parts: tuple[tuple[str, str, Markup], ...]
    """Name, label and text of the explanation and its like, in the order of reading; empty on the paper."""
    facts: tuple[tuple[str, str], ...]
    """Label and value of what else is known: difficulty, objectives, tags; empty on the paper."""


class PassageView(msgspec.Struct, frozen=True, kw_only=True):
    """A text that the next questions share; `again` where it was printed before."""

    id: str
    anchor: str
    title: str
    line: str
    """`Read “…”, then answer questions 3 to 5.`"""
    lang: str
    dir: str
    text: Markup
    again: bool


class SectionView(msgspec.Struct, frozen=True, kw_only=True):
    """A section of the paper; `title` is empty where the paper has one section only."""

    title: str
    instructions: Markup | None
    marks: str
    drawn: str
    """`drawn at random, 5 of 12`, on the key."""
    items: tuple[QuestionView | PassageView, ...]


class Row(msgspec.Struct, frozen=True):
    """One line of the key's table: a question's number, answer in short, marks."""

    anchor: str
    number: int
    title: str
    answer: Markup
    marks: str


class QuizView(msgspec.Struct, frozen=True, kw_only=True):
    """A paper or its key."""

    id: str
    title: str
    bank: str
    code: str
    version: str
    description: Markup | None
    instructions: Markup | None
    time: str
    marks: str
    count: str
    sections: tuple[SectionView, ...]
    notes: tuple[str, ...]
    table: tuple[Row, ...]


class Viewer:
    """Makes views of one document: its words, how it writes text, and whether it shows answers."""

    def __init__(self, bank: Bank, writing: PrintWriting, seed: str, *, shuffle: bool, answers: bool) -> None:
        self.bank = bank
        self.words = writing.words
        self.writing = writing
        self.seed = seed
        self.shuffle = shuffle
        self.answers = answers

    def quiz(self, quiz: Quiz, paper: Paper) -> QuizView:
        """Return the view of a paper or, with answers, of its key."""
        words, several = self.words, len(paper.parts) > 1
        seen: set[str] = set()
        sections = tuple(
            self._section(part, place, seen, quiz, several=several) for place, part in enumerate(paper.parts, 1)
        )
        views = [item for section in sections for item in section.items if isinstance(item, QuestionView)]
        return QuizView(
            id=quiz.id,
            title=quiz.title,
            bank=self.bank.title,
            code=quiz.code,
            version=words("version", version=self.bank.version) if self.bank.version else "",
            description=self._text(quiz.description, 2),
            instructions=self._text(quiz.instructions, 3),
            time=duration(quiz.time_limit, words) if quiz.time_limit else "",
            marks=amount_of(paper.points, words),
            count=words.counted("question-count", paper.count),
            sections=sections,
            notes=tuple(self._notes(paper)),
            table=tuple(
                Row(view.anchor, view.number, view.title, short_answer(view.solution), view.marks)
                for view in views
                if view.number is not None and view.solution is not None
            ),
        )

    def _notes(self, paper: Paper) -> list[str]:
        return [
            self.words(
                "drawn-note",
                section=part.title or self.words("section", number=place),
                ids=", ".join(asked.question.id for asked in part.asked),
            )
            for place, part in enumerate(paper.parts, 1)
            if part.draw is not None
        ]

    def _section(self, part: Part, place: int, seen: set[str], quiz: Quiz, *, several: bool) -> SectionView:
        title = part.title or (self.words("section", number=place) if several else "")
        points = sum((each.question.points for each in part.asked if each.number), Decimal(0))
        drawn = "" if part.draw is None else self.words("drawn", count=len(part.asked), pool=part.pool)
        level = 4 if title else 3
        items: list[QuestionView | PassageView] = []
        for index, asked in enumerate(part.asked):
            passage = asked.question.passage
            before = part.asked[index - 1].question.passage if index else None
            if passage and (passage != before or quiz.passages == "inside"):
                items.append(self._passage(self.bank.passages[passage], part.asked[index:], seen, level))
            items.append(self.question(asked.question, asked.number, level))
        return SectionView(
            title=title,
            instructions=self._text(part.instructions, level),
            marks=amount_of(points, self.words),
            drawn=drawn,
            items=tuple(items),
        )

    def _passage(self, passage: Passage, following: Sequence[Asked], seen: set[str], level: int) -> PassageView:
        numbers = []
        for asked in following:
            if asked.question.passage != passage.id:
                break
            numbers += [asked.number] if asked.number else []
        again = passage.id in seen
        seen.add(passage.id)
        ends = {"first": numbers[0] if numbers else "", "last": numbers[-1] if numbers else ""}
        key = "passage-again" if again else "passage-one" if len(numbers) <= 1 else "passage-several"
        lang, way = self.language(passage.lang)
        return PassageView(
            id=passage.id,
            anchor=f"passage-{passage.id}",
            title=passage.title,
            line=self.words(key, title=passage.title, **ends),
            lang=lang,
            dir=way,
            text=block(passage.text, self.writing, level),
            again=again,
        )

    def question(self, question: Question, number: int | None, level: int) -> QuestionView:
        """Return the view of one question; headings inside it begin at `level`."""
        words = self.words
        asked = form(question, self.writing, self.seed, shuffle=self.shuffle)
        stem = asked.text if isinstance(asked, ClozeForm) else block(question.stem, self.writing, level)
        if isinstance(asked, ClozeForm) and question.stem.inline:
            stem = Markup("<p>{}</p>").format(stem)
        lang, way = self.language(question.lang)
        graded = not isinstance(question, Description)
        return QuestionView(
            id=question.id,
            anchor=f"question-{question.id}",
            number=number,
            label=words("question", number=number) if number is not None else "",
            title=question.title,
            type=type_of(question),
            marks=amount_of(question.points, words) if graded else "",
            lang=lang,
            dir=way,
            stem=stem,
            form=asked,
            solution=solution(question, asked, self.writing) if self.answers and graded else None,
            parts=tuple(self._parts(question, level)) if self.answers else (),
            facts=tuple(self._facts(question)) if self.answers else (),
        )

    def _parts(self, question: Question, level: int) -> list[tuple[str, str, Markup]]:
        texts: list[tuple[str, RichText | None]] = []
        if isinstance(question, Essay | FileUpload):
            texts = [("rubric", question.rubric), ("model-answer", question.model_answer)]
        texts += [
            ("explanation", question.explanation),
            ("if-correct", question.if_correct),
            ("if-partly-correct", question.if_partly_correct),
            ("if-incorrect", question.if_incorrect),
            *(("hint", hint) for hint in question.hints),
            ("references", question.references),
        ]
        return [(name, self.words(name), block(text, self.writing, level)) for name, text in texts if text is not None]

    def _facts(self, question: Question) -> list[tuple[str, str]]:
        words, bank = self.words, self.bank
        lesson = bank.lessons.get(question.lesson or "")
        facts = [
            ("difficulty", words(question.difficulty) if question.difficulty else ""),
            ("objectives", "; ".join(question.objectives)),
            ("tags", ", ".join(question.tags)),
            ("lesson", lesson.title if lesson else ""),
            ("author", question.author or ""),
        ]
        return [(words(key), value) for key, value in facts if value]

    def _text(self, text: RichText | None, level: int) -> Markup | None:
        return None if text is None else block(text, self.writing, level)

    def language(self, language: str | None) -> tuple[str, str]:
        """Return language (none: the bank's) and direction where they differ from the document's, else ""."""
        language = language or self.bank.language
        if language == self.words.language:
            return "", ""
        return language, direction(language)


def short_answer(solved: Solution) -> Markup:
    """Return the answer in one line: the letters, or the first accepted answer of each gap."""
    if solved.short:
        return solved.short
    first: dict[str, Markup] = {}
    for each in solved.accepted:
        if each.right:
            first.setdefault(each.name, each.text)
    return apart(Markup("{} {}").format(name, text) if name else text for name, text in first.items())
