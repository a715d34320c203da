"""Accepted answers that an earlier one takes wholly: told where it is certain, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic
from exporter.reader import read_bank
from exporter.scoring import score
from tests.small_banks import BANK, bank_of

CERTAIN = {
    "a text": ("- =50% *grief*\n- = grief\n- = x", "grief"),
    "in other capitals": ("- =50% *GRIEF*\n- = grief\n- = x", "grief"),
    "a pattern": ("- =50% *gri*\n- = a*grief\n- = x", "a*grief"),
    "behind what catches the rest": ("- = x\n- = *\n  > No.\n- =50% grief", "grief"),
    "a number": ("- = 3\n- =50% 10..20\n- = 15", "15"),
    "a number in a tolerance of percent": ("- = 3\n- =50% 100 ± 10%\n- = 110", "110"),
    "a number in a tolerance of one": ("- = 3\n- =50% 15 ± 1\n- = 15.5", "15.5"),
    "a range": ("- = 3\n- =50% 10..20\n- = 10..15", "10..15"),
    "a range with a tolerance": ("- = 3\n- =50% 10..20\n- = 12 ± 2", "12 ± 2"),
    "feedback of its own": ("- = *grief*\n- = grief\n  > That very word.", "grief"),
    "another feedback": ("- = *grief*\n  > Yes.\n- = grief\n  > That very word.", "grief"),
    "feedback of a number": ("- = 10..20\n- = 15\n  > The very middle.", "15"),
    "feedback behind what catches the rest": ("- = x\n- = *\n  > No.\n- =-50% grief\n  > Never.", "grief"),
    "a gap of texts": ("It is [[=50% *grief* | grief | x]].", "grief"),
    "a gap of numbers": ("It is [[= 3 | =50% 10..20 | = 15]].", "= 15"),
}
UNCERTAIN = {
    "the narrow one first": "- = grief\n- =50% *grief*",
    "the same weight": "- = *grief*\n- = grief",
    "the same feedback": "- = *grief*\n  > Yes, *that*.\n- = grief\n  > Yes, _that_.",
    "no feedback after some": "- = *grief*\n  > Yes.\n- = grief",
    "nothing and less than nothing": "- = x\n- =0% *grief*\n- =-50% grief",
    "a part of a pattern": "- =50% *grief\n- = grief*",
    "other capitals where they count": "- =50% *GRIEF*\n- = grief",
    "a part of a range": "- = 3\n- =50% 10..20\n- = 15..25",
    "the edge of a range": "- = 3\n- =50% 10..20\n- = 20.001",
    "another beginning": "- =50% 10..20\n- = 5..20",
    "another end": "- =50% 10..20\n- = 10..30",
    "another tolerance": "- =50% 10 ± 1\n- = 10 ± 2",
    "percent and not": "- =50% 10 ± 1%\n- = 10 ± 1",
    "two that take it together": "- =50% 10..20\n- =50% 20..30\n- = 15..25",
    "what catches the rest": "- = 3\n- =50% 10..20\n- = *\n  > No.",
}


def taken(folder: Path, answers: str, head: str = "") -> list[Diagnostic]:
    text = f"# A {{#a{head}}}\n\nWhich?\n\n{answers}\n"
    (folder / "questions").mkdir()
    (folder / "questions" / "a.md").write_text(text, encoding="utf-8")
    (folder / "bank.yaml").write_text(BANK, encoding="utf-8")
    _, found = read_bank(folder, cache=NoCache())
    assert {each.code for each in found} <= {"answer-taken"}
    return [*found]


@pytest.mark.parametrize("name", CERTAIN)
def test_an_answer_that_an_earlier_one_takes_is_told(name: str, tmp_path: Path) -> None:
    answers, written = CERTAIN[name]
    (found,) = taken(tmp_path, answers, " type=cloze" if "[[" in answers else "")
    line = (tmp_path / found.span.path).read_text().splitlines()[found.span.line - 1]
    assert line[found.span.column - 1 : found.span.end - 1] == written
    assert [each.span.path for each in found.related] == [found.span.path]
    assert found.question == "a"


@pytest.mark.parametrize("name", UNCERTAIN)
def test_an_answer_that_still_counts_is_let_be(name: str, tmp_path: Path) -> None:
    head = " case-sensitive=true" if "capitals" in name else ""
    assert taken(tmp_path, UNCERTAIN[name], head) == []


def test_what_is_told_is_what_the_scoring_says(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"questions/a.md": f"# A {{#a}}\n\nWhich?\n\n{CERTAIN['a text'][0]}\n"})
    half = score(bank.question("a"), "grief")
    assert half is not None
    assert half * 2 == 1
