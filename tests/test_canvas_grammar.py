"""The grammars of what we write for Canvas refuse what its importers misread, and the official schema agrees with them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Span
from exporter.job import Fragment, Job, Options
from exporter.model import Bank
from exporter.targets import qti12 as elements
from exporter.targets.canvas import fragments
from exporter.targets.canvas.package import Package
from exporter.targets.canvas.sheet import text_item
from exporter.targets.canvas.sorting import mixed
from exporter.validation.grammar import grammar
from tests import banks
from tests.canvas_packages import bank_of, built
from tests.oracle.canvas import Item

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
    monkeypatch.setattr(elements, "number", lambda value: f"{value},0")
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
    (finding,) = fragments.item_violations(item, "both", Span("q.md", 1), "q")[-1:]
    assert (finding.code, finding.question) == ("unknown-choice", "q")


def test_feedback_that_is_not_there_is_found() -> None:
    item = golden("canvas/numerical.xml", "num-plain")
    drop("itemfeedback[2]")(item)
    assert elements.dangling(item) == ["1_fb"]


def package(bank: Bank) -> tuple[Job, Package]:
    job = Job(bank, Options(), NoCache(), "canvas")
    return job, Package(job, "quiz", Span("quizzes/quiz.yaml", 1))


def item_bytes(ident: str, content: str = "<p>x</p>") -> bytes:
    return text_item(ident, "T", content).encode()


def said(findings: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in findings]


def test_package_rules(examples: Bank) -> None:
    job, made = package(examples)
    made.expect("a")
    made.expect("b")
    made.expect("c")
    made.leave_out("c")
    made.add(Fragment(item_bytes("a", '<img src="$IMS-CC-FILEBASE$/examples/media/circle.svg" alt=""/>')))
    made.add(Fragment(item_bytes("a")))
    stimulus = b"<fieldlabel>parent_stimulus_item_ident</fieldlabel><fieldentry>z</fieldentry>"
    points = b"<fieldlabel>points_possible</fieldlabel><fieldentry>2.5</fieldentry>"
    made.add(Fragment(b'<item ident="d">' + points + stimulus + b"</item>"))
    made.add_group(b"<selection_number>2</selection_number><points_per_item>3</points_per_item>")
    made.check(points=Decimal(8))
    assert said(job.findings) == [
        ("duplicate-identifier", "two items have the identifier `a`"),
        ("missing-file", "`examples/media/circle.svg` is shown, but not in the package"),
        ("dangling-reference", "`z` is named as a text beside a question, but not in the package"),
        ("canvas-package-incomplete", "`b` is missing from the package"),
        ("canvas-package-incomplete", "the settings say 8 points, the items come to 8.5"),
    ]


def test_a_frame_that_breaks_the_grammar_is_named(examples: Bank) -> None:
    job, made = package(examples)
    made.judge(elements.rooted(elements.QTI, "questestinterop", {}), "qti12")
    (finding,) = job.findings
    assert (finding.code, finding.question, finding.span.path) == ("grammar-violation", "quiz", "quizzes/quiz.yaml")


def test_package_that_adds_up(examples: Bank) -> None:
    job, made = package(examples)
    data = item_bytes("a", '<img src="$IMS-CC-FILEBASE$/examples/media/circle.svg" alt=""/>')
    made.add(Fragment(data, files=("media/circle.svg",)))
    made.check(points=Decimal(0))
    assert job.findings == []
    assert made.free_ident("a") == "a_2"
    assert made.free_ident("b") == "b"


def test_the_default_shape_is_valid_by_the_official_schema(
    examples: Bank, official_schemas: Path, tmp_path: Path
) -> None:
    schema = etree.XMLSchema(etree.parse(official_schemas / "qti12" / "xsd" / "ims_qtiasiv1p2.xsd"))
    folder = built(examples, tmp_path).folder / "canvas"
    judged = 0
    for path in sorted(folder.iterdir()):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xml") and not name.endswith(("assessment_meta.xml", "imsmanifest.xml")):
                    schema.assertValid(etree.fromstring(archive.read(name)))
                    judged += 1
    assert judged == 3


@given(st.integers(2, 30), st.text(max_size=20))
def test_mixing_keeps_all_and_is_never_the_order(count: int, seed: str) -> None:
    values = list(range(count))
    order = mixed(values, seed)
    assert sorted(order) == values
    assert order != values
    assert order == mixed(values, seed)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(banks.bank_files())
def test_random_banks_are_written_without_a_violation(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]
) -> None:
    with banks.read(files) as bank:
        for shape in ("both", "new"):
            made = built(bank, tmp_path_factory.mktemp("random"), "new" if shape == "new" else "both")
            assert not [each for each in made.findings if each.severity == "error"]
            left_out = {each.question for each in made.findings if "is left out" in each.message}
            items: dict[str, Item] = made.bank if made.packages else {}
            assert set(items) | left_out == {question.id for question in bank.questions}
