"""Matching, and what becomes of it: categorize, and ordering before Moodle has a type for it."""

from __future__ import annotations

from lxml import etree

from exporter.codes.moodle import ANSWERS_ALIKE, PLAIN_ANSWER, TEXT_CUT
from exporter.features import Feature
from exporter.model import Categorize, Matching, Ordering, RichText
from exporter.richtext import is_plain, plain
from exporter.targets.moodle.draft import Draft, Field, put_text
from exporter.targets.moodle.fields import begin, finish, left_out, put_combined_feedback, put_flag, put_html, put_value
from exporter.targets.moodle.names import cut_to
from exporter.targets.moodle.setting import NATIVE_ORDERING, Setting

_ANSWER_LENGTH = 255
"""Characters of an answer of a matching that Moodle's table holds."""


def matching(question: Matching, setting: Setting) -> Draft:
    """Return a `matching`: rich items, plain answers of at most 255 characters, distractors without an item."""
    draft = Draft("matching", question, setting)
    field = Field(draft)
    stem = field.html(question.stem)
    labels = [label for label in map(field.html, (question.left_label, question.right_label)) if label.strip()]
    if labels:
        # Moodle's table has no head; the labels stand as the last line above it.
        stem = f"<p>{stem}</p>" if question.stem.inline else stem
        stem += f"<p>{' – '.join(f'<strong>{each}</strong>' for each in labels)}</p>"
    begin("matching", question, setting, stem, field)
    rights = [pair.right for pair in question.pairs] + [item.text for item in question.distractors]
    answers = _plain_answers(draft, rights)
    if not all(answers):
        return left_out(draft, "one of its answers is empty as plain text, and Moodle's import stops there")
    lefts: list[RichText | None] = [pair.left for pair in question.pairs]
    lefts += [None] * len(question.distractors)
    return _matching(draft, lefts, answers, shuffle=question.shuffle)


def categorize(question: Categorize, setting: Setting) -> Draft:
    """Return a `matching` of each item with its category; a category without items is a distractor."""
    draft = begin("matching", question, setting)
    names = _plain_answers(draft, list(question.categories))
    if not all(names):
        return left_out(draft, "one of its categories is empty as plain text, and Moodle's import stops there")
    lefts: list[RichText | None] = [item.text for item in question.items]
    answers = [names[item.category] for item in question.items]
    used = {item.category for item in question.items}
    for place, name in enumerate(names):
        if place not in used:
            lefts.append(None)
            answers.append(name)
    return _matching(draft, lefts, answers, shuffle=question.shuffle)


def ordering(question: Ordering, setting: Setting) -> Draft:
    """Return an `ordering` in the items' right order, or before Moodle 4.4 a `matching` of items with positions."""
    if setting.version < NATIVE_ORDERING:
        draft = begin("matching", question, setting)
        positions = [str(place) for place in range(1, len(question.items) + 1)]
        # Unshuffled, the items would stand in their right order.
        return _matching(draft, [item.text for item in question.items], positions, shuffle=True)
    draft = begin("ordering", question, setting)
    root = draft.element
    put_value(root, "layouttype", "VERTICAL")
    put_value(root, "selecttype", "ALL")
    put_value(root, "selectcount", str(max(2, len(question.items))))
    put_value(root, "gradingtype", "ALL_OR_NOTHING" if question.partial_credit == "none" else "ABSOLUTE_POSITION")
    put_value(root, "showgrading", "SHOW")
    put_value(root, "numberingstyle", "none")
    put_combined_feedback(draft, question)
    for item in question.items:
        put_html(draft, root, "answer", item.text, fraction="1.0000000")
    return finish(draft)


def _plain_answers(draft: Draft, texts: list[RichText]) -> list[str]:
    """Return the texts as entries of a menu, and report what that changes."""
    written: dict[str, RichText] = {}
    answers: list[str] = []
    for text in texts:
        answer = " ".join(plain(text).split())
        if not is_plain(text):
            draft.report(
                PLAIN_ANSWER, text.span, f"the answer becomes plain text: `{answer}`", feature=Feature.MARKS_IN_ANSWER
            )
        whole, answer = answer, cut_to(answer, _ANSWER_LENGTH)
        if answer != whole:
            draft.report(TEXT_CUT, text.span, f"the answer is cut to {_ANSWER_LENGTH} characters: `{answer}`")
        first = written.setdefault(answer, text)
        if first.parts != text.parts:
            draft.report(ANSWERS_ALIKE, text.span, f"two different answers are both `{answer}` in Moodle")
        answers.append(answer)
    return answers


def _matching(draft: Draft, lefts: list[RichText | None], answers: list[str], *, shuffle: bool) -> Draft:
    root = draft.element
    put_flag(root, "shuffleanswers", value=shuffle)
    put_combined_feedback(draft, draft.question)
    for left, answer in zip(lefts, answers, strict=True):
        element = put_html(draft, root, "subquestion", left)
        put_text(etree.SubElement(element, "answer"), answer)
    return finish(draft)
