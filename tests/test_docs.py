"""The documentation cannot drift: generated pages are what the code makes, and commands that it names exist."""

from __future__ import annotations

import re
import runpy
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from exporter import docs
from exporter.cli import command
from exporter.codes import all_codes
from exporter.reader.key_table import TABLES
from exporter.reader.raw_html import ELEMENTS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", docs.PAGES)
def test_generated_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == docs.page(name), "run: python -m exporter.docs"


def test_every_code_is_listed_with_all_that_is_known_of_it() -> None:
    page = docs.page("codes.md")
    for code in all_codes().values():
        assert f"\n### {code.name}\n" in page
        assert code.meaning in page
        assert code.mend in page


def test_every_code_is_written_for_authors() -> None:
    for code in all_codes().values():
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code.name)
        assert code.meaning.strip().endswith((".", "…")), code.name
        assert code.mend.strip().endswith((".", "…", "`")), code.name
        assert code.example.strip(), code.name


def test_every_code_is_said_by_something() -> None:
    program = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "exporter").rglob("*.py")
        if path.parent.name != "codes" or path.name == "__init__.py"
    )
    names = {
        name
        for area in (ROOT / "exporter/codes").glob("*.py")
        for name in re.findall(r"^([A-Z_]+) = Code\(", area.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(names) > 100
    assert names - set(re.findall(r"[A-Z_]+", program)) == set()


def test_every_command_and_option_is_in_the_reference() -> None:
    page = docs.page("cli.md")
    for name in ("build", "check", "schemas install"):
        assert f" exporter {name}\n" in page
    assert "--keep-going" in page


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_linked_is_there(page: Path) -> None:
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"[a-z]+:", link):
            path, _, place = link.partition("#")
            there = page.parent / path if path else page
            assert there.exists(), link
            assert not place or place in _places(there), link


def _places(page: Path) -> set[str]:
    """Return what the headings of a page are linked by."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_format_names_every_key_where_it_speaks_of_its_place() -> None:
    whole = (DOCS / "source-format.md").read_text(encoding="utf-8")
    text = re.sub(r"^```markdown\n.*?^```$", "", whole, flags=re.MULTILINE | re.DOTALL)
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    places = {
        "A question": ("question", "heading"),
        "Passages and lessons": ("passage", "lesson"),
        "Quizzes": ("quiz", "shuffle", "section", "pool"),
        "bank.yaml": ("bank", "advice", "author"),
    }
    for section, tables in places.items():
        words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", sections[section]))
        assert {key.name for table in tables for key in TABLES[table]} - words == set(), section


def test_the_format_names_every_element_of_html() -> None:
    text = (DOCS / "source-format.md").read_text(encoding="utf-8")
    named = re.search(r"^\| HTML: (.*?), with", text, re.MULTILINE)
    assert named is not None
    assert set(named[1].split()) == ELEMENTS


def test_the_architecture_names_every_room() -> None:
    code = " ".join(re.findall(r"`[^`\n]+`", (DOCS / "architecture.md").read_text(encoding="utf-8")))
    folders = (ROOT / "exporter", ROOT / "exporter/targets")
    rooms = {path.stem for folder in folders for path in folder.iterdir() if not path.name.startswith("__")}
    assert rooms - set(re.findall(r"[a-z_]+[0-9]*", code)) == set()


def test_writing_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["docs", str(tmp_path)])
    with pytest.warns(RuntimeWarning, match="found in sys.modules"):
        runpy.run_module("exporter.docs", run_name="__main__")
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == set(docs.PAGES)
    assert b"\r" not in (tmp_path / "cli.md").read_bytes()


def commands() -> Iterator[tuple[str, str]]:
    """Yield each line of a fenced block in the documentation that calls the program, with its file."""
    for page in (ROOT / "README.md", *sorted(DOCS.glob("*.md"))):
        if not page.is_file() or page.name == "codes.md":
            continue
        for block in re.findall(r"^```[a-z]*\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            for line in block.split("\n"):
                found = re.match(r"(?:\$ | *)exporter ((?:[a-z-]+)(?: .*)?)$", line)
                if found and "[OPTIONS]" not in line:
                    yield page.name, re.split(r"   +|[ ]#|>>|[ ]>[ ]", found[1])[0]


def test_commands_that_the_documentation_names_exist() -> None:
    found = list(commands())
    assert found
    for page, words in found:
        try:
            _parse(command, shlex.split(words))
        except click.ClickException as error:
            pytest.fail(f"{page}: exporter {words}: {error.format_message()}")


def _parse(group: click.Command, words: list[str]) -> None:
    while isinstance(group, click.Group) and words:
        context = group.make_context("exporter", [], resilient_parsing=True)
        _, inner, words = group.resolve_command(context, words)
        assert inner is not None
        group = inner
    group.make_context(group.name, list(words), resilient_parsing=True)
