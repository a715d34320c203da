"""The pages of a run, streamed: the frame of each is filled in at once, exercises go into it as they are made."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec
from markupsafe import Markup

from exporter.codes.html import SETTINGS_LOST
from exporter.diagnostics import Diagnostic
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Description, Hotspot, LinkStart, Question, Quiz
from exporter.output import FileOutput, Output
from exporter.targets.html.exercise import SCRIPTS, STYLE, exercise, lesson_address, runtime_words
from exporter.targets.html.links import Links, inner_links, lessons_page, practice_page, quiz_page, unasked
from exporter.targets.html.look import Look, look_of
from exporter.targets.html.media import Shelf
from exporter.targets.html.support import SUPPORT
from exporter.targets.html.views import MARK, Asked, LessonsPage, QuizPage, Viewer
from exporter.targets.layout import TemplateError, words_error
from exporter.targets.support import findings
from exporter.targets.words import WordFileError, english_words

_HEADING = "\x02"
"""Stands for the heading of an exercise in what the cache keeps, since its number hangs on the page; in no text."""
_HEADING_OF_EDITIONS = "\ue001".encode()
"""Stood there once; editions are counted with it, so that a page knows what was answered before."""
_PAGE_SCRIPTS = ("html/clock.js", "html/keeping.js", "html/page.js")
"""What a page runs beside its exercises."""
_MEDIA = "media"


def write(job: Job) -> Iterator[Output]:
    """Yield the page of each quiz, of all lessons, and of the questions that neither asks."""
    bank, options = job.bank, job.options
    links = Links(bank, options.quizzes)
    quizzes = [each for each in bank.quizzes.values() if not options.quizzes or each.id in options.quizzes]
    for quiz in quizzes:
        job.report(*_settings(quiz))
        view = partial(_quiz_view, quiz)
        yield from _page(job, links, _Plan(quiz_page(quiz), "quiz-page", quiz.lang or bank.language, view))
    if not options.quizzes:
        yield from _whole(job, links)
    job.report(*english_words(bank, options, "html"))
    job.forget_repeats()


def _whole(job: Job, links: Links) -> Iterator[Output]:
    bank = job.bank
    if bank.lessons:
        plan = _Plan(lessons_page(bank), "lessons-page", bank.language, Viewer.lessons)
        yield from _page(job, links, plan)
    left = unasked(bank)
    if left:
        plan = _Plan(practice_page(bank), "practice-page", bank.language, lambda viewer: viewer.practice(left))
        yield from _page(job, links, plan)


def _quiz_view(quiz: Quiz, viewer: Viewer) -> QuizPage:
    return viewer.quiz(quiz)


def _settings(quiz: Quiz) -> Iterator[Diagnostic]:
    settings = {
        "attempts": quiz.attempts not in {None, "unlimited"},
        "opens": quiz.opens,
        "closes": quiz.closes,
        "keep-score": quiz.keep_score,
    }
    names = ", ".join(f"`{name}`" for name, value in settings.items() if value)
    if names:
        message = f"the page of `{quiz.id}` cannot enforce {names}"
        yield SETTINGS_LOST.at(quiz.span, message, question=quiz.id, target="html", feature="quiz settings")


class _Plan(msgspec.Struct, frozen=True):
    """One page to make."""

    name: str
    role: str
    language: str
    view: Callable[[Viewer], QuizPage | LessonsPage]


def _page(job: Job, links: Links, plan: _Plan) -> Iterator[FileOutput]:
    try:
        page = _Page(job, partial(links.address, here=plan.name), plan)
        pieces = page.frame(plan.view)
    except TemplateError as error:
        job.report(error.finding)
    except WordFileError as error:
        job.report(words_error(error, "html"))
    else:
        yield FileOutput(f"html/{plan.name}", plan.role, page.chunks(pieces))


class _Page:
    """One page under construction."""

    def __init__(self, job: Job, link: Callable[[LinkStart], str], plan: _Plan) -> None:
        self.job = job
        self.look = look_of(plan.language, job.options.templates, link=link)
        if plan.role == "lessons-page":
            self.look = msgspec.structs.replace(self.look, level=4)
        self.viewer = Viewer(job.bank, self.look)
        self.shelf = Shelf(job)
        self.hidden: dict[str, None] = {}
        self.context = (self.look.layout.digest(), plan.language, self.look.level)

    def frame(self, view: Callable[[Viewer], QuizPage | LessonsPage]) -> list[str]:
        """Return the page in pieces: its text, and between each two what is to be put in."""
        layout, seen = self.look.layout, view(self.viewer)
        self.job.report(*self.viewer.writing.findings)
        lessons = isinstance(seen, LessonsPage)
        script = ";\n".join(layout.text(name) for name in (*SCRIPTS, *_PAGE_SCRIPTS))
        style = layout.text(STYLE) + layout.text("html/page.css")
        filled = layout.fill(
            "html/lessons.html" if lessons else "html/quiz.html",
            **{"book" if lessons else "quiz": seen},
            title=f"{seen.title} · {seen.bank}",
            words=self.look.words,
            policy=_policy(script),
            style=Markup(style),  # noqa: S704 - our own or the author's
            script=Markup(script),  # noqa: S704 - our own or the author's
            runtime_words=Markup(runtime_words(self.look)),  # noqa: S704 - escaped
            media=f"{MARK}{_MEDIA}{MARK}",
        )
        return filled.split(MARK)

    def chunks(self, pieces: Sequence[str]) -> Iterator[bytes]:
        """Yield the page; a template that fails half way is reported, and what is written then replaces nothing."""
        number, last = 0, object()
        seen: dict[str, int] = {}
        try:
            for place, piece in enumerate(pieces):
                if place % 2 == 0:
                    yield self.shelf.put_in(piece.encode())
                elif piece == _MEDIA:
                    yield from self.shelf.table(self.hidden)
                else:
                    asked = self.viewer.asked[int(piece)]
                    if self.look.level != 3 and asked.part != last:  # noqa: PLR2004 - each lesson counts on its own
                        number, last = 0, asked.part
                    question = self._question(asked)
                    number += not isinstance(question, Description)
                    html = self._exercise(question)
                    seen[asked.id] = seen.get(asked.id, 0) + 1
                    yield self.shelf.put_in(self._placed(html, asked.id, number, seen[asked.id]))
        except TemplateError as error:
            self.job.report(error.finding)

    def _question(self, asked: Asked) -> Question:
        question = self.job.bank.question(asked.id)
        points = asked.section.points if asked.section else None
        if points is None or isinstance(question, Description):
            return question
        return msgspec.structs.replace(question, points=points)

    def _exercise(self, question: Question) -> bytes:
        made = self.job.fragment(question, self._context(question), lambda: self._make(question))
        self.hidden |= dict.fromkeys(made.files)
        return made.data

    def _context(self, question: Question) -> tuple[object, ...]:
        """Return what an exercise hangs on beside its question; nothing where nobody keeps it."""
        if not self.job.cache.keeps:
            return ()
        bank = self.job.bank
        lesson = bank.lessons.get(question.lesson or "")
        size = bank.media[question.image.path].pixels if isinstance(question, Hotspot) else None
        lesson_link = (lesson.title, lesson_address(lesson.id, self.look)) if lesson else ("", "")
        aims = [self.look.link(each) for each in inner_links(question)]  # they hang on what else is in the bank
        return (*self.context, *lesson_link, aims, size, question.lang or bank.language)

    def _make(self, question: Question) -> Fragment:
        look: Look = msgspec.structs.replace(self.look, heading=_HEADING)
        made = exercise(question, self.job.bank, look)
        found = (*findings(question, self.job.bank, SUPPORT, "html"), *made.findings)
        return Fragment(made.html.encode(), found, made.hidden_files)

    def _placed(self, html: bytes, ident: str, number: int, times: int) -> bytes:
        """Return the exercise with its edition and number, and identifiers of its own where the page asks it again.

        The edition is another after any change, so that the page forgets what was answered of this exercise alone.
        """
        heading = _HEADING.encode()
        edition = hashlib.blake2b(html.replace(heading, _HEADING_OF_EDITIONS), digest_size=6).hexdigest()
        html = html.replace(heading, self.look.words("question", number=number).encode())
        suffix = "" if times == 1 else f"_{times}"  # no id has `_`
        start = f'id="question-{ident}'
        html = html.replace(f'{start}"'.encode(), f'{start}{suffix}" data-edition="{edition}"'.encode(), 1)
        if times == 1:
            return html
        for name in ("row", "marker"):
            html = html.replace(f'="{name}-{ident}'.encode(), f'="{name}-{times}-{ident}'.encode())
        return html


def _policy(script: str) -> str:
    """Return the content security policy: nothing is loaded, and no script runs but the page's own."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "media-src data:; base-uri 'none'; form-action 'none'"
    )
