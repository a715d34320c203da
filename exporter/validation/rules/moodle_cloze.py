"""Rules for the gaps of a cloze in Moodle XML, which are written into its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import IMPORT_CHANGES, IMPORT_FAILS
from exporter.validation.rules.problem import NUMBER, Problem

_PART = re.compile(r"\{\d*:([A-Z_]+):")
_PART_END = re.compile(r"(?:[^}\\]|\\.)*\}", re.DOTALL)
_PARTS = re.compile(
    r"SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|NUMERICAL|NM|MULTICHOICE(_[VHS]|_VS|_HS)?|MC[VH]?S?|MULTIRESPONSE(_HS|_H|_S)?"
    r"|MRHS|MRH|MRS|MR"
)
_LIKE = re.compile(r"\{([^{}:\s]{0,4}):([A-Za-z_]{1,20}):[^{}]{0,30}")
"""What may be meant for a gap; TeX and code have such runs too, without a `=` or `%` behind."""
_RIGHT = re.compile(r"\s*(=|%\s*100(\.0*)?\s*%)")
_SOME = re.compile(r"\s*(=|%\s*\+?0*[1-9.])")
_WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:[.,]\d*)?)\s*%")
_EMPTY = re.compile(r"\s*(=|%\s*100(\.0*)?\s*%)\s*(#.*)?", re.DOTALL)
_FULL = 100


def cloze_problems(question: etree._Element) -> Iterator[Problem]:
    """Yield what is wrong with the gaps of a cloze."""
    text = question.findtext("questiontext/text") or ""
    parts = list(_parts(text))
    if not parts:
        yield IMPORT_FAILS, question, "a cloze without a gap ends the import", "write gaps as `{1:SA:=answer}`"
        return
    yield from _misspelt(question, text)
    for kind, content in parts:
        yield from _part(question, kind, content)


def _part(question: etree._Element, kind: str, content: str) -> Iterator[Problem]:
    shown = f"{kind}:{content}"[:40]
    alternatives = re.split(r"(?<!\\)~", content)
    right = [each for each in alternatives if _RIGHT.match(each)]
    some = [each for each in alternatives if _SOME.match(each)]
    if not (some if kind.startswith(("MR", "MULTIRESPONSE")) else right):
        message = f"the gap `{shown}` has no right answer, which ends the import"
        yield IMPORT_FAILS, question, message, "mark one with `=`"
    elif kind.startswith(("MC", "MULTICHOICE")) and len(alternatives) < 2:  # noqa: PLR2004 - nothing to choose
        yield IMPORT_FAILS, question, f"the gap `{shown}` has one choice only", "add choices"
    for each in alternatives:
        weight = _WEIGHT.match(each)
        if _EMPTY.fullmatch(each):
            message = f"the gap `{shown}` has an empty right answer: Moodle reads on beyond its end"
            yield IMPORT_CHANGES, question, message, "write an answer behind the `=`"
        if weight is not None and abs(float(weight.group(1).replace(",", "."))) > _FULL:
            message = f"an answer of the gap `{shown}` is weighted {weight.group(1)} %, more than all of it"
            yield IMPORT_CHANGES, question, message, "write -100 to 100"
        if kind in {"NUMERICAL", "NM"}:
            yield from _number(question, each, shown)


def _number(question: etree._Element, alternative: str, shown: str) -> Iterator[Problem]:
    answer = re.split(r"(?<!\\)#", re.sub(r"^\s*(=|%[^%]*%)?", "", alternative), maxsplit=1)[0]
    number, _, tolerance = (each.strip() for each in answer.partition(":"))
    if number != "*" and not NUMBER.fullmatch(number):
        message = f"the gap `{shown}` asks for a number, but `{number}` is none"
        yield IMPORT_FAILS, question, message, "write it with `.`, without unit or blanks"
    elif tolerance and not NUMBER.fullmatch(tolerance):
        message = f"Moodle misreads the tolerance `{tolerance}` of the gap `{shown}`"
        yield IMPORT_CHANGES, question, message, "write it with `.`"


def _misspelt(question: etree._Element, text: str) -> Iterator[Problem]:
    """Yield what is nearly a gap, and stays in the text as it is written."""
    for match in _LIKE.finditer(text):
        weight, kind = match.groups()
        rest = match.group()[len(weight) + len(kind) + 3 :].lstrip()
        is_gap = _PARTS.fullmatch(kind) and (not weight or weight.isdecimal())
        if rest.startswith(("=", "%", "~")) and not is_gap:
            shown = match.group()[:40]
            message = f"`{shown}` is no gap, but stays in the text as it is"
            hint = "write a whole weight and a type of Moodle, such as `{1:SA:=answer}`"
            yield IMPORT_CHANGES, question, message, hint
    opened = [match for match in _PART.finditer(text) if _PARTS.fullmatch(match.group(1))]
    if opened and text.find("}", opened[-1].end()) < 0:
        shown = text[opened[-1].start() :][:40]
        yield IMPORT_CHANGES, question, f"the gap `{shown}` is never closed, and stays in the text", "close it with `}`"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield the type and the alternatives of each gap of a cloze."""
    at = 0
    while (start := _PART.search(text, at)) is not None:
        at = start.end()
        if not _PARTS.fullmatch(start.group(1)):
            continue  # before its end is sought, which may be far away, as it may be for each of many
        end = _PART_END.match(text, at)
        if end is None:
            return
        yield start.group(1), end.group()[:-1]
        at = end.end()
