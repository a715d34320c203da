"""Rules for how an item of QTI 1.2 is scored: whether somebody can earn its points, and what Canvas reads of its key.

Sources: as for `qti12`; Blackboard writes `SCORE.max` where others write a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import IMPORT_CHANGES, NO_RIGHT_ANSWER, TWO_FULL_MARKS
from exporter.validation.kinds import local_name
from exporter.validation.rules.problem import NUMBER, Problem, listed

_VARIABLE = re.compile(r"[A-Za-z_]\w*\.(max|min)")
_COMPARED = frozenset({"varequal", "varlt", "varlte", "vargt", "vargte"})
_TYPES = frozenset({
    "multiple_choice", "true_false", "multiple_answers", "short_answer", "fill_in_multiple_blanks",
    "multiple_dropdowns", "matching", "numerical", "calculated", "essay", "file_upload", "text_only", "hot_spot",
    "categorization", "ordering",
})  # fmt: skip
_OTHER_TYPES = frozenset({"matching", "truefalse", "text information", "image"})
_BLANK = re.compile(r"\[([^\[\]]{1,255})\]")
_ADDED = frozenset({"matching_question", "multiple_dropdowns_question"})
_BLANKS = frozenset({"fill_in_multiple_blanks_question", "multiple_dropdowns_question"})


def score_problems(item: etree._Element) -> Iterator[Problem]:
    """Yield what is wrong with an item's points and key, and what Canvas makes of them."""
    fields = fields_of(item)
    kind = fields.get("question_type", "")
    points = fields.get("points_possible")
    if points is not None and not (NUMBER.fullmatch(points) and float(points) >= 0):
        message = f"Canvas does not read the points `{points}` as they are meant"
        yield IMPORT_CHANGES, item, message, "write a number with `.`, not below 0"
    if kind and kind.removesuffix("_question") not in _TYPES and kind.lower() not in _OTHER_TYPES:
        message = f"Canvas has no question type `{kind}`: Classic Quizzes guess, New Quizzes leave the question out"
        yield IMPORT_CHANGES, item, message, "use a name of Canvas, such as `multiple_choice_question`"
    found = item.findall("{*}resprocessing/{*}respcondition")
    names_score = any(_is_score(variable) for each in found for variable in each.iterfind("{*}setvar"))
    conditions = [_Condition(each, names_score=names_score) for each in found]
    yield from _numbers(item)
    yield from _earned(item, conditions, points)
    yield from _several(item, conditions)
    if kind in _ADDED and any(score > 0 and not added for each in conditions for score, added in each.scores):
        message = "Canvas reads no key of a pair or a menu whose score is set, not added"
        yield IMPORT_CHANGES, item, message, 'write `action="Add"`'
    if kind == "numerical_question":
        yield from _numerical(item)
    if kind in _BLANKS:
        yield from _blanks(item)


def fields_of(element: etree._Element) -> dict[str, str]:
    """Return the metadata fields of an item or assessment by their labels, those of its parts left out."""
    found: dict[str, str] = {}
    for path in ("{*}itemmetadata/{*}qtimetadata/{*}qtimetadatafield", "{*}qtimetadata/{*}qtimetadatafield"):
        for field in element.iterfind(path):
            label = (field.findtext("{*}fieldlabel") or "").strip()
            found.setdefault(label, (field.findtext("{*}fieldentry") or "").strip())
    return found


class _Condition:
    """One respcondition: what it scores, and the one response that is looked at in it where there is just one."""

    def __init__(self, condition: etree._Element, *, names_score: bool) -> None:
        self.element = condition
        self.scores = [
            (_earns(each), each.get("action") == "Add")
            for each in condition.iterfind("{*}setvar")
            if (each.text or "").strip() and (_is_score(each) or not names_score)
        ]
        variables = condition.find("{*}conditionvar")
        tests = [] if variables is None else list(variables)
        if len(tests) == 1 and local_name(tests[0]) == "or":
            tests = list(tests[0])
        self.chosen = [
            (str(each.get("respident", "")), (each.text or "").strip())
            for each in tests
            if local_name(each) == "varequal"
        ]

    @property
    def score(self) -> float:
        """What meeting the condition earns."""
        return max((score for score, _ in self.scores), default=0.0)


