"""The pipeline: everything or nothing, one report, the last good build left in place."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import exporter
from exporter import pipeline
from exporter.diagnostics import Severity
from exporter.job import Job, Options
from exporter.output import Member, Output, ZipOutput
from exporter.pipeline import build
from exporter.progress import Progress
from exporter.settings import CommandError, Settings
from tests import build_banks
from tests.build_banks import QUESTION, QUIZ, Use, codes, files, loss, report, run, write_bank

use = build_banks.use
bank = build_banks.bank


def test_everything_is_written_and_reported(bank: Path) -> None:
    result = run(bank)
    assert result.good
    assert (result.questions, result.findings.count(Severity.LOSS)) == (2, 2)
    assert list(files(bank)) == ["report.json", "text/planets.txt", "zips/quiz.zip"]
    assert files(bank)["text/planets.txt"] == b"one\ntwo\n"
    assert [output.path for output in result.outputs] == ["text/planets.txt", "zips/quiz.zip"]
    found = report(bank)
    assert found["bank"] == {
        "id": "planets", "title": "Planets", "version": "", "questions": 2, "lessons": 0, "quizzes": 1,
    }  # fmt: skip
    assert found["exporter"] == exporter.__version__
    (loss_,) = found["targets"]["text"]["losses"]
    assert loss_["count"] == 2
    assert loss_["places"][1] == {"question": "two", "place": "questions/all.md:1:3"}
    (output,) = found["targets"]["text"]["outputs"]
    assert output == msgspec.to_builtins(result.outputs[0])
    assert set(found["targets"]["text"]["versions"]) == {"lxml", "libxml2"}


def test_the_report_knows_no_machine_and_no_time(bank: Path, tmp_path: Path) -> None:
    run(bank)
    first = files(bank)
    assert str(tmp_path).encode() not in first["report.json"]
    other = write_bank(tmp_path / "elsewhere" / "source", "one", "two")
    run(other, cache=False)
    assert files(other) == first
    run(bank)
    assert files(bank) == first


def test_an_error_in_the_source_leaves_the_last_build(bank: Path) -> None:
    run(bank)
    before = files(bank)
    write_bank(bank, "one", "two", "two")
    result = run(bank)
    assert not result.good
    assert not result.outputs
    assert result.findings.count(Severity.ERROR) == 1
    assert files(bank) == before


def test_keep_going_builds_the_rest(bank: Path) -> None:
    write_bank(bank, "one", "two")
    with (bank / "questions/all.md").open("a") as file:
        file.write("# Broken {#three}\n\nNo right choice\n\n- [ ] a\n- [ ] b\n")
    result = run(bank, keep_going=True)
    assert not result.good
    assert result.findings.count(Severity.ERROR) == 1
    assert files(bank)["text/planets.txt"] == b"one\ntwo\n"


_CHOICES = "\n\n- [x] a\n- [ ] b\n"


@pytest.mark.parametrize(
    "broken",
    [
        f"# Broken {{#three passage=none}}\n\nWhat?{_CHOICES}",
        f"# {{#case .passage}}\n\nA case.\n\n# Broken {{#three passage=case}}\n\nWhat?{_CHOICES}",
        f"# Case {{#case .passage}}\n\n![a](none.png)\n\n# Broken {{#three passage=case}}\n\nWhat?{_CHOICES}",
        f"# Broken {{#three}}\n\nWhat is ![a](none.png)?{_CHOICES}",
        "# Broken {#three}\n\nWhat?\n\n- [x] a\n  > ![a](none.png)\n- [ ] b\n",
        f"# Broken {{#three}}\n\nRead [this](none.pdf).{_CHOICES}",
        "# Broken {#three type=hotspot}\n\nWhere?\n\n![a](none.png)\n\n- [x] rect 1,1 5,5\n",
    ],
    ids=["no passage", "wrong passage", "passage's picture", "picture", "picture of a feedback", "file", "hotspot"],
)
def test_keep_going_leaves_out_what_lacks_a_file_or_a_passage(bank: Path, broken: str) -> None:
    write_bank(bank, "one", "two")
    with (bank / "questions/all.md").open("a") as file:
        file.write(broken)
    (bank / "quizzes/quiz.yaml").write_text(
        'id: quiz\ntitle: A quiz\ndescription: "![a](none.png)"\nsections:\n  - questions: [one, three]\n'
    )
    result = run(bank, keep_going=True)
    assert not result.good
    assert all(finding.span.path for finding in result.findings.singles())
    assert files(bank)["text/planets.txt"] == b"one\ntwo\n"


def test_strict_makes_losses_errors(bank: Path) -> None:
    result = run(bank, strict=True)
    assert not result.good
    assert files(bank) == {}
    assert run(bank, strict=True, targets=("zips",)).good
    kept = run(bank, strict=True, keep_going=True)
    assert not kept.good
    assert kept.outputs


def test_strict_makes_warnings_errors_before_anything_is_written(bank: Path) -> None:
    with (bank / "questions/all.md").open("a") as file:
        file.write("\n<!-- exporter: allow -->\n")
    assert run(bank, targets=("zips",)).findings.count(Severity.WARNING) == 1
    before = files(bank)
    assert not run(bank, strict=True, targets=("zips",)).good
    assert files(bank) == before


def test_one_target_leaves_the_others_alone(bank: Path) -> None:
    run(bank)
    whole = report(bank)
    (bank / "quizzes/quiz.yaml").write_text(QUIZ.format(id="new"))
    run(bank, targets=("text",))
    assert "zips/quiz.zip" in files(bank)
    assert report(bank)["targets"]["zips"] == whole["targets"]["zips"]


def test_outputs_that_are_no_longer_written_go(bank: Path) -> None:
    run(bank)
    (bank.parent / "out/zips/mine.zip").write_text("mine")
    (bank / "quizzes/quiz.yaml").write_text(QUIZ.format(id="renamed"))
    run(bank)
    assert list(files(bank)) == ["report.json", "text/planets.txt", "zips/mine.zip", "zips/renamed.zip"]


def test_one_quiz_leaves_the_other_quizzes(bank: Path) -> None:
    write_bank(bank, "one", "two", quizzes=("quiz", "second"))
    run(bank)
    run(bank, options=Options(quizzes=("second",)), targets=("zips",))
    assert list(files(bank)) == ["report.json", "text/planets.txt", "zips/quiz.zip", "zips/second.zip"]
    zips = report(bank)["targets"]["zips"]
    assert [output["path"] for output in zips["outputs"]] == ["zips/quiz.zip", "zips/second.zip"]
    assert zips["settings"] == {"quizzes": "second"}


def test_an_output_that_somebody_changed_is_theirs(bank: Path) -> None:
    run(bank)
    (bank.parent / "out/zips/quiz.zip").write_text("changed by hand")
    (bank / "quizzes/quiz.yaml").write_text(QUIZ.format(id="renamed"))
    run(bank)
    assert files(bank)["zips/quiz.zip"] == b"changed by hand"


@pytest.mark.parametrize(
    "path", ["../source/bank.yaml", "/etc/hostname", "report.json", "zips/\0", "zips", "link/bank.yaml"]
)
def test_a_report_that_names_what_is_not_ours_removes_nothing(bank: Path, path: str) -> None:
    run(bank)
    (bank.parent / "out/link").symlink_to(bank)
    found = report(bank)
    file = bank / "bank.yaml"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    found["targets"]["zips"]["outputs"] = [
        {"path": path, "role": "quiz", "size": file.stat().st_size, "sha256": digest}
    ]
    (bank.parent / "out/report.json").write_text(json.dumps(found))
    assert run(bank).good
    assert file.is_file()
    assert (bank.parent / "out/report.json").is_file()


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"format": 99}', b"\xff"])
def test_a_report_that_makes_no_sense_is_as_none(bank: Path, content: bytes) -> None:
    run(bank)
    (bank.parent / "out/report.json").write_bytes(content)
    assert run(bank).good
    assert report(bank)["format"] == 1


def test_a_report_of_another_format_is_as_none(bank: Path) -> None:
    run(bank)
    found = report(bank)
    found["format"] = 99
    (bank.parent / "out/report.json").write_text(json.dumps(found))
    (bank / "quizzes/quiz.yaml").write_text(QUIZ.format(id="renamed"))
    run(bank)
    assert "zips/quiz.zip" in files(bank)


@pytest.mark.parametrize("place", ["questions", "media/built", "lessons"])
def test_the_source_is_no_output_folder(bank: Path, place: str) -> None:
    with pytest.raises(CommandError, match="among the files of the source"):
        build(Settings(source=bank, out=bank / place))


def test_an_output_folder_inside_the_bank_beside_its_files(bank: Path) -> None:
    assert build(Settings(source=bank, out=bank / "build")).good
    assert build(Settings(source=bank, out=bank / "build")).good


def test_commands_that_ask_for_what_is_not_there(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="no quiz `other` in the bank; there are: quiz"):
        run(bank, options=Options(quizzes=("other",)))
    with pytest.raises(CommandError, match="no target `paper`; there are text, zips"):
        run(bank, targets=("paper",))
    for wrong in ("yesterday", "-5", "²", "9" * 12, "9" * 5000):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(CommandError, match="SOURCE_DATE_EPOCH"):
            run(bank)


def test_a_bank_without_anything_to_write(bank: Path) -> None:
    (bank / "questions/all.md").write_text("---\nstatus: draft\n---\n\n" + QUESTION.format(id="one"))
    (bank / "quizzes/quiz.yaml").unlink()
    result = run(bank)
    assert codes(result) == ["nothing-to-build"]
    assert not result.good
    assert run(bank, statuses=("draft",)).good
    assert report(bank)["targets"]["text"]["settings"] == {"status": "draft"}


def test_settings_that_are_not_the_defaults_are_in_the_report(bank: Path, tmp_path: Path) -> None:
    options = Options(
        moodle_version=(4, 3), split=1000, paper="letter", large_print=24, show_ids=True, templates=tmp_path
    )
    run(bank, options=options)
    assert report(bank)["targets"]["text"]["settings"] == {
        "large-print": "24",
        "moodle-version": "4.3",
        "paper": "letter",
        "show-ids": "True",
        "split": "1000",
        "templates": "yes",
    }


def test_many_losses_are_gathered_while_they_come(bank: Path, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_DRAIN", 10)
    most = 0

    def losing(job: Job) -> Iterator[Output]:
        def chunks() -> Iterator[bytes]:
            nonlocal most
            for number in range(100):
                job.report(loss(f"q{number}", job.target))
                most = max(most, len(job.findings))
                yield b"x"

        yield ZipOutput("a.zip", "list", [Member("m", chunks())])
        job.report(loss("last", job.target))

    use(text=losing)
    assert run(bank).findings.count(Severity.LOSS) == 101
    assert most <= 12


def test_progress_counts_questions(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("exporter.progress._FIRST", -1)
    monkeypatch.setattr("exporter.progress._AGAIN", 0)
    build(Settings(source=bank, out=bank.parent / "out"), Progress(stream))
    shown = stream.getvalue()
    assert "\rtext: text/planets.txt 2 of 2 questions\x1b[K" in shown
    assert "\rzips: zips/quiz.zip\x1b[K" in shown
    assert files(bank)["text/planets.txt"] == b"one\ntwo\n"


def test_the_public_api(bank: Path) -> None:
    found, findings = exporter.check_bank(bank)
    assert len(found.questions) == 2
    assert len(findings) == 0
    assert exporter.build is build
    assert exporter.Settings is Settings
    assert callable(exporter.read_bank)
    assert callable(exporter.validate)
    with pytest.raises(AttributeError, match="no attribute `nothing`"):
        _ = exporter.nothing


def test_zips_are_the_same_on_every_day(bank: Path) -> None:
    run(bank)
    with zipfile.ZipFile(bank.parent / "out/zips/quiz.zip") as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
