"""What QTI tests draw, count and allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages import codes, judged
from tests.test_validate_qti import VERSIONS, assessment_of, choice_item, package

WEIGHT = '<weight identifier="W" value="2"/>'
SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
SUM = (
    '<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum><testVariables variableIdentifier="SCORE" '
    'weightIdentifier="W"/></sum></setOutcomeValue></outcomeProcessing>'
)


def asked(identifier: str = "q1", inner: str = "", more: str = "") -> str:
    return f'<assessmentItemRef identifier="{identifier}" href="{identifier}.xml"{more}>{inner}</assessmentItemRef>'


def counting(*references: str, processing: str = SUM) -> str:
    """Return a test of these parts that declares and counts its SCORE."""
    test = assessment_of(*references).replace('title="T">', f'title="T">{SCORE}', 1)
    return test.replace("</assessmentTest>", f"{processing}</assessmentTest>")


def result(name: str) -> str:
    return (
        f'<outcomeProcessing><setOutcomeValue identifier="SCORE"><variable identifier="{name}"/></setOutcomeValue>'
        "</outcomeProcessing>"
    )


def judge(tmp_path: Path, version: str, test: str) -> list[str]:
    items = {"q1.xml": choice_item(), "q2.xml": choice_item("q2"), "t.xml": test}
    return codes(judged(package(tmp_path / "q.zip", version, items)))


@VERSIONS
@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (counting(asked(inner=WEIGHT), asked("q2")), []),
        (counting(asked(), asked("q2")), ["import-changes"]),
        (counting(asked(inner=WEIGHT), asked("q2", WEIGHT.replace('"W"', '"POINTS"'))), ["import-changes"]),
        (counting(asked(inner=WEIGHT.replace('"2"', '"two"'))), ["import-changes"]),
        (counting(asked(inner=WEIGHT.replace('"W"', '"POINTS"')), processing=result("q1.SCORE")), []),
    ],
)
def test_weights_are_what_the_test_counts_by(tmp_path: Path, version: str, test: str, expected: list[str]) -> None:
    assert judge(tmp_path, version, test) == expected


@VERSIONS
@pytest.mark.parametrize(
    ("name", "expected"),
    [("q1.SCORE", []), ("s1.duration", []), ("SCORE", []), ("q7.SCORE", ["dangling-reference"])],
)
def test_the_result_of_an_item_that_is_not_there_is_found(
    tmp_path: Path, version: str, name: str, expected: list[str]
) -> None:
    assert judge(tmp_path, version, counting(asked(), processing=result(name))) == expected


def test_items_of_sections_in_other_files_are_not_known(tmp_path: Path) -> None:
    test = counting('<assessmentSectionRef identifier="s2" href="q2.xml"/>', processing=result("q7.SCORE"))
    assert judge(tmp_path, "2.1", test) == []


@VERSIONS
@pytest.mark.parametrize(("number", "expected"), [("1", ["import-changes"]), ("2", [])])
def test_a_draw_takes_what_is_required(tmp_path: Path, version: str, number: str, expected: list[str]) -> None:
    must = ' required="true"'
    test = assessment_of(f'<selection select="{number}"/>', asked(more=must), asked("q2", more=must))
    assert judge(tmp_path, version, test) == expected


@VERSIONS
@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ('maxTime="60"', []),
        ('minTime="9"', []),
        ('maxTime="0"', ["import-changes"]),
        ('minTime="90" maxTime="60"', ["import-changes"]),
    ],
)
def test_a_time_that_nobody_can_keep_is_found(tmp_path: Path, version: str, limits: str, expected: list[str]) -> None:
    test = assessment_of(asked()).replace('title="T">', f'title="T"><timeLimits {limits}/>', 1)
    assert judge(tmp_path, version, test) == expected
