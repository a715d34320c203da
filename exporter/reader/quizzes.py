"""Quiz files: YAML to a quiz whose draws still wait for the whole bank (`exporter.reader.pools`)."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from exporter.checks.facts import Declared, IdReference
from exporter.codes.keys import NO_VALUE, WRONG_SHAPE
from exporter.codes.quizzes import NO_DUE_DATE, QUIZ_DATES, SECTION_SHAPE
from exporter.diagnostics import Related, Span
from exporter.model import Quiz, Reference, Section
from exporter.reader.keys import Values, mapping_values
from exporter.reader.places import Page
from exporter.reader.prose import prose
from exporter.reader.yaml_file import open_yaml
from exporter.reader.yaml_nodes import Mapping, Node, Scalar, Sequence

_PLAIN_FIELDS = (
    "id",
    "title",
    "code",
    "lang",
    "time_limit",
    "attempts",
    "opens",
    "due",
    "closes",
    "keep_score",
    "one_at_a_time",
    "show_explanations",
    "passages",
)


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """What a draw chooses from: keys narrow, several values of a key widen; a key that is not written is empty."""

    tags: tuple[Reference, ...] = ()
    difficulty: tuple[Reference, ...] = ()
    type: tuple[Reference, ...] = ()
    objectives: tuple[Reference, ...] = ()
    lesson: tuple[Reference, ...] = ()
    passage: tuple[Reference, ...] = ()
    folder: tuple[Reference, ...] = ()
    draw_span: Span
    """The place of the number that is drawn."""


class QuizDraft(msgspec.Struct, frozen=True):
    """A quiz as its file has it; `pools` goes along its sections, None for a section of named questions."""

    quiz: Quiz
    pools: tuple[Pool | None, ...]


def read_quiz(root: Path, path: str, language: str) -> tuple[QuizDraft | None, Page]:
    """Return the quiz in the file at `path` (None where it has no id, title or section), and its page."""
    page, node = open_yaml(root, path, language)
    if node is None:
        return None, page
    values, findings = mapping_values("quiz", node, "the quiz")
    page.report(*findings)
    quiz_id = str(values.get("id", ""))
    page.language = str(values.get("lang", language))
    if quiz_id:
        page.facts.declared.append(Declared("quiz", quiz_id, values.spans["id"]))
    sections = _sections(page, values.get("sections"), quiz_id)
    _dates(page, values, quiz_id)
    fields: dict[str, Any] = {name: values[name] for name in _PLAIN_FIELDS if name in values}
    fields.update(_shuffle(page, values.get("shuffle")))
    for name in ("description", "instructions"):
        text = values.get(name)
        if isinstance(text, Scalar):
            fields[name] = prose(page, text, quiz_id)
    if not quiz_id or "title" not in values or not sections:
        return None, page
    fields["span"] = values.spans["id"]
    quiz = Quiz(sections=tuple(section for section, _pool in sections), **fields)
    return QuizDraft(quiz, tuple(pool for _section, pool in sections)), page


def _shuffle(page: Page, node: object) -> Values:
    if not isinstance(node, Node):
        return Values()
    if isinstance(node, Scalar):
        hint = "write `shuffle: {questions: true, choices: true}`"
        page.report(WRONG_SHAPE.at(node.span, "`shuffle` of a quiz says what is shuffled", hint))
        return Values()
    values, findings = mapping_values("shuffle", node, "`shuffle`")
    page.report(*findings)
    return values


def _sections(page: Page, node: object, quiz_id: str) -> list[tuple[Section, Pool | None]]:
    """Return the sections that can be used, each with what it draws from."""
    if not isinstance(node, Node):
        return []
    if not isinstance(node, Sequence):
        hint = "write each section with `- ` before its first key"
        page.report(WRONG_SHAPE.at(node.span, "`sections` is no list", hint, question=quiz_id))
        return []
    if not node.items:
        page.report(NO_VALUE.at(node.span, "the quiz has no section", "write at least one", question=quiz_id))
    read = (_section(page, item, quiz_id) for item in node.items)
    return [section for section in read if section is not None]


def _section(page: Page, node: Node, quiz_id: str) -> tuple[Section, Pool | None] | None:
    values, findings = mapping_values("section", node, "the section")
    page.report(*findings)
    if not isinstance(node, Mapping) or not _shaped(page, node, quiz_id):
        return None
    fields: dict[str, Any] = {
        name: values[name] for name in ("title", "questions", "draw", "points", "shuffle") if name in values
    }
    instructions = values.get("instructions")
    if isinstance(instructions, Scalar):
        fields["instructions"] = prose(page, instructions, quiz_id)
    section = Section(span=_first_word(node), **fields)
    page.facts.references.extend(
        IdReference("question", named.id, named.span, "questions", quiz_id) for named in section.questions
    )
    if section.draw is None and "draw" not in values and node.get("draw") is not None:
        _pool(page, values.get("from"), section.span, quiz_id)  # for what is wrong with it too
    if section.draw is None:
        return (section, None) if section.questions else None
    pool = _pool(page, values.get("from"), values.spans["draw"], quiz_id)
    return None if pool is None else (section, pool)


def _first_word(node: Mapping) -> Span:
    return node.entries[0].key_span if node.entries else node.span


def _shaped(page: Page, node: Mapping, quiz_id: str) -> bool:
    """Return whether a section names questions or draws them; anything between is a finding."""
    questions, draw, source = node.get("questions"), node.get("draw"), node.get("from")
    at, message, hint = _first_word(node), "", "write `questions: [...]`, or `draw` and `from`"
    if questions is not None and (draw is not None or source is not None):
        extra = draw or source
        assert extra is not None
        at, message = extra.key_span, f"a section that names its questions cannot have `{extra.key}` too"
        hint = "make two sections of it"
    elif questions is not None:
        if isinstance(questions.value, Sequence) and not questions.value.items:
            at, message, hint = questions.value.span, "the section names no question", "name at least one"
    elif draw is not None and source is None:
        at, message = draw.key_span, "`draw` lacks `from`, which says what is drawn from"
        hint = "write `from: {tags: [...]}`"
    elif source is not None and draw is None:
        at, message = source.key_span, "`from` lacks `draw`, which says how many are drawn"
        hint = "write `draw: 5`"
    elif draw is None:
        message = "the section has neither questions nor a draw"
    if message:
        page.report(SECTION_SHAPE.at(at, message, hint, question=quiz_id))
    return not message


def _pool(page: Page, node: object, draw_span: Span, quiz_id: str) -> Pool | None:
    assert isinstance(node, Node)
    values, findings = mapping_values("pool", node, "`from`")
    page.report(*findings)
    if isinstance(node, Mapping) and not node.entries:
        hint = "write what is drawn from, such as `{tags: [...]}`"
        page.report(NO_VALUE.at(node.span, "`from` is empty", hint, question=quiz_id))
    if findings or not values:
        return None
    for field in ("lesson", "passage"):
        named = values.get(field, ())
        assert isinstance(named, tuple)
        page.facts.references.extend(IdReference(field, each.id, each.span, field, quiz_id) for each in named)
    return msgspec.convert({**values, "draw_span": draw_span}, Pool, from_attributes=True)


def _dates(page: Page, values: Values, quiz_id: str) -> None:
    """Report dates out of order, and explanations after a due date that there is not."""
    dates = [(name, datetime.fromisoformat(str(values[name]))) for name in ("opens", "due", "closes") if name in values]
    for (first, begin), (second, end) in pairwise(dates):
        if end < begin or (end == begin and second == "closes" and first == "opens"):
            related = (Related(values.spans[first], f"`{first}` is here"),)
            message = f"`{second}` is not after `{first}`"
            at = values.spans[second]
            page.report(QUIZ_DATES.at(at, message, "put the dates in order", related=related, question=quiz_id))
    if values.get("show_explanations") == "after-due" and "due" not in values:
        at = values.spans["show_explanations"]
        message = "there is no due date after which explanations could be shown"
        page.report(NO_DUE_DATE.at(at, message, "add `due`, or write `after-attempt`", question=quiz_id))
