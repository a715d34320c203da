"""GitHub annotations, SARIF and JUnit: each judged by its published schema, each place where the reader looks for it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from exporter.cli import command
from exporter.cli.parameters import REPORT_FORMATS
from exporter.codes import all_codes
from exporter.codes.targets import FEATURE_LOST
from exporter.codes.tool import CANNOT_WRITE
from exporter.diagnostics import Related, Severity, Span
from exporter.findings import Findings
from exporter.formats import lines
from exporter.formats.reported import Reported, checkout

ROOT = Path(__file__).parents[1]


def published(name: str) -> bytes:
    """Return a schema that `scripts/setup dev` fetches, which is never part of the repository."""
    folder = Path(os.environ.get("EXPORTER_CI_SCHEMAS", ROOT / ".venv" / "ci-schemas"))
    if not (folder / name).is_file():
        pytest.skip(f"{name} is not in {folder}: sh scripts/setup dev")
    return (folder / name).read_bytes()


def judge_sarif(text: str) -> Any:
    whole = json.loads(text)
    schema = json.loads(published("sarif-2.1.0.json"))
    validator = jsonschema.validators.validator_for(schema)
    validator(schema, format_checker=validator.FORMAT_CHECKER).validate(whole)
    return whole


def judge_junit(text: str) -> etree._Element:
    schema = etree.XMLSchema(etree.fromstring(published("junit-10.xsd")))
    root = etree.fromstring(text.encode())
    schema.assertValid(root)
    return root


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank with a good and a broken file, in a folder whose name needs escaping everywhere."""
    folder = tmp_path / "my bänk, 50% & <b>"
    (folder / "questions").mkdir(parents=True)
    (folder / "bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\n")
    (folder / "questions/a.md").write_text("# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n")
    (folder / "questions/b.md").write_text("# Two {#two pionts=2}\n\nWhich?\n\n- [ ] <a>\n- [ ] b\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXPORTER_SCHEMAS", str(tmp_path / "none"))  # so that `validate` has something to say
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
    return folder


def run(*words: str | Path, docs: str = "") -> Result:
    return CliRunner(env={"EXPORTER_DOCS": docs}).invoke(command, list(map(str, words)))


