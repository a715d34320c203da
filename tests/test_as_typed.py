"""Answers pasted from a word processor accept what a keyboard types."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exporter.model import Cloze, MenuGap, MultipleChoice, Numerical, NumericGap, ShortAnswer, TrueFalse, TypedGap
from tests.small_banks import bank_of


def _one(folder: Path, body: str) -> object:
    bank = bank_of(folder, {"questions/q.md": f"# Title {{#one}}\n\nWhat?\n\n{body}\n"})
    return bank.questions[0]


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ("- =\xa0grief", ["grief"]),
        ("- = role\xa0transition\xa0", ["role transition"]),
        ("- = role\u2009trans*", ["role trans", ""]),
        ("- = cafe\u0301", ["caf\xe9"]),
        ("- =50%\xa0grief\n- = loss", ["grief"]),
        ("- = 役割\u3000変化", ["役割\u3000変化"]),
        ("- = \u200fכן\u200f", ["כן"]),
        ("- = C++\u200e ו-Java", ["C++ ו-Java"]),
    ],
)
def test_a_text(written: str, accepted: list[str], tmp_path: Path) -> None:
    question = _one(tmp_path, written)
    assert isinstance(question, ShortAnswer)
    assert list(question.answers[0].pieces) == accepted


def test_a_gap(tmp_path: Path) -> None:
    question = _one(tmp_path, "It is [[role\xa0transition]].")
    assert isinstance(question, Cloze)
    gap = question.gaps[0]
    assert gap.answers[0].pieces == ("role transition",)  # type: ignore[union-attr]


def test_brackets_in_a_gap(tmp_path: Path) -> None:
    """What the message about a gap that is not closed says to write is what is accepted."""
    question = _one(tmp_path, r"Bash tests with [[\[[ | \[\[ -f \]\]]].")
    assert isinstance(question, Cloze)
    gap = question.gaps[0]
    assert [answer.pieces for answer in gap.answers] == [("[[",), ("[[ -f ]]",)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "written", ["- = 16\xa0±\xa02", "- = 16\u202f±\u20092\xa0weeks", "- = \u200e16 ± 2\u200f", "- = 16 ± 2 weeks"]
)
def test_a_number(written: str, tmp_path: Path) -> None:
    question = _one(tmp_path, written)
    assert isinstance(question, Numerical)
    assert (question.answers[0].value, question.answers[0].tolerance) == (Decimal(16), Decimal(2))
    assert question.unit == ("weeks" if "weeks" in written else "")


@pytest.mark.parametrize("written", ["- = 1914–1918", "- = 10 000 steps", "- = 16 weeks"])
def test_numbers_that_may_be_text(written: str, tmp_path: Path) -> None:
    assert isinstance(_one(tmp_path, written), ShortAnswer)


def test_blanks_that_are_no_plain_ones_stay_in_titles(tmp_path: Path) -> None:
    quiz = 'id: z\ntitle: "Examen\u202f: «\xa0Géo\xa0»"\nsections:\n  - title: 第１部\u3000 \u3000基礎\n    questions: [q]\n'
    bank = bank_of(
        tmp_path,
        {
            "bank.yaml": "id: b\ntitle: B  b\nlanguage: ja\nauthors: [髙橋\u3000花子]\n",
            "questions/q.md": "# T {#q}\n\nWhat?\n\n- [x] A\n- [ ] B\n",
            "quizzes/z.yaml": quiz,
        },
    )
    (made,) = bank.quizzes.values()
    assert (bank.title, bank.authors[0].name) == ("B b", "髙橋\u3000花子")
    assert (made.title, made.sections[0].title) == ("Examen\u202f: «\xa0Géo\xa0»", "第１部\u3000 \u3000基礎")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\u3000字下げ。\n\u3000二行目。", "<p>\u3000字下げ。\n\u3000二行目。</p>"),
        ("\u3000\u3000字下げ。", "<p>\u3000\u3000字下げ。</p>"),
        ("  \u3000字下げ。", "<p>\u3000字下げ。</p>"),
        ("文。\n\n\u3000字下げ。", "<p>文。</p><p>\u3000字下げ。</p>"),
        (">\u3000引用。", "<blockquote><p>引用。</p></blockquote>"),
        ("\xa0\u3000Text.", "<p>Text.</p>"),
    ],
)
def test_a_paragraph_is_indented_by_blanks_of_full_width(written: str, shown: str, tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"questions/q.md": f"# T {{#q}}\n\n{written}\n\n- [x] \u3000これ\n- [ ] あれ\n"})
    question = bank.questions[0]
    assert isinstance(question, MultipleChoice)
    assert question.stem.parts == (shown,)
    assert question.choices[0].text.parts == ("これ",)


def test_marks_of_direction_hide_no_mark_of_a_gap(tmp_path: Path) -> None:
    question = _one(tmp_path, "זה [[\u200f(x) כן\u200f | \u200f( ) לא]] וגם [[\u200f= 16]] וגם [[\u200fכן]].")
    assert isinstance(question, Cloze)
    menu, number, typed = question.gaps
    assert isinstance(menu, MenuGap)
    assert [(option.text.parts, option.right) for option in menu.options] == [(("כן\u200f",), True), (("לא",), False)]
    assert isinstance(number, NumericGap)
    assert isinstance(typed, TypedGap)
    assert typed.answers[0].pieces == ("כן",)


def test_marks_of_direction_make_no_other_word_of_true(tmp_path: Path) -> None:
    assert isinstance(_one(tmp_path, "- [x] True\u200f\n- [ ] \u200fFalse"), TrueFalse)
