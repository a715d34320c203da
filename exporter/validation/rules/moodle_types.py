"""What each question type of Moodle XML must hold for Moodle's importer to take it and for somebody to answer it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import (
    FRACTION,
    IMPORT_CHANGES,
    IMPORT_FAILS,
    NO_RIGHT_ANSWER,
    TWO_FULL_MARKS,
    UNKNOWN_CHOICE,
)
from exporter.validation.rules.moodle_calculated import calculated_problems
from exporter.validation.rules.moodle_cloze import cloze_problems
from exporter.validation.rules.moodle_drops import drop_problems
from exporter.validation.rules.problem import NUMBER, Problem

FRACTIONS = (
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0, 16.66667,
    14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0,
)  # fmt: skip
"""The percentages that Moodle takes for an answer, and their negatives."""
NEAR = 0.001
"""How far from the list a percentage may be."""
LONGEST_ANSWER = 255
LONGEST_UNIT = 50

KNOWN_TYPES = frozenset({
    "multichoice", "truefalse", "shortanswer", "numerical", "essay", "matching", "match", "cloze", "multianswer",
    "description", "gapselect", "ddwtos", "ddmarker", "ddimageortext", "ordering", "calculated",
    "calculatedsimple", "calculatedmulti", "randomsamatch", "random",
})  # fmt: skip
_LISTED = frozenset({"multichoice", "shortanswer", "numerical", "calculated", "calculatedsimple", "calculatedmulti"})
_GAP = re.compile(r"\[\[(\d{1,9})\]\]")


def type_findings(question: etree._Element, kind: str) -> Iterator[Problem]:
    """Yield what is wrong with a question as one of its type."""
    if kind in _LISTED:
        yield from _fractions(question)
    match kind:
        case "multichoice":
            yield from _several_answers(question)
        case "truefalse":
            yield from _truefalse(question)
        case "shortanswer":
            yield from _shortanswer(question)
        case "numerical":
            yield from _numerical(question)
        case "matching" | "match":
            yield from _matching(question)
        case "cloze" | "multianswer":
            yield from cloze_problems(question)
        case "gapselect" | "ddwtos":
            yield from _gaps(question, "selectoption" if kind == "gapselect" else "dragbox")
        case "ddmarker" | "ddimageortext":
            yield from drop_problems(question, kind)
        case "calculated" | "calculatedsimple" | "calculatedmulti":
            yield from calculated_problems(question)
        case "ordering":
            if len(question.findall("answer")) < 2:  # noqa: PLR2004 - nothing to order
                yield IMPORT_FAILS, question, "an ordering of fewer than two items ends the import", "add items"
        case _:
            return


def fraction_of(answer: etree._Element) -> float | None:
    """Return the percentage of an answer, 0 where it has none, None where it is no number."""
    try:
        value = float(str(answer.get("fraction", "0")).strip().rstrip("%"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _text(element: etree._Element) -> str:
    return (element.findtext("text") or "").strip()


def _fractions(question: etree._Element) -> Iterator[Problem]:
    for answer in question.iterfind("answer"):
        value = fraction_of(answer)
        if value is not None and not any(abs(abs(value) - each) <= NEAR for each in FRACTIONS):
            nearest = min(FRACTIONS, key=lambda each: abs(abs(value) - each))
            hint = f"the nearest that Moodle takes is {math.copysign(nearest, value):.7g}"
            yield FRACTION, answer, f"Moodle takes no answer of {value:g} %", hint


def _several_answers(question: etree._Element) -> Iterator[Problem]:
    answers = [answer for answer in question.iterfind("answer") if _text(answer) or answer.find("file") is not None]
    if len(answers) < 2:  # noqa: PLR2004 - nothing to choose
        yield IMPORT_FAILS, question, "a multiple choice of fewer than two answers ends the import", "add answers"
        return
    single = (question.findtext("single") or "true").strip() not in {"false", "0"}
    fractions = [fraction_of(answer) or 0.0 for answer in answers]
    full = [_text(answer)[:40] for answer, value in zip(answers, fractions, strict=True) if value >= 100 - NEAR]
    if single and len(full) > 1:
        message = f"one answer can be given, and {len(full)} answers earn full marks"
        yield TWO_FULL_MARKS, question, message, "mark one as right, or write `<single>false</single>`"
    best = max(fractions) if single else sum(each for each in fractions if each > 0)
    if best < 100 - 0.05:
        message = f"the best answer earns {best:g} %"
        yield NO_RIGHT_ANSWER, question, message, "let the right answers add up to 100 %"


def _truefalse(question: etree._Element) -> Iterator[Problem]:
    answers = question.findall("answer")
    if len(answers) != 2:  # noqa: PLR2004 - true and false
        yield IMPORT_FAILS, question, "a true/false question needs two answers", "add `true` and `false`"
        return
    if {_text(answer) for answer in answers} != {"true", "false"}:
        hint = "write `true` and `false` in small letters, whatever the language"
        yield IMPORT_CHANGES, question, "Moodle takes the first answer for true, the second for false", hint
    if sorted(fraction_of(answer) or 0.0 for answer in answers) != [0.0, 100.0]:
        yield NO_RIGHT_ANSWER, question, "one answer must have 100, the other 0", "give no parts of the points"


def _shortanswer(question: etree._Element) -> Iterator[Problem]:
    answers = question.findall("answer")
    if not any((fraction_of(answer) or 0) >= 100 - NEAR and _text(answer) for answer in answers):
        yield IMPORT_FAILS, question, "a short answer without an answer of 100 % ends the import", "add one"
    if (question.findtext("usecase") or "0").strip() not in {"0", "1"}:
        yield IMPORT_FAILS, question, "Moodle stops at a `<usecase>` other than 0 or 1", "write 0 or 1"


def _numerical(question: etree._Element) -> Iterator[Problem]:
    answers = question.findall("answer")
    if not any((fraction_of(answer) or 0) >= 100 - NEAR for answer in answers):
        yield NO_RIGHT_ANSWER, question, "no number earns full marks", "give one answer 100 %"
    for answer in answers:
        text = _text(answer)
        if text != "*" and not (NUMBER.fullmatch(text) and math.isfinite(float(text))):
            hint = "write it with `.`, without blanks, unit or thousands separators"
            yield IMPORT_FAILS, answer, f"Moodle does not read the number `{text}` as it is meant", hint
        tolerance = (answer.findtext("tolerance") or "").strip()
        if tolerance and not NUMBER.fullmatch(tolerance):
            yield IMPORT_CHANGES, answer, f"Moodle misreads the tolerance `{tolerance}`", "write it with `.`"
        elif tolerance.startswith("-"):
            yield IMPORT_CHANGES, answer, f"Moodle drops the sign of the tolerance `{tolerance}`", "write it without"
        child = answer.findtext("fraction")
        if child is not None:
            message = f"Moodle takes the old `<fraction>` of `{child.strip()}` for the mark, not in per cent"
            yield IMPORT_CHANGES, answer, message, "leave it out: the attribute `fraction` says it"
    for unit in question.iterfind("units/unit"):
        if len((unit.findtext("unit_name") or "").strip()) > LONGEST_UNIT:
            yield IMPORT_FAILS, unit, f"a unit is over {LONGEST_UNIT} characters", "shorten it"


def _matching(question: etree._Element) -> Iterator[Problem]:
    pairs, matches = 0, set[str]()
    for row in question.iterfind("subquestion"):
        answer = (row.findtext("answer/text") or "").strip()
        has_stem = bool(_text(row)) or row.find("file") is not None
        pairs += has_stem and bool(answer)
        matches.add(answer)
        if has_stem and not answer:
            yield IMPORT_FAILS, row, "an item without an answer ends the import", "give it an answer"
        if len(answer) > LONGEST_ANSWER:
            yield IMPORT_FAILS, row, f"a match is over {LONGEST_ANSWER} characters", "shorten it"
        if re.search(r"<[a-zA-Z/][^<>]*>", answer):
            yield IMPORT_CHANGES, row, "a match is plain text; its tags are shown as they are", "write plain text"
    if pairs < 2:  # noqa: PLR2004 - nothing to tell apart
        yield IMPORT_CHANGES, question, "a matching of fewer than two pairs is always right", "add pairs"
    elif len(matches - {""}) < 2:  # noqa: PLR2004 - nothing to choose
        yield IMPORT_CHANGES, question, "all items have one match, so any answer is right", "add matches"


def _gaps(question: etree._Element, choice: str) -> Iterator[Problem]:
    choices = len(question.findall(choice))
    wanted = [int(number) for number in _GAP.findall(question.findtext("questiontext/text") or "")]
    counts = Counter(wanted)
    if not wanted:
        yield IMPORT_CHANGES, question, "there is no gap in the text: it can never be answered", "write `[[1]]`"
    for number in sorted({each for each in wanted if not 1 <= each <= choices}):
        yield (
            UNKNOWN_CHOICE,
            question,
            f"the gap `[[{number}]]` names a choice that is not there",
            f"add a `<{choice}>`",
        )
    for place, each in enumerate(question.iterfind(choice), 1):
        if choice == "dragbox" and each.find("infinite") is None and counts[place] > 1:
            message = f"the box `{_text(each)[:40]}` belongs into {counts[place]} gaps, but can be used once only"
            yield NO_RIGHT_ANSWER, each, message, "add `<infinite/>` to it, or a box for each gap"
        if not _text(each):
            hint = "leave it out, and count the gaps anew"
            yield IMPORT_CHANGES, each, "Moodle removes an empty choice and counts the gaps anew", hint
