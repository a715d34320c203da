"""The one layout of source files: what is built stays, a second run changes nothing, and everything is laid out."""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.cache import NoCache
from exporter.cli import command
from exporter.diff import compare, snapshot_of
from exporter.fmt import Formatted, format_bank, write
from exporter.fmt.edits import Edit, formatted
from exporter.fmt.key_order import front_matter, whole_file
from exporter.fmt.rules import blank_lines, bullets, ends, headings, numbers, open_lines
from exporter.fmt.sameness import _without_places
from exporter.fmt.tables import tables
from exporter.model import Bank
from exporter.reader import bank_paths, read_bank
from tests.banks import bank_files

ROOT = Path(__file__).parents[1]
STATUSES = ("draft", "review", "ready", "retired")


def model(root: Path) -> tuple[object, ...]:
    """Return everything that a build of the bank is made from, without places."""
    bank, findings = read_bank(root, cache=NoCache(), statuses=STATUSES)
    whole = {name: getattr(bank, name) for name in Bank.__struct_fields__ if name not in ("root", "questions", "index")}
    texts = [
        _without_places(list(each.values()) if isinstance(each, dict) else each)
        for name, each in whole.items()
        if name != "positions"
    ]
    told = sorted((each.code, each.question, each.message) for each in findings)
    return [_without_places(each) for each in bank.questions], texts, list(bank.index), told


def format_all(root: Path) -> list[str]:
    """Format the bank in place; return the files that changed."""
    found = [file for file in format_bank(root) if file.changed]
    assert all(write(root, file) for file in found)
    return [file.path for file in found]


def messed(text: str, seed: int) -> str:
    """Return the text as a careless author might have laid it out."""
    chance = random.Random(seed)
    lines = []
    for written in text.split("\n"):
        line = written
        if chance.random() < 0.3:
            line = re.sub(r"^- ", chance.choice(["* ", "+ ", "- "]), line)
        if chance.random() < 0.2:
            line = re.sub(r"^(#+) ", r"\1   ", line)
        if chance.random() < 0.1 and line.strip():
            line += chance.choice([" ", "\t", "  "])
        if chance.random() < 0.2:
            line = re.sub(r"^(\d)\. ", chance.choice(["1. ", "1) ", r"\1. "]), line)
        if chance.random() < 0.2 and line.startswith("|"):
            line = line.replace(" | ", "|")
        if not line.strip() and chance.random() < 0.2:
            lines.append(chance.choice(["", "  "]))
        lines.append(line)
    return "\n".join(lines)


