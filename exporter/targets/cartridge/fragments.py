"""Questions as serialised items: built, checked by the grammar and by rules no grammar can say, cached."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from exporter.codes import cartridge as codes
from exporter.codes.validation import GRAMMAR, UNKNOWN_CHOICE
from exporter.diagnostics import Code, Diagnostic
from exporter.fragment import Fragment
from exporter.job import Job
from exporter.model import Question, type_of
from exporter.targets.cartridge.items import write_item
from exporter.targets.cartridge.sheet import Setting, Sheet
from exporter.targets.cartridge.support import SUPPORT
from exporter.targets.item_shapes import once_a_shape, qti12_shape
from exporter.targets.item_xml import number
from exporter.targets.qti12 import dangling, parsed
from exporter.targets.support import Outcome, findings, text_findings
from exporter.validation.grammar import grammar

GRAMMAR_NAME = "cartridge-qti"


def is_held(question_type: str) -> bool:
    """Return whether the profile has the type at all."""
    return SUPPORT.types[question_type].outcome is not Outcome.LOST


def question_fragment(job: Job, question: Question, file: str = "", points: Decimal | None = None) -> Fragment:
    """Return the item of a question worth `points` (its own where None), empty where it is left out.

    `file` is the quiz or lesson that it is written for: an identifier is used once in the whole package, or Canvas
    takes two questions for one. Its losses are reported to the job.
    """
    lang = question.lang if question.lang and question.lang != job.bank.language else ""
    setting = Setting(
        points=question.points if points is None else points,
        lang=lang,
        labels=question.lang or job.bank.language,
        shuffle=question.shuffle,
        passage=job.bank.passages[question.passage] if question.passage else None,
    )
    made = job.alike_fragment(question, setting, lambda each: _make(job, each, setting), again=bool(file))
    if not file or not made.data:
        return made
    start = f'<item ident="{question.id}'
    return msgspec.structs.replace(made, data=made.data.replace(start.encode(), f"{start}_{file}".encode(), 1))


def _make(job: Job, question: Question, setting: Setting) -> Fragment:
    losses = findings(question, job.bank, SUPPORT, "cartridge")
    if not is_held(type_of(question)):
        return Fragment(b"", losses)
    sheet = Sheet(question, setting)
    _report_points(sheet)
    item = write_item(sheet)
    found = (*losses, *sheet.findings)
    if setting.passage is not None:
        found += text_findings(setting.passage.text, setting.passage.id, SUPPORT, "cartridge")
    if item is None:
        return Fragment(b"", found)
    return Fragment(item.encode(), (*found, *item_violations(item, question)), sheet.files)


def _report_points(sheet: Sheet) -> None:
    """Say that points are changed, but where the question's own fraction is named by the feature already."""
    points, question = sheet.setting.points, sheet.question
    if points == sheet.points or (points == question.points and points != points.to_integral_value()):
        return
    message = f"{number(points)} points become {sheet.points}"
    sheet.report(codes.POINTS_CHANGED, question.span, message)


def item_violations(item: str, question: Question) -> list[Diagnostic]:
    """Return what breaks the grammar, names a choice, response or feedback that is not there, or is never shown.

    An item whose shape was right once is right.
    """
    if _is_right(qti12_shape(item)):
        return []
    return [code.at(question.span, message, question=question.id, target="cartridge") for code, message in faults(item)]


def faults(item: str) -> list[tuple[Code, str]]:
    """Return the same of this very item, whatever was judged before."""
    element = parsed(item)
    found = [(GRAMMAR, message) for message in grammar(GRAMMAR_NAME).violations(element)]
    shown = {each.get("linkrefid") for each in element.iter("{*}displayfeedback")}
    idents = [each.get("ident", "") for each in element.iterchildren("{*}itemfeedback")]
    missing = [*dangling(element), *(ident for ident in idents if ident not in shown)]
    return found + [(UNKNOWN_CHOICE, f"`{name}` is named, but nothing answers to it") for name in missing]


@once_a_shape
def _is_right(shape: str) -> bool:
    return not faults(shape)
