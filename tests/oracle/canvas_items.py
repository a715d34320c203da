"""One question of a Canvas package as an importer finds it: its key, its choices, its feedback."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree as ET

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
SCORED = re.compile(r"general_fb|correct_fb|general_incorrect_fb")


@dataclass(frozen=True)
class Item:
    """One question or text as an importer finds it."""

    ident: str
    title: str
    kind: str
    points: Decimal
    stem: str
    right: object
    """By type: a text, a set of texts, pairs of bounds, a mapping of gaps, lefts or categories, a list in order."""
    choices: tuple[str, ...] = ()
    """What can be picked, in the order of the file; of a matching its right sides, of gaps nothing."""
    feedback: dict[str, str] = field(default_factory=dict)
    answer_feedback: dict[str, str] = field(default_factory=dict)
    """By the text of the answer (of a number, by its bounds)."""
    pictures: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


def read_item(item: ET.Element) -> Item:
    """Read one item element."""
    fields = fields_of(item)
    presentation = item.find(f"{QTI}presentation")
    assert presentation is not None
    stem = next(presentation.iter(f"{QTI}mattext")).text or ""
    feedback = {
        each.attrib["ident"]: text_at(each, "flow_mat/material/mattext") for each in item.findall(f"{QTI}itemfeedback")
    }
    kind = fields["question_type"]
    if any(each.get("case") == "Yes" for each in item.iter(f"{QTI}varequal")):
        fields["case_sensitive"] = "true"
    right, choices = _answers(kind, item)
    texts = [stem, *(each.text or "" for each in item.iter(f"{QTI}mattext")), *_images(item)]
    return Item(
        ident=item.attrib["ident"],
        title=item.attrib["title"],
        kind=kind,
        points=Decimal(fields["points_possible"]),
        stem=stem,
        right=right,
        choices=choices,
        feedback={name: text for name, text in feedback.items() if SCORED.fullmatch(name)},
        answer_feedback=_answer_feedback(item, {k: v for k, v in feedback.items() if not SCORED.fullmatch(k)}),
        pictures=tuple(sorted(set(re.findall(r"\$IMS-CC-FILEBASE\$/([^\"&<]+)", " ".join(texts))))),
        fields=fields,
    )


def _answers(kind: str, item: ET.Element) -> tuple[object, tuple[str, ...]]:
    labels = _labels(item)
    choices = tuple(labels.values())
    scoring = list(_scoring(item))
    match kind:
        case "multiple_choice_question" | "true_false_question":
            best = [(Decimal(value), labels[key]) for tests, value in scoring for _, key in tests]
            if len(best) == 1:
                return best[0][1], choices
            return {text: value for value, text in best}, choices
        case "multiple_answers_question":
            (group,) = item.iter(f"{QTI}and")
            keys = [each.text or "" for each in group.findall(f"{QTI}varequal")]
            wrong = [each.text or "" for each in group.findall(f"{QTI}not/{QTI}varequal")]
            assert sorted([*keys, *wrong]) == sorted(labels)
            return frozenset(labels[each] for each in keys), choices
        case "short_answer_question":
            return tuple(key for tests, _ in scoring for _, key in tests), ()
        case "numerical_question":
            return tuple(
                _bounds(each) for each in item.iter(f"{QTI}respcondition") if each.find(f"{QTI}setvar") is not None
            ), ()
        case "fill_in_multiple_blanks_question" | "multiple_dropdowns_question":
            return _gaps(kind, item, scoring), ()
        case "matching_question" | "categorization_question":
            return _together(kind, item, scoring, labels), choices
        case "ordering_question":
            ((tests, _),) = scoring
            return [labels[key] for _, key in tests], choices
        case "hot_spot_question":
            label = next(item.iter(f"{QTI}response_label"))
            return (label.attrib["rarea"], label.text), ()
        case _:
            assert not scoring
            return None, ()


def _gaps(kind: str, item: ET.Element, scoring: list[tuple[list[tuple[str, str]], str]]) -> dict[str, object]:
    """Return for each gap what it accepts: all that is listed where one types, the key where one picks."""
    found: dict[str, object] = {}
    for response in item.iter(f"{QTI}response_lid"):
        name = text_at(response, "material/mattext")
        assert response.attrib["ident"] == f"response_{name}"
        stem = next(item.iter(f"{QTI}mattext")).text or ""
        assert stem.count(f"[{name}]") == 1
        own = {
            each.attrib["ident"]: text_at(each, "material/mattext") for each in response.iter(f"{QTI}response_label")
        }
        keys = [key for tests, _ in scoring for respident, key in tests if respident == response.attrib["ident"]]
        kinds = {each.attrib.get("answer_type", "") for each in response.iter(f"{QTI}response_label")}
        if kind == "multiple_dropdowns_question" or kinds == {"dropdown"}:
            found[name] = (tuple(own.values()), tuple(own[key] for key in keys))
        else:
            assert keys == [next(iter(own))]
            found[name] = tuple(own.values())
    return found


def _together(
    kind: str, item: ET.Element, scoring: list[tuple[list[tuple[str, str]], str]], labels: dict[str, str]
) -> dict[str, object]:
    names = {each.attrib["ident"]: text_at(each, "material/mattext") for each in item.iter(f"{QTI}response_lid")}
    pairs = [(names[respident], labels[key]) for tests, _ in scoring for respident, key in tests]
    if kind == "matching_question":
        assert len(pairs) == len(names)
        return dict(pairs)
    found: dict[str, object] = {name: frozenset() for name in names.values()}
    for name, text in pairs:
        found[name] = frozenset({text, *found[name]})  # type: ignore[misc]
    return found


def _scoring(item: ET.Element) -> Iterator[tuple[list[tuple[str, str]], str]]:
    """Yield what each scoring condition asks for directly, and what it scores."""
    for condition in item.iter(f"{QTI}respcondition"):
        setvar = condition.find(f"{QTI}setvar")
        if setvar is not None:
            tests = [
                (each.attrib["respident"], each.text or "")
                for each in condition.findall(f"{QTI}conditionvar/{QTI}varequal")
            ]
            yield tests, setvar.text or ""


def _bounds(condition: ET.Element) -> tuple[Decimal, Decimal]:
    (low,) = condition.iter(f"{QTI}vargte")
    (high,) = condition.iter(f"{QTI}varlte")
    exact = next(condition.iter(f"{QTI}varequal"), None)
    if exact is not None and low.text == high.text:
        assert exact.text == low.text, "New Quizzes compares the texts"
    return Decimal(low.text or ""), Decimal(high.text or "")


def _answer_feedback(item: ET.Element, feedback: dict[str, str]) -> dict[str, str]:
    labels = _labels(item)
    found: dict[str, str] = {}
    for condition in item.iter(f"{QTI}respcondition"):
        for shown in condition.findall(f"{QTI}displayfeedback"):
            ident = shown.attrib["linkrefid"]
            if ident in feedback:
                test = next(condition.iter(f"{QTI}varequal"), None)
                key = (test.text or "") if test is not None else " ".join(str(each) for each in _bounds(condition))
                found[labels.get(key, key)] = feedback[ident]
    assert len(found) == len(feedback), "each answer's feedback is shown by one condition"
    return found


def _labels(item: ET.Element) -> dict[str, str]:
    return {
        each.attrib["ident"]: text_at(each, "material/mattext")
        for each in item.iter(f"{QTI}response_label")
        if each.find(f"{QTI}material") is not None
    }


def _images(item: ET.Element) -> list[str]:
    return [each.attrib["uri"] for each in item.iter(f"{QTI}matimage")]


def fields_of(element: ET.Element) -> dict[str, str]:
    holder = next(element.iter(f"{QTI}qtimetadata"))
    return {text_at(each, "fieldlabel"): text_at(each, "fieldentry") for each in holder}


def text_at(element: ET.Element, path: str) -> str:
    found = element.find("/".join(f"{QTI}{name}" for name in path.split("/")))
    assert found is not None, path
    return found.text or ""


def words(xhtml: str) -> str:
    """Return the words of XHTML, without marks and needless blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", xhtml)).split())
