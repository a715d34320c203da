"""Assessments and the question bank as streams of items, counted as they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from lxml import etree

from exporter.codes import cartridge as codes
from exporter.codes.validation import GRAMMAR
from exporter.diagnostics import Code, Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import BANK_FILE, Quiz, Section
from exporter.targets.cartridge.fragments import GRAMMAR_NAME, is_held, question_fragment
from exporter.targets.cartridge.sheet import LONGEST_TITLE, whole_points
from exporter.targets.cartridge.text import CartridgeWriting
from exporter.targets.drawing import ranked
from exporter.targets.item_xml import number
from exporter.targets.qti12 import QTI, Element, rooted, split
from exporter.validation.grammar import grammar

_MOST_ATTEMPTS = 5
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATION = f"{QTI} http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_qtiasiv1p2p1_v1p0.xsd"


class ItemFile:
    """One file of items under construction: its frame, the media its items show, and whether it has any item."""

    def __init__(self, job: Job, ident: str, span: Span) -> None:
        self.job = job
        self.ident = ident
        self.span = span
        self.files: dict[str, None] = {}

    def chunks(self, root: Element, holder: Element, fragments: Iterable[Fragment]) -> Iterator[bytes] | None:
        """Return the file, an item a chunk, with the items last in `holder`; None where there is none."""
        found = (self._kept(each) for each in fragments if each.data)
        first = next(found, None)
        if first is None:
            return None
        for message in grammar(GRAMMAR_NAME, "frame").violations(root):
            self.report(GRAMMAR, self.span, message)
        head, tail = split(root, holder)
        return chain((head, first), found, (tail,))

    def report(self, code: Code, span: Span, message: str) -> None:
        """Add a finding about this quiz, lesson or bank."""
        self.job.report(code.at(span, message, question=self.ident, target="cartridge"))

    def _kept(self, fragment: Fragment) -> bytes:
        for path in fragment.files:
            self.files[path] = None
        return fragment.data + b"\n"


def bank_file(job: Job) -> tuple[ItemFile, Iterator[bytes] | None]:
    """Return the question bank with every question that the profile holds; a cartridge has one at most."""
    file = ItemFile(job, job.bank.id, Span(BANK_FILE))
    root = _root()
    holder = etree.SubElement(root, f"{{{QTI}}}objectbank", ident=job.bank.id)
    return file, file.chunks(root, holder, (question_fragment(job, each) for each in job.bank.questions))


def practice_file(
    job: Job, ident: str, title: str, span: Span, ids: Iterable[str]
) -> tuple[ItemFile, Iterator[bytes] | None]:
    """Return an assessment of a lesson's questions to check oneself by, as often as one likes."""
    file = ItemFile(job, ident, span)
    root, holder = _assessment(f"study_{ident}", title, {"cc_maxattempts": "unlimited"})
    return file, file.chunks(root, holder, (question_fragment(job, job.bank.question(each), ident) for each in ids))


def quiz_file(job: Job, quiz: Quiz) -> tuple[ItemFile, Iterator[bytes] | None]:
    """Return the assessment of a quiz, its losses reported once it is consumed; None where it holds no question."""
    stream = QuizStream(job, quiz)
    root, holder = _assessment(quiz.id, quiz.title, stream.fields(), stream.rubric())
    chunks = stream.chunks(root, holder, stream.fragments())
    if chunks is None:
        stream.report(
            codes.QUIZ_EMPTY, quiz.span, f"`{quiz.id}` is left out: none of its questions is in the cartridge"
        )
    return stream, chunks


