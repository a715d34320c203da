"""Rules for what a QTI test asks for and counts: draws, weights, times, and the results of items.

Source: the information models of QTI 2.1, 2.2 and 3.0, on tests and outcome processing.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import DANGLING, IMPORT_CHANGES, UNDECLARED_OUTCOME
from exporter.validation.rules.problem import Problem
from exporter.validation.rules.qti_names import BUILT_IN, Parts, attribute, local
from exporter.validation.rules.qti_scores import number

_DRAWN = frozenset({"assessmentItemRef", "assessmentSection", "assessmentSectionRef"})
_NAMED = frozenset({*_DRAWN, "testPart", "assessmentTest"})


def test_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with a test or a section."""
    yield from _draws(parts)
    yield from _outcomes(parts)
    yield from _weights(parts)
    if not any(name in {"assessmentSectionRef", "include"} for _, name in parts):  # else more is in other files
        yield from _results(parts)
    for element, name in parts:
        if name == "timeLimits":
            least, most = (number(attribute(element, each)) for each in ("minTime", "maxTime"))
            if most is not None and (most <= 0 or (least is not None and least > most)):
                message = f"the most time is {most:g} seconds" + (f", the least {least:g}" if least else "")
                yield IMPORT_CHANGES, element, message, "give more time, or leave the limit out"


def _draws(parts: Parts) -> Iterator[Problem]:
    """Yield draws of more than there is, or of less than must be drawn."""
    drawn: set[etree._Element] = set()
    for element, name in parts:
        section, wanted = element.getparent(), attribute(element, "select")
        if name != "selection" or section is None or section in drawn or not wanted.isdecimal():
            continue
        drawn.add(section)
        there = [each for each in section if local(each) in _DRAWN]
        required = sum(attribute(each, "required") in {"true", "1"} for each in there)
        if int(wanted[:9]) > len(there) and attribute(element, "withReplacement") != "true":
            yield IMPORT_CHANGES, element, f"draws {wanted} of {len(there)} questions", "draw no more than there are"
        elif int(wanted[:9]) < required:
            message = f"draws {wanted} questions, but {required} of them are required"
            yield IMPORT_CHANGES, element, message, "draw at least as many as are required"


def _outcomes(parts: Parts) -> Iterator[Problem]:
    """Yield outcomes that are set but not declared."""
    outcomes = {attribute(each, "identifier") for each, name in parts if name == "outcomeDeclaration"} | BUILT_IN
    for element, name in parts:
        wanted = attribute(element, "identifier")
        if name in {"setOutcomeValue", "lookupOutcomeValue"} and wanted not in outcomes:
            yield UNDECLARED_OUTCOME, element, f"`{wanted}` is set, but never declared", "declare it in the test"


def _weights(parts: Parts) -> Iterator[Problem]:
    """Yield weights that are no number, or by another name than the test counts by."""
    counted = {attribute(each, "weightIdentifier") for each, _ in parts} - {""}
    hint = f"name it `{min(counted)}`" if counted else ""
    for element, name in parts:
        if name != "assessmentItemRef":
            continue
        weights = [each for each in element if local(each) == "weight"]
        for each in weights:
            text = attribute(each, "value")
            if number(text) is None:
                yield IMPORT_CHANGES, each, f"the weight `{text[:40]}` is no number", "write a number with `.`"
        names = {attribute(each, "identifier") for each in weights}
        if names and counted and names.isdisjoint(counted):
            message = f"the weight `{min(names)}` is not what the test counts by, so the question counts as it is"
            yield IMPORT_CHANGES, weights[0], message, hint


def _results(parts: Parts) -> Iterator[Problem]:
    """Yield results of items that are not in the test, and weights that none of them has."""
    named = {attribute(each, "identifier") for each, name in parts if name in _NAMED}
    weights = {attribute(each, "identifier") for each, name in parts if name == "weight"}
    told: set[str] = set()
    for element, name in parts:
        item, dot, _ = attribute(element, "identifier").partition(".")
        if name == "variable" and dot and item not in named:
            yield (
                DANGLING,
                element,
                f"the result of `{item}` is asked for, which is not in the test",
                "name one that is",
            )
        weight = attribute(element, "weightIdentifier")
        if weight and weight not in weights and weight not in told:
            told.add(weight)
            message = f"no question has the weight `{weight}`, so all count as they are"
            yield IMPORT_CHANGES, element, message, "give the references a `weight` of this name, or leave it out"
