"""Rules for what the responses of a QTI item are declared to be: the kind of value, the key, the areas, the template.

Source: the information models of QTI 2.1, 2.2 and 3.0, on the binding of interactions and on values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import DANGLING, DUPLICATE_IDENT, NO_RIGHT_ANSWER, RESPONSE_TYPE, UNKNOWN_CHOICE
from exporter.validation.rules.problem import NUMBER, Problem
from exporter.validation.rules.qti_names import Parts, attribute, local

_ANY_NUMBER = frozenset({"integer", "float"})
_ONE, _ORDER, _SOME = frozenset({"single"}), frozenset({"ordered"}), frozenset({"single", "multiple"})
_TYPED = frozenset({"single", "multiple", "ordered", "record"})
_BINDINGS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "choice": (_SOME, frozenset({"identifier"})),
    "order": (_ORDER, frozenset({"identifier"})),
    "associate": (_SOME, frozenset({"pair"})),
    "match": (_SOME, frozenset({"directedPair"})),
    "gapMatch": (_SOME, frozenset({"directedPair"})),
    "inlineChoice": (_ONE, frozenset({"identifier"})),
    "textEntry": (frozenset({"single", "record"}), frozenset({"string"}) | _ANY_NUMBER),
    "extendedText": (_TYPED, frozenset({"string"}) | _ANY_NUMBER),
    "hottext": (_SOME, frozenset({"identifier"})),
    "hotspot": (_SOME, frozenset({"identifier"})),
    "selectPoint": (_SOME, frozenset({"point"})),
    "graphicOrder": (_ORDER, frozenset({"identifier"})),
    "graphicAssociate": (_SOME, frozenset({"pair"})),
    "graphicGapMatch": (_SOME, frozenset({"directedPair"})),
    "positionObject": (_SOME, frozenset({"point"})),
    "slider": (_ONE, _ANY_NUMBER),
    "drawing": (_ONE, frozenset({"file"})),
    "upload": (_ONE, frozenset({"file"})),
    "endAttempt": (_ONE, frozenset({"boolean"})),
}
"""The cardinalities and base types that each interaction can be bound to."""
_VALUES = {
    "float": re.compile(rf"{NUMBER.pattern}|INF|-INF|NaN"),
    "integer": re.compile(r"[+-]?\d+"),
    "boolean": re.compile(r"true|false|1|0"),
    "point": re.compile(r"[+-]?\d+\s+[+-]?\d+"),
    "pair": re.compile(r"\S+\s+\S+"),
    "directedPair": re.compile(r"\S+\s+\S+"),
}
_TEMPLATES = {"match_correct": "correctResponse", "map_response": "mapping", "map_response_point": "areaMapping"}
"""What the response that a standard template scores must declare."""
_READERS = {"correct": "correctResponse", "mapResponse": "mapping", "mapResponsePoint": "areaMapping"}
_COUNTS = {"circle": (3,), "rect": (4,), "ellipse": (4,)}
_CORNERS = 3


def response_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the responses of an item."""
    declared = {attribute(each, "identifier"): each for each, name in parts if name == "responseDeclaration"}
    yield from _bindings(parts, declared)
    yield from _values(parts)
    yield from _scored(parts, declared)
    yield from _areas(parts)
    yield from _catalogs(parts)


def _bindings(parts: Parts, declared: dict[str, etree._Element]) -> Iterator[Problem]:
    seen: set[str] = set()
    for element, name in parts:
        response = attribute(element, "responseIdentifier")
        if not response or not name.endswith("Interaction"):
            continue
        if response in seen and name != "endAttemptInteraction":
            message = f"two interactions answer to `{response}`"
            yield DUPLICATE_IDENT, element, message, "declare a response for each"
            continue
        seen.add(response)
        declaration = declared.get(response)
        bound = _BINDINGS.get(name.removesuffix("Interaction"))
        if declaration is None or bound is None:
            continue
        cardinality, base = attribute(declaration, "cardinality"), attribute(declaration, "baseType")
        for what, value, allowed in (("cardinality", cardinality, bound[0]), ("base type", base, bound[1])):
            if value and value not in allowed:
                message = f"`{response}` has the {what} `{value}`, which a `{name}` does not give"
                yield RESPONSE_TYPE, declaration, message, f"declare {' or '.join(sorted(allowed))}"
        yield from _chosen(element, name, declaration, response)


def _chosen(element: etree._Element, name: str, declaration: etree._Element, response: str) -> Iterator[Problem]:
    """Yield a key that asks for more choices than can be made, or for pairs the wrong way round."""
    if name in {"choiceInteraction", "hottextInteraction", "hotspotInteraction"}:
        most = attribute(element, "maxChoices") or "1"
        if attribute(declaration, "cardinality") == "single" and most != "1":
            message = f"`{response}` holds one choice, but more may be chosen"
            yield RESPONSE_TYPE, declaration, message, "declare the cardinality `multiple`, or let one be chosen"
        key = len(_key(declaration))
        if most.isdecimal() and 0 < int(most[:9]) < key and attribute(declaration, "cardinality") == "multiple":
            message = f"the key has {key} choices, of which {most} may be chosen"
            yield RESPONSE_TYPE, declaration, message, "let as many be chosen as the key has"
    elif name == "matchInteraction":
        sets = [each for each in element if local(each) == "simpleMatchSet"]
        sources = {attribute(each, "identifier") for each in sets[0]} if sets else set()
        for value in _key(declaration):
            pair = (value.text or "").split()
            if len(pair) == 2 and pair[0] not in sources and pair[1] in sources:  # noqa: PLR2004 - a pair
                message = f"the key `{' '.join(pair)}` names the second of the sets first"
                yield RESPONSE_TYPE, value, message, f"write `{pair[1]} {pair[0]}`"


