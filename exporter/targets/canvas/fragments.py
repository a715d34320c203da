"""Questions and texts as serialised items: built, checked by the grammar and by rules no grammar can say, cached."""

from __future__ import annotations

from exporter.codes import canvas as codes
from exporter.codes.validation import GRAMMAR, UNKNOWN_CHOICE
from exporter.diagnostics import Code, Diagnostic, Span
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Description, Hotspot, Passage, Question, RichText, type_of
from exporter.targets.canvas.items import write_item
from exporter.targets.canvas.sheet import LONGEST_TEXT, Setting, Sheet, text_item
from exporter.targets.canvas.support import support_of
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.item_shapes import once_a_shape, qti12_shape
from exporter.targets.qti12 import dangling, parsed
from exporter.targets.support import Outcome, findings, text_findings
from exporter.validation.grammar import grammar


def setting_of(job: Job, question: Question) -> Setting:
    """Return the setting of the question where no quiz says otherwise: its own id and points."""
    size = job.bank.media[question.image.path].pixels if isinstance(question, Hotspot) else None
    lang = question.lang if question.lang and question.lang != job.bank.language else ""
    return Setting(
        form=job.options.canvas,
        points=question.points if not isinstance(question, Description) else question.points * 0,
        folder=job.bank.id,
        lang=lang,
        labels=question.lang or job.bank.language,
        shuffle=question.shuffle,
        size=size,
    )


def question_fragment(job: Job, question: Question, setting: Setting, *, again: bool = False) -> Fragment:
    """Return the item of a question, empty where it is left out; its losses are reported to the job."""
    return job.alike_fragment(question, setting, lambda each: _make(job, each, setting), again=again)


def _make(job: Job, question: Question, setting: Setting) -> Fragment:
    support = support_of(setting.form)
    losses = findings(question, job.bank, support, "canvas")
    if support.types[type_of(question)].outcome is Outcome.LOST:
        return Fragment(b"", losses)
    sheet = Sheet(question, setting)
    item = write_item(sheet)
    found = (*losses, *sheet.findings)
    if (passage := setting.passage) is not None:
        found += text_losses(job, passage.id, passage.text)
    if item is None:
        return Fragment(b"", found)
    wrong = item_violations(item, setting.form, question.span, question.id)
    return Fragment(item.encode(), (*found, *wrong), tuple(sheet.writing.files))


def text_losses(job: Job, ident: str, text: RichText | None) -> tuple[Diagnostic, ...]:
    """Return what Canvas loses of a text that is no question's: a passage's, a section's or a quiz's."""
    return text_findings(text, ident, support_of(job.options.canvas), "canvas")


def text_fragment(job: Job, ident: str, title: str, content: str, span: Span) -> Fragment:
    """Return an item of text alone, its findings reported; empty where the text is too long for Canvas."""
    if len(content) > LONGEST_TEXT:
        message = f"`{title}` is left out: its text has {len(content)} characters, Canvas takes {LONGEST_TEXT}"
        job.report(codes.TEXT_TOO_LONG.at(span, message, target="canvas"))
        return Fragment(b"")
    item = text_item(ident, title, content)
    job.report(*item_violations(item, job.options.canvas, span, ""))
    return Fragment(item.encode())


def passage_fragment(job: Job, passage: Passage, ident: str, above: str) -> Fragment:
    """Return the item of a passage that stands before its questions, with XHTML `above` it."""
    lang = passage.lang if passage.lang and passage.lang != job.bank.language else ""
    writing = CanvasWriting(job.bank.id, classic=job.options.canvas == "both", lang=lang)
    content = above + writing.block(passage.text)
    job.report(*text_losses(job, passage.id, passage.text))
    made = text_fragment(job, ident, passage.title, content, passage.span)
    return Fragment(made.data, made.findings, tuple(writing.files))


def item_violations(item: str, form: str, span: Span, question: str) -> list[Diagnostic]:
    """Return what breaks the grammar of the form, or names a choice, response or feedback that is not there.

    An item whose shape was right once is right.
    """
    if _is_right(qti12_shape(item), form):
        return []
    return [code.at(span, message, question=question, target="canvas") for code, message in faults(item, form)]


def faults(item: str, form: str) -> list[tuple[Code, str]]:
    """Return the same of this very item, whatever was judged before."""
    # Judged as an item alone it takes two thirds of the time that all which may be a root takes.
    judge = grammar("qti12-new") if form == "new" else grammar("qti12", "item")
    element = parsed(item)
    found = [(GRAMMAR, message) for message in judge.violations(element)]
    missing = [f"`{name}` is named, but is nowhere in the item" for name in dangling(element)]
    return found + [(UNKNOWN_CHOICE, message) for message in missing]


@once_a_shape
def _is_right(shape: str, form: str) -> bool:
    return not faults(shape, form)
