"""What a manifest says that its resources are, beside what their files turn out to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from tests.packages import assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of
from tests.test_validate_qti import QTI30_PACKAGING, assessment_of, choice_item, in_version

ITEM = "imsqti_item_xmlv2p1"


def found(tmp_path: Path, kind: str, content: str, version: str = "") -> list[tuple[str, Severity]]:
    """Return the codes and severities for a package of one resource."""
    content = in_version(content, version) if version else content
    listed = manifest(resource("a1", "a.xml", kind), **({"namespace": QTI30_PACKAGING} if version == "3.0" else {}))
    verdict = judged(zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "a.xml": content}))
    return [(each.code, each.severity) for each in verdict if each.code not in {"judge-missing", "missing-file"}]


OLD = assessment12(item12())
ERROR, WARNING = [("resource-type", Severity.ERROR)], [("resource-type", Severity.WARNING)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("imsqti_xmlv1p2", []),
        ("imsqti_xmlv1p1", []),
        ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", []),
        ("imsqti_xmlv1p2/imscc_xmlv1p3/question-bank", []),
        ("associatedcontent/imscc_xmlv1p1/learning-application-resource", []),
        ("associatedcontent/learning-application-resource", []),
        ("a type of somebody's own", []),
        ("imsqti_xmlv1p3", ERROR),
        ("imsqti_xmlv1p2/imscc_xmlv1p1/assesment", ERROR),
        ("associatedcontent/imscc_xmlv1p1", ERROR),
        ("imsqti_question_xmlv2p1", ERROR),
        ("imswl_xml", ERROR),
        ("", ERROR),
        ("imsqti_item_xmlv2p1", ERROR),
        ("webcontent", WARNING),
    ],
)
def test_a_type_that_does_not_exist_or_is_not_the_file_s_is_found(
    tmp_path: Path, kind: str, expected: list[tuple[str, Severity]]
) -> None:
    assert found(tmp_path, kind, OLD) == expected


@pytest.mark.parametrize(
    ("kind", "version", "expected"),
    [
        ("imsqti_item_xmlv2p1", "2.1", []),
        ("imsqti_item_xmlv2p2p1", "2.2", []),
        ("imsqti_item_xmlv3p0", "3.0", []),
        ("imsqti_item_xmlv2p2", "2.1", WARNING),
        ("imsqti_item_xmlv2p1", "2.2", WARNING),
        ("imsqti_item_xmlv2p2", "3.0", ERROR),
        ("imsqti_item_xmlv3p0", "2.2", ERROR),
        ("imsqti_test_xmlv2p2", "2.2", ERROR),
        ("imsqti_xmlv1p2", "2.2", ERROR),
        ("webcontent", "2.1", WARNING),
    ],
)
def test_an_item_of_another_version_than_its_resource_is_found(
    tmp_path: Path, kind: str, version: str, expected: list[tuple[str, Severity]]
) -> None:
    assert found(tmp_path, kind, choice_item(), version) == expected


def test_a_test_is_listed_as_a_test(tmp_path: Path) -> None:
    assert found(tmp_path, "imsqti_assessment_xmlv2p1", assessment_of(), "2.1") == []
    assert found(tmp_path, ITEM, assessment_of(), "2.1") == ERROR


def test_a_text_that_questions_share_may_be_a_plain_file(tmp_path: Path) -> None:
    named = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="s" title="S"'
    text = "<qti-stimulus-body><p>A case.</p></qti-stimulus-body>"
    assert found(tmp_path, "webcontent", f"<qti-assessment-stimulus {named}>{text}</qti-assessment-stimulus>") == []


@pytest.mark.parametrize(("kind", "expected"), [("imsqti_xmlv1p2", ["import-changes"]), ("extension", [])])
def test_two_resources_of_one_quiz_are_found(tmp_path: Path, kind: str, expected: list[str]) -> None:
    listed = manifest(resource("a1", "a.xml"), resource("a2", "a.xml", kind))
    assert codes(judged(zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "a.xml": OLD}))) == expected


@pytest.mark.parametrize("identifier", ['ident=""', ""])
def test_an_item_without_identifier_is_found(tmp_path: Path, identifier: str) -> None:
    item = item12().replace('ident="q1"', identifier, 1)
    assert codes(judged(quiz_package(tmp_path / "q.zip", item))) == ["missing-identifier"]
    new = in_version(choice_item(), "2.1").replace('identifier="q1"', identifier.replace("ident", "identifier"), 1)
    assert found(tmp_path, ITEM, new) == [("missing-identifier", Severity.WARNING)]


def test_a_resource_without_identifier_is_found(tmp_path: Path) -> None:
    members = {"imsmanifest.xml": manifest(resource("", "a.xml")), "a.xml": OLD}
    assert codes(judged(zip_of(tmp_path / "q.zip", members))) == ["missing-identifier"]
