"""A build that meets a fault: one diagnostic of it, and the last good build left in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter.codes.validation import GRAMMAR
from exporter.diagnostics import Span
from exporter.job import Job
from exporter.output import FileOutput, Output
from exporter.targets import Target
from tests import build_banks
from tests.build_banks import Use, codes, files, report, run, support, write_text, write_zips

use = build_banks.use
bank = build_banks.bank


def test_a_violation_of_a_grammar_replaces_nothing(bank: Path, use: Use) -> None:
    run(bank)
    before = files(bank)

    def broken(job: Job) -> Iterator[Output]:
        yield from write_text(job)
        job.report(GRAMMAR.at(Span("questions/all.md", 1), "no such element", question="one", target=job.target))

    use(text=broken, zips=write_zips)
    result = run(bank, cache=False)
    assert codes(result) == ["grammar-violation"]
    assert not result.good
    assert not result.outputs
    assert files(bank) == before


def test_a_target_that_this_machine_cannot_write_leaves_the_others(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lacking = GRAMMAR.at(Span(""), "pango is missing", target="zips")
    targets = (
        Target("zips", "zips", write_zips, support, unavailable=lambda: lacking),
        Target("text", "text", write_text, support, versions=lambda: {"pango": "1.50"}),
    )
    monkeypatch.setattr("exporter.targets.registry.TARGETS", targets)
    result = run(bank)
    assert not result.good
    assert list(files(bank)) == ["report.json", "text/planets.txt"]
    assert report(bank)["targets"]["text"]["versions"]["pango"] == "1.50"
    assert not run(bank, targets=("zips",)).good
    assert list(files(bank)) == ["report.json", "text/planets.txt"]


def test_two_outputs_of_one_name(bank: Path, use: Use) -> None:
    def twice(job: Job) -> Iterator[Output]:
        yield from write_text(job)
        yield from write_text(job)

    use(text=twice)
    result = run(bank)
    assert codes(result) == ["same-output"]
    assert files(bank) == {}


def test_a_member_that_no_platform_imports(bank: Path, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.archive._LARGEST_MEMBER", 3)
    use(zips=write_zips)
    result = run(bank)
    assert codes(result) == ["member-too-large"]
    assert "`quiz.txt`" in result.findings.singles()[0].message
    assert files(bank) == {}


def test_a_full_disk_is_one_finding(bank: Path, use: Use) -> None:
    run(bank)
    before = files(bank)

    def full(job: Job) -> Iterator[Output]:
        def chunks() -> Iterator[bytes]:
            yield b"1"
            raise OSError(28, "No space left on device")

        yield FileOutput(f"{job.target}/x", "list", chunks())

    use(text=full)
    (finding,) = run(bank).findings.singles()
    assert finding.code == "cannot-write"
    assert "x` cannot be written: no space left on device" in finding.message
    assert files(bank) == before


def test_a_file_of_the_bank_that_goes_away_meanwhile(bank: Path, use: Use) -> None:
    def gone(job: Job) -> Iterator[Output]:
        yield FileOutput("x", "list", iter([job.media_bytes("media/gone.png")]))

    use(text=gone)
    (finding,) = run(bank).findings.singles()
    assert (finding.code, finding.span) == ("cannot-read", Span("media/gone.png"))


def test_an_error_without_a_name(bank: Path, use: Use) -> None:
    def failing(job: Job) -> Iterator[Output]:
        raise OSError("something")
        yield from write_text(job)

    use(text=failing)
    (finding,) = run(bank).findings.singles()
    assert finding.message == "the output cannot be written: something"


def test_an_output_folder_that_is_a_file(bank: Path) -> None:
    (bank.parent / "out").write_text("")
    (finding,) = run(bank).findings.singles()
    assert finding.code == "cannot-write"
    assert (bank.parent / "out").read_text() == ""


@pytest.mark.parametrize("name", ["text/planets.txt", "report.json"])
def test_a_folder_in_an_outputs_place_is_named(bank: Path, name: str) -> None:
    (bank.parent / "out" / name).mkdir(parents=True)
    (finding,) = run(bank).findings.singles()
    assert finding.code == "cannot-write"
    assert f"out/{name}` cannot be written: is a directory" in finding.message


def test_outputs_that_go_away_before_they_are_in_place(bank: Path, use: Use) -> None:
    def meddling(job: Job) -> Iterator[Output]:
        yield from write_text(job)
        for aside in (bank.parent / "out").glob(".staging-*"):
            shutil.rmtree(aside)

    use(text=meddling)
    (finding,) = run(bank).findings.singles()
    assert finding.code == "cannot-write"
    assert "out/text/planets.txt` cannot be written: no such file or directory" in finding.message
    assert ".staging" not in finding.message
