"""A quiz as a test: sections, draws, ordering, time and tries, when answers are shown, and what it is worth in all.

An item scores its own points, so the test adds up `SCORE` as it is. Each reference also carries the points as a weight,
because Canvas takes them from there and nowhere else; the sum does not apply it a second time.
Source: QTI 2.1 information model, sections 5 (tests) and 6 (outcome processing).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from exporter.codes import qti as codes
from exporter.diagnostics import Code
from exporter.model import Quiz
from exporter.targets.item_xml import number
from exporter.targets.languages import direction
from exporter.targets.qti.body import QtiWriting, item_path
from exporter.targets.qti.dialect import Dialect
from exporter.targets.qti.package import Package
from exporter.targets.qti.processing import Assignment, Expression, written

_WEIGHT = "POINTS"
_TOTALS = ("SCORE", "MAXSCORE")


class Test:
    """One quiz as the test of its package."""

    __test__ = False

    def __init__(self, package: Package, quiz: Quiz) -> None:
        self.package = package
        self.quiz = quiz
        self.dialect: Dialect = package.dialect
        self.text = QtiWriting(package.dialect)
        self._lost: dict[Code, str] = {}
        """What is lost of the test's own texts."""

    def markup(self) -> str:
        """Return the test, once its items are written."""
        quiz, tag = self.quiz, self.dialect
        # A bank that is built in spite of its errors may have nothing for a section, or less than it draws.
        places = [place for place, idents in enumerate(self.package.sections) if idents]
        sections = "".join(self._section(place, first=place == places[0]) for place in places)
        each = quiz.show_explanations == "after-each" or self._tries() != "1"
        part = tag.tag(
            "testPart",
            self._session_control() + sections,
            identifier="part_1",
            navigationMode="nonlinear",
            submissionMode="individual" if each else "simultaneous",
        )
        limit = tag.tag("timeLimits", maxTime=str(quiz.time_limit)) if quiz.time_limit else ""
        totals = "".join(self._declaration(name) for name in _TOTALS)
        summing = tag.tag("outcomeProcessing", written([_sum_of(name) for name in _TOTALS], tag))
        self._report_settings()
        for code, message in self._lost.items():
            self.package.report(code, message)
        for code, span, message in self.text.notes:
            self.package.report(code, message, span)
        content = f"{totals}{limit}{part}{summing}"
        return tag.root("assessmentTest", content, identifier=quiz.id, title=quiz.title)

    def points(self) -> Decimal | None:
        """Return what the test is worth; None where that hangs on what is drawn."""
        total = Decimal(0)
        for section, idents in zip(self.quiz.sections, self.package.sections, strict=True):
            points = [self.package.items[ident].item.points for ident in idents]
            if section.draw is None:
                total += sum(points, Decimal(0))
                continue
            if len(set(points)) > 1:
                return None
            total += sum(points[: section.draw], Decimal(0))
        return total

    def expected(self) -> Iterator[str]:
        """Yield the items that the test names."""
        for section in self.quiz.sections:
            yield from section.pool if section.draw is not None else (each.id for each in section.questions)

    def _declaration(self, name: str) -> str:
        total = self.points()
        bounds = {} if total is None or name == "MAXSCORE" else {"normalMaximum": number(total), "normalMinimum": "0"}
        default = self.dialect.tag("defaultValue", self.dialect.tag("value", "0"))
        return self.dialect.tag(
            "outcomeDeclaration", default, identifier=name, cardinality="single", baseType="float", **bounds
        )

    def _section(self, place: int, *, first: bool) -> str:
        """Return a section; the texts of the quiz stand above the first."""
        tag, quiz = self.dialect, self.quiz
        section, idents = quiz.sections[place], self.package.sections[place]
        drawn = section.draw is not None
        shuffled = (quiz.shuffle_questions or drawn) if section.shuffle is None else section.shuffle
        content = ""
        if section.draw is not None:
            content += tag.tag("selection", select=str(min(section.draw, len(idents))))
        if drawn or shuffled:
            content += tag.tag("ordering", shuffle="true" if shuffled else "false")
        texts = [quiz.description, quiz.instructions] if first else []
        for text in (*texts, section.instructions):
            if text is not None:
                body = tag.body(self._spoken(self.text.block(text)))
                content += tag.tag("rubricBlock", body, view="candidate", use="instructions")
        content += "".join(self._reference(ident) for ident in idents)
        titled = section.title and len(quiz.sections) > 1
        return tag.tag(
            "assessmentSection",
            content,
            identifier=f"section_{place + 1}",
            title=section.title or quiz.title,
            visible="true" if titled else "false",
        )

    def _spoken(self, content: str) -> str:
        """Return a text of the quiz with its language where the reader could not tell: a test states none."""
        lang = self.quiz.lang or self.package.job.bank.language
        turned = direction(lang) == "rtl"
        if turned and not self.dialect.direction:
            message = f"QTI {self.dialect.version} cannot say that text in `{lang}` runs from right to left"
            self._lost[codes.DIRECTION_DROPPED] = message
        if not turned and not self.quiz.lang:
            return content
        return f"<div{self.dialect.written_in(lang, 'en')}>{content}</div>"

    def _reference(self, ident: str) -> str:
        points = number(self.package.items[ident].item.points)
        weight = self.dialect.tag("weight", identifier=_WEIGHT, value=points)
        return self.dialect.tag("assessmentItemRef", weight, identifier=ident, href=item_path(ident))

    def _session_control(self) -> str:
        shown = self.quiz.show_explanations in {"after-each", "after-attempt"}
        flag = "true" if shown else "false"
        return self.dialect.tag(
            "itemSessionControl", maxAttempts=self._tries(), showFeedback=flag, allowReview="true", showSolution=flag
        )

    def _tries(self) -> str:
        attempts = self.quiz.attempts
        return "0" if attempts == "unlimited" else str(attempts or 1)

    def _report_settings(self) -> None:
        """Say which settings of the quiz have no place in a test."""
        quiz = self.quiz
        for name, setting in (
            ("opens", quiz.opens),
            ("due", quiz.due),
            ("closes", quiz.closes),
            ("keep-score", quiz.keep_score),
            ("code", quiz.code),
            ("one-at-a-time", "true" if quiz.one_at_a_time else ""),
        ):
            if setting:
                self.package.report(codes.QUIZ_SETTING, f"`{name}: {setting}` has no place in a QTI test")
        once = self._tries() == "1"
        if quiz.show_explanations == "after-due":
            self.package.report(codes.FEEDBACK_TIME, "explanations are not shown: QTI knows no due date")
        if not once and quiz.show_explanations == "after-attempt":
            message = "explanations are shown between the tries of a question: a QTI test allows tries in no other way"
            self.package.report(codes.FEEDBACK_TIME, message)


def _sum_of(name: str) -> Assignment:
    """Add an outcome up over the items that were given."""
    given = Expression("testVariables", (("variableIdentifier", name), ("baseType", "float")))
    return Assignment(name, Expression("sum", (), (given,)))
