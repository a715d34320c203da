"""Rules for the HTML in the texts of Moodle XML: pictures by a path that leads nowhere in Moodle, and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import MISSING_FILE, SCRIPT
from exporter.validation.paths import references
from exporter.validation.rules.problem import Problem
from exporter.validation.rules.scripts import script_in

_FIELDS = frozenset({
    "questiontext", "generalfeedback", "feedback", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback",
    "hint", "subquestion", "graderinfo", "responsetemplate", "instructions", "info",
})  # fmt: skip
_ANSWERED_IN_HTML = frozenset({"multichoice", "ordering", "calculatedmulti"})
_HTML = frozenset({"", "html", "moodle_auto_format", "0", "1"})
_PICTURES = frozenset({"img", "source", "video", "audio", "embed"})
_RELATIVE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|/|#|@@|\?|$)")


def text_problems(question: etree._Element, kind: str) -> Iterator[Problem]:
    """Yield what does not work in the HTML of a question's texts."""
    for text in question.iter("text"):
        field = text.getparent()
        content = text.text or ""
        if field is None or "<" not in content or str(field.get("format", "")) not in _HTML:
            continue
        if field.tag not in _FIELDS and not (field.tag == "answer" and kind in _ANSWERED_IN_HTML):
            continue
        script = script_in(content)
        if script:
            message = f"there is a script in `<{field.tag}>` (`{script[:40]}`): Moodle runs it for everyone who looks"
            yield SCRIPT, text, message, "say it without a script"
        yield from _pictures(content, text, str(field.tag))


def _pictures(content: str, text: etree._Element, tag: str) -> Iterator[Problem]:
    for each in references(content):
        if each.element in _PICTURES and each.attribute in {"src", "poster"} and _RELATIVE.match(each.value):
            message = f"`{each.value[:80]}` is shown in `<{tag}>` by a path, which leads nowhere in Moodle"
            yield MISSING_FILE, text, message, "embed it as a `<file>`, and show it as `@@PLUGINFILE@@/name`"
