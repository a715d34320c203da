"""How each type is asked on paper, without drawing anything."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from exporter.model import Bank
from exporter.targets.amounts import duration
from exporter.targets.headings import place_headings
from exporter.targets.mixing import letter, mix
from exporter.targets.pdf.answers import solution
from exporter.targets.pdf.forms import (
    ChoiceForm,
    ClozeForm,
    MatchForm,
    OrderForm,
    SortForm,
    SpotForm,
    WriteForm,
    essay_lines,
)
from exporter.targets.pdf.selection import select
from exporter.targets.pdf.views import Viewer
from exporter.targets.words import plural
from tests.pdf_questions import WORDS, asked, one, writing_of
from tests.small_banks import bank_of


def test_choices_are_mixed_alike_on_every_build_and_keep_their_letters(tmp_path: Path) -> None:
    bank = one(tmp_path, "# T {#q}\n\nS?\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n- [ ] none {.pin}\n")
    first = asked(bank, "q")
    assert isinstance(first, ChoiceForm)
    assert first == asked(bank, "q")
    assert sorted(first.order) == [0, 1, 2, 3, 4]
    assert first.order != (0, 1, 2, 3, 4)
    assert first.texts[-1] == "none"
    assert first.letters == ("A", "B", "C", "D", "E")
    unmixed = asked(bank, "q", shuffle=False)
    assert isinstance(unmixed, ChoiceForm)
    assert unmixed.order == (0, 1, 2, 3, 4)


def test_an_edit_of_the_wording_moves_no_choice(tmp_path: Path) -> None:
    text = "# T {#q}\n\nS?\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n"
    before, after = (one(tmp_path / name, text.replace("S?", name)) for name in ("one", "two"))
    assert [asked(bank, "q").order for bank in (before, after)] == [asked(before, "q").order] * 2  # type: ignore[union-attr]


def test_a_question_that_is_not_shuffled_stays_as_written(tmp_path: Path) -> None:
    bank = one(tmp_path, "# T {#q shuffle=false}\n\nS?\n\n- [x] a\n- [ ] b\n- [ ] c\n- [ ] d\n")
    kept = asked(bank, "q")
    assert isinstance(kept, ChoiceForm)
    assert kept.order == (0, 1, 2, 3)


def test_mixing_depends_on_the_seed_and_the_number_alone() -> None:
    assert mix("abcd", "x") == mix("abcd", "x")
    assert {tuple(mix("abcd", str(seed))) for seed in range(20)} != {tuple("abcd")}
    assert [mix("wxyz", "x").index(each) for each in "wxyz"] == [mix("abcd", "x").index(each) for each in "abcd"]


def test_an_ordering_is_never_printed_in_its_right_order(tmp_path: Path) -> None:
    for number in range(12):
        bank = one(tmp_path / str(number), f"# T {{#q{number} type=ordering}}\n\nS?\n\n1. one\n2. two\n")
        printed = asked(bank, f"q{number}")
        assert isinstance(printed, OrderForm)
        assert printed.items == ("two", "one")
        assert printed.positions == (2, 1)
        assert solution(bank.question(f"q{number}"), printed, writing_of(bank)).short.count("one") == 2


def test_matching_letters_lead_to_the_right_sides(tmp_path: Path) -> None:
    table = "| a | b |\n| - | - |\n| one | X |\n| two | Y |\n| three | X |\n| | Z |\n"
    bank = one(tmp_path, f"# T {{#q}}\n\nS?\n\n{table}")
    printed = asked(bank, "q")
    assert isinstance(printed, MatchForm)
    sides = dict(zip(printed.letters, printed.options, strict=True))
    assert sorted(sides.values()) == ["X", "Y", "Z"]
    assert [sides[each] for each in printed.answers] == ["X", "Y", "X"]
    assert printed.matched == ("X", "Y", "X")
    assert [text for _, text in printed.unused] == ["Z"]


def test_categories_are_columns_and_every_item_is_there(tmp_path: Path) -> None:
    bank = one(tmp_path, "# T {#q}\n\nS?\n\n| A | B | C |\n| - | - | - |\n| 1 | 2 | 3 |\n| 4 | | 5 |\n")
    printed = asked(bank, "q")
    assert isinstance(printed, SortForm)
    assert printed.categories == ("A", "B", "C")
    right = {"1": 0, "2": 1, "3": 2, "4": 0, "5": 2}
    assert dict(zip(map(str, printed.items), printed.answers, strict=True)) == right


def test_gaps_are_lettered_and_all_of_one_width(tmp_path: Path) -> None:
    bank = one(tmp_path, "# T {#q type=cloze}\n\nA [[a | an]] and [[extraordinary]], [[= 3 mg]], [[(x) p | ( ) q]].\n")
    printed = asked(bank, "q")
    assert isinstance(printed, ClozeForm)
    assert [f"({name})" in printed.text for name in "abcd"] == [True] * 4
    assert len(set(re.findall(r"width:(\d+)em", printed.text))) == 1
    assert printed.text.count('class="option"') == 2
    assert (printed.typed, printed.menus) == (True, True)
    key = solution(bank.question("q"), printed, writing_of(bank))
    assert [(each.name, str(each.text)) for each in key.accepted] == [
        ("(a)", "a"),
        ("(a)", "an"),
        ("(b)", "extraordinary"),
        ("(c)", "3\N{NO-BREAK SPACE}mg"),
        ("(d)", "p"),
    ]


def test_areas_are_drawn_with_their_letters(examples: Bank) -> None:
    printed = asked(examples, "hot-plain")
    assert isinstance(printed, SpotForm)
    assert printed.url.startswith("bank:media/")
    assert len(printed.areas) == len(printed.letters) == len(examples.question("hot-plain").areas)  # type: ignore[union-attr]
    assert ">A</text>" in printed.areas[0]


@pytest.mark.parametrize(
    ("area", "drawn"),
    [
        ("rect 10,10 40,30", '<rect x="10" y="10" width="30" height="20"'),
        ("circle 50,50 12.5", '<circle cx="50" cy="50" r="12.5"'),
        ("poly 1,1 5,1 3,4", '<polygon points="1 1 5 1 3 4"'),
    ],
)
def test_each_shape_is_drawn(tmp_path: Path, area: str, drawn: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>'
    text = f"# T {{#q}}\n\nWhere?\n\n![A place](../media/p.svg)\n\n- [x] {area}\n"
    printed = asked(bank_of(tmp_path, {"questions/a.md": text, "media/p.svg": svg}), "q")
    assert isinstance(printed, SpotForm)
    assert drawn in printed.areas[0]


def test_room_to_write_grows_with_the_marks() -> None:
    rooms = [essay_lines(Decimal(points)) for points in (0, 1, 5, 10, 25, 100)]
    assert rooms == sorted(rooms)
    assert rooms[0] == 6
    assert rooms[-1] == 60


def test_units_stand_after_the_line(tmp_path: Path) -> None:
    bank = one(tmp_path, "# T {#q .numerical}\n\nS?\n\n- = 16 ± 2 mg\n")
    assert asked(bank, "q") == WriteForm(1, "mg")


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (52, "BA")])
def test_letters_go_on_after_z(number: int, name: str) -> None:
    assert letter(number) == name


def test_a_drawing_changes_only_where_its_pool_does(tmp_path: Path) -> None:
    question = "# T {{#q{0}}}\n\nS {0}?\n\n- [x] a\n- [ ] b\n\n"
    quiz = "id: z\ntitle: Z\nsections:\n  - draw: 3\n    from: {type: multiple-choice}\n    points: 2\n"

    def ids(folder: str, numbers: range) -> list[str]:
        text = "".join(question.format(number) for number in numbers)
        bank = bank_of(tmp_path / folder, {"questions/a.md": text, "quizzes/z.yaml": quiz})
        paper, findings = select(bank.quizzes["z"], bank)
        assert [each.code for each in findings] == ["drawn-for-paper"]
        assert paper.points == 6
        return [each.question.id for each in paper.asked()]

    first = ids("one", range(10))
    assert len(set(first)) == 3
    assert first == sorted(first)
    assert ids("again", range(10)) == first
    assert len(set(ids("more", range(11))) & set(first)) >= 2


def test_two_draws_never_print_a_question_twice(tmp_path: Path) -> None:
    text = "".join(f"# T {{#q{n}}}\n\nS {n}?\n\n- [x] a\n- [ ] b\n\n" for n in range(5))
    draw = "  - draw: 3\n    from: {type: multiple-choice}\n"
    files = {"questions/a.md": text, "quizzes/z.yaml": f"id: z\ntitle: Z\nsections:\n{draw}{draw}"}
    bank = bank_of(tmp_path, files)
    paper, findings = select(bank.quizzes["z"], bank)
    assert len({each.question.id for each in paper.asked()}) == paper.count == 5
    assert [each.code for each in findings] == ["draw-too-small", "drawn-for-paper"]


def test_a_passage_names_the_questions_that_follow_it(tmp_path: Path) -> None:
    choice = "S?\n\n- [x] a\n- [ ] b\n\n"
    text = f"# Case {{#case .passage}}\n\nA text.\n\n# A {{#a passage=case}}\n\n{choice}# B {{#b passage=case}}\n\n{choice}"
    text += f"# C {{#c}}\n\n{choice}# D {{#d passage=case}}\n\n{choice}"
    quiz = "id: z\ntitle: Z\nsections:\n  - questions: [a, b, c, d]\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "quizzes/z.yaml": quiz})
    viewer = Viewer(bank, writing_of(bank), "z", shuffle=True, answers=False)
    view = viewer.quiz(bank.quizzes["z"], select(bank.quizzes["z"], bank)[0])
    lines = [item.line for item in view.sections[0].items if hasattr(item, "line")]
    assert lines == ["Read “Case”, then answer questions 1 to 2.", "Use “Case” on page"]


def test_headings_inside_a_text_keep_their_order_and_skip_no_level() -> None:
    assert place_headings("<h2>a</h2><h4>b</h4><h2>c</h2>", 5) == "<h5>a</h5><h6>b</h6><h5>c</h5>"
    assert place_headings("<p>none</p>", 3) == "<p>none</p>"
    assert place_headings("<h3>a</h3><h2>b</h2>", 3) == "<h3>a</h3><h3>b</h3>"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(90, "90 s"), (1200, "20 min"), (3600, "1 h"), (5400, "1 h 30 min")],
)
def test_time_limits_are_said_as_people_do(seconds: int, words: str) -> None:
    assert duration(seconds, WORDS) == words


@pytest.mark.parametrize(
    ("language", "count", "form_"),
    [
        ("en", "1", "one"), ("en", "0", "other"), ("fr", "0", "one"), ("fr", "1.5", "one"), ("pt", "1", "one"),
        ("zh", "1", "other"), ("he", "2", "two"), ("he", "3", "other"), ("ru", "1", "one"), ("ru", "21", "one"),
        ("ru", "3", "few"), ("ru", "12", "many"), ("ru", "11", "many"), ("pl", "22", "few"), ("pl", "21", "many"),
        ("ar", "0", "zero"), ("ar", "2", "two"), ("ar", "5", "few"), ("ar", "11", "many"), ("ar", "100", "other"),
        ("de-AT", "1", "one"), ("en", "0.5", "other"),
    ],
)  # fmt: skip
def test_plurals_follow_cldr(language: str, count: str, form_: str) -> None:
    assert plural(language, count) == form_
