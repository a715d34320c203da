"""A lesson: a whole file of front matter and an article whose headings start at level 2."""

from __future__ import annotations

from typing import Any

from exporter.checks.facts import IdReference
from exporter.codes.source import FRONT_MATTER_SHAPE, LESSON_EMPTY, LESSON_FRONT_MATTER
from exporter.diagnostics import Span
from exporter.model import Lesson, Reference
from exporter.reader.document import Document, FrontMatter, is_comment
from exporter.reader.footnotes import Footnotes, take_footnotes
from exporter.reader.keys import Values, mapping_values, question_values
from exporter.reader.places import Page
from exporter.reader.rich import Scope, rich_text
from exporter.reader.yaml_markdown import markdown_value
from exporter.reader.yaml_nodes import Mapping, Scalar, entries_of, parse_yaml

LESSON_TOP_LEVEL = 2


def read_lesson(page: Page, document: Document, category: tuple[str, ...]) -> Lesson | None:
    """Return the lesson of a file, or None where findings say why there is none."""
    known = len(page.findings)
    values = _values(page, document.front_matter)
    owner = str(values.get("id", ""))
    footnotes = Footnotes(page)
    scope = Scope(page, document.references, footnotes, top_level=LESSON_TOP_LEVEL)
    scope.owner = footnotes.owner = owner
    scope.gaps_are_text = True
    tokens = [token for token in take_footnotes(document.tokens, footnotes) if not is_comment(token)]
    if not tokens:
        page.report(LESSON_EMPTY.at(Span(page.path), "this lesson has no article", "write it below the front matter"))
    body = rich_text(scope, tokens)
    footnotes.finish()
    fields = _fields(page, values, owner)
    if any(each.severity == "error" for each in page.findings[known:]):
        return None
    fields.setdefault("category", category)
    return Lesson(body=body, span=values.spans["id"], **fields)


def _values(page: Page, front_matter: FrontMatter | None) -> Values:
    if front_matter is None:
        hint = "begin the file with `---`, `id: …`, `title: …`, `---`"
        page.report(LESSON_FRONT_MATTER.at(page.line_span(0), "this lesson has no front matter", hint))
        return Values()
    node, findings = parse_yaml(front_matter.text, page.path, front_matter.first_line)
    page.report(*findings)
    if node is None:
        if not findings:
            hint = "write at least `id: …` and `title: …`"
            page.report(LESSON_FRONT_MATTER.at(Span(page.path, 1, 1, 4), "this lesson's front matter is empty", hint))
        return Values()
    values, findings = mapping_values("lesson", node, "a lesson's front matter")
    page.report(*findings)
    return values


def _fields(page: Page, values: Values, owner: str) -> dict[str, Any]:
    fields: dict[str, Any] = dict(values)
    summary = values.get("summary")
    if isinstance(summary, Scalar):
        fields["summary"] = markdown_value(page, summary, owner)
    for name, kind in (("related", "lesson"), ("questions", "question")):
        named = values.get(name, ())
        assert isinstance(named, tuple)
        for reference in named:
            assert isinstance(reference, Reference)
            page.facts.references.append(IdReference(kind, reference.id, reference.span, name, owner))  # type: ignore[arg-type]
    return fields


def question_front_matter(page: Page, front_matter: FrontMatter | None) -> Values:
    """Return what the front matter of a file of questions says of all of them."""
    if front_matter is None or not front_matter.text.strip():
        return Values()
    node, findings = parse_yaml(front_matter.text, page.path, front_matter.first_line)
    page.report(*findings)
    if node is None:
        return Values()
    if not isinstance(node, Mapping):
        hint = "write keys and values, such as `tags: [foundations]`"
        page.report(FRONT_MATTER_SHAPE.at(node.span, "front matter holds keys and values", hint))
        return Values()
    values, findings = question_values(entries_of(node))
    page.report(*findings)
    return values
