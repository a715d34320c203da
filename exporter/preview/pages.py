"""The pages of the preview, filled in from `templates/preview`; a page is its status and its HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import quote

from exporter.codes import all_codes
from exporter.codes.tool import CANNOT_READ
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.model import Lesson, Passage, Quiz
from exporter.preview import views
from exporter.preview.listing import category_titles
from exporter.preview.losses import fates, printed
from exporter.preview.state import Shown, Snapshot
from exporter.preview.studio import Studio
from exporter.targets.html.links import dead_links
from exporter.targets.languages import direction
from exporter.targets.layout import Layout, TemplateError, words_error
from exporter.targets.words import WordFileError

_MOST = 50
"""So many pieces of advice or notes of one code stand on the page of findings; the list of questions finds them all."""


class Page(NamedTuple):
    """An answer to a browser."""

    status: int
    html: str


class Pages:
    """Makes the pages; for one thread, since the questions are decoded one at a time."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._layout = Layout(shown.options.templates, "preview")
        self._print = Layout(shown.options.templates)

    def made(self, make: Callable[[], Page]) -> Page:
        """Return the page that `make` makes; where a template or word file of the author's is wrong, what is wrong."""
        try:
            return make()
        except TemplateError as error:
            return Page(500, _bare(error.finding))
        except WordFileError as error:
            return Page(500, _bare(words_error(error, "preview")))
        except OSError as error:  # a file that goes away between the reading and the page: soon told of, or back
            message = f"`{error.filename}` cannot be read: {(error.strerror or str(error)).lower()}"
            return Page(500, _bare(CANNOT_READ.at(Span(""), message, "this page asks again by itself"), again=True))

    def static(self, name: str) -> bytes:
        """Return a script or style of `templates`."""
        return self._layout.text(name).encode()

    def index(self, snapshot: Snapshot) -> Page:
        """Return the list of questions, which a script fills in."""
        return self._page(snapshot, "index", "Questions")

    def quizzes(self, snapshot: Snapshot) -> Page:
        """Return the list of quizzes."""
        bank = snapshot.bank
        counts = {
            quiz.id: sum(len(each.questions) for each in views.plans(quiz, bank)) for quiz in bank.quizzes.values()
        }
        return self._page(snapshot, "quizzes", "Quizzes", counts=counts)

    def lessons(self, snapshot: Snapshot) -> Page:
        """Return the list of lessons and passages."""
        return self._page(snapshot, "lessons", "Lessons")

    def findings(self, snapshot: Snapshot) -> Page:
        """Return the findings, file by file; of advice and notes the first of each code, for there may be thousands."""
        files: dict[str, list[Diagnostic]] = {}
        counts: Counter[str] = Counter()
        for each in snapshot.findings:
            if each.severity in (Severity.ADVICE, Severity.NOTE):
                counts[each.code] += 1
                if counts[each.code] > _MOST:
                    continue
            files.setdefault(each.span.path, []).append(each)
        told = {path: views.told(found, snapshot.bank) for path, found in files.items()}
        more = {code: count - _MOST for code, count in counts.items() if count > _MOST}
        return self._page(snapshot, "findings", "Findings", files=told, more=more)

    def explain(self, snapshot: Snapshot, code: str) -> Page:
        """Return what a code means."""
        codes = all_codes()
        if code not in codes:
            return self.missing(snapshot, f"There is no code {code}.")
        return self._page(snapshot, "explain", code, code=codes[code])

    def question(self, snapshot: Snapshot, question_id: str) -> Page:
        """Return a question: as a student sees it, and beside it all that is known of it."""
        bank = snapshot.bank
        if question_id not in bank.positions:
            return self.missing(snapshot, f"There is no question {question_id} in the bank.", question_id)
        question = bank.question(question_id)
        summary = bank.index[question_id]
        found = snapshot.owned.get(question_id, ())
        place = bank.positions[question_id]
        quizzes, lessons = views.used_in(bank, question_id)
        others = [*(each.span for each in bank.index.values()), *(each.span for each in bank.passages.values())]
        studio, options = self._studio(snapshot), self._shown.options
        exercise = studio.exercise(question_id, place + 1, level=2)
        drawn = {
            "html": (*exercise.findings, *dead_links(question, bank)),
            "pdf": printed(question, bank, options, self._print),
        }
        return self._page(
            snapshot,
            "question",
            question.title,
            question=question,
            summary=summary,
            category=category_titles(bank, question.category),
            found=views.told(found, bank),
            fates=views.fate_views(fates(question, bank, options, drawn), bank),
            source=views.source_lines(bank, question.span, found, others),
            place=views.place(question.span),
            before=snapshot.order[place - 1] if place else "",
            after=snapshot.order[place + 1] if place + 1 < len(snapshot.order) else "",
            number=place + 1,
            quizzes=quizzes,
            lessons=lessons,
            exercise=exercise,
            passage=studio.passage(question.passage, level=2),
            studio=studio,
        )

    def quiz(self, snapshot: Snapshot, quiz_id: str) -> Page:
        """Return a quiz with the questions that its paper asks."""
        quiz = snapshot.bank.quizzes.get(quiz_id)
        if quiz is None:
            return self.missing(snapshot, f"There is no quiz {quiz_id} in the bank.", quiz_id)
        studio = self._studio(snapshot, quiz.lang)
        parts = []
        number = 0
        for plan in views.plans(quiz, snapshot.bank):
            asked = []
            before: str | None = None
            for each in plan.questions:
                summary = snapshot.bank.index[each]
                number += summary.type != "description"
                exercise = studio.exercise(each, number, level=3, points=plan.section.points)
                passage = summary.passage if summary.passage != before else None
                asked.append((each, studio.passage(passage, level=3), exercise))
                before = summary.passage
            parts.append((plan.section, studio.text(plan.section.instructions), asked))
        return self._part(snapshot, "quiz", quiz, parts=parts, studio=studio)

    def paper(self, snapshot: Snapshot, quiz_id: str, kind: str) -> Page:
        """Return the paper or key of a quiz beside the quiz's source."""
        quiz = snapshot.bank.quizzes.get(quiz_id)
        if quiz is None:
            return self.missing(snapshot, f"There is no quiz {quiz_id} in the bank.", quiz_id)
        return self._part(snapshot, "paper", quiz, kind=kind)

    def guide(self, snapshot: Snapshot) -> Page:
        """Return the study guide of the bank."""
        return self._page(snapshot, "guide", "Study guide")

    def lesson(self, snapshot: Snapshot, lesson_id: str) -> Page:
        """Return a lesson with the questions to check oneself by."""
        lesson = snapshot.bank.lessons.get(lesson_id)
        if lesson is None:
            return self.missing(snapshot, f"There is no lesson {lesson_id} in the bank.", lesson_id)
        studio = self._studio(snapshot, lesson.lang)
        study = dict.fromkeys(each.id for each in lesson.questions if each.id in snapshot.bank.index)
        asked = [(each, studio.exercise(each, number, level=3)) for number, each in enumerate(study, 1)]
        ids = views.questions_about(snapshot.bank, lesson)
        text = studio.text(lesson.body, level=1)
        return self._part(snapshot, "lesson", lesson, text=text, ids=ids, asked=asked, studio=studio)

    def passage(self, snapshot: Snapshot, passage_id: str) -> Page:
        """Return a passage with its questions."""
        passage = snapshot.bank.passages.get(passage_id)
        if passage is None:
            return self.missing(snapshot, f"There is no passage {passage_id} in the bank.", passage_id)
        studio = self._studio(snapshot, passage.lang)
        ids = views.questions_about(snapshot.bank, passage)
        return self._part(
            snapshot, "passage", passage, text=studio.text(passage.text), ids=ids, asked=[], studio=studio
        )

    def missing(self, snapshot: Snapshot, message: str, owner: str = "") -> Page:
        """Return what is shown at an address where nothing is, or no longer: with the errors of `owner`, an id."""
        errors = [each for each in snapshot.owned.get(owner, ()) if each.severity is Severity.ERROR]
        found = views.told(errors, snapshot.bank)
        return self._page(snapshot, "missing", "Not here", status=404, message=message, found=found)

    def undrawn(self, snapshot: Snapshot, found: Sequence[Diagnostic]) -> Page:
        """Return what stands in the place of a PDF that could not be drawn."""
        told = views.told(found, snapshot.bank)
        return self._page(snapshot, "undrawn", "Not drawn", status=500 if told else 404, found=told)

    def _part(self, snapshot: Snapshot, name: str, part: Quiz | Lesson | Passage, **values: object) -> Page:
        """Return the page of something that has a file or a section of its own."""
        found = snapshot.owned.get(part.id, ())
        others = [*(each.span for each in snapshot.bank.index.values())]
        source = views.source_lines(snapshot.bank, part.span, found, others)
        told = views.told(found, snapshot.bank)
        place = views.place(part.span)
        return self._page(snapshot, name, part.title, 200, item=part, found=told, source=source, place=place, **values)

    def _studio(self, snapshot: Snapshot, language: str | None = None) -> Studio:
        return Studio(snapshot.bank, language or snapshot.bank.language, self._shown.options.templates)

    def _page(self, snapshot: Snapshot, name: str, title: str, status: int = 200, **values: object) -> Page:
        bank = snapshot.bank
        given = {
            "snapshot": snapshot,
            "bank": bank,
            "title": title,
            "page": name,
            "part": views.part,
            "quoted": lambda text: quote(text, safe=""),
            "errors": snapshot.count(Severity.ERROR),
            "warnings": snapshot.count(Severity.WARNING),
            "direction": direction(bank.language),
            **values,
        }
        return Page(status, self._layout.fill(f"preview/{name}.html", **given))


def _bare(finding: Diagnostic, *, again: bool = False) -> str:
    """Return a page without a template, for when a template is at fault; `again`: one that soon loads anew."""
    from markupsafe import escape  # noqa: PLC0415 - only then

    where = views.place(finding.span)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Template</title>'
        f"{'<meta http-equiv=refresh content=1>' if again else ''}"
        f"<main><h1>{escape(finding.message)}</h1><p>{escape(where)}</p><p>{escape(finding.hint)}</p></main></html>"
    )
