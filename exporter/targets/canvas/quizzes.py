"""One quiz as a stream of items: texts, questions and groups in the quiz's order, counted as they are written."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from exporter.codes import canvas as codes
from exporter.diagnostics import Code, Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Description, Passage, Question, Quiz, Section
from exporter.targets.canvas import fragments, frames
from exporter.targets.canvas.between import Heading, WaitingText
from exporter.targets.canvas.package import Package
from exporter.targets.canvas.sheet import Setting, escaped
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.item_xml import number
from exporter.targets.languages import language_attributes
from exporter.targets.package_paths import on_any_disk
from exporter.targets.qti12 import split

_IN_MEMORY = 4 << 20
"""Bytes of a group's items that wait in memory for their count; more wait in a temporary file."""


class QuizStream:
    """The items of one quiz, and what they come to."""

    def __init__(self, job: Job, quiz: Quiz, package: Package) -> None:
        self.points = Decimal(0)
        """What the items written so far are worth."""
        self.complete = False
        """Whether all items were written."""
        self._job = job
        self._quiz = quiz
        self._package = package
        self._planned = Decimal(0)
        self._left_out: list[str] = []
        self._smaller: list[str] = []
        self._heading: Heading | None = None
        self._waiting: WaitingText | None = None
        self._passage = ("", "")

    def chunks(self) -> Iterator[bytes]:
        """Yield the file of the quiz, an item a chunk."""
        quiz = self._quiz
        attempts = "1" if quiz.attempts is None else str(quiz.attempts)
        root, holder = frames.quiz_frame(on_any_disk(quiz.id), quiz.title, attempts)
        self._package.judge(root, self._grammar)
        head, tail = split(root, holder)
        yield head
        for place, section in enumerate(quiz.sections, 1):
            self._announce(place, section)
            yield from self._section(place, section)
        yield from self._write_heading()
        self._forget()
        yield tail
        self._recount()
        self.complete = True

    @property
    def _grammar(self) -> str:
        return "qti12-new" if self._job.options.canvas == "new" else "qti12"

    def _section(self, place: int, section: Section) -> Iterator[bytes]:
        ids = section.pool if section.draw is not None else tuple(each.id for each in section.questions)
        if section.draw is not None:
            if section.shuffle is False:
                self._report(codes.SHUFFLE_LOST, section.span, "the questions of this draw come in random order")
            yield from self._group(place, section, ids, section.draw)
        elif self._shuffled(section, ids):
            yield from self._group(place, section, ids, len(ids))
        else:
            if section.title and section.instructions is None and len(self._quiz.sections) == 1:
                message = f"the title `{section.title}` of the only section is lost"
                self._report(codes.SECTION_TITLE, section.span, message)
            for ident in ids:
                yield from self._question(ident, section)

    # --- texts ---

    def _announce(self, place: int, section: Section) -> None:
        """Keep the section's heading for its first question."""
        titled = section.title and len(self._quiz.sections) > 1
        if not titled and section.instructions is None:
            return
        lang = self._quiz.lang if self._quiz.lang and self._quiz.lang != self._job.bank.language else ""
        writing = CanvasWriting(self._job.bank.id, classic=self._job.options.canvas == "both", lang=lang)
        spoken = language_attributes(lang) if lang else ""
        content = f"<h3{spoken}>{escaped(section.title)}</h3>" if section.title else ""
        if section.instructions is not None:
            content += writing.block(section.instructions)
            self._job.report(*fragments.text_losses(self._job, self._quiz.id, section.instructions))
        title = section.title or self._quiz.title
        bare = section.instructions is None
        self._heading = Heading(f"section_{place}", title, content, tuple(writing.files), section.span, bare)

    def _write_heading(self) -> Iterator[bytes]:
        heading, self._heading = self._heading, None
        if heading is None:
            return
        made = fragments.text_fragment(self._job, heading.ident, heading.title, heading.content, heading.span)
        if made.data:
            yield self._package.add(Fragment(made.data, files=heading.files))
            code = codes.HEADING_UNSEEN if heading.bare else codes.TEXT_UNSEEN
            self._wait(WaitingText(heading.ident, heading.title, heading.span, code))

    def _wait(self, text: WaitingText) -> None:
        """Let the text be shown beside the next question."""
        self._forget()
        self._waiting = text

    def _forget(self) -> None:
        """Say that no question shows the text that waits."""
        if self._waiting is not None:
            message = f"New Quizzes does not show the text `{self._waiting.title}`: no question follows it"
            self._report(self._waiting.code, self._waiting.span, message)
        self._waiting = None

    # --- questions ---

    def _question(self, ident: str, section: Section) -> Iterator[bytes]:
        question = self._job.bank.question(ident)
        setting = self._setting(question, section.points)
        self._planned += setting.points
        if isinstance(question, Description):
            yield from self._description(question, setting)
            return
        passage = self._job.bank.passages[question.passage] if question.passage else None
        if passage is not None and self._quiz.passages == "before":
            yield from self._under_passage(question, passage, setting)
            return
        self._passage = ("", "")
        if passage is not None:
            setting = msgspec.structs.replace(setting, passage=passage)
        yield from self._write_heading()
        if self._waiting is not None:
            setting = msgspec.structs.replace(setting, stimulus=self._waiting.ident)
        made = fragments.question_fragment(self._job, question, setting, again=not setting.stimulus)
        if made.data:
            self._waiting = None
        yield from self._written(question, made, setting)

    def _under_passage(self, question: Question, passage: Passage, setting: Setting) -> Iterator[bytes]:
        """Write a question below its passage, which comes first if it is not there yet, the heading on top of it."""
        open_passage, stimulus = self._passage
        if open_passage == passage.id and self._heading is None:
            setting = msgspec.structs.replace(setting, stimulus=stimulus)
            yield from self._written(question, fragments.question_fragment(self._job, question, setting), setting)
            return
        heading = self._heading
        stimulus = self._package.free_ident(passage.id)
        above = heading.content if heading else ""
        text = fragments.passage_fragment(self._job, passage, stimulus, above)
        if not text.data:
            stimulus = ""
        setting = msgspec.structs.replace(setting, stimulus=stimulus)
        made = fragments.question_fragment(self._job, question, setting)
        if made.data and text.data:
            self._heading = None
            self._forget()
            files = (*text.files, *(heading.files if heading else ()))
            yield self._package.add(Fragment(text.data, files=files))
        self._passage = (passage.id, stimulus) if made.data else ("", "")
        yield from self._written(question, made, setting)

    def _description(self, question: Description, setting: Setting) -> Iterator[bytes]:
        self._passage = ("", "")
        yield from self._write_heading()
        made = fragments.question_fragment(self._job, question, setting, again=True)
        yield from self._written(question, made, setting)
        if made.data:
            self._wait(WaitingText(setting.ident_of(question), question.title, question.span, codes.TEXT_UNSEEN))

    def _written(self, question: Question, made: Fragment, setting: Setting) -> Iterator[bytes]:
        if not made.data:
            self._leave_out(question.id, setting.ident_of(question))
            return
        self.points += setting.points
        yield self._package.add(made)

    def _setting(self, question: Question, points: Decimal | None) -> Setting:
        setting = fragments.setting_of(self._job, question)
        ident = self._package.free_ident(question.id)
        self._package.expect(ident)
        return msgspec.structs.replace(
            setting,
            ident="" if ident == question.id else ident,
            points=setting.points if points is None or isinstance(question, Description) else points,
            shuffle=setting.shuffle and self._quiz.shuffle_choices,
        )

    # --- groups ---

    def _shuffled(self, section: Section, ids: tuple[str, ...]) -> bool:
        """Return whether the section becomes a group that picks all of its questions, in random order."""
        wanted = self._quiz.shuffle_questions if section.shuffle is None else section.shuffle
        if not wanted or len(ids) < 2:  # noqa: PLR2004 - one question has one order
            return False
        members = [self._job.bank.index[ident] for ident in ids]
        apart = self._quiz.passages == "before" and any(each.passage for each in members)
        texts = any(each.type == "description" for each in members)
        if apart or texts or (section.points is None and len({each.points for each in members}) > 1):
            self._report(
                codes.SHUFFLE_LOST, section.span, "the questions of this section keep their order in Classic Quizzes"
            )
            return False
        return True

    def _group(self, place: int, section: Section, ids: tuple[str, ...], draw: int) -> Iterator[bytes]:
        yield from self._write_heading()
        self._passage = ("", "")
        points = self._points_of_each(section, ids)
        self._planned += draw * points
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as waiting:
            count = 0
            for ident in ids:
                data = self._member(ident, section, points)
                waiting.write(data)
                count += bool(data)
            picked = min(draw, count)
            if picked < draw and section.draw is not None:
                self._smaller.append(f"a draw of {draw} draws {picked}")
            if not picked:
                return
            stimulus = ""
            if self._waiting is not None and self._job.options.canvas == "new":
                stimulus, self._waiting = self._waiting.ident, None
            self._forget()
            self.points += picked * points
            element = frames.group(f"group_{place}", section.title, picked, points, stimulus)
            self._package.judge(element, self._grammar)
            head, tail = split(element, element, inside=True)
            yield self._package.add_group(head)
            waiting.seek(0)
            while block := waiting.read(1 << 18):
                yield block
            yield tail

    def _member(self, ident: str, section: Section, points: Decimal) -> bytes:
        """Return the item of one member of a group, nothing where it is left out."""
        question = self._job.bank.question(ident)
        if isinstance(question, Description):
            self._report(codes.DESCRIPTION_IN_DRAW, section.span, f"the text `{ident}` is left out of the draw")
            self._left_out.append(ident)
            return b""
        setting = self._setting(question, points)
        if question.passage:
            passage = self._job.bank.passages[question.passage]
            setting = msgspec.structs.replace(setting, passage=passage)
            if self._quiz.passages == "before":
                message = f"the passage `{passage.id}` stands inside each of its questions in this draw"
                self._report(codes.PASSAGE_IN_DRAW, section.span, message)
        made = fragments.question_fragment(self._job, question, setting, again=not setting.stimulus)
        if not made.data:
            self._leave_out(ident, setting.ident_of(question))
            return b""
        return self._package.add(made, counts=False)

    def _points_of_each(self, section: Section, ids: tuple[str, ...]) -> Decimal:
        """Return the points of each question of a group: the section's own, else those most of its questions have."""
        if section.points is not None:
            return section.points
        members = [self._job.bank.index[ident] for ident in ids]
        found = Counter(each.points for each in members if each.type != "description")
        if len(found) > 1:
            points = max(found, key=lambda each: (found[each], each))
            message = f"each question of this draw is worth {number(points)}, though some are written with other points"
            self._report(codes.DRAW_POINTS, section.span, message)
            return points
        return next(iter(found), Decimal(1))

    # --- the sum ---

    def _leave_out(self, question: str, ident: str) -> None:
        self._left_out.append(question)
        self._package.leave_out(ident)

    def _recount(self) -> None:
        """Say what the questions that are left out change in the quiz."""
        if not self._left_out:
            return
        names = ", ".join(f"`{ident}`" for ident in self._left_out)
        parts = [f"{names} left out", *self._smaller]
        if self.points != self._planned:
            parts.append(f"the quiz is worth {number(self.points)} instead of {number(self._planned)} points")
        self._report(codes.QUIZ_RECOUNTED, self._quiz.span, "; ".join(parts))

    def _report(self, code: Code, span: Span, message: str) -> None:
        self._job.report(code.at(span, message, question=self._quiz.id, target="canvas"))
