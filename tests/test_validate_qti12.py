"""QTI 1.2 judged: keys, feedback, identifiers and pictures of its items."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages import PNG, assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of


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
            member: PNG,
        },
    )


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
