"""The grammars of what we write for Canvas refuse what its importers misread, and the official schema agrees with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from exporter.cache import NoCache
from exporter.diagnostics import Span
from exporter.job import Job, Options
from exporter.targets import qti12 as elements
from exporter.targets.canvas import fragments, sheet
from exporter.validation.grammar import grammar
from tests.small_banks import bank_of

GOLDENS = Path(__file__).parent / "golden"
QTI = {"q": elements.QTI}


def golden(path: str, ident: str) -> etree._Element:
    """Return an item of a reviewed golden."""
    text = (GOLDENS / path).read_text(encoding="utf-8")
    root = etree.fromstring(f"<goldens>{text}</goldens>")
    (item,) = [each for each in root if each.get("ident") == ident]
    for each in item.iter():
        if each.tail is not None and not each.tail.strip():
            each.tail = None
        if len(each) and each.text is not None and not each.text.strip():
            each.text = None
    return item


def at(item: etree._Element, path: str) -> etree._Element:
    found = item.find("/".join(f"q:{step}" if step[0].isalpha() else step for step in path.split("/")), QTI)
    assert found is not None, path
    return found


def drop(path: str) -> Callable[[etree._Element], None]:
    def change(item: etree._Element) -> None:
        element = at(item, path)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return change


def text(path: str, value: str) -> Callable[[etree._Element], None]:
    def change(item: etree._Element) -> None:
        at(item, path).text = value

    return change


def attribute(path: str, name: str, value: str | None) -> Callable[[etree._Element], None]:
    def change(item: etree._Element) -> None:
        element = at(item, path) if path else item
        if value is None:
            del element.attrib[name]
        else:
            element.set(name, value)

    return change


def twice(path: str) -> Callable[[etree._Element], None]:
    def change(item: etree._Element) -> None:
        element = at(item, path)
        element.addnext(etree.fromstring(etree.tostring(element)))

    return change


STEM = "presentation/material/mattext"
CHOICE = "presentation/response_lid/render_choice/response_label"
KIND = "itemmetadata/qtimetadata/qtimetadatafield/fieldentry"
CHANGES = {
    "no metadata": ("multiple-choice", "mc-plain", drop("itemmetadata")),
    "no points": ("multiple-choice", "mc-plain", drop("itemmetadata/qtimetadata/*[2]")),
    "another type": ("multiple-choice", "mc-plain", text(KIND, "essay_question")),
    "unknown type": ("multiple-choice", "mc-plain", text(KIND, "multiple_choice")),
    "points with a comma": ("multiple-choice", "mc-plain", text("itemmetadata/qtimetadata/*[2]/fieldentry", "1,5")),
    "an empty stem": ("multiple-choice", "mc-plain", text(STEM, "")),
    "a stem over 16384 characters": ("multiple-choice", "mc-plain", text(STEM, "x" * 16385)),
    "a stem of plain text": ("multiple-choice", "mc-plain", attribute(STEM, "texttype", "text/plain")),
    "two texts in a stem": ("multiple-choice", "mc-plain", twice(STEM)),
    "a title over 255 characters": ("multiple-choice", "mc-plain", attribute("", "title", "x" * 256)),
    "no title": ("multiple-choice", "mc-plain", attribute("", "title", None)),
    "an ident with a dot": ("multiple-choice", "mc-plain", attribute("", "ident", "a.b")),
    "a choice ident with letters": ("multiple-choice", "mc-plain", attribute(CHOICE, "ident", "a1")),
    "a locked choice": ("multiple-choice", "mc-plain", attribute(CHOICE, "lock", "Yes")),
    "one choice": (
        "true-false",
        "tf-german",
        drop("presentation/response_lid/render_choice/response_label[2]"),
    ),
    "no score": ("true-false", "tf-german", drop("resprocessing/respcondition/setvar")),
    "a score added": ("true-false", "tf-german", attribute("resprocessing/respcondition/setvar", "action", "Add")),
    "half a score": ("true-false", "tf-german", text("resprocessing/respcondition/setvar", "50")),
    "two right answers": ("true-false", "tf-german", twice("resprocessing/respcondition")),
    "feedback of one level": (
        "multiple-choice",
        "mc-plain",
        lambda item: at(item, "itemfeedback").replace(
            at(item, "itemfeedback/flow_mat"), at(item, "itemfeedback/flow_mat/material")
        ),
    ),
    "feedback of another name": ("multiple-choice", "mc-plain", attribute("itemfeedback", "ident", "correct_a_fb")),
    "a bare number": (
        "numerical",
        "num-exact",
        lambda item: at(item, "resprocessing/respcondition/conditionvar").replace(
            at(item, "resprocessing/respcondition/conditionvar/or"),
            at(item, "resprocessing/respcondition/conditionvar/or/varequal"),
        ),
    ),
    "a number with a comma": (
        "numerical",
        "num-exact",
        text("resprocessing/respcondition/conditionvar/or/varequal", "1,5"),
    ),
    "a margin": (
        "numerical",
        "num-exact",
        attribute("resprocessing/respcondition/conditionvar/or/varequal", "margin", "1"),
    ),
    "a number that is no decimal": (
        "numerical",
        "num-exact",
        attribute("presentation/response_str/render_fib", "fibtype", "Integer"),
    ),
    "matching that sets": (
        "matching",
        "match-plain",
        attribute("resprocessing/respcondition[2]/setvar", "action", "Set"),
    ),
    "a gap of another name": ("cloze", "cloze-typed", text("presentation/response_lid/material/mattext", "a.b")),
    "an ordering of one": (
        "ordering",
        "order-none",
        lambda item: at(item, "presentation/response_lid/render_choice").__delitem__(slice(1, None)),
    ),
    "an essay with a key": (
        "essay",
        "essay-plain",
        lambda item: at(item, "resprocessing/respcondition[2]/conditionvar").append(
            etree.fromstring(f'<varequal xmlns="{elements.QTI}" respident="response1">a</varequal>')
        ),
    ),
    "a text that scores": (
        "description",
        "desc-plain",
        lambda item: item.append(golden("canvas/essay.xml", "essay-plain")[2]),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_grammar_refuses(name: str) -> None:
    file, ident, change = CHANGES[name]
    item = golden(f"canvas/{file}.xml", ident)
    assert grammar("qti12").violations(item) == []
    change(item)
    assert grammar("qti12").violations(item)


def test_only_the_grammar_of_new_quizzes_takes_its_forms() -> None:
    for file, ident in (("hotspot", "hot-plain"), ("categorize", "cat-plain"), ("multiple-choice", "mc-rich")):
        item = golden(f"canvas-new/{file}.xml", ident)
        assert grammar("qti12-new").violations(item) == []
        assert grammar("qti12").violations(item)


@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        ("canvas-manifest", "first-quiz-manifest", 'type="imsqti_xmlv1p2"', 'type="imsqti_xmlv1p3"'),
        ("canvas-manifest", "first-quiz-manifest", '<dependency identifierref="meta_first-quiz"/>', ""),
        ("canvas-manifest", "first-quiz-manifest", "media/board.png", "media/bo ard.png"),
        ("canvas-manifest", "first-quiz-manifest", 'identifier="first-quiz"', 'identifier="1st"'),
        ("assessment-meta", "first-quiz-meta", ">20<", ">20 min<"),
        ("assessment-meta", "first-quiz-meta", ">true<", ">yes<"),
        ("assessment-meta", "first-quiz-meta", "19:00:00Z", "19:00:00"),
        ("assessment-meta", "first-quiz-meta", "keep_highest", "highest"),
        ("assessment-meta", "first-quiz-meta", "<quiz_type>assignment</quiz_type>", ""),
        ("qti12", "first-quiz", 'ident="root_section"', 'ident="root"'),
        ("qti12", "drawn-quiz", "<selection_number>2</selection_number>", ""),
        ("qti12", "drawn-quiz", "<selection_number>2<", "<selection_number>0<"),
    ],
)
def test_grammar_of_files_refuses(name: str, file: str, old: str, new: str) -> None:
    written = (GOLDENS / "canvas" / f"{file}.xml").read_bytes()
    parser = etree.XMLParser(remove_blank_text=True)
    assert grammar(name).violations(etree.fromstring(written, parser)) == []
    changed = written.replace(old.encode(), new.encode())
    assert changed != written
    assert grammar(name).violations(etree.fromstring(changed, parser))


def test_a_violation_names_the_question(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sheet, "number", lambda value: f"{value},0")
    bank = bank_of(tmp_path / "bank", {"questions/q.md": "# Q {#q}\n\nIs it?\n\n- [x] True\n- [ ] False\n"})
    job = Job(bank, Options(), NoCache(), "canvas")
    question = bank.question("q")
    made = fragments.question_fragment(job, question, fragments.setting_of(job, question))
    (finding,) = made.findings
    assert (finding.code, finding.severity, finding.question, finding.span) == (
        "grammar-violation",
        "error",
        "q",
        question.span,
    )


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (text("resprocessing/respcondition/conditionvar/varequal", "9"), "response1 9"),
        (attribute("resprocessing/respcondition/conditionvar/varequal", "respident", "response2"), "response2"),
    ],
)
def test_a_key_without_a_choice_is_found(change: Callable[[etree._Element], None], named: str) -> None:
    item = golden("canvas/true-false.xml", "tf-german")
    assert elements.dangling(item) == []
    change(item)
    assert elements.dangling(item) == [named]
    written = etree.tostring(item, encoding="unicode").replace(f' xmlns="{elements.QTI}"', "")
    (finding,) = fragments.item_violations(written, "both", Span("q.md", 1), "q")[-1:]
    assert (finding.code, finding.question) == ("unknown-choice", "q")


def test_feedback_that_is_not_there_is_found() -> None:
    item = golden("canvas/numerical.xml", "num-plain")
    drop("itemfeedback[2]")(item)
    assert elements.dangling(item) == ["1_fb"]
