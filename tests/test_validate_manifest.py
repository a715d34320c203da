"""Packages of QTI 1.2 judged: the manifest, what it lists, and what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from tests.packages import PNG, assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of


def package(path: Path, listed: str, **members: str | bytes) -> Path:
    return zip_of(path, {"imsmanifest.xml": listed, "a.xml": assessment12(item12()), **members})


def test_a_listed_file_that_is_missing_is_found(tmp_path: Path) -> None:
    listed = manifest(resource("a1", "a.xml", "imsqti_xmlv1p2", "p.png"))
    verdict = judged(package(tmp_path / "q.zip", listed))
    finding = next(each for each in verdict if each.code == "missing-file")
    assert finding.span.path.endswith("q.zip!imsmanifest.xml")
    assert "`p.png`" in finding.message


def test_a_file_that_is_not_listed_is_found_and_an_error_in_our_own(tmp_path: Path) -> None:
    path = package(tmp_path / "q.zip", manifest(resource("a1", "a.xml")), **{"p.png": PNG})
    finding = next(each for each in judged(path) if each.code == "unlisted-file")
    assert finding.severity is Severity.WARNING
    assert finding.span.path.endswith("q.zip!p.png")
    assert not judged(path, ours=True).valid


def test_schemas_beside_a_manifest_need_not_be_listed(tmp_path: Path) -> None:
    path = package(tmp_path / "q.zip", manifest(resource("a1", "a.xml")), **{"imscp_v1p1.xsd": "<x/>"})
    assert codes(judged(path)) == []


@pytest.mark.parametrize("base", ["items/", "items/index.xml"])
def test_a_base_moves_the_paths(tmp_path: Path, base: str) -> None:
    listed = manifest(resource("a1", "a.xml")).replace("<resources>", f'<resources xml:base="{base}">')
    path = zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, "items/a.xml": assessment12(item12())})
    assert codes(judged(path)) == []


def test_a_dependency_on_nothing_is_found(tmp_path: Path) -> None:
    listed = manifest(resource("a1", "a.xml", needs="a2"))
    verdict = judged(package(tmp_path / "q.zip", listed))
    assert codes(verdict) == ["dangling-reference"]
    assert "no resource has the identifier `a2`" in [each.message for each in verdict]
    listed = manifest(resource("a1", "a.xml")).replace(
        "<organizations/>",
        '<organizations><organization identifier="o"><item identifier="i" identifierref="a9"/></organization></organizations>',
    )
    assert codes(judged(package(tmp_path / "r.zip", listed))) == ["dangling-reference"]


def test_an_identifier_of_two_resources_is_found(tmp_path: Path) -> None:
    listed = manifest(resource("a1", "a.xml"), resource("a1", "b.xml"))
    path = package(tmp_path / "q.zip", listed, **{"b.xml": "<other/>"})
    assert codes(judged(path)) == ["duplicate-identifier"]


@pytest.mark.parametrize("namespace", ["", "http://example.org/manifest", "http://www.imsglobal.org/xsd/imscp_v1p1/"])
def test_a_wrong_namespace_of_the_manifest_is_found(tmp_path: Path, namespace: str) -> None:
    listed = manifest(resource("a1", "a.xml"), namespace=namespace)
    assert codes(judged(package(tmp_path / "q.zip", listed))) == ["wrong-namespace"]


def test_a_wrong_namespace_of_the_assessment_is_found(tmp_path: Path) -> None:
    path = zip_of(
        tmp_path / "q.zip",
        {"imsmanifest.xml": manifest(resource("a1", "a.xml")), "a.xml": assessment12(item12(), namespace="urn:x")},
    )
    assert codes(judged(path)) == ["wrong-namespace"]
    moodle = tmp_path / "m.xml"
    moodle.write_text('<quiz xmlns="urn:x"/>')
    assert codes(judged(moodle)) == ["wrong-namespace"]


def test_qti_12_without_a_namespace_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(assessment12(item12(), namespace=""))
    verdict = judged(path)
    assert codes(verdict) == ["wrong-namespace"]
    assert verdict.valid


def test_a_package_without_a_manifest_at_its_top_is_found(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "q.zip", {"a.xml": assessment12(item12())})
    assert codes(judged(path)) == ["no-manifest"]
    listed = {"quiz/imsmanifest.xml": manifest(resource("a1", "a.xml")), "quiz/a.xml": assessment12(item12())}
    verdict = judged(zip_of(tmp_path / "r.zip", listed))
    assert codes(verdict) == ["no-manifest"]
    assert "`quiz/imsmanifest.xml`" in next(each for each in verdict if each.code == "no-manifest").message


def test_an_item_with_another_ending_is_judged_because_it_is_listed(tmp_path: Path) -> None:
    path = zip_of(
        tmp_path / "q.zip",
        {"imsmanifest.xml": manifest(resource("a1", "a.dat")), "a.dat": assessment12(item12(key="9"))},
    )
    assert codes(judged(path)) == ["unknown-choice"]


def test_a_folder_is_a_package_where_it_has_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "imsmanifest.xml").write_text(manifest(resource("a1", "a.xml")))
    (tmp_path / "a.xml").write_text(assessment12(item12(key="9")))
    verdict = judged(tmp_path)
    assert codes(verdict) == ["unknown-choice"]
    assert verdict.findings[0].span.path == f"{tmp_path.as_posix()}/a.xml"


def test_a_folder_of_packages_is_judged_package_by_package(tmp_path: Path) -> None:
    (tmp_path / "canvas").mkdir()
    quiz_package(tmp_path / "canvas" / "q.zip", item12(key="9"))
    quiz_package(tmp_path / "canvas" / "r.zip")
    (tmp_path / "notes.txt").write_text("x")
    verdict = judged(tmp_path)
    assert codes(verdict) == ["unknown-choice"]
    assert {each.place.partition("!")[0] for each in verdict.judgements} == {
        (tmp_path / "canvas" / name).as_posix() for name in ("q.zip", "r.zip")
    }
    (tmp_path / "canvas" / "q.zip").unlink()
    (tmp_path / "canvas" / "r.zip").unlink()
    assert codes(judged(tmp_path)) == ["nothing-to-judge"]


def test_a_package_for_canvas_is_no_cartridge_whatever_its_namespace(tmp_path: Path) -> None:
    for schema, kind in (("IMS Content", "IMS content packaging"), ("IMS Common Cartridge", "Common Cartridge 1.1")):
        head = f"<metadata><schema>{schema}</schema><schemaversion>1.1.3</schemaversion></metadata>"
        namespace = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
        listed = manifest(resource("a1", "a.xml"), namespace=namespace, head=head)
        kinds = {each.kind for each in judged(package(tmp_path / "q.zip", listed)).judgements}
        assert f"{kind} manifest" in kinds
        assert ("QTI 1.2 in a Common Cartridge" in kinds) == (schema == "IMS Common Cartridge")


def test_settings_of_canvas_are_known(tmp_path: Path) -> None:
    path = tmp_path / "assessment_meta.xml"
    path.write_text('<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier="a1"><title>T</title></quiz>')
    assert codes(judged(path)) == []
    assert "grammar-violation" in codes(judged(path, ours=True))


def test_a_manifest_may_leave_identifiers_out(tmp_path: Path) -> None:
    listed = manifest(resource("a1", "a.xml")).replace(' identifier="m"', "")
    assert codes(judged(package(tmp_path / "q.zip", listed))) == []
