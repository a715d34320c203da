"""Rules for the marks of a QTI item: whether anything gives them, and whether an answer can earn all of them.

Source: the information models of QTI 2.1 to 3.0, on response processing, mappings and patterns (which are those of
XML Schema); and for Canvas what its importers were seen to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import BAD_PATTERN, IMPORT_CHANGES, NO_RIGHT_ANSWER, RESPONSE_TYPE
from exporter.validation.rules.problem import Problem
from exporter.validation.rules.qti_names import Parts, attribute, local

_KEYS = frozenset({"correctResponse", "mapping", "areaMapping"})
_NUMBER = re.compile(r"\s*[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][+-]?\d{1,2})?\s*")
_NEAR = 1e-4
_PIECE = re.compile(
    r"(?P<escape>\\.)|(?P<many>([?*+]|\{\d+(,\d*)?\})\??)|(?P<open>\((\?(<\w{1,30}>|<?[=!:>])?)?)|(?P<close>\))|(?P<or>\|)|(?P<bracket>\[)"
    r"|(?P<wrong>\\)|(?P<plain>.)",
    re.DOTALL,
)
"""A piece of a pattern of XML Schema (part 2, appendix F) outside of brackets, or of what players take as well."""
_IN_BRACKETS = re.compile(r"\\.|-?\[|\]|[^\\\[\]]", re.DOTALL)


def score_problems(parts: Parts) -> Iterator[Problem]:
    """Yield what is wrong with the marks that an item gives."""
    yield from _unscored(parts)
    yield from _most(parts)
    for element, name in parts:
        if name in {"mapping", "areaMapping"}:
            yield from _mapping(element)
        elif name == "patternMatch" and (fault := pattern_fault(attribute(element, "pattern"))):
            shown = attribute(element, "pattern")[:60]
            yield BAD_PATTERN, element, f"the pattern `{shown}` cannot be read: {fault}", "mend the pattern"


def number(text: str) -> float | None:
    """Return the number that a text is, None where it is none."""
    return float(text) if _NUMBER.fullmatch(text) else None


def _unscored(parts: Parts) -> Iterator[Problem]:
    """Yield a key that no response processing looks at."""
    scored = [each for each, name in parts if name == "responseProcessing"]
    if any(len(each) or attribute(each, "template") for each in scored):
        return
    for element, name in parts:
        if name == "responseDeclaration" and any(local(each) in _KEYS for each in element):
            message = "there is a key, but no response processing: players give no marks"
            yield NO_RIGHT_ANSWER, element, message, "add it, such as the template `match_correct`"
            return


def _most(parts: Parts) -> Iterator[Problem]:
    """Yield a most that contradicts another, or that no answer reaches."""
    outcomes = {attribute(each, "identifier"): each for each, name in parts if name == "outcomeDeclaration"}
    score = outcomes.get("SCORE")
    if score is None:
        return
    most, other = number(attribute(score, "normalMaximum")), _default(outcomes.get("MAXSCORE"))
    if most is not None and other is not None and abs(most - other) > _NEAR:
        message = f"the most of `SCORE` is {most:g}, but `MAXSCORE` is {other:g}: platforms take the one or the other"
        yield IMPORT_CHANGES, score, message, "write the same number in both"
        return
    most = other if most is None else most
    best = _best(parts, outcomes)
    if most is not None and best is not None and best < most - _NEAR:
        message = f"the best answer earns {best:g} of {most:g}"
        yield (
            NO_RIGHT_ANSWER,
            score,
            message,
            "let the right answer earn all of it, and weight the question in its test",
        )


def _default(declaration: etree._Element | None) -> float | None:
    if declaration is None:
        return None
    values = [value for each in declaration if local(each) == "defaultValue" for value in each]
    return number(values[0].text or "") if len(values) == 1 else None


def _best(parts: Parts, outcomes: dict[str, etree._Element]) -> float | None:
    """Return the most that an answer earns, where the scoring is the template for one key or sets plain numbers."""
    set_ones = {
        attribute(each, "identifier") for each, name in parts if name in {"setOutcomeValue", "lookupOutcomeValue"}
    }
    found: list[float] = []
    for element, name in parts:
        if name == "responseProcessing":
            template = attribute(element, "template").rpartition("/")[2]
            if template.startswith("match_correct") and not len(element):
                return 1.0
            if template:
                return None
        elif name in {"lookupOutcomeValue", "responseProcessingFragment", "templateProcessing", "customOperator"}:
            return None
        elif name == "setOutcomeValue" and attribute(element, "identifier") == "SCORE":
            given = _constant(element, outcomes, set_ones)
            if given is None:
                return None
            found.append(given)
    return max(found) if found else None


def _constant(setting: etree._Element, outcomes: dict[str, etree._Element], set_ones: set[str]) -> float | None:
    """Return the number that is set, where it is written there or is a variable that never changes."""
    if len(setting) != 1:
        return None
    name = local(setting[0])
    if name == "baseValue":
        return number(setting[0].text or "")
    identifier = attribute(setting[0], "identifier")
    return _default(outcomes.get(identifier)) if name == "variable" and identifier not in set_ones else None


def _mapping(element: etree._Element) -> Iterator[Problem]:
    """Yield entries that are no number, or that the bound above cuts off whatever else is answered."""
    entries = [(each, attribute(each, "mappedValue")) for each in element if local(each).endswith("apEntry")]
    values = [(each, number(text)) for each, text in entries]
    for (each, text), (_, value) in zip(entries, values, strict=True):
        if value is None:
            yield RESPONSE_TYPE, each, f"`{text[:60]}` is no number of marks", "write a number with `.`"
    upper = number(attribute(element, "upperBound"))
    if upper is None or any(value is None or value < 0 for _, value in values):
        return
    for each, value in values:
        if value is not None and value > upper + _NEAR:
            message = f"the entry earns {value:g}, which the upper bound cuts to {upper:g}"
            yield IMPORT_CHANGES, each, message, "raise the bound, or lower the entry"


def pattern_fault(pattern: str) -> str:
    """Return what makes the text no pattern of XML Schema, empty where nothing is found; read once."""
    if re.fullmatch(r"\{[A-Za-z_][\w.-]*\}", pattern):
        return ""  # a template's variable
    depth, at, has_atom = 0, 0, False
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        assert piece is not None  # any character is one
        at, kind = piece.end(), str(piece.lastgroup)
        if kind == "wrong":
            return "nothing follows its last `\\`"
        if kind == "many" and not has_atom:
            return f"there is nothing before `{piece.group()[:20]}` to repeat"
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            return "a `)` closes nothing"
        if kind == "bracket":
            at = _after_brackets(pattern, at)
            if at < 0:
                return "a `[` is never closed"
        has_atom = kind in {"escape", "plain", "close", "bracket"}
    return "a `(` is never closed" if depth else ""


def _after_brackets(pattern: str, at: int) -> int:
    """Return where a class of characters ends, which began before `at` and may hold others; -1 where it does not."""
    depth = 1
    while depth:
        piece = _IN_BRACKETS.match(pattern, at)
        if piece is None:
            return -1
        depth += piece.group().endswith("[") and not piece.group().startswith("\\")
        depth -= piece.group() == "]"
        at = piece.end()
    return at
