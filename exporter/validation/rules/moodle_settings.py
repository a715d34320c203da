"""Rules for the settings of questions in Moodle XML: words and numbers that Moodle stores, but cannot use."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import IMPORT_CHANGES
from exporter.validation.rules.problem import Problem

_FORMATS = frozenset({"html", "markdown", "plain_text", "moodle_auto_format", "wiki_like", "0", "1", "2", "4"})
_TRUTHS = frozenset({"true", "false", "1", "0", ""})
_WORDS = {
    "answernumbering": frozenset({"abc", "ABCD", "123", "iii", "IIII", "none", ""}),
    "responseformat": frozenset({"editor", "editorfilepicker", "plain", "monospaced", "noinline"}),
    "single": _TRUTHS,
    "shuffleanswers": _TRUTHS,
    "attachments": frozenset({"-1", "0", "1", "2", "3"}),
    "unitgradingtype": frozenset({"0", "1", "2"}),
    "showunits": frozenset({"0", "1", "2", "3"}),
}
_ORDERING = {
    "layouttype": frozenset({"VERTICAL", "VERT", "V", "0", "HORIZONTAL", "HORI", "H", "1"}),
    "selecttype": frozenset({"ALL", "EXACT", "RANDOM", "REL", "CONTIGUOUS", "CONTIG"}),
    "gradingtype": frozenset({
        "ALL_OR_NOTHING", "ABSOLUTE_POSITION", "ABSOLUTE", "ABS", "RELATIVE", "REL",
        "RELATIVE_NEXT_EXCLUDE_LAST", "RELATIVE_NEXT_INCLUDE_LAST",
        "RELATIVE_ONE_PREVIOUS_AND_NEXT", "RELATIVE_ALL_PREVIOUS_AND_NEXT", "LONGEST_ORDERED_SUBSET",
        "LONGEST_CONTIGUOUS_SUBSET", "RELATIVE_TO_CORRECT",
    }),
}  # fmt: skip
"""Words of an ordering that Moodle's import reads, in any case; the numbers of its database only for the layout."""
_PRESENCE = ("shownumcorrect", "clearwrong")
_UNHINTED = frozenset({"essay", "description"})
_BY_PRESENCE = frozenset({"ddmarker", "ddimageortext"})
"""Types whose `<shuffleanswers/>` counts by being there."""


def setting_problems(question: etree._Element, kind: str) -> Iterator[Problem]:
    """Yield the settings of a question that Moodle misreads or drops."""
    for name, known in _WORDS.items():
        element = question.find(name)
        text = "" if element is None else (element.text or "").strip()
        if element is None or text in known or (name == "shuffleanswers" and kind in _BY_PRESENCE):
            continue
        shown = ", ".join(f"`{each}`" for each in sorted(known) if each)
        yield IMPORT_CHANGES, element, f"`{text}` is no `<{name}>` of Moodle", f"write one of {shown}"
    for name, known in _ORDERING.items() if kind == "ordering" else ():
        element = question.find(name)
        text = "" if element is None else (element.text or "").strip()
        if element is not None and text and text.upper() not in known:
            yield IMPORT_CHANGES, element, f"`{text}` is no `<{name}>` of Moodle", "use a word of Moodle's export"
    for inner in question.iter():
        style = inner.get("format")
        if style is not None and str(style) not in _FORMATS:
            yield IMPORT_CHANGES, inner, f"Moodle has no format `{style}`, and takes the text for HTML", "write `html`"
    yield from _hints(question, kind)
    yield from _amounts(question)


def _hints(question: etree._Element, kind: str) -> Iterator[Problem]:
    for hint in question.iterfind("hint"):
        if kind in _UNHINTED:
            yield IMPORT_CHANGES, hint, f"Moodle drops the hints of a question of type `{kind}`", "leave it out"
        for name in _PRESENCE:
            if (hint.findtext(name) or "").strip() in {"0", "false"}:
                yield IMPORT_CHANGES, hint, f"`<{name}>` counts by being there, whatever it holds", "leave it out"


def _amounts(question: etree._Element) -> Iterator[Problem]:
    grade = question.find("defaultgrade")
    if grade is not None and (grade.text or "").strip().startswith("-"):
        yield IMPORT_CHANGES, grade, "the question has less than no points", "write 0 or more"
    for unit in question.iterfind("units/unit"):
        text = (unit.findtext("multiplier") or "1").strip()
        try:
            float(text)
        except ValueError:
            yield IMPORT_CHANGES, unit, f"the multiplier `{text}` of a unit is no number", "write it with `.`"
    sent, wanted = ((question.findtext(each) or "").strip() for each in ("attachments", "attachmentsrequired"))
    if sent.isdecimal() and wanted.isdecimal() and int(wanted[:9]) > int(sent[:9]):
        message = f"{wanted} files must be handed in, but {sent} may be"
        yield IMPORT_CHANGES, question, message, "let as many be handed in as must be"
