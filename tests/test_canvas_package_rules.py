"""What a package of Canvas's must be as a whole, on examples and on random banks."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Span
from exporter.fragment import Fragment
from exporter.job import Job, Options
from exporter.model import Bank
from exporter.targets import qti12 as elements
from exporter.targets.canvas.package import Package
from exporter.targets.canvas.sheet import text_item
from exporter.targets.canvas.sorting import mixed
from tests import banks
from tests.canvas_packages import built
from tests.oracle.canvas_items import Item


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
