"""Read Moodle XML back: what a learner is asked, what is right, what it earns, and what is said about it.

Nothing here knows the writer. Cloze parts are taken apart as Moodle's importer does: one decoding of references, SA
answers to plain text, the rest to HTML.
"""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import unquote
from xml.etree import ElementTree as ET

_PART = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^}])*)\}", re.DOTALL)
_ALTERNATIVE = re.compile(r"(=|%(-?[0-9]+(?:[.,][0-9]*)?)%)?(.+?)(?:(?<!\\)(?<!&)(?<!&amp;)#(.*))?", re.DOTALL)
_REFERENCE = re.compile(r"@@PLUGINFILE@@/([^\"' <>)]+)")


@dataclass(frozen=True)
class Answer:
    """Something to pick, type, or order; `fraction` in percent."""

    text: str
    fraction: Decimal
    feedback: str = ""
    tolerance: str = ""


@dataclass(frozen=True)
class Gap:
    """One gap of a cloze or of a text with drop-downs."""

    kind: str
    mark: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Read:
    """One question of a Moodle XML file."""

    id: str
    type: str
    title: str
    category: str
    text: str
    points: Decimal
    penalty: Decimal
    answers: tuple[Answer, ...]
    pairs: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    general: str
    correct: str
    partly: str
    incorrect: str
    graders: str
    hints: tuple[str, ...]
    tags: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    """Shape and coordinates of each drop zone."""
    values: dict[str, str]
    files: dict[str, dict[str, bytes]]
    """By the field's path, then by name."""


def read(data: bytes) -> dict[str, Read]:
    """Return the questions of a file by ID number."""
    found: dict[str, Read] = {}
    category = ""
    for question in ET.fromstring(data):
        if question.get("type") == "category":
            category = _text(question.find("category"))
            continue
        one = _question(question, category)
        assert one.id, ET.tostring(question)
        assert one.id not in found, one.id
        found[one.id] = one
    return found


def categories(data: bytes) -> list[tuple[str, str]]:
    """Return path and description of each category question, in order."""
    root = ET.fromstring(data)
    return [(_text(each.find("category")), _text(each.find("info"))) for each in root if each.get("type") == "category"]


def gap(text: str) -> Gap:
    """Return the one gap of a cloze's text."""
    (found,) = _PART.finditer(text)
    return _part(found[1], found[2], found[3])


def missing_files(one: Read) -> list[str]:
    """Return the references of a question that no file of their field answers."""
    texts = {"questiontext": one.text, "generalfeedback": one.general, "graderinfo": one.graders}
    return [
        name
        for field, text in texts.items()
        for name in map(unquote, _REFERENCE.findall(text))
        if name not in one.files.get(field, {})
    ]


def _question(element: ET.Element, category: str) -> Read:
    kind = element.get("type", "")
    text = _text(element.find("questiontext"))
    gaps = _gaps(kind, element, text)
    points = Decimal(sum(gap.mark for gap in gaps)) if kind == "cloze" else Decimal(_value(element, "defaultgrade"))
    return Read(
        id=_value(element, "idnumber"),
        type=kind,
        title=_text(element.find("name")),
        category=category,
        text=text,
        points=points,
        penalty=Decimal(_value(element, "penalty")),
        answers=tuple(map(_answer, element.findall("answer"))),
        pairs=tuple((_text(each), _text(each.find("answer"))) for each in element.findall("subquestion")),
        gaps=gaps,
        general=_text(element.find("generalfeedback")),
        correct=_text(element.find("correctfeedback")),
        partly=_text(element.find("partiallycorrectfeedback")),
        incorrect=_text(element.find("incorrectfeedback")),
        graders=_text(element.find("graderinfo")),
        hints=tuple(map(_text, element.findall("hint"))),
        tags=tuple(map(_text, element.findall("tags/tag"))),
        areas=tuple((_value(each, "shape"), _value(each, "coords")) for each in element.findall("drop")),
        values={child.tag: (child.text or "").strip() for child in element if len(child) == 0},
        files=_files(element),
    )


def _answer(element: ET.Element) -> Answer:
    fraction = Decimal(element.get("fraction", ""))
    feedback = _text(element.find("feedback"))
    return Answer(_text(element), fraction, feedback, _value(element, "tolerance"))


def _gaps(kind: str, element: ET.Element, text: str) -> tuple[Gap, ...]:
    if kind == "cloze":
        return tuple(_part(found[1], found[2], found[3]) for found in _PART.finditer(text))
    if kind != "gapselect":
        return ()
    options = [(_text(each), _value(each, "group")) for each in element.findall("selectoption")]
    gaps = []
    for number in re.findall(r"\[\[(\d+)\]\]", text):
        right, group = options[int(number) - 1]
        offered = [
            Answer(option, Decimal(100 if place == int(number) else 0))
            for place, (option, own) in enumerate(options, 1)
            if own == group
        ]
        assert right
        gaps.append(Gap("gapselect", 1, tuple(offered)))
    return tuple(gaps)


def _part(mark: str, kind: str, content: str) -> Gap:
    answers = []
    for alternative in re.split(r"(?<!\\)(?<!&)(?<!&amp;)~", content):
        found = _ALTERNATIVE.fullmatch(alternative)
        assert found is not None, alternative
        fraction = Decimal(100) if found[1] == "=" else Decimal(found[2] or 0)
        value, feedback = html.unescape(found[3]), html.unescape(found[4] or "")
        tolerance = ""
        if kind == "NUMERICAL" and value != "*":
            value, _, tolerance = value.partition(":")
        answers.append(Answer(value, fraction, feedback, tolerance))
    return Gap(kind, int(mark or 1), tuple(answers))


def _files(element: ET.Element) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    counts: dict[str, int] = {}
    for field in element:
        counts[field.tag] = counts.get(field.tag, 0) + 1
        name = field.tag if counts[field.tag] == 1 else f"{field.tag}-{counts[field.tag]}"
        if field.tag == "file":
            found[""] = {field.get("name", ""): base64.b64decode(field.text or "")}
        for path, holder in ((name, field), (f"{name}/feedback", field.find("feedback"))):
            for file in [] if holder is None else holder.findall("file"):
                assert file.get("path") == "/"
                names = found.setdefault(path, {})
                assert file.get("name") not in names
                names[file.get("name", "")] = base64.b64decode(file.text or "")
    return found


def _text(element: ET.Element | None) -> str:
    if element is None:
        return ""
    return (element.findtext("text") or "").strip()


def _value(element: ET.Element, name: str) -> str:
    return element.findtext(name) or ""
