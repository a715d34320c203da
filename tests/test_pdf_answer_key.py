"""How each type is answered on the printed key: accepted answers, marks of parts, weights, amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from markupsafe import Markup

from exporter.diagnostics import Span
from exporter.model import QUESTION_TYPES, Area, Bank, Description, type_of
from exporter.targets.amounts import amount, percent
from exporter.targets.pdf.answers import marks_earned, solution
from exporter.targets.pdf.areas import shape
from exporter.targets.pdf.forms import SortForm
from exporter.targets.pdf.views import short_answer
from exporter.targets.words import read_words
from tests.pdf_questions import WORDS, asked, one, writing_of


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ("- = 16 ± 2", '16 ±\N{NO-BREAK SPACE}2 <span class="aside">(14 to 18 is right)</span>'),
        (
            "- = 200 ± 5%",
            '200 ±\N{NO-BREAK SPACE}5\N{NO-BREAK SPACE}% <span class="aside">(190 to 210 is right)</span>',
        ),
        ("- = 14..18", "14 to 18"),
        ("- = -3.50", "−3.5"),
        ("- = 1e3", "1000"),
    ],
)
def test_numbers_are_worded_for_the_marker(tmp_path: Path, answers: str, shown: str) -> None:
    bank = one(tmp_path, f"# T {{#q}}\n\nS?\n\n{answers}\n")
    assert str(solution(bank.question("q"), asked(bank, "q"), writing_of(bank)).accepted[0].text) == shown


def test_accepted_words_keep_wildcards_weights_and_reasons(tmp_path: Path) -> None:
    text = "# T {#q case-sensitive=true}\n\nS?\n\n- = social*support\n- =50% aid\n  > Nearly.\n- =0% *\n"
    bank = one(tmp_path, text)
    key = solution(bank.question("q"), asked(bank, "q"), writing_of(bank))
    assert [(str(each.text), each.earns, each.right) for each in key.accepted] == [
        ("social … support", "", True),
        ("aid", "50 %", True),
        ("<em>any other answer</em>", "0 %", False),
    ]
    assert key.accepted[1].reason == "<p>Nearly.</p>"
    assert key.marking == ("… stands for any text.", "Capital letters count.")


CHOICES = "- [x] a\n- [x] b\n- [x] c\n- [ ] d\n- [ ] e\n"


@pytest.mark.parametrize(
    ("attributes", "block", "sentence"),
    [
        ("points=3", CHOICES, "Part marks: 1 mark for each right choice, 1.5 marks off for each wrong one, never less"),
        ("points=1", CHOICES, "Part marks: 1/3 marks for each right choice, 0.5 marks off for each wrong one"),
        ("points=5 partial-credit=per-choice", CHOICES, "Part marks: 1 mark for each right choice made and each wrong"),
        ("partial-credit=none", CHOICES, "All or nothing"),
        ("points=2 .multiple-response", "- [x] a\n- [x] b\n", "Part marks: 1 mark for each right choice."),
        (".multiple-response", "- [50%] a\n- [50%] b\n- [-25%] c\n", "Part marks: the percentages add up"),
        ("", "- [x] a\n- [ ] b\n", "All marks for the right answer."),
        (
            "points=4 type=ordering",
            "1. a\n2. b\n3. c\n",
            "Part marks: 1\N{NO-BREAK SPACE}1/3 marks for each item in its",
        ),
        ("points=2", "| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |\n", "Part marks: 1 mark for each right row."),
        ("partial-credit=none", "| a | b |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |\n", "All or nothing"),
        (".essay", "", "Marked by hand."),
    ],
)
def test_part_marks_are_said_in_marks(tmp_path: Path, attributes: str, block: str, sentence: str) -> None:
    bank = one(tmp_path, f"# T {{#q {attributes}}}\n\nS?\n\n{block}")
    assert marks_earned(bank.question("q"), WORDS)[0].startswith(sentence)


def test_weights_of_choices_are_shown(tmp_path: Path) -> None:
    bank = one(tmp_path, "# T {#q .multiple-choice}\n\nS?\n\n- [100%] a\n- [33.3%] b\n- [-25%] c\n")
    key = solution(bank.question("q"), asked(bank, "q", shuffle=False), writing_of(bank))
    assert [each.earns for each in key.accepted] == ["100 %", "33.3 %", "25 % is taken off"]
    assert key.short == "A"


def test_amounts_and_percents() -> None:
    assert amount(Fraction(1), WORDS) == "1 mark"
    assert amount(Fraction(5, 2), WORDS) == "2.5 marks"
    assert amount(Fraction(5, 3), WORDS) == "1\N{NO-BREAK SPACE}2/3 marks"
    assert amount(Fraction(1, 8), WORDS) == "1/8 marks"
    assert amount(Fraction("0.33333"), WORDS) == "0.33333 marks"
    assert amount(Fraction(1, 300), WORDS) == "1/300 marks"
    assert amount(Fraction(5, 2), read_words("de", None)) == "2,5 Punkte"
    assert percent(Decimal("12.50"), WORDS) == "12.5 %"


def test_the_answer_in_short_names_the_items_of_each_category(tmp_path: Path) -> None:
    text = "# T {#q type=categorize}\n\nS?\n\n| X | Y |\n| - | - |\n| a | b |\n| c |  |\n"
    bank = one(tmp_path, text)
    form = asked(bank, "q")
    assert isinstance(form, SortForm)
    by_category = {
        name: ", ".join(str(place) for place, own in enumerate(form.answers, 1) if form.categories[own] == name)
        for name in form.categories
    }
    short = solution(bank.question("q"), form, writing_of(bank)).short
    assert short == Markup(" · ").join(
        Markup('<span class="one">{}: {}</span>').format(name, places) for name, places in by_category.items()
    )


def test_every_type_has_an_answer_in_short(examples: Bank) -> None:
    seen = set()
    for question in examples.questions:
        if not isinstance(question, Description):
            seen.add(type_of(question))
            assert short_answer(solution(question, asked(examples, question.id), writing_of(examples))), question.id
    assert seen == set(QUESTION_TYPES) - {"description"}


@pytest.mark.parametrize(("size", "scale"), [((600, 340), 1), ((3000, 340), 5), ((600, 680), 2), ((40, 40), 1)])
def test_areas_are_as_plain_on_a_picture_of_any_size(size: tuple[int, int], scale: int) -> None:
    numbers = (Decimal(0), Decimal(0), Decimal(9), Decimal(9))
    drawn = shape(Area(shape="rect", numbers=numbers, right=True, span=Span("a")), "A", *size)
    assert f'stroke-width="{3 * scale}"' in drawn
    assert f'<circle cx="{10 * scale}" cy="{10 * scale}" r="{10 * scale}"' in drawn
    assert f'font-size="{14 * scale}"' in drawn
