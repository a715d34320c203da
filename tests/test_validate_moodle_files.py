"""Moodle XML judged: the files embedded in it, and the idnumbers of its questions."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.moodle_verdicts import PICTURE, found, question, write
from tests.packages import judged


def with_file(attributes: str, content: str = PICTURE, text: str = '<img src="@@PLUGINFILE@@/a.png">') -> str:
    file = f"<file {attributes}>{content}</file></questiontext>"
    return question("essay", text=text).replace("</questiontext>", file)


@pytest.mark.parametrize(
    ("attributes", "content", "code"),
    [
        ('name="a.png" path="img"', PICTURE, "import-fails"),
        ('name="a.png" path="/"', "", "import-changes"),
        ('name="a.png"', "no base64!", "import-changes"),
        ('name="a.png"', PICTURE[:-1], "import-changes"),
        ('name="a.png" encoding="none"', PICTURE, "import-changes"),
        ('name="a.png"', base64.b64encode(b"<!DOCTYPE html><html></html>").decode(), "media-content"),
        ('path="/"', PICTURE, "import-fails"),
        ('name="b.png"', PICTURE, "unused-file"),
    ],
)
def test_embedded_files_must_be_readable_and_shown(tmp_path: Path, attributes: str, content: str, code: str) -> None:
    assert code in found(tmp_path, with_file(attributes, content))


def test_a_file_of_another_text_does_not_count(tmp_path: Path) -> None:
    feedback = '<generalfeedback><text><![CDATA[<img src="@@PLUGINFILE@@/a.png">]]></text></generalfeedback>'
    text = with_file('name="a.png"').replace("</question>", f"{feedback}</question>")
    findings = judged(write(tmp_path, text)).findings
    assert [each.code for each in findings] == ["missing-file"]
    assert "<generalfeedback>" in findings[0].message


def test_a_file_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    text = '<img src="@@PLUGINFILE@@/img/x/a.png">'
    assert found(tmp_path, with_file('name="a.png" path="/img/x/"', text=text)) == []


def test_an_address_with_a_reference_in_it_names_the_file(tmp_path: Path) -> None:
    text = '<img src="@@PLUGINFILE@@/b&amp;c.png">'
    assert found(tmp_path, with_file('name="b&amp;c.png"', text=text)) == []


def test_a_slash_in_a_name_and_a_name_used_twice_are_found(tmp_path: Path) -> None:
    assert found(tmp_path, with_file('name="img/a.png"', text='<img src="@@PLUGINFILE@@/img/a.png">')) == [
        "import-changes"
    ]
    twice = with_file('name="a.png"').replace("</questiontext>", f'<file name="a.png">{PICTURE}</file></questiontext>')
    assert found(tmp_path, twice) == ["import-changes"]


def test_a_very_large_embedded_file_is_named_with_its_size(tmp_path: Path) -> None:
    findings = judged(write(tmp_path, with_file('name="a.png"', PICTURE + "A" * (5_300_000 - len(PICTURE))))).findings
    assert [each.code for each in findings] == ["import-changes"]
    assert "5,300,000" in findings[0].message


def test_parts_of_a_cloze_may_use_the_texts_files(tmp_path: Path) -> None:
    feedback = '<generalfeedback><text><![CDATA[<img src="@@PLUGINFILE@@/a.png">]]></text></generalfeedback>'
    cloze = with_file('name="a.png"', text='{1:SA:=a} <img src="@@PLUGINFILE@@/a.png">').replace("essay", "cloze")
    assert found(tmp_path, cloze.replace("</question>", f"{feedback}</question>")) == []


def test_idnumbers_are_unique_in_a_category_whatever_their_capitals(tmp_path: Path) -> None:
    def numbered(number: str) -> str:
        return question("essay", body=f"<idnumber>{number}</idnumber>")

    def category(name: str) -> str:
        return f"<question type='category'><category><text>{name}</text></category></question>"

    assert found(tmp_path, category("A"), numbered("x"), category("B"), numbered("x")) == []
    findings = judged(write(tmp_path, category("A"), numbered("ipt a"), numbered("IPT a"))).findings
    assert [each.code for each in findings] == ["duplicate-idnumber"]
    assert findings[0].span.line == 4
    assert findings[0].related[0].span.line == 3
