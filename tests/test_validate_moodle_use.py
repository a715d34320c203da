"""Moodle XML that is stored as it is written, but that nobody can start, answer or earn the marks of."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import pytest

from tests.moodle_verdicts import answers, found, question

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 120, 80)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>'


def dropped(zone: str, picture: bytes = PNG) -> str:
    """Return a `ddmarker` of one zone on a picture of 120 by 80 pixels."""
    shape, _, coordinates = zone.partition(" ")
    file = f'<file name="b.png">{base64.b64encode(picture).decode()}</file>'.replace(
        "b.png", "b.svg" if picture == SVG else "b.png"
    )
    drop = f"<drop><no>1</no><shape>{shape}</shape><coords>{coordinates}</coords><choice>1</choice></drop>"
    return question("ddmarker", body=f"{file}<drag><no>1</no><text>m</text></drag>{drop}")


@pytest.mark.parametrize("picture", [PNG, SVG])
@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("circle 100,40;20", []),
        ("circle 130,40;20", []),  # a part of it is on the picture
        ("circle 140,40;20", ["unknown-choice"]),
        ("rectangle 10,80;20,20", ["unknown-choice"]),
        ("rectangle 110,70;20,20", []),
        ("polygon 120,0;140,0;130,9", ["unknown-choice"]),
        ("polygon 119,0;140,0;130,9;", []),
    ],
)
def test_a_zone_beside_the_picture_is_found(tmp_path: Path, picture: bytes, zone: str, expected: list[str]) -> None:
    assert found(tmp_path, dropped(zone, picture)) == expected


@pytest.mark.parametrize("picture", [PNG[:12], b"\xff\xd8\xff", b"<svg>", b"GIF89a"])
def test_a_picture_that_tells_no_size_is_not_measured(tmp_path: Path, picture: bytes) -> None:
    assert "unknown-choice" not in found(tmp_path, dropped("circle 900,900;2", picture))


@pytest.mark.parametrize(
    ("left", "expected"), [("119", []), ("120", ["unknown-choice"]), ("", []), ("9" * 400, []), ("x", [])]
)
def test_a_place_for_a_picture_beside_the_picture_is_found(tmp_path: Path, left: str, expected: list[str]) -> None:
    file = f'<file name="b.png">{base64.b64encode(PNG).decode()}</file>'
    drop = f"<drop><no>1</no><choice>1</choice><xleft>{left}</xleft><ytop>1</ytop></drop>"
    body = f"{file}<drag><no>1</no><text>m</text></drag>{drop}"
    assert found(tmp_path, question("ddimageortext", body=body)) == expected


def test_numbers_without_end_are_no_place(tmp_path: Path) -> None:
    assert found(tmp_path, dropped(f"circle 1,1;{'9' * 400}")) == []


def calculated(*names: str, items: str = "<dataset_items><dataset_item/></dataset_items>", kind: str = "") -> str:
    """Return a calculated question of `{a}+{b}` with data sets of these names."""
    sets = "".join(f"<dataset_definition><name><text>{n}</text></name>{items}</dataset_definition>" for n in names)
    sets = f"<dataset_definitions>{sets}</dataset_definitions>"
    return question(f"calculated{kind}", body=answers(100, texts=["{a}+{b}"]) + sets)


@pytest.mark.parametrize("kind", ["", "simple", "multi"])
@pytest.mark.parametrize(
    ("names", "items", "expected"),
    [
        ("ab", "<dataset_items><dataset_item/></dataset_items>", []),
        ("abc", "<dataset_items><dataset_item/></dataset_items>", []),
        ("", "", ["question-unusable"]),
        ("a", "<dataset_items><dataset_item/></dataset_items>", ["question-unusable"]),
        ("ab", "", ["question-unusable"] * 2),
    ],
)
def test_a_calculated_question_without_numbers_is_found(
    tmp_path: Path, kind: str, names: str, items: str, expected: list[str]
) -> None:
    assert found(tmp_path, calculated(*names, items=items, kind=kind)) == expected


def pairs(*matches: str) -> str:
    rows = "".join(
        f"<subquestion><text>{stem}</text><answer><text>{match}</text></answer></subquestion>"
        for stem, match in zip("abc", matches, strict=False)
    )
    return question("matching", body=rows)


@pytest.mark.parametrize(
    ("matches", "expected"), [("xy", []), ("xx", ["import-changes"]), ("xxy", []), ("xxx", ["import-changes"])]
)
def test_a_matching_of_one_match_is_found(tmp_path: Path, matches: str, expected: list[str]) -> None:
    assert found(tmp_path, pairs(*matches)) == expected


def test_one_match_beside_a_distractor_is_a_choice(tmp_path: Path) -> None:
    distractor = "<subquestion><text/><answer><text>y</text></answer></subquestion>"
    assert found(tmp_path, pairs("x", "x").replace("</question>", f"{distractor}</question>")) == []


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("", []), ("<text/>", []), ("<text>a</text>", []), (f"<text>{'a' * 51}</text>", ["import-changes"])],
)
def test_a_tag_is_not_longer_than_moodle_keeps(tmp_path: Path, tag: str, expected: list[str]) -> None:
    tagged = question("essay").replace("</question>", f"<tags><tag>{tag}</tag></tags></question>")
    assert found(tmp_path, tagged) == expected


def test_a_distractor_is_no_pair_and_a_picture_alone_is_an_item(tmp_path: Path) -> None:
    distractor = "<subquestion><text/><answer><text>y</text></answer></subquestion>"
    assert found(tmp_path, pairs("x").replace("</question>", f"{distractor}</question>")) == ["import-changes"]
    picture = '<subquestion><text/><file name="p.png" encoding="base64">aGk=</file><answer><text>{}</text></answer></subquestion>'
    pictured = pairs("x").replace("</question>", f"{picture.format('y')}</question>")
    assert "import-changes" not in found(tmp_path, pictured)
    assert "import-fails" in found(tmp_path, pairs("x", "y").replace("</question>", f"{picture.format('')}</question>"))


@pytest.mark.parametrize(
    ("kind", "choice", "expected"),
    [
        ("ddwtos", "<dragbox><text>a</text></dragbox>", ["no-right-answer"]),
        ("ddwtos", "<dragbox><text>a</text><infinite/></dragbox>", []),
        ("gapselect", "<selectoption><text>a</text></selectoption>", []),
    ],
)
def test_a_box_for_two_gaps_is_found(tmp_path: Path, kind: str, choice: str, expected: list[str]) -> None:
    assert found(tmp_path, question(kind, text="[[1]] and [[1]]", body=choice)) == expected


@pytest.mark.parametrize("gap", ["{1:SHORTANSWER:=}", "{1:SA:=grief~=}", "{1:SA:%100%#Yes~=grief}"])
def test_an_empty_right_answer_of_a_gap_is_found(tmp_path: Path, gap: str) -> None:
    assert found(tmp_path, question("cloze", text=gap)) == ["import-changes"]


def category(path: str, number: str) -> str:
    text = f"<category><text>{path}</text></category><idnumber>{number}</idnumber>"
    return f'<question type="category">{text}</question>'


def test_two_categories_of_one_id_number_are_found(tmp_path: Path) -> None:
    good = question("essay")
    again = category("top/A", "n"), good, category("$course$/top/A", "n"), category("top/B", "m")
    assert found(tmp_path, *again) == []
    assert found(tmp_path, category("top/A", "n"), good, category("top/B", "n")) == ["import-fails"]
