"""What a Common Cartridge says, read from the zip alone: course, pages, links, quizzes, question bank."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.oracle.cartridge_items import Item, fields_of, read_item

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
FIRST_BYTES = 1024
"""Moodle looks no further for the namespace by which it knows a cartridge."""


@dataclass(frozen=True)
class Quiz:
    """One assessment."""

    ident: str
    title: str
    fields: dict[str, str]
    rubric: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Leaf:
    """One thing to open in the course."""

    title: str
    kind: str
    path: str


@dataclass(frozen=True)
class Folder:
    """A unit of the course or a folder in one."""

    title: str
    entries: tuple[Leaf | Folder, ...]


@dataclass(frozen=True)
class Cartridge:
    """Everything in an archive."""

    version: str
    metadata: dict[str, list[str]]
    units: tuple[Folder, ...]
    pages: dict[str, str]
    quizzes: dict[str, Quiz]
    bank: dict[str, Item]
    bank_ident: str
    links: dict[str, str]
    """Address to title."""
    media: frozenset[str]

    @property
    def leaves(self) -> list[Leaf]:
        """All that can be opened, in the order of the course."""
        return [leaf for unit in self.units for leaf in _leaves(unit)]


def _leaves(entry: Leaf | Folder) -> Iterator[Leaf]:
    if isinstance(entry, Leaf):
        yield entry
    else:
        for each in entry.entries:
            yield from _leaves(each)


def read_cartridge(path: Path) -> Cartridge:
    """Read an archive by its manifest, holding it to what the strictest importer asks."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    data = content["imsmanifest.xml"]
    root = ET.fromstring(data)
    namespace = root.tag.partition("}")[0] + "}"
    assert f'xmlns="{namespace[1:-1]}"'.encode() in data[:FIRST_BYTES]
    resources = {each.attrib["identifier"]: each for each in root.iter(f"{namespace}resource")}
    files = _files(resources, namespace)
    assert {*files.values(), "imsmanifest.xml"} == set(content)
    for name in content:
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), "Moodle finds no file whose name must be decoded"
    version = root.findtext(f"{namespace}metadata/{namespace}schemaversion") or ""
    (organization,) = root.iter(f"{namespace}organization")
    (top,) = organization.findall(f"{namespace}item")
    assert top.find(f"{namespace}title") is None
    units = tuple(_folder(each, resources, files, namespace) for each in top.findall(f"{namespace}item"))
    quizzes, bank, bank_ident, links = _contents(resources, files, content)
    pages = {name: content[name].decode() for name in files.values() if name.endswith(".html")}
    cartridge = Cartridge(
        version=version.removesuffix(".0"),
        metadata=_metadata(root),
        units=units,
        pages=pages,
        quizzes=quizzes,
        bank=bank,
        bank_ident=bank_ident,
        links=links,
        media=frozenset(name for name in files.values() if not name.endswith((".html", ".xml"))),
    )
    _check(cartridge)
    return cartridge


def _files(resources: dict[str, ET.Element], namespace: str) -> dict[str, str]:
    files: dict[str, str] = {}
    for ident, resource in resources.items():
        (listed,) = [each.attrib["href"] for each in resource.findall(f"{namespace}file")]
        web = resource.attrib["type"] == "webcontent"
        assert resource.get("href") == (listed if web else None)
        files[ident] = listed
        for dependency in resource.findall(f"{namespace}dependency"):
            assert resources[dependency.attrib["identifierref"]].attrib["type"] == "webcontent"
    return files


def _folder(item: ET.Element, resources: dict[str, ET.Element], files: dict[str, str], namespace: str) -> Folder:
    entries: list[Leaf | Folder] = []
    for each in item.findall(f"{namespace}item"):
        reference = each.get("identifierref")
        title = each.findtext(f"{namespace}title") or ""
        assert 0 < len(title) <= 255, "a longer title stops Moodle's whole import"
        if reference is None:
            entries.append(_folder(each, resources, files, namespace))
        else:
            entries.append(Leaf(title, resources[reference].attrib["type"], files[reference]))
    assert entries, "a folder without anything"
    return Folder(item.findtext(f"{namespace}title") or "", tuple(entries))


def _metadata(root: ET.Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    lom = next(each for each in root.iter() if each.tag.endswith("}lom"))
    for group in lom:
        for each in group:
            words = "".join(each.itertext()).strip()
            found.setdefault(each.tag.rpartition("}")[2], []).append(words)
    return found


def _contents(
    resources: dict[str, ET.Element], files: dict[str, str], content: dict[str, bytes]
) -> tuple[dict[str, Quiz], dict[str, Item], str, dict[str, str]]:
    quizzes: dict[str, Quiz] = {}
    bank: dict[str, Item] = {}
    bank_ident = ""
    links: dict[str, str] = {}
    idents: list[str] = []
    for ident, resource in resources.items():
        kind, data = resource.attrib["type"], content[files[ident]]
        if kind.endswith("/assessment"):
            quiz = _quiz(data)
            quizzes[quiz.ident] = quiz
            idents += [item.ident for item in quiz.items]
        elif kind.endswith("/question-bank"):
            assert not bank, "a cartridge has one question bank at most"
            holder = ET.fromstring(data).find(f"{QTI}objectbank")
            assert holder is not None
            bank_ident = holder.attrib["ident"]
            bank = {item.ident: item for item in map(read_item, holder)}
            idents += [item.attrib["ident"] for item in holder]
        elif kind.startswith("imswl"):
            title, url = list(ET.fromstring(data))
            links[url.attrib["href"]] = title.text or ""
    assert len(idents) == len(set(idents)), "importers take two items of one identifier for one"
    return quizzes, bank, bank_ident, links


def _quiz(data: bytes) -> Quiz:
    (assessment,) = ET.fromstring(data)
    (section,) = assessment.findall(f"{QTI}section")
    metadata = assessment.find(f"{QTI}qtimetadata")
    assert metadata is not None
    rubric = assessment.findtext(f"{QTI}rubric/{QTI}material/{QTI}mattext") or ""
    items = tuple(map(read_item, section))
    assert items
    return Quiz(assessment.attrib["ident"], assessment.attrib["title"], fields_of(metadata), rubric, items)


def _check(cartridge: Cartridge) -> None:
    """Hold what is shown to what is there: pictures of stems from the root, of pages from their folder."""
    for quiz in [*cartridge.quizzes.values()]:
        for item in quiz.items:
            assert set(item.pictures) <= cartridge.media
    for item in cartridge.bank.values():
        assert set(item.pictures) <= cartridge.media
    for path, page in cartridge.pages.items():
        for reference in re.findall(r'(?:src|href)="([^"]+)"', page):
            if not re.match(r"[a-z]+:|#", reference):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), reference))
                assert target in cartridge.media or target in cartridge.pages, reference