def test_sarif_of_check(bank: Path) -> None:
    result = run("check", bank.name, "--format", "sarif", docs="https://example.org/codes.md")
    assert result.exit_code == 1
    found = judge_sarif(result.stdout)["runs"][0]
    rules = found["tool"]["driver"]["rules"]
    assert {"unknown-key", "no-right-choice"} <= {rule["id"] for rule in rules}
    for rule in rules:
        code = all_codes()[rule["id"]]
        assert code.meaning in rule["help"]["text"]
        assert code.mend in rule["help"]["markdown"]
        assert rule["helpUri"] == f"https://example.org/codes.md#{code.name}"
    for each in found["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
    unknown = next(each for each in found["results"] if each["ruleId"] == "unknown-key")
    place = unknown["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == f"{bank.name}/questions/b.md"
    assert "%" in place["artifactLocation"]["uri"]
    line = (bank / "questions/b.md").read_text().split("\n")[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1 : place["region"]["endColumn"] - 1] == "pionts"
    assert unknown["level"] == "error"


def test_sarif_says_the_same_of_a_finding_that_moved(bank: Path) -> None:
    def fingerprints() -> list[str]:
        whole = judge_sarif(run("check", bank.name, "--format", "sarif").stdout)
        return [each["partialFingerprints"]["finding/v1"] for each in whole["runs"][0]["results"]]

    before = fingerprints()
    path = bank / "questions/b.md"
    path.write_text("---\ntags: [t]\n---\n\n" + path.read_text())
    assert fingerprints() == before
    assert len(set(before)) == len(before)


def test_github_annotations_stand_at_the_right_line(bank: Path) -> None:
    result = run("check", bank.name, "--format", "github")
    assert result.exit_code == 1
    annotations = [line for line in result.stdout.splitlines() if line.startswith("::")]
    unknown = next(line for line in annotations if "unknown-key" in line)
    path = "my bänk%2C 50%25 & <b>/questions/b.md"
    assert unknown.startswith(f"::error file={path},line=1,endLine=1,col=13,endColumn=19,title=error[unknown-key]::")
    assert "%0Ahint: " in unknown
    assert unknown.endswith("%0Amore: exporter explain unknown-key")
    assert any(",line=5," in line for line in annotations if "no-right-choice" in line)
    assert result.stdout.splitlines()[-1].startswith("3 errors")


def test_paths_start_at_the_checkout(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(bank.parent))
    monkeypatch.chdir(bank / "questions")
    assert "file=my bänk%2C 50%25 & <b>/questions/b.md," in run("check", "..", "--format", "github").stdout
    monkeypatch.setenv("GITHUB_WORKSPACE", str(bank / "nowhere"))
    assert "file=b.md," in run("check", "..", "--format", "github").stdout
    assert checkout({"CI_PROJECT_DIR": str(bank.parent)}) == bank.parent
    assert checkout({}) == bank / "questions"


def test_junit_of_check(bank: Path) -> None:
    result = run("check", bank.name, "--format", "junit")
    assert result.exit_code == 1
    root = judge_junit(result.stdout)
    suites = {suite.get("name"): suite for suite in root}
    good, bad = (suites[f"{bank.name}/questions/{name}.md"] for name in "ab")
    assert good.get("failures") == "0"
    assert len(good) == int(str(good.get("tests"))) > 0
    failures = {each.get("type"): each for each in bad.iter("failure")}
    assert "`pionts`" in str(failures["unknown-key"].text)
    assert ":1:13: " in str(failures["unknown-key"].text)
    code = all_codes()["unknown-key"]
    assert str(failures["unknown-key"].text).endswith(
        f"\n\n{code.meaning}\n{code.mend}\nmore: exporter explain unknown-key"
    )
    assert root.get("failures") == str(len(root.findall(".//failure")))
    assert root.get("tests") == str(len(root.findall(".//testcase")))


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_every_format_leads_to_the_page_of_codes(bank: Path, name: str) -> None:
    said = run("check", bank.name, "--format", name, docs="https://example.org/codes.md").stdout
    assert "https://example.org/codes.md#unknown-key" in said


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_build_and_validate_speak_them_too(bank: Path, name: str) -> None:
    (bank / "questions/b.md").unlink()
    (bank / "questions/a.md").write_text("# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n\n## Hint\n\nA hint.\n")
    built = run("build", bank.name, "-t", "canvas", "-o", "out", "--format", name)
    assert built.exit_code == 0, built.stdout
    strict = run("build", bank.name, "-t", "canvas", "-o", "out", "--format", name, "--strict")
    assert strict.exit_code == 1
    package = next(Path("out/canvas").glob("*.zip"))
    judged = run("validate", package, "--format", name)
    assert judged.exit_code == 0
    for result, failing in ((built, False), (strict, True), (judged, False)):
        if name == "sarif":
            results = judge_sarif(result.stdout)["runs"][0]["results"]
            assert ("error" in {each["level"] for each in results}) == failing
        elif name == "junit":
            assert bool(judge_junit(result.stdout).findall(".//failure")) == failing
        else:
            assert result.stdout.startswith("::")
            assert ("::error " in result.stdout) == failing
    if name == "sarif":
        lost = judge_sarif(built.stdout)["runs"][0]["results"][0]
        assert lost["locations"][0]["physicalLocation"]["region"]["startLine"] == 10
        assert lost["properties"] == {"severity": "loss", "question": "one", "target": "canvas"}
        inner = judge_sarif(judged.stdout)["runs"][0]["results"][0]["locations"][0]
        assert inner["physicalLocation"]["artifactLocation"]["uri"] == package.as_posix()
        assert inner["logicalLocations"][0]["fullyQualifiedName"].endswith(".xml")


def reported(*, strict: bool = False) -> Reported:
    losses = [
        FEATURE_LOST.at(Span("gone.md", line), "x\x00 \u202e]]>", question=f"q{line}", target="canvas", feature="hints")
        for line in (1, 2)
    ]
    related = (Related(Span("gone.md", 7), "first\r\nhere"), Related(Span(""), "nowhere"))
    single = CANNOT_WRITE.at(Span(""), "100%, no: room", related=related)
    return Reported(findings=Findings([single, *losses]), strict=strict, base=Path.cwd())


def test_what_has_no_place_is_said_without_one() -> None:
    assert next(lines("github", reported())) == (
        "::error title=error[cannot-write]::100%25, no: room%0Agone.md:7: first%0D%0Ahere%0Anowhere"
        "%0Amore: exporter explain cannot-write"
    )
    first = judge_sarif("\n".join(lines("sarif", reported())))["runs"][0]["results"][0]
    assert "locations" not in first
    assert [each["message"]["text"] for each in first["relatedLocations"]] == ["first\r\nhere"]
    assert judge_junit("\n".join(lines("junit", reported())))[0].get("name") == "exporter"


def test_losses_of_a_kind_are_one_unless_they_fail() -> None:
    assert [line[:14] for line in lines("github", reported())] == ["::error title=", "::warning file", "1 error, 2 los"]
    assert "(2 in all)" in list(lines("github", reported()))[1]
    assert len(judge_junit("\n".join(lines("junit", reported()))).findall(".//testcase")) == 2
    assert len(judge_junit("\n".join(lines("junit", reported(strict=True)))).findall(".//failure")) == 3


@pytest.mark.parametrize("name", REPORT_FORMATS)
def test_nothing_found_is_a_whole_document(name: str) -> None:
    text = "\n".join(lines(name, Reported(findings=Findings())))
    if name == "sarif":
        assert judge_sarif(text)["runs"][0]["results"] == []
    elif name == "junit":
        assert judge_junit(text).get("tests") == "0"
        checked = Reported(findings=Findings(), checked=("a.md", "b.md"))
        root = judge_junit("\n".join(lines(name, checked)))
        assert [case.get("name") for case in root.iter("testcase")] == ["nothing is wrong"] * 2
    else:
        assert text == "nothing is wrong"


def test_every_severity_has_a_level() -> None:
    found = [each for code in all_codes().values() for each in [code.at(Span("a.md", 1), "m")]]
    assert {each.severity for each in found} == set(Severity)
    whole = judge_sarif("\n".join(lines("sarif", Reported(findings=Findings(found)))))
    levels = {each["properties"]["severity"]: each["level"] for each in whole["runs"][0]["results"]}
    assert levels == {"error": "error", "warning": "warning", "loss": "warning", "advice": "note", "note": "note"}
    assert len(whole["runs"][0]["tool"]["driver"]["rules"]) == len({each.code for each in found})


def test_a_file_whose_name_has_an_exclamation_mark_is_found(bank: Path) -> None:
    (bank / "questions/Help!").mkdir()
    (bank / "questions/b.md").rename(bank / "questions/Help!/b.md")
    whole = Reported(
        findings=Findings([CANNOT_WRITE.at(Span("questions/Help!/b.md", 5, 1, 3), "wrong")]),
        folder=bank,
        base=Path.cwd(),
    )
    assert whole.place(Span("questions/Help!/b.md", 5, 1, 3)).path == f"{bank.name}/questions/Help!/b.md"
    assert "line=5" in next(iter(lines("github", whole)))
    (bank / "a!b.zip").write_bytes(b"")
    package = Reported(findings=Findings([]), base=bank.resolve())
    os.chdir(bank)
    place = package.place(Span("a!b.zip!inside/c.xml", 3, 1, 2))
    assert (place.path, place.member) == ("a!b.zip", "inside/c.xml")


@pytest.mark.parametrize("format_", REPORT_FORMATS)
def test_a_finding_that_is_shown_at_the_banks_own_file_says_which_it_means(bank: Path, format_: str) -> None:
    (bank / "questions/new\nline.md").write_text("")
    said = run("check", bank, "--format", format_).stdout
    assert "questions/new\N{REPLACEMENT CHARACTER}line.md: a control character is in the name" in said
