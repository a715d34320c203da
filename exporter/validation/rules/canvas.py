"""Rules for `assessment_meta.xml`, Canvas's settings of a quiz, and for what of it depends on the quiz itself.

Source: what Canvas's importers were seen to do with probe packages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from exporter.codes.validation import IMPORT_CHANGES
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import local_name
from exporter.validation.markup import line_of
from exporter.validation.paths import folder_of
from exporter.validation.rules.problem import NUMBER
from exporter.validation.rules.qti12_scores import fields_of

SETTINGS = "assessment_meta.xml"
_NEAR = 0.006
"""How far a sum of points may be from the sum that is written, which may be rounded."""
_UNKEPT = re.compile(r"[:\s]")
_WORDS = {
    "quiz_type": frozenset({"assignment", "practice_quiz", "graded_survey", "survey"}),
    "scoring_policy": frozenset({"keep_highest", "keep_latest", "keep_average"}),
}
_WHOLE = ("time_limit", "allowed_attempts")


class Quizzes(msgspec.Struct):
    """What is known of the quizzes of a package once all its files are read."""

    points: dict[str, float | None] = {}
    """The sum of points of each assessment by its identifier; None where it cannot be known."""
    settings: list[tuple[str, float | None, Span]] = []
    """Folder, points and place of each file of settings."""


def settings_findings(root: etree._Element, member: str, place: str, quizzes: Quizzes) -> Iterator[Diagnostic]:
    """Yield what Canvas does not read of one file of settings."""
    for element in root:
        name = local_name(element)
        text = (element.text or "").strip()
        span = Span(place, line_of(element))
        if name in _WORDS and text and text not in _WORDS[name]:
            words = ", ".join(f"`{word}`" for word in sorted(_WORDS[name]))
            yield IMPORT_CHANGES.at(span, f"`{text}` is no `<{name}>` of Canvas", f"there is {words}")
        elif name in _WHOLE and text and not re.fullmatch(r"-?\d+", text):
            yield IMPORT_CHANGES.at(span, f"`<{name}>` is `{text}`, which is no whole number", "write a whole number")
    points = (root.findtext("{*}points_possible") or "").strip()
    known = float(points) if NUMBER.fullmatch(points) else None
    quizzes.settings.append((folder_of(member), known, Span(place, line_of(root))))


def note_quizzes(root: etree._Element, quizzes: Quizzes) -> None:
    """Note the assessments of a QTI 1.2 file, and what their questions add up to."""
    for assessment in root.iterfind("{*}assessment"):
        quizzes.points[str(assessment.get("ident", ""))] = _sum(assessment)


def unmet_settings(quizzes: Quizzes) -> Iterator[Diagnostic]:
    """Yield the settings that no quiz takes, or that say other points than its questions have."""
    folders = {_UNKEPT.sub(_cleaned, ident): ident for ident in quizzes.points}
    for folder, points, span in quizzes.settings:
        name = folder.rpartition("/")[2]
        if name not in folders:
            if quizzes.points:
                where = f"the folder `{name}`" if name else "the package's top"
                message = f"Classic Quizzes ignore these settings: {where} is named as no quiz of the package"
                hint = f"put the file into a folder named as its quiz, such as `{next(iter(folders))}`"
                yield IMPORT_CHANGES.at(span, message, hint)
            continue
        total = quizzes.points[folders[name]]
        if points is not None and total is not None and abs(points - total) > _NEAR:
            message = f"the settings say {points:g} points, the questions add up to {total:g}"
            yield IMPORT_CHANGES.at(span, message, "write the sum of the questions' points", question=name)


def _cleaned(match: re.Match[str]) -> str:
    return "-" if match.group() == ":" else "_"


def _sum(part: etree._Element) -> float | None:
    """Return the points of an assessment or section; None where a question or a draw does not say its own."""
    selection = part.find("{*}selection_ordering/{*}selection")
    if selection is not None:
        number = (selection.findtext("{*}selection_number") or "").strip()
        each = (selection.findtext("{*}selection_extension/{*}points_per_item") or "").strip()
        return int(number[:9]) * float(each) if number.isdecimal() and NUMBER.fullmatch(each) else None
    total = 0.0
    for child in part:
        name = local_name(child)
        if name == "item":
            points = fields_of(child).get("points_possible", "")
            known = float(points) if NUMBER.fullmatch(points) else None
        elif name == "section":
            known = _sum(child)
        else:
            known = None if name in {"itemref", "sectionref"} else 0.0
        if known is None:
            return None
        total += known
    return total
