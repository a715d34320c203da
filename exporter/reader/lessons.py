"""A lesson: a whole file of front matter and an article whose headings start at level 2."""

from __future__ import annotations

import re
from typing import Any

from exporter.codes.source import FRONT_MATTER_SHAPE, LESSON_EMPTY
from exporter.diagnostics import Span
from exporter.model import Lesson
from exporter.reader.document import Document, FrontMatter, without_comments
from exporter.reader.footnotes import Footnotes, take_footnotes
from exporter.reader.keys import Values, values_of
from exporter.reader.lesson_fields import lesson_values
from exporter.reader.places import Page
from exporter.reader.rich import rich_text
from exporter.reader.scope import Scope
from exporter.reader.yaml_nodes import Mapping, Scalar, entries_of, parse_yaml

LESSON_TOP_LEVEL = 2


def read_lesson(page: Page, document: Document, category: tuple[str, ...]) -> Lesson | None:
    """Return the lesson of a file, or None where findings say why there is none."""
    known = len(page.findings)
    front_matter = document.front_matter
    values = lesson_values(page, front_matter.text if front_matter else None)
    owner = str(values.get("id", ""))
    footnotes = Footnotes(page)
    scope = Scope(page, document.references, footnotes, top_level=LESSON_TOP_LEVEL)
    scope.owner = footnotes.owner = owner
    scope.gaps_are_text = True
    tokens = without_comments(page, take_footnotes(document.tokens, footnotes))
    if not tokens:
        page.report(LESSON_EMPTY.at(Span(page.path), "this lesson has no article", "write it below the front matter"))
    body = rich_text(scope, tokens)
    footnotes.finish()
    fields: dict[str, Any] = dict(values)
    if any(each.severity == "error" for each in page.findings[known:]):
        return None
    fields.setdefault("category", category)
    return Lesson(body=body, span=values.spans["id"], **fields)


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
        glued = re.match(r"([A-Za-z-]+):[^\S ]*(\S+)", node.text) if isinstance(node, Scalar) else None
        if glued is not None:
            hint = f"write a plain blank after the colon: `{glued[1]}: {glued[2]}`"
        page.report(FRONT_MATTER_SHAPE.at(node.span, "front matter holds keys and values", hint))
        return Values()
    values, findings = values_of("question", entries_of(node))
    page.report(*findings)
    return values
