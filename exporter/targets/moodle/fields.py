"""The elements that all types share, in the order in which Moodle itself writes them."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from exporter.codes.targets import LEFT_OUT
from exporter.model import Description, Question, RichText, TrueFalse, type_of
from exporter.targets.moodle.draft import Draft, Field, put_name, put_text
from exporter.targets.moodle.setting import Setting
from exporter.targets.moodle.tags import tags_of
from exporter.targets.passages import titled


def begin(
    kind: str, question: Question, setting: Setting, stem: str | None = None, field: Field | None = None
) -> Draft:
    """Return the draft of a question with name, text, general feedback, mark, penalty and ID number.

    `stem` is the question's text where a type writes it in its own way, with the files of `field`.
    """
    draft = field.draft if field else Draft(kind, question, setting)
    field = field or Field(draft)
    put_name(draft, question.title)
    content = field.html(question.stem) if stem is None else stem
    field.put(draft.element, "questiontext", _with_passage(field, content))
    _general_feedback(draft, question)
    if kind != "cloze":
        points = Decimal(0) if isinstance(question, Description) else question.points
        put_value(draft.element, "defaultgrade", decimal(points))
    put_value(draft.element, "penalty", _penalty(question))
    put_value(draft.element, "idnumber", question.id)
    return draft


def finish(draft: Draft, *, hints: bool = True) -> Draft:
    """Add hints, for types that have further tries, and tags, which come last, and return the draft."""
    question = draft.question
    for hint in question.hints if hints else ():
        put_html(draft, draft.element, "hint", hint)
    tags = tags_of(question, draft.setting.quizzes)
    if tags:
        element = etree.SubElement(draft.element, "tags")
        for tag in tags:
            put_text(etree.SubElement(element, "tag"), tag)
    return draft


def left_out(draft: Draft, reason: str) -> Draft:
    """Return the draft marked as not to be written, since Moodle's import would stop at it; `reason` says why."""
    question = draft.question
    draft.findings.clear()
    draft.report(LEFT_OUT, question.span, f"`{question.id}` is left out: {reason}", feature=type_of(question))
    draft.left_out = True
    return draft


def put_value(parent: etree._Element, name: str, value: str) -> None:
    """Add an element that holds a word or number."""
    etree.SubElement(parent, name).text = value


def put_flag(parent: etree._Element, name: str, *, value: bool) -> None:
    """Add an element that holds `true` or `false`."""
    etree.SubElement(parent, name).text = "true" if value else "false"


def put_html(
    draft: Draft, parent: etree._Element, name: str, *texts: RichText | None, **attributes: str
) -> etree._Element:
    """Add an HTML field of its own that holds the texts that there are, one after the other."""
    field = Field(draft)
    there = [text for text in texts if text is not None]
    if len(there) == 1:
        return field.put(parent, name, field.html(there[0]), **attributes)
    return field.put(parent, name, "".join(map(field.block, there)), **attributes)


def put_feedback(draft: Draft, parent: etree._Element, name: str, *texts: RichText | None) -> None:
    """Add a feedback that holds the texts that there are; without any there is no element, which reads the same."""
    if any(texts):
        put_html(draft, parent, name, *texts)


def put_combined_feedback(draft: Draft, question: Question) -> None:
    """Add the feedbacks on the answer as a whole."""
    put_feedback(draft, draft.element, "correctfeedback", question.if_correct)
    put_feedback(draft, draft.element, "partiallycorrectfeedback", question.if_partly_correct)
    put_feedback(draft, draft.element, "incorrectfeedback", question.if_incorrect)


def verdict(question: Question, fraction: Decimal) -> RichText | None:
    """Return the feedback on the whole answer that goes with a fraction, for types that have none of their own."""
    if fraction > 0:
        return question.if_correct if fraction == 100 else question.if_partly_correct  # noqa: PLR2004 - percent
    return question.if_incorrect


def decimal(value: Decimal) -> str:
    """Return a number without exponent and trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_passage(field: Field, stem: str) -> str:
    passage = field.draft.setting.passage
    if passage is None:
        return stem
    content = field.html(titled(passage), passage.lang or field.draft.setting.bank_language)
    # An inline stem to which a type has added something begins with a paragraph already.
    if field.draft.question.stem.inline and not stem.startswith("<p>"):
        stem = f"<p>{stem}</p>"
    return content + stem


def _general_feedback(draft: Draft, question: Question) -> None:
    field = Field(draft)
    if question.references is None:
        content = field.html(question.explanation) if question.explanation else ""
    else:
        content = field.block(question.explanation) if question.explanation else ""
        content += field.labelled("references", question.references)
    field.put(draft.element, "generalfeedback", content)


def _penalty(question: Question) -> str:
    # Moodle's form sets 1 for a true-false whatever was imported: a second try has nothing left to choose.
    return "1" if isinstance(question, TrueFalse) else decimal(question.penalty)
