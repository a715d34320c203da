"""A bank that did not change is not built again, and whatever did change is noticed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exporter import cache as cache_module
from exporter import checking, pipeline, resources
from exporter.diagnostics import Severity
from exporter.findings import Findings
from exporter.job import Job, Options
from exporter.output import FileOutput, Output
from tests import build_banks
from tests.build_banks import Use, files, loss, report, run, write_bank

use = build_banks.use
PICTURE = Path(__file__).parent / "examples/media/board.png"


@pytest.fixture
def bank(tmp_path: Path, use: Use) -> Path:
    """A bank with a picture that is shown, one that is not, a lesson, and a target that a font was used for."""
    (tmp_path / "font.ttf").write_bytes(b"font")

    def write(job: Job) -> Iterator[Output]:
        job.outside.add(str(tmp_path / "font.ttf"))
        yield from build_banks.write_text(job)
        yield FileOutput("media.bin", "media", [job.media_bytes(path) for path in job.bank.media])

    use(text=write, zips=build_banks.write_zips)
    root = write_bank(tmp_path / "source", "one", "two")
    (root / "media").mkdir()
    shutil.copy(PICTURE, root / "media/shown.png")
    shutil.copy(PICTURE, root / "media/spare.png")
    with (root / "questions/all.md").open("a") as file:
        file.write("# Shown {#three}\n\n![A cell](../media/shown.png)\n\n- [x] a\n- [ ] b\n")
    (root / "lessons").mkdir()
    (root / "lessons/first.md").write_text("---\nid: first\ntitle: First\n---\n\nRead this.\n")
    return root


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the list of the banks that were read whole since then."""
    found: list[Path] = []
    read = checking.check_bank

    def counted(source: Path, **words: object) -> object:
        found.append(source)
        return read(source, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "check_bank", counted)
    return found


def test_an_unchanged_bank_is_not_read_and_gives_the_same(bank: Path, reads: list[Path]) -> None:
    first = run(bank)
    assert (first.good, first.questions, len(reads)) == (True, 3, 1)
    assert [each.code for each in first.findings.singles()] == ["unused-media"]
    before = files(bank)
    again = run(bank)
    assert len(reads) == 1
    assert list(again.findings) == list(first.findings)
    assert [again.findings.count(each) for each in Severity] == [first.findings.count(each) for each in Severity]
    assert (again.good, again.questions, again.outputs) == (first.good, first.questions, first.outputs)
    assert files(bank) == before


SOURCE: dict[str, Callable[[Path], object]] = {
    "text": lambda bank: _append(bank / "questions/all.md", "\n<!-- said by nobody -->\n"),
    "bank": lambda bank: _append(bank / "bank.yaml", "version: 2\n"),
    "quiz": lambda bank: _append(bank / "quizzes/quiz.yaml", "time-limit: 10 min\n"),
    "lesson": lambda bank: _append(bank / "lessons/first.md", "\nAnd that.\n"),
    "a new file": lambda bank: (bank / "questions/more.md").write_text("# T {#four}\n\nS\n\n- [x] a\n- [ ] b\n"),
    "a file less": lambda bank: (bank / "lessons/first.md").unlink(),
    "another name": lambda bank: (bank / "questions/all.md").rename(bank / "questions/other.md"),
    "a picture": lambda bank: _append(bank / "media/shown.png", "x"),
    "a picture that is a link out of the bank": lambda bank: _linked(bank / "media/shown.png"),
    "a text that is a link out of the bank": lambda bank: _linked(bank / "lessons/first.md"),
    "a picture less": lambda bank: (bank / "media/shown.png").unlink(),
    "a picture that nobody shows": lambda bank: (bank / "media/spare.png").unlink(),
    "a folder that is a link": lambda bank: (bank / "questions/linked").symlink_to(bank.parent),
    "a font": lambda bank: _append(bank.parent / "font.ttf", "x"),
    "a font less": lambda bank: (bank.parent / "font.ttf").unlink(),
}


def _append(file: Path, text: str) -> None:
    with file.open("a") as stream:
        stream.write(text)


def _linked(file: Path) -> None:
    file.rename(file.parent.parent.parent / file.name)
    file.symlink_to(file.parent.parent.parent / file.name)


@pytest.mark.parametrize("what", SOURCE)
def test_whatever_changes_in_the_source_is_read(bank: Path, reads: list[Path], what: str) -> None:
    run(bank)
    SOURCE[what](bank)
    result = run(bank)
    assert len(reads) == 2
    fresh = run(bank, cache=False)
    assert (list(result.findings), result.outputs) == (list(fresh.findings), fresh.outputs)


