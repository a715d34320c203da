"""A small scorer that executes the response processing of an item as it was written, in any version of QTI.

It knows nothing of the writer: it reads the XML and follows the information model's words for each operator (QTI 2.1,
sections 7 and 15; QTI 3.0 writes the same with other names). Numbers are exact, so that thirds stay thirds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from lxml import etree

Value = str | Fraction | bool | tuple[str, ...] | None
"""None is NULL; a container is a tuple."""

TEMPLATES = {
    "match_correct": (
        "<responseProcessing><responseCondition><responseIf><match><variable identifier='RESPONSE'/>"
        "<correct identifier='RESPONSE'/></match><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1"
        "</baseValue></setOutcomeValue></responseIf><responseElse><setOutcomeValue identifier='SCORE'>"
        "<baseValue baseType='float'>0</baseValue></setOutcomeValue></responseElse></responseCondition>"
        "</responseProcessing>"
    ),
    "map_response": (
        "<responseProcessing><responseCondition><responseIf><isNull><variable identifier='RESPONSE'/></isNull>"
        "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>0</baseValue></setOutcomeValue></responseIf>"
        "<responseElse><setOutcomeValue identifier='SCORE'><mapResponse identifier='RESPONSE'/></setOutcomeValue>"
        "</responseElse></responseCondition></responseProcessing>"
    ),
}


def name_of(element: etree._Element) -> str:
    """Return an element's name as QTI 2 writes it."""
    head, *rest = str(etree.QName(element).localname).removeprefix("qti-").split("-")
    return head + "".join(part.capitalize() for part in rest)


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its QTI 2 name; empty where it is not there."""
    hyphened = re.sub(r"[A-Z]", lambda upper: f"-{upper.group().lower()}", name)
    return str(element.get(name) or element.get(hyphened) or "")


def parts(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children of these names, or all that are elements."""
    found = list(element.iterchildren("{*}*"))
    return [child for child in found if name_of(child) in names] if names else found


class Declaration:
    """A response or outcome as it is declared."""

    def __init__(self, element: etree._Element) -> None:
        self.identifier = attribute(element, "identifier")
        self.cardinality = attribute(element, "cardinality")
        self.base = attribute(element, "baseType")
        self.correct: Value = None
        self.default: Value = None
        self.mapping: etree._Element | None = None
        for child in parts(element):
            match name_of(child):
                case "correctResponse":
                    self.correct = self._value(child)
                case "defaultValue":
                    self.default = self._value(child)
                case "mapping":
                    self.mapping = child

    def _value(self, element: etree._Element) -> Value:
        texts = tuple(child.text or "" for child in parts(element, "value"))
        return self.typed(texts[0]) if self.cardinality == "single" else texts

    def typed(self, text: str) -> Value:
        return Fraction(text) if self.base in {"float", "integer"} else text