class QuizStream(ItemFile):
    """The items of one quiz, and what they come to."""

    def __init__(self, job: Job, quiz: Quiz) -> None:
        super().__init__(job, quiz.id, quiz.span)
        self._quiz = quiz
        self._used: set[str] = {each.id for section in quiz.sections for each in section.questions}
        self._left_out: list[str] = []
        self._planned = Decimal(0)
        self._asked = 0
        self._points = 0
        self._count = 0

    def fields(self) -> dict[str, str]:
        """Return the settings that the profile has, and report the others."""
        quiz = self._quiz
        fields = {"qmd_feedbackpermitted": "No"} if quiz.show_explanations == "never" else {}
        lost = list(_lost_settings(quiz))
        if quiz.time_limit is not None:
            minutes = -(-quiz.time_limit // 60)
            fields["qmd_timelimit"] = str(minutes)
            if minutes * 60 != quiz.time_limit:
                lost.append(f"the exact time limit ({quiz.time_limit} s become {minutes} min)")
        if quiz.attempts is not None:
            many = quiz.attempts == "unlimited" or quiz.attempts > _MOST_ATTEMPTS
            fields["cc_maxattempts"] = "unlimited" if many else str(quiz.attempts)
            if many and quiz.attempts != "unlimited":
                lost.append(f"the number of attempts ({quiz.attempts} become unlimited)")
        self.report(codes.SETTINGS_LOST, quiz.span, f"lost: {', '.join(lost)}")
        return fields

    def rubric(self) -> str:
        """Return the XHTML of the quiz's description and instructions, and report what becomes of them."""
        texts = [text for text in (self._quiz.description, self._quiz.instructions) if text is not None]
        if texts:
            message = "description and instructions stand in the file, but no importer tried shows them"
            self.report(codes.QUIZ_TEXT, self._quiz.span, message)
        sections = self._quiz.sections
        if len(sections) > 1 or any(each.title or each.instructions is not None for each in sections):
            joined = f"{len(sections)} sections become one; " if len(sections) > 1 else "the section's "
            message = f"{joined}title{'s' * (len(sections) > 1)} and instructions are lost"
            self.report(codes.SECTIONS_LOST, self._quiz.span, message)
        writing = CartridgeWriting("answer", self._quiz.lang or "")
        return "".join(map(writing.block, texts))

    def fragments(self) -> Iterator[Fragment]:
        """Yield the items of all sections, in order."""
        for section in self._quiz.sections:
            if section.draw is None:
                for reference in section.questions:
                    yield self._named(reference.id, section)
            else:
                yield from self._drawn(section, section.draw)
        self._recount()

    def _named(self, ident: str, section: Section) -> Fragment:
        summary = self.job.bank.index[ident]
        points = summary.points if section.points is None else section.points
        if summary.type != "description":
            self._planned += points
            self._asked += 1
        made = question_fragment(self.job, self.job.bank.question(ident), self.ident, section.points)
        if made.data:
            self._add(points)
        else:
            self._left_out.append(ident)
        return made

    def _drawn(self, section: Section, draw: int) -> Iterator[Fragment]:
        """Yield one drawing: the first of the pool, in the order in which the quiz draws, that a cartridge holds."""
        bank = self.job.bank
        pool = [each for each in section.pool if each not in self._used]
        order = ranked(self._quiz.id, pool)
        chosen: dict[str, Fragment] = {}
        for ident in order:
            if len(chosen) == draw:
                break
            if is_held(bank.index[ident].type):
                made = question_fragment(self.job, bank.question(ident), self.ident, section.points)
                if made.data:
                    chosen[ident] = made
        self._used.update(chosen)
        self._asked += draw
        self._planned += sum((self._worth(each, section) for each in order[:draw]), Decimal(0))
        self.report(codes.DRAWN, section.span, f"{len(chosen)} of {len(pool)} questions are drawn here, for everybody")
        for ident in pool:
            if ident in chosen:
                self._add(self._worth(ident, section))
                yield chosen[ident]

    def _worth(self, ident: str, section: Section) -> Decimal:
        return self.job.bank.index[ident].points if section.points is None else section.points

    def _add(self, points: Decimal) -> None:
        self._count += 1
        self._points += whole_points(points)

    def _recount(self) -> None:
        """Say what the questions that are left out and points that are rounded change in the quiz."""
        if not self._count or (self._count == self._asked and self._points == self._planned and not self._left_out):
            return
        parts = []
        if self._left_out:
            parts.append(f"left out: {', '.join(f'`{ident}`' for ident in self._left_out)}")
        if self._count != self._asked:
            parts.append(f"{self._count} of {self._asked} questions")
        if self._points != self._planned:
            parts.append(f"worth {self._points} instead of {number(self._planned)} points")
        self.report(codes.QUIZ_RECOUNTED, self._quiz.span, "; ".join(parts))


def _lost_settings(quiz: Quiz) -> Iterator[str]:
    if quiz.shuffle_questions or any(section.shuffle for section in quiz.sections):
        yield "shuffled questions"
    if quiz.shuffle_choices:
        yield "shuffled choices"
    if quiz.opens or quiz.due or quiz.closes:
        yield "dates"
    if quiz.keep_score:
        yield "which attempt counts"
    if quiz.one_at_a_time:
        yield "one question at a time"
    if quiz.code:
        yield "the paper's code"
    yield "when explanations are shown"


def kept_title(title: str) -> str:
    """Return the title as long as importers take it."""
    return title[:LONGEST_TITLE]


def _assessment(ident: str, title: str, fields: dict[str, str], rubric: str = "") -> tuple[Element, Element]:
    """Return a file of one assessment and the one section that its items stand in."""
    root = _root()
    assessment = etree.SubElement(root, f"{{{QTI}}}assessment", ident=ident, title=kept_title(title))
    metadata = etree.SubElement(assessment, f"{{{QTI}}}qtimetadata")
    standing = {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination", "qmd_scoretype": "Percentage"}
    for name, value in (standing | fields).items():
        field = etree.SubElement(metadata, f"{{{QTI}}}qtimetadatafield")
        etree.SubElement(field, f"{{{QTI}}}fieldlabel").text = name
        etree.SubElement(field, f"{{{QTI}}}fieldentry").text = value
    if rubric:
        material = etree.SubElement(etree.SubElement(assessment, f"{{{QTI}}}rubric"), f"{{{QTI}}}material")
        etree.SubElement(material, f"{{{QTI}}}mattext", texttype="text/html").text = rubric
    return root, etree.SubElement(assessment, f"{{{QTI}}}section", ident="root_section")


def _root() -> Element:
    root = rooted(QTI, "questestinterop", {})
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATION)
    return root
