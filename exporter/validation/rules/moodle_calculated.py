"""Rules for calculated questions of Moodle XML: without numbers for its variables, Moodle can't start one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import UNUSABLE
from exporter.validation.rules.problem import Problem

_VARIABLE = re.compile(r"""\{([A-Za-z][^>} <{"']*)\}""")


def calculated_problems(question: etree._Element) -> Iterator[Problem]:
    """Yield what keeps a calculated question from being started."""
    sets = question.findall("dataset_definitions/dataset_definition")
    named = {(each.findtext("name/text") or "").strip() for each in sets}
    if not sets:
        message = "there are no data sets: Moodle takes the question, but stops when it is started"
        yield UNUSABLE, question, message, "add `<dataset_definitions>`, or write it as a numerical question"
        return
    formulas = "\n".join(answer.findtext("text") or "" for answer in question.iterfind("answer"))
    for name in sorted(set(_VARIABLE.findall(formulas)) - named):
        message = f"the formula asks for `{{{name[:40]}}}`, for which there is no data set"
        yield UNUSABLE, question, message, "add a `<dataset_definition>` of this name"
    for each in sets:
        if each.find("dataset_items/dataset_item") is None:
            name = (each.findtext("name/text") or "").strip()
            yield UNUSABLE, each, f"the data set `{name[:40]}` holds no number", "add a `<dataset_item>`"
