"""What Moodle's importer stops at or changes is found in any Moodle XML, with the question's name and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from exporter.validation.rules.moodle_types import FRACTIONS
from tests.moodle_verdicts import PICTURE, answers, found, question, write
from tests.packages import judged
from tests.watchdog import must_end

PAIR = "<subquestion><text>{}</text><answer><text>{}</text></answer></subquestion>"


DRAG = "<drag><no>1</no><text>m</text></drag>"
BACKGROUND = f'<file name="b.png" encoding="base64">{PICTURE}</file>'
GOOD = {
    "multichoice": question("multichoice", body=answers(100, 0)),
    "multichoice several": question("multichoice", body="<single>false</single>" + answers(50, 50, -100)),
    "multichoice of seven": question("multichoice", body="<single>false</single>" + answers(*["14.28571"] * 7)),
    "truefalse": question(
        "truefalse",
        body='<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>',
    ),
    "shortanswer": question("shortanswer", body=answers(100, 50)),
    "numerical": question("numerical", body=answers(100, 0, texts=["3.5", "*"])),
    "matching": question("matching", body=PAIR.format("a", "b") + PAIR.format("c", "d") + PAIR.format("", "e")),
    "cloze": question("cloze", text="{1:SA:=a~%50%b#no} {2:MC:=a~b} {:NM:=4:0.1} {1:MRHS:%50%a~%50%b} {not a gap}"),
    "essay": question("essay"),
    "description": question("description"),
    "gapselect": question("gapselect", text="[[1]] [[2]]", body="<selectoption><text>a</text></selectoption>" * 2),
    "ddwtos": question("ddwtos", text="[[1]]", body="<dragbox><text>a</text></dragbox>"),
    "ddmarker": question(
        "ddmarker",
        body=BACKGROUND + DRAG + "<drop><shape>circle</shape><coords>10,10;5</coords><choice>1</choice></drop>",
    ),
    "ddimageortext": question("ddimageortext", body=BACKGROUND + DRAG + "<drop><choice>1</choice></drop>"),
    "ordering": question("ordering", body=answers(1, 2)),
    "category": '<question type="category"><category><text>$course$/top/A//B/C</text></category></question>',
    "picture": question("essay", text='<img src="@@PLUGINFILE@@/my%20p.png">').replace(
        "</questiontext>", f'<file name="my p.png" path="/" encoding="base64">{PICTURE}</file></questiontext>'
    ),
    "idnumber": question(
        "essay", body="<idnumber>ipt</idnumber><penalty>0.5</penalty><defaultgrade>2.5</defaultgrade>"
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_moodle_reads_whole_gives_no_finding(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, GOOD[name], GOOD["essay"]) == []


@pytest.mark.parametrize("fraction", FRACTIONS)
def test_every_listed_fraction_passes_and_its_neighbour_does_not(tmp_path: Path, fraction: float) -> None:
    body = "<single>false</single>" + answers(100, fraction, -fraction)
    assert found(tmp_path, question("multichoice", body=body)) == []
    assert found(tmp_path, question("multichoice", body=answers(100, fraction - 0.002))) == ["fraction-not-listed"]


BAD = {
    "no type": (question("nonsense"), "import-fails", "nonsense"),
    "no name": (
        "<question type='essay'><questiontext><text>t</text></questiontext></question>",
        "import-fails",
        "name",
    ),
    "empty name": (question("essay", name=""), "import-changes", "empty"),
    "long name": (question("essay", name="n" * 256), "import-changes", "255"),
    "marked name": (question("essay", name="<![CDATA[a <b>b</b>]]>"), "import-changes", "markup"),
    "no text": (
        "<question type='essay'><name><text>n</text></name><questiontext>bare</questiontext></question>",
        "import-changes",
        "not in a `<text>`",
    ),
    "bare markup": (question("essay").replace("<![CDATA[Text]]>", "<p>Text</p>"), "import-fails", "`<p>`"),
    "empty grade": (question("essay", body="<defaultgrade/>"), "import-changes", "defaultgrade"),
    "word grade": (question("essay", body="<defaultgrade>two</defaultgrade>"), "import-fails", "two"),
    "huge grade": (question("essay", body="<defaultgrade>100000</defaultgrade>"), "import-fails", "100000"),
    "empty penalty": (question("essay", body="<penalty></penalty>"), "import-fails", "penalty"),
    "large penalty": (question("essay", body="<penalty>2</penalty>"), "import-changes", "2"),
    "word fraction": (question("multichoice", body=answers(100, "")), "import-fails", "fraction"),
    "fraction of a third": (question("multichoice", body=answers(100, 33)), "fraction-not-listed", "33"),
    "idnumber element": (question("essay", body="<idnumber><text>a</text></idnumber>"), "import-fails", "element"),
    "long idnumber": (question("essay", body=f"<idnumber>{'a' * 101}</idnumber>"), "import-fails", "100"),
    "long tag": (question("essay", body=f"<tags><tag><text>{'t' * 51}</text></tag></tags>"), "import-changes", "50"),
    "one choice": (question("multichoice", body=answers(100)), "import-fails", "two answers"),
    "no right choice": (question("multichoice", body=answers(50, 50)), "no-right-answer", "50 %"),
    "several, too little": (
        question("multichoice", body="<single>false</single>" + answers(50, 40)),
        "no-right-answer",
        "90 %",
    ),
    "one truth": (question("truefalse", body=answers(100, texts="t")), "import-fails", "two answers"),
    "other words": (question("truefalse", body=answers(100, 0)), "import-changes", "first answer"),
    "half a truth": (
        question("truefalse", body=answers(50, 0, texts=["true", "false"])),
        "no-right-answer",
        "100",
    ),
    "short without 100": (question("shortanswer", body=answers(50)), "import-fails", "100 %"),
    "usecase word": (question("shortanswer", body="<usecase>true</usecase>" + answers(100)), "import-fails", "usecase"),
    "number with comma": (
        question("numerical", body=answers(100, texts=["1,5"])),
        "import-fails",
        "1,5",
    ),
    "endless number": (
        question("numerical", body=answers(100, texts=["1e400"])),
        "import-fails",
        "1e400",
    ),
    "no right number": (
        question("numerical", body=answers(50, texts=["5"])),
        "no-right-answer",
        "number",
    ),
    "tolerance": (
        question("numerical", body=answers(100, texts="5").replace("</answer>", "<tolerance>0,1</tolerance></answer>")),
        "import-changes",
        "0,1",
    ),
    "long unit": (
        question(
            "numerical",
            body=answers(100, texts="5") + f"<units><unit><unit_name>{'m' * 51}</unit_name></unit></units>",
        ),
        "import-fails",
        "50",
    ),
    "stem without answer": (
        question("matching", body=PAIR.format("a", "b") + PAIR.format("c", "d") + PAIR.format("e", "")),
        "import-fails",
        "without an answer",
    ),
    "long match": (
        question("matching", body=PAIR.format("a", "b" * 256) + PAIR.format("c", "d")),
        "import-fails",
        "255",
    ),
    "marked match": (
        question("matching", body=PAIR.format("a", "&lt;b&gt;x&lt;/b&gt;") + PAIR.format("c", "d")),
        "import-changes",
        "plain text",
    ),
    "one pair": (question("match", body=PAIR.format("a", "b")), "import-changes", "always right"),
    "no gap": (question("cloze", text="no {gap} and {1:XX:=a}"), "import-fails", "without a gap"),
    "open gap": (question("cloze", text="{1:SA:=a"), "import-fails", "without a gap"),
    "gap without key": (question("cloze", text="{1:SA:a~b}"), "import-fails", "no right answer"),
    "gap of one choice": (question("cloze", text="{1:MCV:=a}"), "import-fails", "one choice"),
    "no place": (question("gapselect", text="t", body=""), "import-changes", "no gap"),
    "gap to nowhere": (
        question("ddwtos", text="[[2]]", body="<dragbox><text>a</text></dragbox>"),
        "unknown-choice",
        "[[2]]",
    ),
    "gap of many digits": (
        question("ddwtos", text="[[1]] [[" + "9" * 5000 + "]]", body="<dragbox/>"),
        "import-changes",
        "empty",
    ),
    "marker to nowhere": (
        question(
            "ddmarker",
            body=BACKGROUND + DRAG + "<drop><shape>circle</shape><coords>1,1;5</coords><choice>2</choice></drop>",
        ),
        "unknown-choice",
        "`2`",
    ),
    "odd zone": (
        question(
            "ddmarker",
            body=BACKGROUND + DRAG + "<drop><shape>square</shape><coords>1,1;5</coords><choice>1</choice></drop>",
        ),
        "import-changes",
        "square",
    ),
    "no background": (question("ddimageortext", body=DRAG), "import-changes", "no picture"),
    "one item": (question("ordering", body=answers(1)), "import-fails", "two items"),
    "category without text": ("<question type='category'><category/></question>", "import-fails", "<text>"),
    "nameless category": (
        "<question type='category'><category><text>A/ /B</text></category></question>",
        "import-changes",
        "without a name",
    ),
    "marked category": (
        "<question type='category'><category><text>&lt;b&gt;x&lt;b&gt;</text></category></question>",
        "import-changes",
        "markup",
    ),
    "long category": (
        f"<question type='category'><category><text>top/{'c' * 256}</text></category></question>",
        "import-fails",
        "255",
    ),
    "missing picture": (question("essay", text='<img src="@@PLUGINFILE@@/a.png">'), "missing-file", "a.png"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_moodle_does_not_take_is_found(tmp_path: Path, name: str) -> None:
    bad, code, word = BAD[name]
    findings = judged(write(tmp_path, GOOD["essay"], bad)).findings
    assert [each.code for each in findings] == [code], findings
    assert word in findings[0].message
    assert findings[0].span.line == 3


def test_a_file_without_questions_is_found(tmp_path: Path) -> None:
    assert found(tmp_path) == ["import-fails"]
    category = GOOD["category"]
    findings = judged(write(tmp_path, category)).findings
    assert [(each.code, each.severity) for each in findings] == [("import-changes", Severity.WARNING)]


def test_the_verdict_says_who_judged(tmp_path: Path) -> None:
    verdict = judged(write(tmp_path, GOOD["essay"]))
    assert [(each.kind, each.judge, each.outcome) for each in verdict.judgements] == [
        ("Moodle XML", "built-in rules", "valid")
    ]
    assert not judged(write(tmp_path, BAD["no type"][0])).valid


def test_what_is_a_warning_for_others_is_an_error_in_our_own_files(tmp_path: Path) -> None:
    path = write(tmp_path, BAD["long name"][0])
    assert judged(path).valid
    assert {each.severity for each in judged(path, ours=True)} == {Severity.ERROR}


@pytest.mark.parametrize("text", ["{1:SA:" * 200_000, "<a " * 300_000, "[[" * 500_000, "@@PLUGINFILE@@/" * 100_000])
def test_texts_made_to_be_slow_are_not(tmp_path: Path, text: str) -> None:
    with must_end():
        judged(write(tmp_path, question("cloze", text=text), question("ddwtos", text=text)))
