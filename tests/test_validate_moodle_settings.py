"""Settings, gaps and zones of Moodle XML that Moodle stores or shows, but does not take as they are meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.moodle_verdicts import PICTURE, answers, found, question

CHOICES = answers(100, 0)
BACKGROUND = f'<file name="b.png">{PICTURE}</file><drag><no>1</no><text>m</text></drag>'
STEPS = "<answer><text>a</text></answer><answer><text>b</text></answer>"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multichoice", f"<single>False</single>{CHOICES}"),
        ("multichoice", f"<shuffleanswers>yes</shuffleanswers>{CHOICES}"),
        ("multichoice", f"<answernumbering>123.</answernumbering>{CHOICES}"),
        ("multichoice", f"<defaultgrade>-2</defaultgrade>{CHOICES}"),
        ("multichoice", f"<hint><text>h</text><clearwrong>0</clearwrong></hint>{CHOICES}"),
        ("multichoice", f'<generalfeedback format="htm"><text>g</text></generalfeedback>{CHOICES}'),
        ("essay", "<responseformat>html</responseformat>"),
        ("essay", "<attachments>many</attachments>"),
        ("essay", "<attachments>1</attachments><attachmentsrequired>2</attachmentsrequired>"),
        ("essay", "<hint><text>h</text></hint>"),
        ("ordering", f"<gradingtype>BEST</gradingtype>{STEPS}"),
        ("ordering", f"<selecttype>SOME</selecttype>{STEPS}"),
        ("ordering", f"<selecttype>0</selecttype>{STEPS}"),
        ("ordering", f"<gradingtype>-1</gradingtype>{STEPS}"),
        ("ordering", f"<gradingtype>1</gradingtype>{STEPS}"),
        ("ordering", f"<layouttype>2</layouttype>{STEPS}"),
        ("numerical", f"<showunits>9</showunits>{answers(100, texts=['1'])}"),
        ("numerical", f"<unitgradingtype>9</unitgradingtype>{answers(100, texts=['1'])}"),
        ("numerical", f"{answers(100, texts=['1'])}<units><unit><multiplier>x</multiplier></unit></units>"),
        ("numerical", answers(100, texts=["1"]).replace("</answer>", "<tolerance>-1</tolerance></answer>")),
        ("numerical", answers(100, texts=["1"]).replace("</answer>", "<fraction>50</fraction></answer>")),
    ],
)
def test_a_setting_that_moodle_misreads_is_found(tmp_path: Path, kind: str, body: str) -> None:
    assert found(tmp_path, question(kind, body=body)) == ["import-changes"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multichoice", f"<single>1</single><answernumbering>IIII</answernumbering>{CHOICES}"),
        ("multichoice", f"<hint><text>h</text><clearwrong/></hint>{CHOICES}"),
        ("essay", "<attachments>-1</attachments><attachmentsrequired>3</attachmentsrequired>"),
        ("ordering", f"<gradingtype>absolute_position</gradingtype><selecttype>ALL</selecttype>{STEPS}"),
        ("ordering", f"<gradingtype>Abs</gradingtype><layouttype>1</layouttype><selecttype>exact</selecttype>{STEPS}"),
        ("numerical", f"{answers(100, texts=['1'])}<units><unit><multiplier>0.001</multiplier></unit></units>"),
    ],
)
def test_the_settings_of_moodle_itself_give_no_finding(tmp_path: Path, kind: str, body: str) -> None:
    assert found(tmp_path, question(kind, body=body)) == []


def test_two_answers_of_full_marks_where_one_is_taken_are_found(tmp_path: Path) -> None:
    assert found(tmp_path, question("multichoice", body=answers(100, 100, 0))) == ["two-full-marks"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{1:SA:=a} {1:SHORT:=b}", ["import-changes"]),
        ("{1:SA:=a} {1:shortanswer:=b}", ["import-changes"]),
        ("{1:SA:=a} {1:SAX:b}", []),
        ("{1:SA:=a} {x:SA:=b}", ["import-changes"]),
        ("{1:SA:=a} {1:SA:=b", ["import-changes"]),
        ("{1:NM:=sixteen}", ["import-fails"]),
        ("{1:NM:=16:x}", ["import-changes"]),
        ("{1:NM:=16:2~%50%16:4~*#no}", []),
        ("{1:NM:%100%1.5#a=b~=2e3}", []),
        ("{1:SA:=a~%150%b}", ["import-changes"]),
        ("{1:SA:=a~%-33,3%b}", []),
        ("{1:SA:=a} {a:b} {x: y} \\frac{1}{2} {1:2}", []),
    ],
)
def test_a_gap_that_moodle_does_not_read_as_it_is_meant_is_found(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert found(tmp_path, question("cloze", text=text)) == expected


@pytest.mark.parametrize(
    ("shape", "coords", "expected"),
    [
        ("circle", "10,10;5", []),
        ("circle", "10,10;0", ["import-changes"]),
        ("circle", "10,10;5,5;1,2", ["import-changes"]),
        ("rectangle", "10,10;5,5", []),
        ("rectangle", "10,10;5", ["import-changes"]),
        ("polygon", "0,0;20,0;0,20", []),
        ("polygon", "0, 0; 20, 0; 0, 20", []),
        ("polygon", "0,0;20,0", ["import-changes"]),
    ],
)
def test_a_zone_has_the_coordinates_of_its_shape(tmp_path: Path, shape: str, coords: str, expected: list[str]) -> None:
    drop = f"<drop><shape>{shape}</shape><coords>{coords}</coords><choice>1</choice></drop>"
    assert found(tmp_path, question("ddmarker", body=BACKGROUND + drop)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("$course$/A", []), ("$module$/top/A", []), ("$Course$/A", ["import-changes"]), ("$cat1$/A", ["import-changes"])],
)
def test_a_category_names_a_context_of_moodle(tmp_path: Path, path: str, expected: list[str]) -> None:
    category = f'<question type="category"><category><text>{path}</text></category></question>'
    assert found(tmp_path, category, question("essay")) == expected
