"""One question of a Common Cartridge, its key read by the rules of three importers as they were seen to read.

They are Moodle's restore, Canvas and cc2olx; an item on which they differ is not one that everybody reads alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@dataclass(frozen=True)
class Item:
    """One question as an importer finds it."""

    ident: str
    title: str
    profile: str
    points: int
    stem: str
    choices: dict[str, str]
    right: frozenset[str]
    """Texts of right choices, or accepted texts."""
    general: str = ""
    correct: str = ""
    incorrect: str = ""
    answer_feedback: dict[str, str] = field(default_factory=dict)
    """By the text of the choice."""
    solution: str = ""
    pictures: tuple[str, ...] = ()
    shuffle: bool = False
    pinned: frozenset[str] = frozenset()

    @property
    def question(self) -> str:
        """The id of the question, without that of the quiz or lesson that it stands in."""
        return self.ident.partition("_")[0]


def read_item(item: ET.Element) -> Item:
    """Read one item element."""
    metadata = item.find(f"{QTI}itemmetadata/{QTI}qtimetadata")
    presentation = item.find(f"{QTI}presentation")
    assert metadata is not None
    assert presentation is not None
    fields = fields_of(metadata)
    labels = {
        each.attrib["ident"]: each.findtext(f"{QTI}material/{QTI}mattext") or ""
        for each in presentation.iter(f"{QTI}response_label")
        if each.find(f"{QTI}material") is not None
    }
    profile = fields["cc_profile"].removeprefix("cc.").removesuffix(".v0p1")
    keys = {_moodle_key(item, profile), _canvas_key(item), _olx_key(item)}
    assert len(keys) == 1, f"{item.attrib['ident']} is read in several ways: {keys}"
    feedback = {
        each.attrib["ident"]: each.findtext(f"{QTI}flow_mat/{QTI}material/{QTI}mattext") or ""
        for each in item.findall(f"{QTI}itemfeedback")
    }
    assert _shown_always(item) == (["general_fb"] if "general_fb" in feedback else [])
    stem = presentation.findtext(f"{QTI}material/{QTI}mattext") or ""
    render = next(presentation.iter(f"{QTI}render_choice"), None)
    solution = next(item.iter(f"{QTI}solution"), None)
    return Item(
        ident=item.attrib["ident"],
        title=item.attrib["title"],
        profile=profile,
        points=int(fields["cc_weighting"]),
        stem=stem,
        choices=labels,
        right=frozenset(labels.get(key, key) for key in keys.pop()),
        general=feedback.get("general_fb", ""),
        correct=feedback.get("correct_fb", ""),
        incorrect=feedback.get("general_incorrect_fb", ""),
        answer_feedback=_answer_feedback(item, labels, feedback),
        solution="".join(solution.itertext()) if solution is not None else "",
        pictures=tuple(re.findall(r'<img src="([^"]+)"', stem)),
        shuffle=render is not None and render.attrib["shuffle"] == "Yes",
        pinned=frozenset(
            labels[each.attrib["ident"]]
            for each in presentation.iter(f"{QTI}response_label")
            if "rshuffle" in each.attrib
        ),
    )


def _conditions(item: ET.Element) -> list[ET.Element]:
    return list(item.iter(f"{QTI}respcondition"))


def _moodle_key(item: ET.Element, profile: str) -> frozenset[str]:
    """Return the keys as Moodle's converter takes them, type by type."""
    if profile == "essay":
        return frozenset()
    scoring = [each for each in _conditions(item) if each.findtext(f"{QTI}setvar") == "100"]
    if profile == "multiple_response":
        return frozenset(
            each.text or ""
            for condition in scoring
            for each in condition.iter(f"{QTI}varequal")
            if each.get("case") == "Yes"
        )
    if profile == "fib":
        scoring = scoring[:1]
    tests = [each for condition in scoring for each in condition.findall(f"{QTI}conditionvar/{QTI}varequal")]
    return frozenset(each.text or "" for each in tests)


def _canvas_key(item: ET.Element) -> frozenset[str]:
    """Return the keys as Canvas takes them: what a scoring condition asks for, and asks not to be denied."""
    found: set[str] = set()
    for condition in _conditions(item):
        if condition.find(f"{QTI}setvar") is not None:
            denied = set(condition.findall(f".//{QTI}not/{QTI}varequal"))
            found |= {each.text or "" for each in condition.iter(f"{QTI}varequal") if each not in denied}
    return frozenset(found)


def _olx_key(item: ET.Element) -> frozenset[str]:
    """Return the keys as cc2olx takes them: every test up to the first condition that ends the processing."""
    found: set[str] = set()
    for condition in _conditions(item):
        denied = set(condition.findall(f".//{QTI}not/{QTI}varequal"))
        found |= {each.text or "" for each in condition.iter(f"{QTI}varequal") if each not in denied}
        if condition.get("continue") != "Yes":
            break
    return frozenset(found)


def _shown_always(item: ET.Element) -> list[str]:
    """Return the feedback that Moodle joins into the general feedback."""
    return [
        shown.attrib["linkrefid"]
        for condition in _conditions(item)
        if condition.get("continue") == "Yes"
        for shown in condition.findall(f"{QTI}displayfeedback")
    ]


def _answer_feedback(item: ET.Element, labels: dict[str, str], feedback: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for condition in _conditions(item):
        for shown in condition.findall(f"{QTI}displayfeedback"):
            ident = shown.attrib["linkrefid"]
            if re.fullmatch(r"(\d+|true|false)_fb", ident):
                test = condition.find(f"{QTI}conditionvar/{QTI}varequal")
                assert test is not None
                assert ident == f"{test.text}_fb"
                found[labels[test.text or ""]] = feedback[ident]
    return found


def fields_of(metadata: ET.Element) -> dict[str, str]:
    return {each.findtext(f"{QTI}fieldlabel") or "": each.findtext(f"{QTI}fieldentry") or "" for each in metadata}
