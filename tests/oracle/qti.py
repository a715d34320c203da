"""What a QTI package says, read from the zip alone: questions with their keys, feedback and pictures, tests, metadata.

It knows nothing of the writer. QTI 3.0 is brought to the names of QTI 2, so that one reader does for all versions.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

_MATH = "http://www.w3.org/1998/Math/MathML"


@dataclass(frozen=True)
class Item:
    """One question or text as a delivery engine finds it."""

    ident: str
    title: str
    lang: str
    interactions: tuple[str, ...]
    points: Decimal | None
    maximum: Decimal | None
    key: dict[str, tuple[str, ...]]
    """The right values of each response, identifiers of choices as what can be read there."""
    texts: dict[str, str]
    """What each choice says, by its identifier."""
    body: str
    modal: dict[str, str]
    """Feedback of the whole item by its identifier."""
    beside: dict[str, str]
    """Feedback beside a choice, by what the choice says."""
    rubrics: tuple[str, ...]
    hints: tuple[str, ...]
    pictures: tuple[str, ...]
    formulas: tuple[str, ...]
    """The TeX of each formula."""
    shuffled: bool
    pinned: tuple[str, ...]
    stimulus: str


@dataclass(frozen=True)
class Section:
    """A section of a test."""

    title: str
    items: tuple[str, ...]
    weights: tuple[Decimal, ...]
    draw: int | None
    shuffled: bool
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Test:
    """A test with its settings."""

    __test__ = False
    ident: str
    title: str
    seconds: int | None
    tries: int
    shows_feedback: bool
    simultaneous: bool
    maximum: Decimal | None
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Resource:
    """One resource of the manifest."""

    ident: str
    kind: str
    href: str
    files: tuple[str, ...]
    needs: tuple[str, ...]
    metadata: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Package:
    """One zip archive."""

    items: dict[str, Item]
    tests: dict[str, Test]
    stimuli: dict[str, str]
    resources: dict[str, Resource]
    about: dict[str, tuple[str, ...]]
    names: tuple[str, ...]


def read_package(path: Path) -> Package:
    """Read a package through its manifest, as an importer does."""
    with zipfile.ZipFile(path) as archive:
        names = tuple(archive.namelist())
        manifest = _older(ET.fromstring(archive.read("imsmanifest.xml")))
        resources = [_resource(each) for each in manifest.iter("resource")]
        items: dict[str, Item] = {}
        tests: dict[str, Test] = {}
        stimuli: dict[str, str] = {}
        for resource in resources:
            assert set(resource.files) <= set(names), resource
            if not resource.kind.startswith("imsqti_"):
                continue
            root = _older(ET.fromstring(archive.read(resource.href)))
            if root.tag == "assessmentItem":
                item = read_item(root)
                items[item.ident] = item
            elif root.tag == "assessmentTest":
                test = _test(root)
                tests[test.ident] = test
            elif root.tag == "assessmentStimulus":
                stimuli[root.attrib["identifier"]] = _words(root)
        about = manifest.find("metadata")
        assert about is not None
        return Package(items, tests, stimuli, {each.ident: each for each in resources}, _metadata(about), names)


_BESIDE = {"feedbackInline", "feedbackBlock"}
"""Feedback that stands in the body, beside what it is about."""


def read_item(root: ET.Element) -> Item:
    """Return what an item says."""
    choices = {
        each.attrib["identifier"]: _words(each, leave=_BESIDE)
        for each in root.iter()
        if each.tag in {"simpleChoice", "simpleAssociableChoice", "inlineChoice"}
    }
    body = root.find("itemBody")
    assert body is not None
    modal = {each.attrib["identifier"]: _words(each) for each in root.iterfind("modalFeedback")}
    interactions = [each for each in body.iter() if each.tag.endswith("Interaction")]
    return Item(
        ident=root.attrib["identifier"],
        title=root.attrib["title"],
        lang=root.attrib.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        interactions=tuple(each.tag for each in interactions),
        points=_outcome(root, "SCORE", "normalMaximum"),
        maximum=_outcome(root, "MAXSCORE", None),
        key=_key(root, choices),
        texts=choices,
        body=_words(body, leave={*_BESIDE, "rubricBlock"}),
        modal=modal,
        beside={
            choices[choice.attrib["identifier"]]: _words(each)
            for choice in body.iter("simpleChoice")
            for each in choice.iter()
            if each.tag in _BESIDE
        },
        rubrics=tuple(_words(each) for each in body.iter("rubricBlock")),
        hints=tuple(_words(each) for each in body.iterfind("feedbackBlock")),
        pictures=_pictures(root),
        formulas=tuple(each.text or "" for each in root.iter(f"{{{_MATH}}}annotation")),
        shuffled=any(each.get("shuffle") == "true" for each in interactions),
        pinned=tuple(
            choices[each.attrib["identifier"]] for each in body.iter("simpleChoice") if each.get("fixed") == "true"
        ),
        stimulus=next((each.attrib["identifier"] for each in root.iterfind("assessmentStimulusRef")), ""),
    )


def _key(root: ET.Element, choices: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the right values of each response, choices in their words."""
    return {
        declaration.attrib["identifier"]: tuple(
            " -> ".join(choices.get(part, part) for part in value.text.split())
            if declaration.attrib["baseType"] in {"identifier", "directedPair"}
            else value.text
            for value in declaration.iterfind("correctResponse/value")
            if value.text
        )
        for declaration in root.iterfind("responseDeclaration")
    }


def _pictures(root: ET.Element) -> tuple[str, ...]:
    """Return the files that are shown or played."""
    return tuple(
        place
        for each in root.iter()
        for place in (each.get("src"), each.get("data"))
        if place and each.tag in {"img", "object", "audio", "video"}
    )


def _outcome(root: ET.Element, name: str, attribute: str | None) -> Decimal | None:
    for each in root.iterfind("outcomeDeclaration"):
        if each.attrib["identifier"] == name:
            text = each.get(attribute) if attribute else each.findtext("defaultValue/value")
            return Decimal(text) if text is not None else None
    return None


def _test(root: ET.Element) -> Test:
    limits, control, part = root.find("timeLimits"), root.find(".//itemSessionControl"), root.find("testPart")
    assert control is not None
    assert part is not None
    return Test(
        ident=root.attrib["identifier"],
        title=root.attrib["title"],
        seconds=int(limits.attrib["maxTime"]) if limits is not None else None,
        tries=int(control.attrib["maxAttempts"]),
        shows_feedback=control.attrib["showFeedback"] == "true",
        simultaneous=part.attrib["submissionMode"] == "simultaneous",
        maximum=_outcome(root, "SCORE", "normalMaximum"),
        sections=tuple(_section(each) for each in root.iter("assessmentSection")),
    )


def _section(section: ET.Element) -> Section:
    references = section.findall("assessmentItemRef")
    selection, ordering = section.find("selection"), section.find("ordering")
    return Section(
        title=section.attrib["title"],
        items=tuple(each.attrib["identifier"] for each in references),
        weights=tuple(Decimal(each.attrib["value"]) for each in section.iterfind("assessmentItemRef/weight")),
        draw=int(selection.attrib["select"]) if selection is not None else None,
        shuffled=ordering is not None and ordering.get("shuffle") == "true",
        texts=tuple(_words(each) for each in section.iterfind("rubricBlock")),
    )


def _resource(element: ET.Element) -> Resource:
    metadata = element.find("metadata")
    return Resource(
        ident=element.attrib["identifier"],
        kind=element.attrib["type"],
        href=element.get("href", ""),
        files=tuple(each.attrib["href"] for each in element.iterfind("file")),
        needs=tuple(each.attrib["identifierref"] for each in element.iterfind("dependency")),
        metadata=_metadata(metadata) if metadata is not None else {},
    )


def _metadata(element: ET.Element) -> dict[str, tuple[str, ...]]:
    """Return the texts of the metadata by the path of elements that leads to them."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(each: ET.Element, path: str) -> None:
        if each.text and each.text.strip():
            found[path] = (*found.get(path, ()), each.text.strip())
        for child in each:
            walk(child, f"{path}/{child.tag}" if path else child.tag)

    walk(element, "")
    return found


def _older(root: ET.Element) -> ET.Element:
    """Bring names to those of QTI 2 and leave namespaces out, but for formulas."""
    for element in root.iter():
        if element.tag.startswith(f"{{{_MATH}}}"):
            continue
        element.tag = _camel(element.tag.rpartition("}")[2].removeprefix("qti-"))
        for name in list(element.attrib):
            if "-" in name and "}" not in name:
                element.attrib[_camel(name)] = element.attrib.pop(name)
    return root


def _camel(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def _words(element: ET.Element, leave: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    return " ".join("".join(_texts(element, leave)).split())


def _texts(element: ET.Element, leave: set[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in leave and not child.tag.endswith("}annotation"):
            yield from _texts(child, leave)
        yield f"{' ' if child.tag in {'p', 'li', 'td', 'th', 'simpleChoice', 'simpleAssociableChoice'} else ''}{child.tail or ''}"
