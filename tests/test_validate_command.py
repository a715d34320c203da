"""`exporter validate`: what it prints, in text and in JSON, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from exporter import validate
from exporter.cli import command
from exporter.codes import archives, validation
from exporter.diagnostics import Code
from exporter.validation import Judgement, Verdict
from exporter.validation.lines import MemberLines
from tests.packages import NO_SCHEMAS, assessment12, item12, manifest, quiz_package, resource, zip_of


def run(*words: str | Path) -> Result:
    environment = {"EXPORTER_SCHEMAS": str(NO_SCHEMAS), "NO_COLOR": "1"}
    return CliRunner(env=environment).invoke(command, ["validate", *map(str, words)])


def test_a_good_package_is_said_to_be_valid_and_by_whom(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip")
    result = run(path)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == f"{path}!imsmanifest.xml: IMS content packaging manifest, valid by built-in rules"
    assert lines[1] == f"{path}!a1/a1.xml: QTI 1.2, valid by built-in rules"
    assert lines[2] == f"{path}!a1/a1.xml: QTI 1.2, not judged by qti12/xsd/ims_qtiasiv1p2.xsd"
    assert "warning[judge-missing]" in result.output
    assert lines[-1] == "valid: 1 warning"


def test_a_finding_has_its_place_and_the_line_of_the_member_underlined(tmp_path: Path) -> None:
    path = zip_of(
        tmp_path / "q.zip",
        {
            "imsmanifest.xml": manifest(resource("a1", "a.xml")),
            "a.xml": assessment12("\n" + item12().replace("<varequal", "\n<varequal").replace(">1</", ">9</")),
        },
    )
    result = run(path)
    assert result.exit_code == 1
    assert f"{path}!a.xml:3:1: error[unknown-choice]" in result.output
    assert '     3 | <varequal respident="response1">9</varequal>' in result.output
    assert result.output.splitlines()[-1] == "not valid: 1 error, 1 warning"


def test_quiet_prints_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    moodle = tmp_path / "m.xml"
    moodle.write_text(
        "<quiz><question type='description'><name><text>n</text></name><questiontext><text>t</text></questiontext>"
        "</question></quiz>"
    )
    assert run(moodle, "-q").output == ""
    assert run(moodle).output == f"{moodle}: Moodle XML, valid by built-in rules\nvalid: nothing is wrong\n"
    moodle.write_text("<quiz>")
    assert run(moodle, "-q").output.startswith(f"{moodle}:1:7: error[malformed-xml]")


def test_json_holds_judgements_and_findings_alone(tmp_path: Path) -> None:
    path = quiz_package(tmp_path / "q.zip", item12(key="9"))
    result = run("--format", "json", path)
    assert result.exit_code == 1
    whole = json.loads(result.output)
    assert whole["good"] is False
    assert [each["code"] for each in whole["findings"]] == ["judge-missing", "unknown-choice"]
    assert {each["outcome"] for each in whole["judgements"]} == {"valid", "invalid", "missing"}
    assert whole["findings"][1]["path"] == f"{path}!a1/a1.xml"


def test_official_is_an_error_without_schemas_and_names_the_command(tmp_path: Path) -> None:
    result = run("--official", quiz_package(tmp_path / "q.zip"))
    assert result.exit_code == 1
    assert "exporter schemas install" in result.output


def test_ours_judges_by_our_grammars_too(tmp_path: Path) -> None:
    result = run("--ours", quiz_package(tmp_path / "q.zip"))
    assert result.exit_code == 1
    assert "not valid by qti12.rng" in result.output
    assert f"{tmp_path / 'q.zip'}!a1/a1.xml:1:1: error[grammar-violation]" in result.output
    moodle = tmp_path / "m.xml"
    moodle.write_text("<quiz>\n<question type='essay'><name><text>n</text></name></question>\n</quiz>")
    assert f"{moodle}:2:1: error[grammar-violation]" in run("--ours", moodle).output


def test_many_files_of_a_package_share_a_line(tmp_path: Path) -> None:
    members = {"imsmanifest.xml": manifest(*(resource(f"a{n}", f"{n}.xml") for n in range(9)))}
    members |= {f"{n}.xml": assessment12(item12(f"q{n}"), ident=f"a{n}") for n in range(9)}
    path = zip_of(tmp_path / "q.zip", members)
    assert f"{path} (9 files): QTI 1.2, valid by built-in rules" in run(path).output


def test_wrong_commands_are_exit_code_2(tmp_path: Path) -> None:
    assert run().exit_code == 2
    missing = run(tmp_path / "missing.zip")
    assert missing.exit_code == 2
    assert "is not there" in missing.output


def test_every_code_of_validation_is_proved_by_a_test() -> None:
    folder = Path(__file__).parent
    text = "".join(path.read_text() for path in (*folder.glob("test_validate_*.py"), *folder.glob("test_schemas*.py")))
    areas = (*vars(archives).values(), *vars(validation).values())
    names = [value.name for value in areas if isinstance(value, Code)]
    assert len(names) > 40
    assert [name for name in names if f'"{name}"' not in text and f"[{name}]" not in text] == []


def test_the_public_function_returns_a_verdict(tmp_path: Path) -> None:
    verdict = validate([quiz_package(tmp_path / "q.zip")], schemas=NO_SCHEMAS)
    assert isinstance(verdict, Verdict)
    assert isinstance(verdict.judgements[0], Judgement)
    assert list(verdict) == list(verdict.findings)


def test_lines_of_members_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "q.zip", {"a.xml": "one\ntwo", "b.xml": "three"})
    lines = MemberLines()
    assert lines.line(f"{path}!a.xml", 2) == "two"
    assert lines.line(f"{path}!a.xml", 3) is None
    assert lines.line(f"{path}!b.xml", 1) == "three"
    assert lines.line(f"{path}!c.xml", 1) is None
    assert lines.line(f"{tmp_path}/no.zip!a.xml", 1) is None
    plain = tmp_path / "with!mark.xml"
    plain.write_text("four")
    assert lines.line(str(plain), 1) == "four"
