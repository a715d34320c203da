"""The published examples as QTI, reviewed as text: one golden a file of examples and version, tests and manifests too."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from exporter.model import QUESTION_TYPES, Bank
from tests import goldens
from tests.qti_packages import TARGETS, built

QUIZZES = ("first-quiz", "drawn-quiz")
NAMES = [target.name for target in TARGETS]
EXPECTED = [
    f"{version}/{name}.xml"
    for version in NAMES
    for name in (
        *QUESTION_TYPES,
        "passages",
        *QUIZZES,
        *(f"{quiz}-manifest" for quiz in QUIZZES),
        *(["case"] if version == "qti30" else []),
    )
]


def readable(data: bytes) -> str:
    element = etree.fromstring(data)
    etree.indent(element)
    return etree.tostring(element, encoding="unicode") + "\n"


@pytest.fixture(scope="module")
def made(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What goes into each golden, by its path."""
    found: dict[str, str] = {}
    for target in TARGETS:
        build = built(examples, tmp_path_factory.mktemp(target.name), target)
        for name, data in build.bank.items():
            if name.endswith(".xml") and name.removesuffix(".xml") in examples.index:
                file = Path(examples.index[name.removesuffix(".xml")].span.path).stem
                found[f"{target.name}/{file}.xml"] = found.get(f"{target.name}/{file}.xml", "") + readable(data)
        for quiz in QUIZZES:
            found[f"{target.name}/{quiz}.xml"] = readable(build.packages[quiz][f"{quiz}.xml"])
            found[f"{target.name}/{quiz}-manifest.xml"] = readable(build.packages[quiz]["imsmanifest.xml"])
        if target.name == "qti30":
            found["qti30/case.xml"] = readable(build.bank["case.xml"])
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_golden(name: str, made: dict[str, str], *, update_goldens: bool) -> None:
    goldens.hold(name, made[name], update=update_goldens)


def test_no_orphans(made: dict[str, str]) -> None:
    assert sorted(made) == sorted(EXPECTED)
    on_disk = {f"{folder}/{path.name}" for folder in NAMES for path in (goldens.FOLDER / folder).iterdir()}
    assert on_disk == set(EXPECTED)
