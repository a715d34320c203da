"""Files of at most 300 lines and functions of at most 40, so that each can be read at one sitting.

Of tests, and of what runs in a browser, the files are held to it.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE, FUNCTION = 300, 40
OURS = sorted(path for folder in ("exporter", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts)
SCRIPTS = sorted((*(ROOT / "templates").rglob("*.js"), *(ROOT / "tests" / "players").glob("*.mjs")))
STYLES = sorted((ROOT / "templates").rglob("*.css"))


def too_many_lines(text: str) -> list[str]:
    """Return what is to be said of the length of a file, if anything."""
    lines = text.count("\n")
    return [f"the file has {lines} lines"] if lines > FILE else []


def too_long(text: str) -> list[str]:
    """Return what is too long in a source file."""
    found = too_many_lines(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                found.append(f"`{node.name}` has {length} lines")
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*TESTS, *SCRIPTS, *STYLES], ids=named)
def test_files_of_tests_and_of_the_browser_are_short(path: Path) -> None:
    assert too_many_lines(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", OURS, ids=named)
def test_files_and_functions_are_short(path: Path) -> None:
    assert too_long(path.read_text(encoding="utf-8")) == []


def test_what_is_too_long_is_found() -> None:
    body = "    pass\n"
    assert too_long("def short():\n" + body * 39) == []
    assert too_long("def long():\n" + body * 40) == ["`long` has 41 lines"]
    assert too_long("\n" * 301) == ["the file has 301 lines"]
    assert len(OURS) > 100
    assert (len(TESTS) > 50, len(SCRIPTS) > 10, len(STYLES) > 3) == (True, True, True)