def _key(declaration: etree._Element) -> list[etree._Element]:
    return [value for each in declaration if local(each) == "correctResponse" for value in each]


def _values(parts: Parts) -> Iterator[Problem]:
    """Yield values that are not of their base type, and several where the variable holds one."""
    for element, name in parts:
        base = attribute(element, "baseType")
        if name == "baseValue":
            yield from _value(element, base)
        elif name in {"responseDeclaration", "outcomeDeclaration"} and attribute(element, "cardinality") != "record":
            for each in element:
                if local(each) not in {"correctResponse", "defaultValue"}:
                    continue
                if len(each) > 1 and attribute(element, "cardinality") == "single":
                    message = f"`{attribute(element, 'identifier')}` holds one value, but is given {len(each)}"
                    yield RESPONSE_TYPE, each, message, "give it one value, or declare the cardinality `multiple`"
                for value in each:
                    yield from _value(value, base)


def _value(element: etree._Element, base: str) -> Iterator[Problem]:
    text = (element.text or "").strip()
    if base in _VALUES and not len(element) and not _VALUES[base].fullmatch(text):
        yield RESPONSE_TYPE, element, f"`{text[:60]}` is not of the base type `{base}`", "mend the value or its type"


def _scored(parts: Parts, declared: dict[str, etree._Element]) -> Iterator[Problem]:
    """Yield scoring that asks for a key or a mapping that the response has not, and that no template gives it."""
    given = {attribute(element, "identifier") for element, name in parts if name == "setCorrectResponse"}
    held = {response: {local(each) for each in declaration} for response, declaration in declared.items()}
    for element, name in parts:
        wanted = _READERS.get(name, "")
        response = attribute(element, "identifier")
        template = attribute(element, "template") if name == "responseProcessing" else ""
        if template:
            response = "RESPONSE"
            wanted = _TEMPLATES.get(template.rpartition("/")[2].removesuffix(".xml"), "")
            if not wanted and "imsglobal.org" in template and "cc2" not in template.lower():
                message = f"there is no template `{template}`"
                yield DANGLING, element, message, f"there are {', '.join(f'`{each}`' for each in _TEMPLATES)}"
            elif wanted and response not in declared and not len(element):
                message = "the template scores the response `RESPONSE`, which is never declared"
                yield UNKNOWN_CHOICE, element, message, "call the response `RESPONSE`, or write its own scoring"
        if wanted and response in held and response not in given and wanted not in held[response]:
            message = f"the scoring asks for the {_SPOKEN[wanted]} of `{response}`, which has none"
            yield NO_RIGHT_ANSWER, element, message, "declare it with the response"


_SPOKEN = {"correctResponse": "right answer", "mapping": "mapping", "areaMapping": "mapping of areas"}


def _areas(parts: Parts) -> Iterator[Problem]:
    """Yield areas that are no such shape, or lie beside the picture of an item that has one."""
    size = _picture(parts)
    for element, _ in parts:
        shape = attribute(element, "shape")
        if not shape or shape == "default":
            continue
        text = [each.strip() for each in attribute(element, "coords").split(",")]
        numbers = [float(each) for each in text if re.fullmatch(r"-?\d+(\.\d+)?", each)]
        if any(each.endswith("%") for each in text):
            continue
        right = len(text) in _COUNTS.get(shape, ()) or (
            shape == "poly" and not len(text) % 2 and len(text) >= 2 * _CORNERS
        )
        if len(numbers) != len(text) or not right:
            message = f"`{','.join(text)[:60]}` is no `{shape}`"
            hint = "write circle `x,y,r`, rect `left,top,right,bottom` or poly `x,y,x,y,x,y`"
            yield RESPONSE_TYPE, element, message, hint
        elif size is not None:
            left, top = min(numbers[::2]), min(numbers[1::2])
            if shape in {"circle", "ellipse"}:  # their middle, and one reach or two
                left, top = numbers[0] - numbers[2], numbers[1] - numbers[-1]
            if left >= size[0] or top >= size[1]:
                message = f"the area lies beside the picture, which has {size[0]:g} by {size[1]:g} pixels"
                yield UNKNOWN_CHOICE, element, message, "mend the coordinates: nobody can point there"


def _picture(parts: Parts) -> tuple[float, float] | None:
    """Return the size of the picture that is pointed at, where there is one that tells its size."""
    found = [
        inner
        for element, name in parts
        if name in {"selectPointInteraction", "hotspotInteraction", "graphicOrderInteraction"}
        for inner in element
        if local(inner) in {"object", "img"}
    ]
    sizes = [(str(each.get("width", "")), str(each.get("height", ""))) for each in found]
    if len(sizes) != 1 or not all(re.fullmatch(r"\d{1,9}", each) for each in sizes[0]):
        return None
    return float(sizes[0][0]), float(sizes[0][1])


def _catalogs(parts: Parts) -> Iterator[Problem]:
    there = {str(element.get("id")) for element, name in parts if name == "catalog"}
    for element, _ in parts:
        wanted = element.get("data-catalog-idref")
        if wanted is not None and str(wanted) not in there:
            message = f"no catalog has the id `{wanted}`"
            yield DANGLING, element, message, "mend the id, or add the catalog"