class Attempt:
    """One attempt at an item: the responses given, and the outcomes after response processing."""

    def __init__(self, item: etree._Element, responses: Mapping[str, Value]) -> None:
        self.declared = {
            each.identifier: each for each in map(Declaration, parts(item, "responseDeclaration", "outcomeDeclaration"))
        }
        self.outcomes: dict[str, Value] = {
            attribute(each, "identifier"): self.declared[attribute(each, "identifier")].default
            for each in parts(item, "outcomeDeclaration")
        }
        unknown = set(responses) - self.declared.keys()
        assert not unknown, unknown
        self.responses = dict(responses)
        self._shown = item
        (processing,) = parts(item, "responseProcessing") or [etree.Element("responseProcessing")]
        template = attribute(processing, "template").rpartition("/")[2].removesuffix(".xml")
        if template:
            processing = etree.fromstring(TEMPLATES[template])
        self._run(parts(processing))

    @property
    def score(self) -> Fraction:
        score = self.outcomes["SCORE"]
        assert isinstance(score, Fraction)
        return score

    def shown(self) -> set[str]:
        """Return the identifiers of the feedback that is seen after the attempt, below the outcome's name."""
        found: set[str] = set()
        for element in self._shown.iter("{*}*"):
            if name_of(element) in {"modalFeedback", "feedbackInline", "feedbackBlock"}:
                outcome, identifier = attribute(element, "outcomeIdentifier"), attribute(element, "identifier")
                value = self.outcomes[outcome]
                if value == identifier or (isinstance(value, tuple) and identifier in value):
                    found.add(f"{outcome}.{identifier}")
        return found

    # --- rules ---

    def _run(self, rules: list[etree._Element]) -> None:
        for rule in rules:
            if name_of(rule) == "setOutcomeValue":
                identifier = attribute(rule, "identifier")
                assert identifier in self.outcomes, identifier
                self.outcomes[identifier] = self._value(parts(rule)[0])
                continue
            assert name_of(rule) == "responseCondition", rule.tag
            for branch in parts(rule):
                if name_of(branch) == "responseElse":
                    self._run(parts(branch))
                    break
                condition, *inner = parts(branch)
                if self._value(condition) is True:
                    self._run(inner)
                    break

    # --- expressions ---

    def _value(self, element: etree._Element) -> Value:
        name = name_of(element)
        identifier = attribute(element, "identifier")
        match name:
            case "variable":
                return self.responses.get(identifier, self.outcomes.get(identifier))
            case "correct":
                return self.declared[identifier].correct
            case "mapResponse":
                return self._mapped(self.declared[identifier])
            case "baseValue":
                text = element.text or ""
                return Fraction(text) if attribute(element, "baseType") in {"float", "integer"} else text
            case _:
                return self._operator(name, element, [self._value(each) for each in parts(element)])

    def _operator(self, name: str, element: etree._Element, given: list[Value]) -> Value:
        match name:
            case "isNull":
                return given[0] is None or given[0] == () or given[0] == ""
            case "not":
                return None if given[0] is None else not given[0]
            case "and":
                return False if False in given else None if None in given else True
            case "or":
                return True if True in given else None if None in given else False
            case "multiple":
                return tuple(each for value in given if value is not None for each in _container(value)) or None
        if None in given:
            return None
        match name:
            case "match":
                return self._matches(element, given)
            case "member":
                return str(given[0]) in _container(given[1])
            case "index":
                written = attribute(element, "n")
                place = int(written) if written.isdigit() else int(_number(self.outcomes[written]))
                values = _container(given[0])
                return values[place - 1] if place <= len(values) else None
            case "patternMatch":
                return _fits(attribute(element, "pattern"), str(given[0]))
            case "inside":
                return _inside(attribute(element, "shape"), attribute(element, "coords"), str(given[0]))
            case _:
                return _calculated(name, [_number(each) for each in given])

    def _matches(self, element: etree._Element, given: list[Value]) -> bool:
        first, second = given
        if isinstance(first, tuple) and isinstance(second, tuple):
            ordered = any(
                self.declared[attribute(each, "identifier")].cardinality == "ordered"
                for each in parts(element, "variable")
            )
            return first == second if ordered else sorted(first) == sorted(second)
        return first == second

    def _mapped(self, declaration: Declaration) -> Fraction:
        mapping = declaration.mapping
        assert mapping is not None, declaration.identifier
        given = self.responses.get(declaration.identifier)
        values = set(_container(given)) if given is not None else set()
        total = Fraction(0)
        for value in values:
            total += next(
                (
                    Fraction(attribute(entry, "mappedValue"))
                    for entry in parts(mapping, "mapEntry")
                    if attribute(entry, "mapKey") == value
                ),
                Fraction(attribute(mapping, "defaultValue")),
            )
        return max(Fraction(attribute(mapping, "lowerBound")), min(Fraction(attribute(mapping, "upperBound")), total))


def _container(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _number(value: Value) -> Fraction:
    assert isinstance(value, Fraction), value
    return value


def _calculated(name: str, numbers: list[Fraction]) -> Value:
    match name:
        case "sum":
            return sum(numbers, Fraction(0))
        case "product":
            total = Fraction(1)
            for each in numbers:
                total *= each
            return total
        case "divide":
            return numbers[0] / numbers[1]
        case "equal":
            return numbers[0] == numbers[1]
        case "gt":
            return numbers[0] > numbers[1]
        case "gte":
            return numbers[0] >= numbers[1]
        case "lt":
            return numbers[0] < numbers[1]
        case "lte":
            return numbers[0] <= numbers[1]
    message = f"unknown operator `{name}`"
    raise AssertionError(message)


def _fits(pattern: str, text: str) -> bool:
    """Judge by the flavour of XML Schema: it matches the whole text, and `^` and `$` mean nothing."""
    assert not re.search(r"(?<!\\)\^|(?<![\\\[])\$", pattern), pattern
    return re.fullmatch(pattern, text) is not None


def _inside(shape: str, coords: str, point: str) -> bool:
    x, y = (Fraction(each) for each in point.split())
    numbers = [Fraction(each) for each in coords.split(",")]
    if shape == "rect":
        return numbers[0] <= x <= numbers[2] and numbers[1] <= y <= numbers[3]
    if shape == "circle":
        return (x - numbers[0]) ** 2 + (y - numbers[1]) ** 2 <= numbers[2] ** 2
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    odd = False
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd
