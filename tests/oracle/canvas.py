"""What a Canvas package says, read from the zip alone: questions with their keys, quizzes, question banks."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.oracle.canvas_items import Item, fields_of, read_item, text_at

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
CANVAS = "{http://canvas.instructure.com/xsd/cccv1p0}"


@dataclass(frozen=True)
class Group:
    """A random group of a quiz."""

    title: str
    pick: int
    points: Decimal
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Quiz:
    """A quiz with its settings."""

    ident: str
    title: str
    settings: dict[str, str]
    entries: tuple[Item | Group, ...]

    @property
    def points(self) -> Decimal:
        """What the quiz is worth, counted from its entries."""
        return sum(
            (each.pick * each.points if isinstance(each, Group) else each.points for each in self.entries), Decimal(0)
        )

    @property
    def items(self) -> list[Item]:
        """All items, in the order of the quiz."""
        found: list[Item] = []
        for each in self.entries:
            found += list(each.items) if isinstance(each, Group) else [each]
        return found


@dataclass(frozen=True)
class Bank:
    """One question bank."""

    ident: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Package:
    """Everything in a zip."""

    quizzes: tuple[Quiz, ...]
    banks: tuple[Bank, ...]
    files: dict[str, bytes]
    """The media that the manifest lists, by their path."""

    @property
    def items(self) -> list[Item]:
        """All items of quizzes and banks."""
        parts: list[Quiz | Bank] = [*self.quizzes, *self.banks]
        return [each for part in parts for each in part.items]


def read_package(path: Path) -> Package:
    """Read a zip by its manifest, as New Quizzes does: nothing that is not listed is found."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    resources = {
        each.attrib["identifier"]: each for each in ET.fromstring(content["imsmanifest.xml"]).iter(f"{CP}resource")
    }
    quizzes: list[Quiz] = []
    banks: list[Bank] = []
    files: dict[str, bytes] = {}
    for ident, resource in resources.items():
        (listed,) = [each.attrib["href"] for each in resource.findall(f"{CP}file")]
        assert listed == resource.attrib["href"]
        if resource.attrib["type"] == "webcontent":
            files[listed] = content[listed]
        elif resource.attrib["type"] == "imsqti_xmlv1p2":
            dependency = resource.find(f"{CP}dependency")
            assert dependency is not None
            meta = resources[dependency.attrib["identifierref"]].attrib["href"]
            assert meta == f"{ident}/assessment_meta.xml", "Classic Quizzes finds the settings by the quiz's identifier"
            quizzes.append(_quiz(ident, content[listed], content[meta]))
        elif not listed.endswith("assessment_meta.xml"):
            banks.append(_bank(content[listed]))
    listed_all = {each.attrib["href"] for each in resources.values()} | {"imsmanifest.xml"}
    assert listed_all == set(content)
    return Package(tuple(quizzes), tuple(banks), files)


def _quiz(ident: str, data: bytes, meta: bytes) -> Quiz:
    assessment = ET.fromstring(data).find(f"{QTI}assessment")
    assert assessment is not None
    assert assessment.attrib["ident"] == ident
    root = assessment.find(f"{QTI}section")
    assert root is not None
    settings = {each.tag.removeprefix(CANVAS): each.text or "" for each in ET.fromstring(meta)}
    assert settings["title"] == assessment.attrib["title"]
    entries = tuple(_group(each) if each.tag == f"{QTI}section" else read_item(each) for each in root)
    return Quiz(ident, settings["title"], settings, entries)


def _group(section: ET.Element) -> Group:
    items = tuple(read_item(each) for each in section.findall(f"{QTI}item"))
    points = Decimal(text_at(section, "selection_ordering/selection/selection_extension/points_per_item"))
    assert {each.points for each in items} == {points}
    return Group(
        section.attrib["title"], int(text_at(section, "selection_ordering/selection/selection_number")), points, items
    )


def _bank(data: bytes) -> Bank:
    bank = ET.fromstring(data).find(f"{QTI}objectbank")
    assert bank is not None
    items = tuple(read_item(each) for each in bank.findall(f"{QTI}item"))
    return Bank(bank.attrib["ident"], fields_of(bank)["bank_title"], items)
