"""QTI 1.2 packages and their manifests: every reference, identifier and file is somebody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from tests.packages import assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of


def found(tmp_path: Path, *items: str, **more: str) -> list[str]:
    return codes(judged(quiz_package(tmp_path / "q.zip", *items, more=more)))


def with_picture(path: Path, source: str, *, member: str = "media/p.png", listed: bool = True) -> Path:
    """Write a package whose stem shows a picture."""
    return zip_of(
        path,
        {
            "imsmanifest.xml": manifest(
                resource("a1", "a1/a1.xml"), resource("p", member, "webcontent") if listed else ""
            ),
            "a1/a1.xml": assessment12(item12(stem=f"&lt;img alt='x' src=&quot;{source}&quot;&gt;")),
            member: b"picture",
        },
    )


# --- items ----------------------------------------------------------------------------------------------


def test_a_key_that_is_no_choice_is_found_with_the_choices(tmp_path: Path) -> None:
    verdict = judged(quiz_package(tmp_path / "q.zip", item12(key="9")))
    finding = next(each for each in verdict if each.code == "unknown-choice")
    assert finding.question == "q1"
    assert "`9`" in finding.message
    assert finding.hint == "there is `1`, `2`"
    assert finding.span.path.endswith("q.zip!a1/a1.xml")


def test_a_key_of_several_names_is_looked_at_name_by_name(tmp_path: Path) -> None:
    item = item12().replace("<varequal", "<varsubset").replace("1</varequal>", "1,2,3</varsubset>")
    finding = next(each for each in judged(quiz_package(tmp_path / "q.zip", item)) if each.code == "unknown-choice")
    assert "`3`" in finding.message


def test_a_response_that_is_not_there_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, item12().replace('respident="response1"', 'respident="other"')) == ["unknown-choice"]


def test_typed_answers_are_no_choices(tmp_path: Path) -> None:
    item = item12(key="any text").replace("response_lid", "response_str").replace("render_choice", "render_fib")
    assert found(tmp_path, item) == []


def test_a_variable_that_is_never_declared_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, item12().replace('action="Set" varname="SCORE"', 'varname="POINTS"')) == [
        "undeclared-outcome"
    ]


def test_feedback_that_is_not_there_is_found(tmp_path: Path) -> None:
    shown = (
        '<respcondition><conditionvar><other/></conditionvar><displayfeedback feedbacktype="Response" '
        'linkrefid="general_fb"/></respcondition>'
    )
    assert found(tmp_path, item12(more=shown)) == ["dangling-reference"]
    feedback = '<itemfeedback ident="general_fb"/></item>'
    assert found(tmp_path, item12(more=shown).replace("</item>", feedback)) == []


def test_an_identifier_used_twice_is_found_with_both_places(tmp_path: Path) -> None:
    verdict = judged(quiz_package(tmp_path / "q.zip", item12("q1"), "\n" + item12("q1")))
    finding = next(each for each in verdict if each.code == "duplicate-identifier")
    assert (finding.span.line, finding.related[0].span.line) == (2, 1)


def test_an_identifier_used_in_two_files_of_a_package_is_found(tmp_path: Path) -> None:
    path = zip_of(
        tmp_path / "q.zip",
        {
            "imsmanifest.xml": manifest(resource("a1", "a.xml"), resource("a2", "b.xml")),
            "a.xml": assessment12(item12()),
            "b.xml": assessment12(item12(), ident="a2"),
        },
    )
    assert codes(judged(path)) == ["duplicate-identifier"]


def test_two_choices_of_one_identifier_are_found(tmp_path: Path) -> None:
    assert found(tmp_path, item12().replace('response_label ident="2"', 'response_label ident="1"')) == [
        "duplicate-identifier"
    ]


@pytest.mark.parametrize("ident", ["a.b", "a:b"])
def test_a_choice_whose_key_canvas_loses_is_found(tmp_path: Path, ident: str) -> None:
    assert found(tmp_path, item12().replace('response_label ident="2"', f'response_label ident="{ident}"')) == [
        "import-changes"
    ]


def test_what_canvas_dies_of_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, item12().replace('action="Set"', 'action="Put"')) == ["import-fails"]
    assert found(tmp_path, item12().replace('label ident="2"', 'label ident="2" rarea="square"')) == [
        "classic-import-fails"
    ]


def test_a_draw_of_more_than_there_are_is_found(tmp_path: Path) -> None:
    draw = "<selection_ordering><selection><selection_number>{}</selection_number>{}</selection></selection_ordering>"
    assert found(tmp_path, draw.format(2, "") + item12()) == ["import-changes"]
    assert found(tmp_path, draw.format(1, "") + item12()) == []
    assert found(tmp_path, draw.format("9" * 5000, "") + item12()) == []


def test_a_bank_that_is_drawn_from_must_be_in_the_package(tmp_path: Path) -> None:
    draw = "<selection_ordering><selection><sourcebank_ref>b1</sourcebank_ref></selection></selection_ordering>"
    assert found(tmp_path, draw + item12()) == ["import-changes"]
    bank = assessment12(item12("q2")).replace("assessment", "objectbank").replace('"a1"', '"b1"')
    path = zip_of(
        tmp_path / "b.zip",
        {
            "imsmanifest.xml": manifest(resource("a1", "a.xml"), resource("b1", "b.xml")),
            "a.xml": assessment12(draw + item12()),
            "b.xml": bank,
        },
    )
    assert codes(judged(path)) == []


def test_a_text_that_canvas_replaces_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, item12(stem="x" * 16_385)) == ["import-changes"]
    assert found(tmp_path, item12(stem="x" * 16_384)) == []


# --- pictures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "$IMS-CC-FILEBASE$/media/p.png",
        "$IMS_CC_FILEBASE$/media/p.png",
        "%24IMS-CC-FILEBASE%24/media/p.png",
        "$IMS-CC-FILEBASE$/media/%70.png?x=1",
        "$IMS-CC-FILEBASE$../media/p.png",
        "media/p.png",
        "../media/p.png",
        "https://example.org/p.png",
        "$CANVAS_COURSE_REFERENCE$/files/1",
        "#top",
        "/equation_images/x%3C2?scale=1",
    ],
)
def test_pictures_are_found_where_importers_find_them(tmp_path: Path, source: str) -> None:
    assert codes(judged(with_picture(tmp_path / "q.zip", source))) == []


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("$IMS-CC-FILEBASE$/media/q.png", "missing-file"),
        ("media/q.png", "missing-file"),
        ("../../../etc/passwd", "path-escapes"),
        ("media\\p.png", "backslash-path"),
        ("/media/p.png", "absolute-path"),
        ("data:image/png;base64,AA", "import-changes"),
    ],
)
def test_pictures_that_are_not_there_are_found(tmp_path: Path, source: str, code: str) -> None:
    assert codes(judged(with_picture(tmp_path / "q.zip", source))) == [code]


def test_capitals_of_a_path_matter_and_are_guessed(tmp_path: Path) -> None:
    verdict = judged(with_picture(tmp_path / "q.zip", "media/P.png"))
    assert "did you mean `media/p.png`? paths are case-sensitive" in [each.hint for each in verdict]
    elsewhere = judged(with_picture(tmp_path / "r.zip", "other/p.png"))
    assert any(each.hint == "did you mean `media/p.png`?" for each in elsewhere)


def test_a_picture_element_is_looked_at_too(tmp_path: Path) -> None:
    item = item12().replace("</mattext>", '</mattext><matimage uri="no.png"/>', 1)
    assert found(tmp_path, item) == ["missing-file"]


def test_a_single_file_is_not_asked_for_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(assessment12(item12(stem="&lt;img src='no.png'&gt;")))
    assert codes(judged(path)) == []


# --- the manifest ---------------------------------------------------------------------------------------


def package(path: Path, listed: str, **members: str) -> Path:
    return zip_of(path, {"imsmanifest.xml": listed, "a.xml": assessment12(item12()), **members})


def test_a_listed_file_that_is_missing_is_found(tmp_path: Path) -> None:
    listed = manifest(resource("a1", "a.xml", "imsqti_xmlv1p2", "p.png"))
    verdict = judged(package(tmp_path / "q.zip", listed))
    finding = next(each for each in verdict if each.code == "missing-file")
    assert finding.span.path.endswith("q.zip!imsmanifest.xml")
    assert "`p.png`" in finding.message


def test_a_file_that_is_not_listed_is_found_and_an_error_in_our_own(tmp_path: Path) -> None:
    path = package(tmp_path / "q.zip", manifest(resource("a1", "a.xml")), **{"p.png": "x"})
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
    assert codes(judged(package(tmp_path / "q.zip", listed))) == ["dangling-reference"]
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
