"""What `--format json` prints fits the published schemas, and holds nothing that they do not name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner

from exporter.cli import command
from exporter.docs import OUTPUTS
from exporter.release.record import SCHEMA
from tests.diff_banks import QUESTION, bank_of

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "docs" / "schema"


def strict(schema: Any) -> Any:
    """Return the schema with no room for keys that it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(value) for key, value in schema.items()}
    return {**found, "additionalProperties": False} if "properties" in schema and "type" in schema else found


def judge(name: str, text: str) -> Any:
    """Return the document, which the published schema finds good."""
    whole = json.loads(text)
    schema = strict(json.loads((PUBLISHED / name).read_text(encoding="utf-8")))
    jsonschema.Draft202012Validator(schema).validate(whole)
    return whole


def run(*words: str | Path) -> tuple[int, Any]:
    said = CliRunner().invoke(command, [*map(str, words), "--format", "json"])
    return said.exit_code, judge(f"{words[0]}-output.schema.json", said.stdout)


@pytest.mark.parametrize("name", [*OUTPUTS, SCHEMA])
def test_schemas_are_schemas_and_refuse_what_is_none(name: str) -> None:
    schema = json.loads((PUBLISHED / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({})


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return bank_of(tmp_path / "bank", a=QUESTION, b=QUESTION.replace("#founders", "#others"))


def test_check(bank: Path) -> None:
    code, whole = run("check", ROOT / "source")
    assert (code, whole["good"]) == (0, True)
    assert {each["severity"] for each in whole["findings"]} <= {"advice", "note"}
    bank_of(bank, a=QUESTION.replace("[x]", "[ ]"), b=QUESTION.replace("points=2", "pionts=2"))
    code, whole = run("check", bank)
    assert (code, whole["good"]) == (1, False)
    assert {"no-right-choice", "unknown-key", "duplicate-id"} <= {each["code"] for each in whole["findings"]}
    assert any(each.get("related") for each in whole["findings"])
    assert all("line" in each for each in whole["findings"])


def test_build_and_validate(bank: Path, tmp_path: Path) -> None:
    code, whole = run("build", bank, "-t", "canvas", "-t", "moodle", "-o", tmp_path / "out")
    assert (code, whole["good"], whole["questions"]) == (0, True, 2)
    assert {each["role"] for each in whole["outputs"]} >= {"moodle-xml"}
    assert any(each["severity"] == "loss" and each["feature"] for each in whole["findings"])
    code, judged = run("validate", tmp_path / "out")
    assert (code, judged["good"]) == (0, True)
    assert {each["outcome"] for each in judged["judgements"]} >= {"valid"}
    (tmp_path / "bad.xml").write_text("<quiz><question/></quiz>")
    code, judged = run("validate", tmp_path / "bad.xml")
    assert (code, judged["good"]) == (1, False)
    assert run("build", bank, "-t", "canvas", "-o", tmp_path / "out", "--strict")[1]["outputs"] == []


def test_release_that_is_refused(bank: Path, tmp_path: Path) -> None:
    said = CliRunner().invoke(
        command, ["release", str(bank), "--version", "2.0.0", "-o", str(tmp_path / "out"), "--format", "json"]
    )
    whole = judge("release-output.schema.json", said.stdout)
    assert (said.exit_code, whole["good"], whole["folder"]) == (1, False, None)


def test_diff(bank: Path, tmp_path: Path) -> None:
    more = QUESTION.replace("#founders", "#more").replace("Who", "Who else")
    new = bank_of(tmp_path / "new", a=QUESTION.replace("- [ ] Ellis", "- [x] Ellis"), dir_c=more)
    (new / "quizzes").mkdir()
    (new / "quizzes/q.yaml").write_text("id: q\ntitle: Q\nsections:\n  - questions: [more]\n")
    code, whole = run("diff", bank, new)
    assert code == 0
    assert [each["key"] for each in whole["changed"]] == [True]
    assert [each["id"] for each in whole["quizzes"]["added"]] == ["q"]
    assert whole["added"]
    assert whole["removed"]
    assert run("diff", new, bank)[1]["quizzes"]["removed"] == [{"id": "q", "title": "Q"}]