@given(bank_files(), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_what_is_built_stays_and_a_second_run_changes_nothing(files: dict[str, str], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(messed(text, seed) if path.endswith(".md") else text, encoding="utf-8")
        before = model(root)
        format_all(root)
        assert model(root) == before
        assert format_all(root) == []


def test_the_bank_of_ours_is_in_the_layout() -> None:
    assert [file.path for file in format_bank(ROOT / "source") if file.changed or file.errors] == []


@pytest.mark.parametrize("name", ["source", "tests/examples"])
def test_banks_of_ours_are_built_the_same(name: str, tmp_path: Path) -> None:
    root = tmp_path / "bank"
    shutil.copytree(ROOT / name, root)
    before = read_bank(root, cache=NoCache(), statuses=STATUSES)[0]
    untouched, old = snapshot_of(before), model(root)
    format_all(root)
    after = read_bank(root, cache=NoCache(), statuses=STATUSES)[0]
    assert not compare(untouched, snapshot_of(after))
    assert model(root) == old
    assert format_all(root) == []


def laid_out(rule: object, text: str) -> str:
    lines: Sequence[str] = text.split("\n")
    assert callable(rule)
    return formatted(text, [rule], lambda _: True) if lines else text


def test_blanks_at_ends_go_but_breaks_and_code_stay() -> None:
    text = "A  \nB \n\n   \n```\ncode  \n```\nend  \n"
    assert laid_out(ends, text) == "A  \nB\n\n\n```\ncode  \n```\nend\n"


def test_blank_lines() -> None:
    assert laid_out(blank_lines, "\n\n# A\n\n\n\nB\n```\na\n\n\nb\n```\n\n\n") == "# A\n\nB\n```\na\n\n\nb\n```\n"
    assert laid_out(blank_lines, "A") == "A\n"
    assert laid_out(blank_lines, "---\na: 1\n\n\nb: 2\n---\nA\n") == "---\na: 1\n\n\nb: 2\n---\nA\n"


def test_headings() -> None:
    text = "#   A {#a}\nText\n##  Hint\nMore\n# B\n## C\n```\n#  no\n```\n"
    wanted = "# A {#a}\n\nText\n\n## Hint\n\nMore\n\n# B\n\n## C\n\n```\n#  no\n```\n"
    assert laid_out(headings, text) == wanted


def test_bullets_and_marks() -> None:
    text = "* [X] a\n  > * inner\n+ [ ] b\n\n* * *\n\nText\n\n> + quoted\n\n~~~\n* code\n~~~\n"
    wanted = "- [x] a\n  > - inner\n- [ ] b\n\n* * *\n\nText\n\n> - quoted\n\n~~~\n* code\n~~~\n"
    assert laid_out(bullets, text) == wanted


def test_numbers() -> None:
    text = "1. a\n1. b\n   1) c\n   1) d\n1. e\n\nText\n\n3) x\n3) y\n\nText\n\n9. i\n9. j\n"
    wanted = "1. a\n2. b\n   1. c\n   2. d\n3. e\n\nText\n\n3. x\n4. y\n\nText\n\n9. i\n9. j\n"
    assert laid_out(numbers, text) == wanted


def test_tables() -> None:
    text = "|a|bb|\n|-|:-:|\n|c\\|d|\u4e2d|\n||e|\n\nText\n\n`|`\n\n| one |\n|---|---|\n"
    wanted = (
        "| a    | bb  |\n| ---- | :-: |\n| c\\|d | \u4e2d  |\n|      |  e  |\n\nText\n\n`|`\n\n| one |\n|---|---|\n"
    )
    assert laid_out(tables, text) == wanted
    sides = "|a|b|c|\n|:-|-:|:-:|\n|one|2|x|\n|three|400|wider|\n"
    assert laid_out(tables, sides) == (
        "| a     |   b |   c   |\n| :---- | --: | :---: |\n| one   |   2 |   x   |\n| three | 400 | wider |\n"
    )
    wide = f"| {'a ' * 40} | {'b ' * 40} |\n|---|---|\n| c | |\n"
    shown = laid_out(tables, wide).split("\n")
    assert shown[1:3] == ["| --- | --- |", "| c | |"]
    assert laid_out(tables, "a | b\n--|--\nc | d\n") == "| a   | b   |\n| --- | --- |\n| c   | d   |\n"


def test_keys_of_front_matter_with_their_comments() -> None:
    text = "---\n# of the status\nstatus: draft\nobjectives:\n  - one\n  # inner\n  - two\ntags: [a]  # tags\n# at the end\n---\nText\n"
    made = laid_out(front_matter("question"), text)
    keys = re.findall(r"^([a-z]+):", made, re.MULTILINE)
    assert keys == ["tags", "objectives", "status"]
    assert "# of the status\nstatus: draft\n# at the end\n---\nText\n" in made
    assert "objectives:\n  - one\n  # inner\n  - two\n" in made
    assert laid_out(front_matter("question"), "Text\n") == "Text\n"


def test_keys_of_a_file_below_its_own_comment() -> None:
    text = "# This bank is ours.\n\n# the title\ntitle: T\nid: a\nunknown: 1\nlanguage: en\n"
    wanted = "# This bank is ours.\n\nid: a\n# the title\ntitle: T\nlanguage: en\nunknown: 1\n"
    assert laid_out(whole_file("bank"), text) == wanted
    assert laid_out(whole_file("bank"), "title: T\n? complex\nid: a\n") == "title: T\n? complex\nid: a\n"


def test_open_lines_know_code_formulas_and_comments() -> None:
    text = "a\n$$\nx\n$$\n<!-- b\nc -->\n<!-- d --> e\n> ```\n> f\n> ```\ng $$h$$\n```"
    assert "".join("x" if each else "." for each in open_lines(text.split("\n"))) == "x.....x...x."
    assert open_lines(["---", "never closed"]) == [True, True]


def test_an_edit_that_changes_what_is_built_is_not_made_and_the_others_are() -> None:
    def rule(lines: Sequence[str]) -> list[Edit]:
        return [Edit(at, at + 1, (line.upper(),)) for at, line in enumerate(lines) if line != line.upper()]

    assert formatted("a\nb\nc", [rule], lambda text: "B" not in text) == "A\nb\nC"
    assert formatted("a", [lambda _: [Edit(0, 1, ("a",))]], lambda _: False) == "a"


def test_one_edit_that_is_refused_among_many_costs_few_readings() -> None:
    tried = 0

    def same(text: str) -> bool:
        nonlocal tried
        tried += 1
        return "B" not in text

    def rule(lines: Sequence[str]) -> list[Edit]:
        return [Edit(at, at + 1, (line.upper(),)) for at, line in enumerate(lines) if line != line.upper()]

    text = "a\n" * 700 + "b\n" + "a\n" * 800
    assert formatted(text, [rule], same) == text.replace("a", "A")
    assert tried < 40


def bank(root: Path, text: str, **more: str) -> Path:
    (root / "questions").mkdir(parents=True)
    (root / "bank.yaml").write_text("title: T\nid: a\nlanguage: en\n")
    (root / "questions/a.md").write_text(text, newline="")
    for name, content in more.items():
        (root / "questions" / f"{name}.md").write_text(content)
    return root


MESSY = "#  One {#one}\r\nWhich?  \r\nOr\r\n\r\n* [X] a\r\n* [ ] b\r\n\r\n\r\n<!-- kept -->\r\n"
NEAT = "# One {#one}\n\nWhich?  \nOr\n\n- [x] a\n- [ ] b\n\n<!-- kept -->\n"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(command, ["fmt", *map(str, words)])


def test_the_command_lays_out_and_says_which_files(tmp_path: Path) -> None:
    root = bank(tmp_path / "b", MESSY)
    (root / "questions/a.md").chmod(0o640)
    said = run(root)
    assert said.exit_code == 0, said.output
    assert said.output == f"{root}/bank.yaml\n{root}/questions/a.md\n2 files: 2 changed\n"
    assert (root / "questions/a.md").read_bytes() == NEAT.encode()
    assert (root / "questions/a.md").stat().st_mode & 0o777 == 0o640
    assert (root / "bank.yaml").read_text() == "id: a\ntitle: T\nlanguage: en\n"
    assert sorted(path.name for path in root.rglob("*") if path.is_file()) == ["a.md", "bank.yaml"]
    assert run(root).output == "2 files: none changed\n"


def test_check_and_diff_write_nothing(tmp_path: Path) -> None:
    root = bank(tmp_path / "b", MESSY)
    said = run(root, "--check")
    assert said.exit_code == 1
    assert f"{root}/questions/a.md: not in the layout\n2 files: 2 would change" in said.output
    said = run(root, "--diff")
    assert said.exit_code == 0
    assert "\n-* [X] a" in said.output
    assert "\n+- [x] a\n" in said.output
    assert run(root, "--diff", "--check", "-q").exit_code == 1
    assert (root / "questions/a.md").read_bytes() == MESSY.encode()


def test_a_file_with_errors_is_left_and_the_others_are_not(tmp_path: Path) -> None:
    root = bank(tmp_path / "b", MESSY, wrong=MESSY.replace("#one", "#two").replace("X", " "), empty="")
    said = run(root)
    assert said.exit_code == 1
    assert "error[no-right-choice]" in said.output
    assert "error[empty-file]" in said.output
    assert "*" in (root / "questions/wrong.md").read_text()
    assert (root / "questions/a.md").read_text() == NEAT
    (root / "bank.yaml").write_text("id: [\n")
    (root / "questions/a.md").write_text(MESSY)
    assert run(root).exit_code == 1
    assert (root / "questions/a.md").read_text() == MESSY.replace("\r", "")


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = bank(tmp_path / "b", MESSY)
    (file,) = (each for each in format_bank(root) if each.path.endswith("a.md"))
    (root / "questions/a.md").write_text("new")
    assert not write(root, file)
    assert (root / "questions/a.md").read_text() == "new"
    monkeypatch.setattr("exporter.fmt.format_bank", lambda _: [Formatted("questions/a.md", b"x", b"y")])
    said = run(root)
    assert said.exit_code == 1
    assert "changed meanwhile" in said.output


def test_quizzes_and_categories_are_laid_out_too(tmp_path: Path) -> None:
    root = bank(tmp_path / "b", NEAT)
    (root / "questions/_category.yaml").write_text("description: D\ntitle: T\n\n\n")
    (root / "quizzes").mkdir()
    (root / "quizzes/q.yaml").write_text("title: Q\nid: q\nsections:\n  - questions: [one]\n")
    assert list(bank_paths(root)) == ["bank.yaml", "questions/_category.yaml", "questions/a.md", "quizzes/q.yaml"]
    before = model(root)
    assert format_all(root) == ["bank.yaml", "questions/_category.yaml", "quizzes/q.yaml"]
    assert model(root) == before
    assert (root / "questions/_category.yaml").read_text() == "title: T\ndescription: D\n"
    assert (root / "quizzes/q.yaml").read_text().startswith("id: q\ntitle: Q\n")
