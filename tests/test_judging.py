"""A build that asks the official schemas: what they say of outputs, what they cannot judge, what is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.codes.validation import GRAMMAR
from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.job import Options
from exporter.pipeline import Result, build
from exporter.settings import Settings
from tests.small_banks import BANK

QUIZ = "id: quiz\ntitle: A quiz\nsections:\n  - questions: [one]\n"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    root = tmp_path / "bank"
    (root / "questions").mkdir(parents=True)
    (root / "quizzes").mkdir()
    (root / "bank.yaml").write_text(BANK)
    (root / "quizzes/quiz.yaml").write_text(QUIZ)
    (root / "questions/one.md").write_text(SORTING)
    return root


SORTING = """# Kinds {#one}

Sort these.

| Fruit | Root | Seed |
| ----- | ---- | ---- |
| Apple | Carrot | Rice |
| Pear | | |
"""


def run(bank: Path, canvas: str, *targets: str) -> Result:
    out = bank.parent / "out"
    options = Options(canvas="new" if canvas == "new" else "both")
    return build(Settings(source=bank, out=out, official=True, options=options, targets=targets))


def errors(result: Result) -> list[Diagnostic]:
    return [each for each in result.findings.singles() if each.severity is Severity.ERROR]


@pytest.mark.parametrize("canvas", ["both", "new"])
def test_both_shapes_of_canvas_pass(
    bank: Path, official_schemas: Path, canvas: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(official_schemas))
    result = run(bank, canvas, "canvas", "moodle")
    assert result.good, errors(result)
    notes = [each for each in result.findings.singles() if each.code == "schema-not-asked"]
    assert [each.target for each in notes] == (["canvas"] if canvas == "new" else [])
    assert (bank.parent / "out/canvas/quiz.zip").is_file()


def test_a_schema_that_is_not_installed_is_said_once_and_nothing_is_written(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(tmp_path / "none"))
    result = run(bank, "both", "canvas")
    (finding,) = errors(result)
    assert finding.code == "schemas-not-installed"
    assert "`qti12/xsd/ims_qtiasiv1p2.xsd`" in finding.message
    assert not (bank.parent / "out/canvas").exists()


def test_the_finding_names_the_output_and_nothing_is_written(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool, bool]] = []

    class Verdict:
        def __init__(self, place: Path) -> None:
            self.findings = (GRAMMAR.at(Span(f"{place}!quiz/quiz.xml", 3), "not allowed"),)

    def validate(places: list[Path], *, official: bool, ours: bool) -> Verdict:
        asked.append((places[0].name, official, ours))
        assert places[0].is_file()
        return Verdict(places[0])

    monkeypatch.setattr("exporter.validation.judge.validate", validate)
    result = run(bank, "both", "canvas")
    assert sorted(asked) == [("bank-bank.zip", True, True), ("quiz.zip", True, True)]
    found = errors(result)
    assert {(each.span, each.target) for each in found} == {(Span(""), "canvas")}
    assert "`canvas/quiz.zip!quiz/quiz.xml:3`: not allowed" in {each.message for each in found}
    assert not (bank.parent / "out/canvas").exists()