def _is_score(variable: etree._Element) -> bool:
    """Return whether a setvar is of the points; others count tries and the like beside it."""
    return str(variable.get("varname", "SCORE")).upper() == "SCORE"


def _earns(variable: etree._Element) -> float:
    """Return what a setvar adds to the score or sets it to; a score that is computed counts as one."""
    text = (variable.text or "").strip()
    value = float(text) if NUMBER.fullmatch(text) else 1.0
    return -value if variable.get("action") == "Subtract" else value


def _numbers(item: etree._Element) -> Iterator[Problem]:
    declared = item.iterfind("{*}resprocessing/{*}outcomes/{*}decvar")
    names = {str(var.get("varname", "SCORE")): str(var.get("vartype", "Integer")) for var in declared}
    for each in item.iterfind("{*}resprocessing/{*}respcondition/{*}setvar"):
        text = (each.text or "").strip()
        kind = names.get(str(each.get("varname", "SCORE")), "")
        if kind in {"Integer", "Decimal"} and not (NUMBER.fullmatch(text) or _VARIABLE.fullmatch(text)):
            yield IMPORT_CHANGES, each, f"the score `{text}` is no number", "write a number with `.`"


def _earned(item: etree._Element, conditions: list[_Condition], points: str | None) -> Iterator[Problem]:
    """Yield that choices are offered, but none of them earns anything."""
    if points is not None and NUMBER.fullmatch(points) and float(points) == 0:
        return
    if item.find("{*}presentation//{*}render_choice//{*}response_label") is None:
        return
    if not any(each.score > 0 for each in conditions) and item.find(".//{*}itemproc_extension") is None:
        yield NO_RIGHT_ANSWER, item, "no answer earns a score above 0", "let the right one set a score"


def _several(item: etree._Element, conditions: list[_Condition]) -> Iterator[Problem]:
    """Yield that two choices of a question of one answer both earn the most that there is."""
    responses = item.findall("{*}presentation//{*}response_lid")
    if len(responses) != 1 or str(responses[0].get("rcardinality", "Single")) != "Single":
        return
    best = max((each.score for each in conditions), default=0.0)
    right = dict.fromkeys(
        choice for each in conditions if each.score == best > 0 for _, choice in each.chosen if each.chosen
    )
    if len(right) > 1 and not any(added for each in conditions for _, added in each.scores):
        message = f"one answer can be given, and each of {listed(right)} earns full marks"
        yield TWO_FULL_MARKS, item, message, "key one of them, or ask for several answers"


def _numerical(item: etree._Element) -> Iterator[Problem]:
    for variables in item.iterfind("{*}resprocessing/{*}respcondition/{*}conditionvar"):
        tests = [each for each in variables.iter() if local_name(each) in _COMPARED]
        for each in tests:
            text = (each.text or "").strip()
            if not NUMBER.fullmatch(text):
                yield IMPORT_CHANGES, each, f"`{text}` is no number", "write a number with `.`"
        scored = variables.getparent()
        is_scored = scored is not None and scored.find("{*}setvar") is not None
        if is_scored and tests and all(local_name(each) == "varequal" for each in tests):
            hint = "write `<or>` of the number and of the range from `vargte` to `varlte`"
            yield IMPORT_CHANGES, tests[0], "Canvas takes a number without a range for no answer at all", hint


def _blanks(item: etree._Element) -> Iterator[Problem]:
    shown = set(_BLANK.findall("".join(str(each) for each in item.itertext("{*}mattext"))))
    for response in item.iterfind("{*}presentation//{*}response_lid"):
        ident = str(response.get("ident", ""))
        name = ident.removeprefix("response_")
        if name != ident and name not in shown:
            message = f"the text has no blank `[{name}]` for the response `{ident}`"
            yield IMPORT_CHANGES, response, message, "write the blank's name in brackets into the text"
