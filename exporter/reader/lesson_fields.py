"""The front matter of a lesson to typed values, with the names that it declares and uses."""

from __future__ import annotations

from exporter.checks.facts import Declared, IdReference
from exporter.codes.keys import MISSING_KEY
from exporter.diagnostics import Span
from exporter.model import Reference
from exporter.reader.keys import Values, mapping_values
from exporter.reader.places import Page
from exporter.reader.prose import prose
from exporter.reader.yaml_nodes import Scalar, parse_yaml

_FIRST_LINE = 2
"""The line of the file on which front matter begins: the first is `---`."""


def lesson_values(page: Page, text: str | None) -> Values:
    """Return the values of a lesson's front matter by the fields of `model.Lesson`; `summary` is rich text.

    `text` is the YAML between the `---` lines, None where there is none; findings and facts go to `page`.
    """
    if text is None:
        return _without(page, Span(page.path, 1))
    node, findings = parse_yaml(text, page.path, _FIRST_LINE)
    page.report(*findings)
    if node is None:
        return Values() if findings else _without(page, Span(page.path, 1, 1, 4))
    values, findings = mapping_values("lesson", node, "the lesson")
    page.report(*findings)
    lesson_id = str(values.get("id", ""))
    if lesson_id:
        page.facts.declared.append(Declared("lesson", lesson_id, values.spans["id"]))
    _note(page, values, "related", lesson_id)
    _note(page, values, "questions", lesson_id)
    summary = values.get("summary")
    if isinstance(summary, Scalar):
        values["summary"] = prose(page, summary, lesson_id)
    return values


def _without(page: Page, at: Span) -> Values:
    for name in ("id", "title"):
        hint = f"write `{name}: …` between two lines `---` at the top of the file"
        page.report(MISSING_KEY.at(at, f"the lesson has no `{name}`", hint))
    return Values()


def _note(page: Page, values: Values, field: str, owner: str) -> None:
    """Keep the ids that `related` or `questions` names for the checks."""
    named = values.get(field, ())
    assert isinstance(named, tuple)
    for reference in named:
        assert isinstance(reference, Reference)
        if field == "related":
            page.facts.references.append(IdReference("lesson", reference.id, reference.span, "related", owner))
        else:
            page.facts.references.append(IdReference("question", reference.id, reference.span, "questions", owner))
