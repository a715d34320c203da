"""The published examples as Moodle XML, reviewed as text: one golden a file of examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from exporter.model import QUESTION_TYPES, Bank
from exporter.targets.moodle import TARGET
from tests.small_banks import written

GOLDENS = Path(__file__).parent / "golden" / "moodle"
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
    path = GOLDENS / f"{name}.xml"
    made = f"<quiz>\n{by_file[name]}</quiz>\n"
    assert "<question" in made
    if update_goldens:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.is_file(), f"{path} is missing: run with --update-goldens and read what it writes"
    assert path.read_text(encoding="utf-8") == made


def test_no_orphans() -> None:
    assert {path.stem for path in GOLDENS.iterdir()} == set(NAMES)
