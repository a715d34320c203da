"""What is too wide for its page: broken where it can be, a named loss where it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.targets.pdf import TARGET
from exporter.targets.pdf.narrowing import Crowd, narrowed
from tests.pdf_banks import text_of
from tests.pdfua import problems
from tests.small_banks import bank_of, written

QUIZ = "id: q\ntitle: Q\nsections:\n  - questions: [{}]\n"
NARROW = (
    "# A {#a type=cloze}\n\n"
    "| Phase | Sessions | Task |\n|---|---|---|\n"
    "| Initial | [[one to three]] | [[(x) inventory \\| ( ) exposure \\| ( ) free association]] |\n"
    "| Middle | [[=10 ± 2]] | work on the [[interpersonal focus]] |\n\n"
    "1. In a list\n\n   > and a quotation: [[an answer that takes a line of some length]]\n\n"
    "It is given by the [[(x) therapist | ( ) patient | ( ) a very long entry of a menu, half a line all by itself]].\n"
)
MENU = "[[(x) interpersonal \\| ( ) pharmacotherapeutic]]"
WIDE = "# B {#b type=cloze}\n\n" + "| Day " * 8 + "|\n" + "|---" * 8 + "|\n" + f"| {MENU} " * 8 + "|\n"


SUM = " + ".join(f"x_{{{place}}}" for place in range(14))
CELLS = {
    "table": "# A {#a type=essay}\n\nTable.\n\n| Name of it | Formula | Words |\n|---|---|---|\n"
    f"| one | **a ${SUM} = y$** b | words |\n| two | $$E=mc^2$$ | psychotherapeutically |\n",
    "categories": "# B {#b}\n\nSort.\n\n| In | Out | $a+b=c+d+e+f+g$ |\n|---|---|---|\n"
    f"| ${SUM} = 0$ | $x$ | $y$ |\n",
    "matching": f"# C {{#c}}\n\nMatch.\n\n| In | Out |\n|---|---|\n| ${SUM} = 0$ | ${SUM} = 1$ |\n| $x$ | $y$ |\n",
}


def losses(folder: Path, text: str, **options: Any) -> list[Diagnostic]:
    ident = text.split("{#")[1][0]
    bank = bank_of(folder, {"questions/a.md": text, "quizzes/q.yaml": QUIZ.format(ident)})
    _, findings = written(TARGET, bank, Options(quizzes=("q",), **options))
    return [each for each in findings if each.code in {"cut-off", "formula-small", "print-warning", "print-failed"}]


@pytest.mark.parametrize("size", [None, 18, 24])
def test_gaps_and_menus_of_a_table_and_long_entries_are_broken(tmp_path: Path, size: int | None) -> None:
    assert losses(tmp_path, NARROW, large_print=size) == []


@pytest.mark.parametrize("size", [None, 18, 24])
@pytest.mark.parametrize("kind", CELLS)
def test_a_formula_wider_than_its_cell_is_broken(tmp_path: Path, kind: str, size: int | None) -> None:
    assert losses(tmp_path, CELLS[kind], large_print=size) == []


def test_only_the_formula_that_is_too_wide_is_broken() -> None:
    alone, inside = (f'<img class="formula" data-formula="{number}" src="a" alt="a"/>' for number in (0, 1))
    html = f'<b>{alone}</b><span lang="de">{inside}</span><span class="display-formula">{inside}</span>'
    changed, drawings = narrowed(html, Crowd(formulas={1: ("a + b", 1), 2: (r"\sqrt{a + b}", 1)}))
    assert list(drawings) == ["formula:1-1"]
    assert changed.startswith(f'<b>{alone}</b><span lang="de"><span class="display-formula wide"><img ')
    assert 'alt="a + b"' in changed
    assert changed.endswith(f'"/></span></span><span class="display-formula">{inside}</span>')


WORDS = ("Psychotherapeutic", "12345", "Relationships", "987654", "Interpersonal")


def table(columns: int) -> str:
    row = "|" + "|".join(f" {WORDS[place % len(WORDS)]} " for place in range(columns)) + "|\n"
    return f"# T {{#t type=essay}}\n\nTable.\n\n{row}{'|---' * columns}|\n{row}{row}"


@pytest.mark.parametrize(("columns", "size"), [(5, 24), (10, 18), (10, None)])
def test_a_table_of_long_words_is_hyphenated_and_keeps_its_numbers_whole(
    tmp_path: Path, columns: int, size: Literal[18, 24] | None
) -> None:
    bank = bank_of(tmp_path, {"questions/a.md": table(columns), "quizzes/q.yaml": QUIZ.format("t")})
    files, found = written(TARGET, bank, Options(quizzes=("q",), large_print=size))
    text = text_of(files["pdf/q-paper.pdf"])
    assert [each.code for each in found] == []
    assert text.count("12345") == text.count("987654") == 3 * columns // 5
    assert "\N{HYPHEN}\nships" in text
    assert problems(files["pdf/q-paper.pdf"]) == []


def test_words_are_broken_anywhere_only_where_hyphens_are_not_enough() -> None:
    html = '<table><tr/></table><table data-narrow="1"><table class="sort">'
    changed, _ = narrowed(html, Crowd(tables={0, 1}))
    assert changed == '<table data-narrow="1"><tr/></table><table data-narrow="2"><table class="sort">'


def test_what_lies_beyond_the_edge_is_a_loss_of_its_question(tmp_path: Path) -> None:
    found = losses(tmp_path, WIDE, large_print=24)
    assert {(each.question, each.span.path, each.span.line) for each in found} == {("b", "questions/a.md", 1)}
    messages = {each.message for each in found}
    assert (
        "the question is wider than the page of `pdf/q-paper.pdf`: what lies beyond the edge is not printed" in messages
    )
