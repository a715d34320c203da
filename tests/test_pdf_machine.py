"""The PDF target shut off from its machine: the same bytes, the cache, the libraries."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from exporter.job import Options
from exporter.model import Bank
from exporter.targets.pdf import TARGET, documents, machine
from exporter.targets.pdf.request import EngineMissingError, Rendered, Request
from tests.pdf_banks import QUESTION, Memory, paper, small
from tests.small_banks import written

# --- the same bytes -------------------------------------------------------------------------------------


def test_the_same_source_gives_the_same_bytes_whatever_the_machine_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = small(tmp_path)
    first = paper(bank)[0]
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert paper(bank)[0] == first
    assert os.environ["FONTCONFIG_FILE"] == str(empty)


def test_places_in_the_source_are_not_in_the_bytes(tmp_path: Path) -> None:
    first = paper(small(tmp_path))[0]
    assert paper(small(tmp_path, "<!-- a comment that moves all below it -->\n\n" + QUESTION))[0] == first


def test_another_process_and_several_at_once_give_the_same_bytes(tmp_path: Path) -> None:
    bank = small(tmp_path)
    alone, _ = written(TARGET, bank, Options(quizzes=("z",)))
    together, _ = written(TARGET, bank, Options(quizzes=("z",), jobs=2))
    assert list(alone) == list(together)
    assert alone == together


def drawn_elsewhere(bank: Bank, **settings: str) -> bytes:
    """Return the paper as a process with these settings draws it: the libraries ask for them once."""
    program = (
        "import sys; from pathlib import Path; from exporter.cache import NoCache; from exporter.job import Job, Options\n"
        "from exporter.reader import read_bank; from exporter.targets.pdf import TARGET\n"
        "bank, _ = read_bank(Path(sys.argv[1]), cache=NoCache())\n"
        "job = Job(bank, Options(quizzes=('z',)), NoCache(), 'pdf')\n"
        "first = next(iter(TARGET.write(job)))\n"
        "sys.stdout.buffer.write(b''.join(first.chunks))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(bank.root)],
        env={**os.environ, **settings, "PYTHONWARNINGS": "error::UserWarning"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_machine_without_any_font_is_no_crash(tmp_path: Path) -> None:
    bank = small(tmp_path / "bank")
    none = tmp_path / "none.conf"
    none.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    assert drawn_elsewhere(bank, FONTCONFIG_FILE=str(none)) == paper(bank)[0]


@pytest.mark.parametrize(
    "settings",
    [
        {"LANGUAGE": "sr:en"},
        {"PANGO_LANGUAGE": "sr"},
        {"HB_SHAPER_LIST": "fallback"},
        {"FONTCONFIG_SYSROOT": "/nowhere"},
    ],
    ids=str,
)
def test_what_the_libraries_hear_of_the_user_is_not_in_the_bytes(tmp_path: Path, settings: dict[str, str]) -> None:
    bank = small(tmp_path, QUESTION.replace("this", "бгдпт"))  # letters that have other forms in Serbian
    assert drawn_elsewhere(bank, **settings) == paper(bank)[0]


class Listener:
    """A library that tells which of its functions are used."""

    def __init__(self, library: Any, used: set[str]) -> None:
        self._library, self._used = library, used

    def __getattr__(self, name: str) -> Any:
        self._used.add(name)
        return getattr(self._library, name)


def test_no_text_is_in_the_language_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="30"><text y="20">find</text></svg>'
    text = QUESTION.replace("What is it?", "What is it?\n\n![A word](../media/a.svg)")
    bank = small(tmp_path, text, files={"media/a.svg": picture})
    assert paper(bank)[0].startswith(b"%PDF")
    from weasyprint.text import line_break  # noqa: PLC0415 - loaded where a PDF is drawn

    used: set[str] = set()
    monkeypatch.setattr(line_break, "pango", Listener(line_break.pango, used))
    assert paper(bank)[0].startswith(b"%PDF")
    assert "pango_language_from_string" in used
    assert "pango_language_get_default" not in used


def test_source_date_epoch_is_the_only_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = small(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    undated = PdfReader(io.BytesIO(paper(bank)[0])).metadata
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    dated = PdfReader(io.BytesIO(paper(bank)[0])).metadata
    assert undated is not None
    assert dated is not None
    assert undated.creation_date is None
    assert str(dated.creation_date) == "2026-01-01 00:00:00+00:00"


# --- the cache ------------------------------------------------------------------------------------------


def test_an_unchanged_document_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Memory()
    options = Options(quizzes=("z",))
    first, told = written(TARGET, small(tmp_path), options, cache)
    monkeypatch.setattr(documents, "render", None)
    again, told_again = written(TARGET, small(tmp_path), options, cache)
    assert again == first
    assert told_again == told


@pytest.mark.parametrize("change", ["text", "paper", "templates", "epoch", "ids"])
def test_whatever_changes_the_page_changes_the_key(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Memory()
    written(TARGET, small(tmp_path), Options(quizzes=("z",)), cache)
    drawn: list[str] = []

    def draw(request: Request) -> Rendered:
        drawn.append(request.html)
        return Rendered(b"%PDF", ())

    monkeypatch.setattr(documents, "render", draw)
    text, options = QUESTION, Options(quizzes=("z",))
    if change == "text":
        text = text.replace("that", "those")
    elif change == "paper":
        options = Options(quizzes=("z",), paper="letter")
    elif change == "ids":
        options = Options(quizzes=("z",), show_ids=True)
    elif change == "epoch":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    else:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "paper.css").write_text("p { color: black }", encoding="utf-8")
        options = Options(quizzes=("z",), templates=tmp_path / "mine")
    written(TARGET, small(tmp_path, text), options, cache)
    assert len(drawn) == 2


def test_a_font_that_was_replaced_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Memory()
    bank = small(tmp_path, "# T {#q lang=he}\n\nשלום?\n\n- [x] כן\n- [ ] לא\n")
    options = Options(quizzes=("z",))
    written(TARGET, bank, options, cache)
    drawn: list[str] = []

    def draw(request: Request) -> Rendered:
        drawn.append(request.html)
        return Rendered(b"%PDF", ())

    monkeypatch.setattr(documents, "render", draw)
    written(TARGET, bank, options, cache)
    assert drawn == []
    monkeypatch.setattr(documents, "_size", lambda _: 1)
    written(TARGET, bank, options, cache)
    assert len(drawn) == 2


# --- libraries ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", "Debian and Ubuntu `apt install libpango-1.0-0"),
        ("darwin", "macOS `brew install pango`"),
        ("win32", "Windows (MSYS2) `pacman"),
    ],
)
def test_missing_pango_gives_the_command(monkeypatch: pytest.MonkeyPatch, platform: str, command: str) -> None:
    monkeypatch.setattr(machine, "_load", lambda _: None)
    monkeypatch.setattr(sys, "platform", platform)
    found = TARGET.unavailable()
    assert found is not None
    assert (found.code, found.severity) == ("pango-missing", "error")
    assert found.hint.startswith("install it: " + command)
    assert all(each in found.hint for each in ("apt install", "brew install", "pacman -S"))


def test_windows_is_told_where_the_libraries_may_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "add_dll_directory", told.append, raising=False)
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "one;two")
    assert machine._load.__wrapped__("pango") is not None  # noqa: SLF001 - past its memory
    assert told == ["one", "two"]


def test_fonts_are_copied_where_nobody_may_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    bank = small(tmp_path)
    first = paper(bank)[0]
    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert paper(bank)[0] == first != b""


def test_libraries_that_fail_at_the_last_moment_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: Request) -> Rendered:
        del request
        raise EngineMissingError("libgobject")

    monkeypatch.setattr(documents, "render", fail)
    files, found = written(TARGET, small(tmp_path), Options(quizzes=("z",)))
    assert files == {}
    assert [each.code for each in found] == ["pango-missing"]


def test_here_everything_is_installed() -> None:
    assert TARGET.unavailable() is None
    assert TARGET.versions()["pango"][0].isdigit()
    assert TARGET.versions()["weasyprint"][0].isdigit()
