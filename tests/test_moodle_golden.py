"""The published examples as Moodle XML, reviewed as text: one golden a file of examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from exporter.model import QUESTION_TYPES, Bank
from exporter.targets.moodle import TARGET
from tests import goldens
from tests.small_banks import written

NAMES = (*QUESTION_TYPES, "passages")


@pytest.fixture(scope="module")
def by_file(examples: Bank) -> dict[str, str]:
    """What each file of examples became, by the file's name."""
    files, _findings = written(TARGET, examples)
    parser = etree.XMLParser(strip_cdata=False)
    found = dict.fromkeys(NAMES, "")
    for question in etree.fromstring(files["moodle/examples.xml"], parser).iterchildren("question"):
        question_id = question.findtext("idnumber") or ""
        if question.get("type") != "category":
            place = (
                examples.index[question_id].span
                if question_id in examples.index
                else examples.passages[question_id].span
            )
            question.tail = "\n"
            found[Path(place.path).stem] += etree.tostring(question, encoding="unicode")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str, by_file: dict[str, str], *, update_goldens: bool) -> None:
    made = f"<quiz>\n{by_file[name]}</quiz>\n"
    assert "<question" in made
    goldens.hold(f"moodle/{name}.xml", made, update=update_goldens)


def test_no_orphans() -> None:
    assert {path.stem for path in (goldens.FOLDER / "moodle").iterdir()} == set(NAMES)
