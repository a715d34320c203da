"""The published examples as Canvas items, reviewed as text: one golden a file of examples and shape."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

import pytest
from lxml import etree

from exporter.model import QUESTION_TYPES, Bank
from tests import goldens
from tests.canvas_packages import built

TYPES = (*QUESTION_TYPES, "passages")
SHAPES: tuple[Literal["both", "new"], ...] = ("both", "new")
FILES = ("first-quiz", "drawn-quiz")
ITEM = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}item"


def readable(element: etree._Element) -> str:
    element.tail = None
    etree.indent(element)
    return etree.tostring(element, encoding="unicode") + "\n"


@pytest.fixture(scope="module")
def made(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What goes into each golden, by its path."""
    found: dict[str, str] = {}
    for shape in SHAPES:
        place = "canvas" if shape == "both" else "canvas-new"
        folder = built(examples, tmp_path_factory.mktemp(shape), shape).folder / "canvas"
        with zipfile.ZipFile(folder / "examples-bank.zip") as archive:
            for item in etree.fromstring(archive.read("banks/examples.xml")).iter(ITEM):
                name = Path(examples.index[item.get("ident") or ""].span.path).stem
                found[f"{place}/{name}.xml"] = found.get(f"{place}/{name}.xml", "") + readable(item)
        for quiz in FILES:
            with zipfile.ZipFile(folder / f"{quiz}.zip") as archive:
                found[f"{place}/{quiz}.xml"] = readable(etree.fromstring(archive.read(f"{quiz}/{quiz}.xml")))
                found[f"{place}/{quiz}-meta.xml"] = archive.read(f"{quiz}/assessment_meta.xml").decode()
                found[f"{place}/{quiz}-manifest.xml"] = archive.read("imsmanifest.xml").decode()
    return found


EXPECTED = [
    *(f"canvas/{name}.xml" for name in TYPES if name != "hotspot"),
    *(f"canvas-new/{name}.xml" for name in TYPES),
    *(
        f"{place}/{quiz}{part}.xml"
        for place in ("canvas", "canvas-new")
        for quiz in FILES
        for part in ("", "-meta", "-manifest")
    ),
]


@pytest.mark.parametrize("name", EXPECTED)
def test_golden(name: str, made: dict[str, str], *, update_goldens: bool) -> None:
    goldens.hold(name, made[name], update=update_goldens)


def test_no_orphans(made: dict[str, str]) -> None:
    assert sorted(made) == sorted(EXPECTED)
    on_disk = {
        f"{folder}/{path.name}" for folder in ("canvas", "canvas-new") for path in (goldens.FOLDER / folder).iterdir()
    }
    assert on_disk == set(EXPECTED)