OUTPUTS: dict[str, Callable[[Path], object]] = {
    "changed": lambda out: (out / "text/planets.txt").write_text("one\ntwO\nthree\n"),
    "cut short": lambda out: (out / "media.bin").write_bytes(b""),
    "gone": lambda out: (out / "zips/quiz.zip").unlink(),
    "another report": lambda out: _append(out / "report.json", "\n"),
    "no report": lambda out: (out / "report.json").unlink(),
    "a link": lambda out: _moved_and_linked(out / "media.bin"),
}


def _moved_and_linked(file: Path) -> None:
    file.rename(file.with_name("aside.bin"))
    file.symlink_to("aside.bin")


@pytest.mark.parametrize("what", OUTPUTS)
def test_an_output_that_is_not_as_it_was_is_written_again(bank: Path, reads: list[Path], what: str) -> None:
    run(bank)
    before = files(bank)
    OUTPUTS[what](bank.parent / "out")
    run(bank)
    assert len(reads) == 2
    assert before.items() <= files(bank).items()
    assert not (bank.parent / "out/media.bin").is_symlink()


OTHERWISE: dict[str, dict[str, object]] = {
    "targets": {"targets": ("text",)},
    "statuses": {"statuses": ("ready", "draft")},
    "options": {"options": Options(show_ids=True)},
    "strict": {"strict": True},
    "keep going": {"keep_going": True},
    "no cache": {"cache": False},
    "official": {"official": True},
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_another_kind_of_build_is_made(bank: Path, reads: list[Path], what: str) -> None:
    run(bank)
    run(bank, **OTHERWISE[what])
    assert len(reads) == 2


def test_another_time_of_members_is_another_build(
    bank: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(bank)
    before = files(bank)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    run(bank)
    assert len(reads) == 2
    assert files(bank)["zips/quiz.zip"] != before["zips/quiz.zip"]


def test_another_number_of_processes_is_the_same_build(bank: Path, reads: list[Path]) -> None:
    run(bank)
    run(bank, options=Options(jobs=7))
    assert len(reads) == 1


def test_after_a_build_of_other_targets_the_report_tells(bank: Path, reads: list[Path]) -> None:
    run(bank, targets=("text",))
    run(bank, targets=("zips",))
    assert run(bank, targets=("zips",)).good
    assert len(reads) == 2
    run(bank, targets=("text",))
    assert len(reads) == 3
    assert list(report(bank)["targets"]) == ["text", "zips"]


def test_the_tool_and_its_libraries_count(
    bank: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(bank)
    (tmp_path / "site").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "site")])
    run(bank)
    assert len(reads) == 1
    (tmp_path / "site/lxml-99.0.dist-info").mkdir()
    run(bank)
    assert len(reads) == 2
    monkeypatch.setattr(resources, "template_folder", lambda: tmp_path / "site")
    (tmp_path / "site/style.css").touch()
    run(bank)
    assert len(reads) == 3
    (tmp_path / "site/.#style.css").symlink_to("nowhere")  # as an editor marks what it works on
    run(bank)
    assert len(reads) == 3


def test_a_build_with_errors_is_made_again(bank: Path, reads: list[Path]) -> None:
    _append(bank / "questions/all.md", "\n# Broken {#four}\n\nS\n\n- [ ] a\n")
    assert not run(bank, keep_going=True).good
    assert not run(bank, keep_going=True).good
    assert len(reads) == 2


def test_a_record_that_makes_no_sense_is_as_none(
    bank: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(bank)
    get = cache_module.FileCache.get

    def broken(self: cache_module.FileCache, key: bytes) -> bytes | None:
        found = get(self, key)
        return b"\x01" if found is not None and not reads[1:] else found

    monkeypatch.setattr(cache_module.FileCache, "get", broken)
    assert run(bank).good
    assert len(reads) == 2


def test_findings_are_packed_with_all_that_they_say(bank: Path) -> None:
    result = run(bank)
    result.findings.extend(loss(name, "text") for name in ("two", "one", "two"))
    unpacked = Findings.unpacked(result.findings.packed())
    assert list(unpacked) == list(result.findings)
    more = loss("four", "text")
    for each in (unpacked, result.findings):
        each.add(more)
    assert list(unpacked) == list(result.findings)
    assert len(unpacked) == len(result.findings)
