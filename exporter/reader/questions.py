"""Raw section to question or passage: values, stem, parts, and the type by what is stated and by the answers' shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from markdown_it.token import Token

from exporter.checks.facts import Declared, IdKind, IdReference
from exporter.codes.source import KEY_WITHOUT_TYPE, PASSAGE_PARTS, STEM_EMPTY
from exporter.model import QUESTION_TYPES, Passage, Question
from exporter.reader.allow import take_allowances
from exporter.reader.answer_block import (
    find_answer_block,
    report_answers_before,
    report_feedback_outside,
    report_text_after,
    stands_alone,
)
from exporter.reader.document import RawPart, RawSection, without_comments
from exporter.reader.footnotes import Footnotes, take_footnotes
from exporter.reader.heading_likes import report_heading_likes
from exporter.reader.headings import Heading, is_lost_part, read_heading, report_lost_part
from exporter.reader.keys import Values, merged
from exporter.reader.mark_likes import report_mark_likes
from exporter.reader.parts import read_parts
from exporter.reader.places import Page
from exporter.reader.question_type import WITHOUT_BLOCK, question_type
from exporter.reader.rich import rich_text
from exporter.reader.scope import Scope
from exporter.reader.types.accepted_answers import numerical, short_answer
from exporter.reader.types.choices import multiple_choice, multiple_response, true_false
from exporter.reader.types.cloze import cloze
from exporter.reader.types.draft import Draft
from exporter.reader.types.hotspot import hotspot
from exporter.reader.types.open_ended import description, essay, file_upload
from exporter.reader.types.ordering import ordering
from exporter.reader.types.tables import categorize, matching

_READERS: dict[str, Callable[[Draft], Question | None]] = {
    "multiple-choice": multiple_choice,
    "multiple-response": multiple_response,
    "true-false": true_false,
    "short-answer": short_answer,
    "numerical": numerical,
    "cloze": cloze,
    "matching": matching,
    "ordering": ordering,
    "categorize": categorize,
    "essay": essay,
    "file-upload": file_upload,
    "hotspot": hotspot,
    "description": description,
}
_KEY_TYPES = {
    "case_sensitive": ("short-answer", "cloze"),
    "unit": ("numerical",),
    "points": tuple(kind for kind in QUESTION_TYPES if kind != "description"),
    "partial_credit": ("multiple-response", "matching", "categorize", "cloze", "ordering"),
}
_FEW = 5
_PICTURE = re.compile(r"\s*!\[.*\](?:\(.*\)|\[.*\])?(?:\{.*\})?\s*", re.DOTALL)


def read_section(
    page: Page, section: RawSection, references: dict[str, Any], layers: Sequence[Values], category: tuple[str, ...]
) -> Question | Passage | None:
    """Return the question or passage of a level-1 section, or None where findings say why there is none.

    `layers` are the bank's defaults and the file's front matter, the outermost first.
    """
    if is_lost_part(section):
        report_lost_part(page, section)
        return None
    heading = read_heading(page, section)
    if heading.id:
        kind: IdKind = "passage" if heading.passage else "question"
        page.facts.declared.append(Declared(kind, heading.id, heading.span))
    footnotes = Footnotes(page)
    scope = Scope(page, references, footnotes)
    scope.owner = footnotes.owner = heading.id
    known = len(page.findings)
    stem, parts = section.stem, section.parts
    if page.has_footnotes:
        stem = take_footnotes(stem, footnotes)
        parts = [RawPart(part.heading, take_footnotes(part.tokens, footnotes)) for part in parts]
    if heading.passage:
        made: Question | Passage | None = _passage(scope, heading, stem, parts, (layers, category))
    else:
        allow, allow_spans = take_allowances(page, (stem, *[part.tokens for part in parts]), heading.id)
        core = {"allow": allow, "allow_spans": allow_spans, "category": category}
        made = _question(scope, heading, (stem, parts), merged(*layers, heading.values), core)
    footnotes.finish()
    faulty = any(each.severity == "error" for each in page.findings[known:])
    return None if faulty or not heading.id or not heading.title else made


def _passage(
    scope: Scope,
    heading: Heading,
    stem: Sequence[Token],
    parts: Sequence[RawPart],
    outer: tuple[Sequence[Values], tuple[str, ...]],
) -> Passage | None:
    page = scope.page
    layers, category = outer
    scope.gaps_are_text = True
    for part in parts:
        at = page.span_at(part.heading, 0, len(part.heading.content))
        hint = "move it to a question, or begin its heading with `###`"
        page.report(PASSAGE_PARTS.at(at, "a passage has no parts", hint, question=heading.id))
    tokens = without_comments(page, stem)
    if not tokens:
        page.report(STEM_EMPTY.at(heading.span, "this passage is empty", "write its text", question=heading.id))
        return None
    values = merged(*layers, heading.values)
    text = rich_text(scope, tokens)
    fields = {name: values[name] for name in ("lang", "tags", "status") if name in values}
    return Passage(id=heading.id, title=heading.title, text=text, span=heading.span, category=category, **fields)  # type: ignore[arg-type]


def _question(
    scope: Scope,
    heading: Heading,
    body: tuple[Sequence[Token], Sequence[RawPart]],
    values: Values,
    core: dict[str, Any],
) -> Question | None:
    stem, raw_parts = body
    stem = without_comments(scope.page, stem)
    report_heading_likes(scope.page, chain.from_iterable([part.tokens for part in raw_parts]), scope.owner)
    draft = Draft(scope, core, heading.span)
    _take_values(draft, heading, values)
    draft.type_refused = heading.type_refused
    stated = values.get("type")
    block = find_answer_block(stem)
    nearly = report_heading_likes(scope.page, stem, scope.owner)
    torn = stated not in WITHOUT_BLOCK and report_mark_likes(scope.page, stem, block, scope.owner)
    kind = "" if torn else question_type(draft, str(stated) if stated else "", stem, block, values)
    parts = read_parts(scope, raw_parts, kind)
    draft.rubric, draft.model_answer = parts.pop("rubric", None), parts.pop("model_answer", None)
    core.update(parts)
    _read_stem(draft, kind, stem)
    if not kind:
        return None
    if heading.values:
        _judge_keys(draft, kind, heading)
    if draft.block is not None and not nearly and not stands_alone(draft.block):
        if report_feedback_outside(scope.page, draft.block, scope.owner):
            return None
        report_text_after(scope.page, draft.block, scope.owner)
        if report_answers_before(scope.page, draft.block, scope.owner):
            return None
    return _READERS[kind](draft)


def _take_values(draft: Draft, heading: Heading, values: Values) -> None:
    """Put the values that all types share into the draft, with the places of the ids that they name."""
    draft.core.update(id=heading.id, title=heading.title, span=heading.span)
    draft.case_sensitive = bool(values.get("case_sensitive", False))
    draft.unit = str(values.get("unit", ""))
    draft.unit_span = values.spans.get("unit", heading.span)
    for name, value in values.items():
        if name not in ("type", "case_sensitive", "unit"):
            draft.core[name] = value
    for field in ("lesson", "passage"):
        if field in values:
            at = values.spans[field]
            fact = IdReference(field, str(values[field]), at, field, heading.id)
            draft.page.facts.references.append(fact)


def _read_stem(draft: Draft, kind: str, stem: Sequence[Token]) -> None:
    tokens = stem
    if draft.block is not None:
        tokens = draft.block.before
        if kind == "hotspot":
            tokens = _without_picture(tokens)
    gaps: list[Token] | None = [] if kind == "cloze" or draft.has_gaps else None
    if not tokens:
        hint = "write the question between the heading and the answers"
        message = "this question asks nothing: no text stands before its answers"
        if draft.block is None and kind:
            message, hint = "this question has no text", "write it below the heading"
        if draft.block is not None or kind or not stem:
            draft.report(STEM_EMPTY, draft.span, message, hint)
    draft.core["stem"] = rich_text(draft.scope, tokens, gaps=gaps)
    draft.gaps = gaps or ()


def _without_picture(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the stem of a hotspot without the picture's paragraph at its end."""
    if len(tokens) >= 3 and tokens[-1].type == "paragraph_close" and _PICTURE.fullmatch(tokens[-2].content):  # noqa: PLR2004
        return tokens[:-3]
    return tokens


def _judge_keys(draft: Draft, kind: str, heading: Heading) -> None:
    """Report keys in the heading that say something which the type does not have; front matter is for all."""
    for field, types in _KEY_TYPES.items():
        if field in heading.values and kind not in types:
            name = field.replace("_", "-")
            at = heading.values.spans[field]
            hint = "remove it" if len(types) > _FEW else f"it belongs to {', '.join(types)}"
            draft.report(KEY_WITHOUT_TYPE, at, f"`{name}` means nothing in a question of type {kind}", hint)
