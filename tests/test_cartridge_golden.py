"""The published examples as a cartridge, reviewed as text: a golden a file of examples, and one a file of the package."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from exporter.model import Bank
from tests import goldens
from tests.cartridge_packages import built

ITEM = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}item"
TYPES = ("essay", "multiple-choice", "multiple-response", "passages", "short-answer", "true-false")
FILES = {
    "manifest.xml": "imsmanifest.xml",
    "lesson.html": "lessons/focus-lesson.html",
    "about.html": "lessons/_about.html",
    "quiz.xml": "quiz_drawn-quiz.xml",
}
EXPECTED = [*(f"{name}.xml" for name in TYPES), *FILES]


@pytest.fixture(scope="module")
def made(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What goes into each golden, by its name."""
    folder = built(examples, tmp_path_factory.mktemp("golden")).folder
    with zipfile.ZipFile(folder / "cartridge/examples.imscc") as archive:
        found = {golden: archive.read(name).decode() for golden, name in FILES.items()}
        for item in etree.fromstring(archive.read("question_bank.xml")).iter(ITEM):
            name = Path(examples.index[item.get("ident") or ""].span.path).stem
            item.tail = None
            etree.indent(item)
            found[f"{name}.xml"] = found.get(f"{name}.xml", "") + etree.tostring(item, encoding="unicode") + "\n"
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_golden(name: str, made: dict[str, str], *, update_goldens: bool) -> None:
    goldens.hold(f"cartridge/{name}", made[name], update=update_goldens)


def test_no_orphans(made: dict[str, str]) -> None:
    assert sorted(made) == sorted(EXPECTED)
    assert {path.name for path in (goldens.FOLDER / "cartridge").iterdir()} == set(EXPECTED)
