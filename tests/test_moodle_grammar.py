"""The grammar of Moodle XML: it takes what Moodle takes unchanged, and nothing that Moodle refuses, cuts or misreads."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from exporter.diagnostics import Severity
from exporter.model import Bank
from exporter.targets.moodle import TARGET
from exporter.validation.grammar import grammar
from tests.small_banks import written

GOLDENS = Path(__file__).parent / "golden" / "moodle"


def violations(xml: str) -> list[str]:
    return grammar("moodle").violations(etree.fromstring(xml))


def golden(name: str) -> str:
    return (GOLDENS / f"{name}.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(GOLDENS.iterdir()), ids=lambda path: path.stem)
def test_goldens_are_valid(path: Path) -> None:
    assert violations(path.read_text(encoding="utf-8")) == []


def test_it_is_compiled_once() -> None:
    assert grammar("moodle") is grammar("moodle")


def test_elements_may_stand_in_any_order() -> None:
    root = etree.fromstring(golden("numerical"))
    for question in root:
        question[:] = sorted(question, key=lambda child: child.tag if child.tag != "answer" else "a")[::-1]
    assert grammar("moodle").violations(root) == []


# Each is a golden, what is replaced in it, and what the importer would make of it.
WRONG = {
    "weight off the list": ("multiple-choice", 'fraction="50"', 'fraction="55"'),
    "empty weight": ("multiple-choice", 'fraction="50"', 'fraction=""'),
    "weight in words": ("multiple-choice", 'fraction="50"', 'fraction="half"'),
    "no weight": ("multiple-choice", 'fraction="50" ', ""),
    "one choice": ("multiple-choice", r"(?s)<answer.*?</answer>\s*(?=<answer)", ""),
    "unknown numbering": ("multiple-choice", "<answernumbering>abc<", "<answernumbering>roman<"),
    "no name": ("multiple-choice", r"(?s)<name>.*?</name>", ""),
    "empty name": ("multiple-choice", r"(?s)<name>.*?</name>", "<name><text></text></name>"),
    "long name": ("multiple-choice", r"(?s)<name>.*?</name>", f"<name><text>{'x' * 256}</text></name>"),
    "name without text": ("multiple-choice", r"(?s)<name>.*?</name>", "<name>x</name>"),
    "markup in a text": ("multiple-choice", r"(?s)<questiontext.*?</questiontext>",
                         "<questiontext><text><p>x</p></text></questiontext>"),
    "unknown format": ("multiple-choice", '<questiontext format="html"', '<questiontext format="xhtml"'),
    "idnumber with text": ("multiple-choice", r"<idnumber>.*?<", "<idnumber><text>a</text><"),
    "blank before the idnumber": ("multiple-choice", "<idnumber>", "<idnumber> "),
    "long idnumber": ("multiple-choice", r"<idnumber>.*?<", f"<idnumber>{'x' * 101}<"),
    "large mark": ("multiple-choice", r"<defaultgrade>.*?<", "<defaultgrade>100000<"),
    "empty mark": ("multiple-choice", r"<defaultgrade>.*?<", "<defaultgrade><"),
    "eight decimals": ("multiple-choice", r"<defaultgrade>.*?<", "<defaultgrade>1.00000001<"),
    "large penalty": ("multiple-choice", r"<penalty>.*?<", "<penalty>2<"),
    "long tag": ("multiple-choice", r"(?s)<tag>.*?</tag>", f"<tag><text>{'x' * 51}</text></tag>"),
    "empty tag": ("multiple-choice", r"(?s)<tag>.*?</tag>", "<tag><text></text></tag>"),
    "slash in a file's name": ("passages", 'name="board.png"', 'name="img/board.png"'),
    "no name of a file": ("passages", 'name="board.png" ', ""),
    "odd path": ("passages", 'path="/"', 'path="img"'),
    "bad base64": ("passages", r'base64">iVBOR', 'base64">%%%%'),
    "unknown element": ("multiple-choice", "<penalty>", "<colour>red</colour><penalty>"),
    "unknown type": ("multiple-choice", 'type="multichoice"', 'type="multiplechoice"'),
    "localised truth": ("true-false", r"<!\[CDATA\[true\]\]>", "Wahr"),
    "half a truth": ("true-false", 'fraction="100"', 'fraction="50"'),
    "one truth": ("true-false", r"(?s)<answer.*?</answer>", ""),
    "usecase in words": ("short-answer", "<usecase>0<", "<usecase>false<"),
    "blank accepted answer": ("short-answer", r"<!\[CDATA\[transition\]\]>", " "),
    "number with a comma": ("numerical", r"<!\[CDATA\[15\]\]>", "1,5"),
    "number in words": ("numerical", r"<!\[CDATA\[15\]\]>", "many"),
    "negative tolerance": ("numerical", "<tolerance>1<", "<tolerance>-1<"),
    "long unit": ("numerical", r"<unit_name>.*?</unit_name>", f"<unit_name>{'m' * 51}</unit_name>"),
    "unknown showunits": ("numerical", "<showunits>3<", "<showunits>4<"),
    "unknown response format": ("essay", "<responseformat>editor<", "<responseformat>html<"),
    "hint of an essay": ("essay", "<responsetemplate", "<hint><text>x</text></hint><responsetemplate"),
    "blank match": ("matching", r"<!\[CDATA\[Mourning\]\]>", ""),
    "long match": ("matching", r"<!\[CDATA\[Mourning\]\]>", "x" * 256),
    "unknown grading": ("ordering", "<gradingtype>.*?<", "<gradingtype>BY_LUCK<"),
    "mark of a description": ("description", "<defaultgrade>0<", "<defaultgrade>1<"),
    "blank choice of a gap": ("cloze", r"<!\[CDATA\[habits\]\]>", " "),
    "group 0": ("cloze", "<group>1<", "<group>0<"),
    "no background": ("hotspot", r"<file .*?</file>", ""),
    "coordinates of another shape": ("hotspot", "<shape>circle<", "<shape>polygon<"),
    "empty marker": ("hotspot", r"<!\[CDATA\[●\]\]>", ""),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_moodle_refuses_or_changes_is_a_violation(what: str) -> None:
    name, old, new = WRONG[what]
    text = golden(name)
    if re.search(old, text) is None:
        pytest.fail(f"{old} does not occur in {name}")
    changed = re.sub(old, lambda _: new, text, count=0 if what == "one choice" else 1)
    found = violations(changed)
    assert found, what


@pytest.mark.parametrize(
    "text",
    [
        "<quiz/>",
        "<quiz><question type='category'><category><text>A</text></category></question></quiz>",
        "<questions/>",
    ],
)
def test_a_file_without_a_question_is_none(text: str) -> None:
    assert violations(text)


def test_paths_of_categories() -> None:
    for path, valid in {
        "A/B": True,
        "$course$/top/A": True,
        " /a/ /b": True,
        "": False,
        "A/": False,
        "A/B//": True,
        "//A": False,
        "/A": False,
    }.items():
        text = f"<question type='category'><category><text>{path}</text></category></question>"
        assert (violations(text) == []) == valid, path


def test_the_grammar_of_one_type_says_where() -> None:
    question = etree.fromstring(golden("matching").replace("<![CDATA[Mourning]]>", ""))[0]
    found = grammar("moodle", "matching").violations(question)
    assert found == ["/question/subquestion[1]/answer/text: Error validating datatype string"]


def test_other_types_that_moodle_knows() -> None:
    calculated = """<question type="calculated">
      <name><text>c</text></name><questiontext><text>{a}</text></questiontext><hidden>0</hidden>
      <answer fraction="100"><text>{a}</text><tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>
      <correctanswerformat>1</correctanswerformat><correctanswerlength>2</correctanswerlength><feedback><text/></feedback></answer>
      <dataset_definitions><dataset_definition><status><text>private</text></status></dataset_definition></dataset_definitions>
      </question>"""
    words = """<question type="ddwtos"><name><text>c</text></name><questiontext><text>[[1]]</text></questiontext>
      <dragbox><text>a</text><group>1</group><infinite/></dragbox></question>"""
    picture = """<question type="ddimageortext"><name><text>c</text></name><questiontext><text>x</text></questiontext>
      <file name="a.png" encoding="base64">AAAA</file><drag><no>1</no><text>a</text><draggroup>1</draggroup></drag>
      <drop><no>1</no><choice>1</choice><xleft>1</xleft><ytop>2</ytop></drop></question>"""
    for text in (calculated, words, picture):
        assert violations(text) == []
        root = copy.deepcopy(etree.fromstring(text))
        root.remove(root[0])
        assert grammar("moodle").violations(root)


def test_a_question_that_breaks_the_grammar_is_an_error_that_names_it(examples: Bank) -> None:
    questions = [replace(each, penalty=2) if each.id == "mc-plain" else each for each in examples.questions]
    files, findings = written(TARGET, replace(examples, questions=questions))
    (finding,) = [each for each in findings if each.severity is Severity.ERROR]
    assert (finding.code, finding.question, finding.span) == (
        "grammar-violation",
        "mc-plain",
        examples.question("mc-plain").span,
    )
    assert finding.message == "`penalty` may not stand there, or holds what it may not"
    assert b"<idnumber>mc-plain<" not in files["moodle/examples.xml"]
