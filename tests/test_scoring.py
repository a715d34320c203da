"""The source format's scoring rules, row by row of its table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from exporter.areas import inside
from exporter.diagnostics import Span
from exporter.model import Bank, Hotspot, Ordering, Question, TextAnswer
from exporter.scoring import Response, can_be_partly_right, match_options, matches, score, text_score
from exporter.typed import as_answers_are, composed
from tests import banks
from tests.responses import responses
from tests.small_banks import bank_of

D = Decimal
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)

CASES: list[tuple[str, Response, Fraction | None]] = [
    ("mc-plain", 1, Fraction(1)),
    ("mc-plain", 0, Fraction(0)),
    ("mc-plain", None, Fraction(0)),
    ("mc-rich", 0, Fraction(1)),
    ("mc-rich", 1, HALF),
    ("mc-rich", 2, Fraction(0)),  # -25 %, not below 0
    ("tf-plain", 0, Fraction(1)),
    ("tf-plain", 1, Fraction(0)),
    ("mr-plain", frozenset({0, 2, 3}), Fraction(1)),
    ("mr-plain", frozenset({0, 2}), Fraction(2, 3)),
    ("mr-plain", frozenset({0, 1}), Fraction(0)),  # 1/3 - 1/2
    ("mr-plain", frozenset({0, 2, 3, 1}), HALF),
    ("mr-plain", frozenset(range(5)), Fraction(0)),
    ("mr-plain", None, Fraction(0)),
    ("mr-per-choice", frozenset({0}), Fraction(3, 4)),
    ("mr-per-choice", frozenset(), HALF),
    ("mr-none", frozenset({0, 2}), Fraction(1)),
    ("mr-none", frozenset({0}), Fraction(0)),
    ("mr-weighted", frozenset({0}), Fraction(3, 5)),
    ("mr-weighted", frozenset({0, 2}), Fraction(3, 10)),
    ("mr-weighted", frozenset({2}), Fraction(0)),
    ("sa-plain", "Role Transition", Fraction(1)),
    ("sa-plain", " role transitions ", Fraction(1)),
    ("sa-plain", "TRANSITION", HALF),
    ("sa-plain", "grief", Fraction(0)),
    ("sa-plain", "", Fraction(0)),
    ("sa-signs", "3 * 2 = 6 \\ <b>&amp;</b>", Fraction(1)),
    ("sa-signs", "3 * 2 = 6 \\ <B>&amp;</b>", Fraction(0)),
    ("sa-signs", " 3 * 2 = 6 \\ <b>&amp;</b> ", Fraction(1)),
    ("num-plain", "15", Fraction(1)),
    ("num-plain", "14.0", Fraction(1)),
    ("num-plain", "12", HALF),
    ("num-plain", "3", Fraction(0)),
    ("num-plain", "twelve", Fraction(0)),
    ("num-tolerance", "15.5", Fraction(1)),
    ("num-tolerance", "15.49", Fraction(0)),
    ("num-percent", "0.000336", Fraction(1)),
    ("num-percent", "0.000337", Fraction(0)),
    ("num-exact", "−4", Fraction(1)),
    ("num-exact", "4", Fraction(0)),
    ("cloze-typed", ("transition", "loss"), HALF),
    ("cloze-typed", ("transition",), HALF),
    ("cloze-mixed", (0, "17", "social support | aid", "inventory"), Fraction(1)),
    ("cloze-mixed", (0, "20", "social support | aid", "inventory"), Fraction(0)),  # all or nothing
    ("cloze-menus", (0, 1), HALF),
    ("cloze-menus", (None, None), Fraction(0)),
    ("match-plain", (0, 1, 3), Fraction(2, 3)),
    ("match-repeated", (0, 0, 1), Fraction(1)),
    ("match-repeated", (0, 0, 0), Fraction(0)),
    ("order-plain", (0, 1, 3, 2), HALF),
    ("order-none", (0, 2, 1), Fraction(0)),
    ("order-none", (0, 1, 2), Fraction(1)),
    ("cat-plain", (0, 1, 2, None), Fraction(3, 4)),
    ("hot-plain", (D(85), D(59)), Fraction(1)),
    ("hot-plain", (D(20), D(20)), Fraction(0)),
    ("hot-plain", (D(1), D(1)), Fraction(0)),
    ("hot-plain", None, Fraction(0)),
    ("hot-poly", (D(3), D(3)), Fraction(1)),
    ("hot-poly", (D(15), D(15)), Fraction(0)),
    ("essay-plain", "text", None),
    ("upload-plain", None, None),
    ("desc-plain", None, None),
]


@pytest.mark.parametrize(("question", "response", "expected"), CASES)
def test_score(examples: Bank, question: str, response: Response, expected: Fraction | None) -> None:
    assert score(examples.question(question), response) == expected


def test_match_options_hold_equal_answers_once(examples: Bank) -> None:
    question = examples.question("match-repeated")
    assert question.__struct_fields__
    assert [str(option.parts[0]) for option in match_options(question)] == ["Transition", "Grief"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pieces", "typed", "expected"),
    [
        (("a", "b"), "ab", True),
        (("a", "b"), "a x b", True),
        (("ab", "ba"), "aba", False),
        (("a", "c", "b"), "a-c-b", True),
        (("a", "c", "c", "b"), "a-c-b", False),
        (("", ""), "anything", True),
        (("a", ""), "b", False),
    ],
)
def test_wildcards(pieces: tuple[str, ...], typed: str, *, expected: bool) -> None:
    assert matches(pieces, typed, case_sensitive=True) is expected


def test_the_rim_of_a_rectangle_belongs_to_it(examples: Bank) -> None:
    question = examples.question("hot-plain")
    rectangle = question.areas[1]  # type: ignore[union-attr]
    assert inside(rectangle, D(10), D(40))
    assert not inside(rectangle, D(10), D(41))


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [(85, 20, True), (85, 60, True), (65, 40, True), (105, 40, True), (97, 56, True), (99, 55, False), (85, 19, False)],
)
def test_a_circle_is_round_and_its_rim_belongs_to_it(examples: Bank, x: int, y: int, expected: bool) -> None:  # noqa: FBT001
    circle = examples.question("hot-plain").areas[0]  # type: ignore[union-attr]
    assert inside(circle, D(x), D(y)) is expected


def _scores(question: Question) -> set[Fraction | None]:
    """Return the scores that answers earn."""
    if isinstance(question, Hotspot):
        points = {"circle": (D(85), D(40)), "rect": (D(20), D(20)), "poly": (D(3), D(3))}
        return {score(question, points[area.shape]) for area in question.areas}
    # Two items in an order are right or wrong; an order that is left half done is not.
    each = [(0, None)] if isinstance(question, Ordering) else responses(question)
    return {score(question, response) for response in each}


def _is_known(question: Question) -> None:
    partly = any(earned is not None and 0 < earned < 1 for earned in _scores(question))
    assert can_be_partly_right(question) is partly, question.id


def test_what_can_be_partly_right(examples: Bank) -> None:
    for question in examples.questions:
        _is_known(question)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("In [[(x) a | ( ) b]].", False),
        ("In [[(x) a | (50%) b]].", True),
        ("In [[(x) a | (-50%) b]].", False),
        ("In [[=50% b | a]].", True),
        ("In [[=0% b | a]].", False),
        ("In [[=50% 3 | = 4..5]].", True),
    ],
)
def test_one_gap_is_partly_right_only_by_its_weights(tmp_path: Path, answers: str, expected: bool) -> None:  # noqa: FBT001
    question = bank_of(tmp_path, {"questions/a.md": f"# A {{#a}}\n\n{answers}\n"}).question("a")
    assert can_be_partly_right(question) is expected
    _is_known(question)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(banks.bank_files())
def test_what_of_drawn_banks_can_be_partly_right(files: dict[str, str]) -> None:
    with banks.read(files) as bank:
        for question in bank.questions:
            if not isinstance(question, Hotspot):
                _is_known(question)


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("caf\xe9", "cafe\u0301"),  # as a keyboard for Vietnamese types accents, and names of files on a Mac have them
        ("\u0651\u064e", "\u064e\u0651"),  # marks above an Arabic letter, in either order
        ("C'est tout !", "c'est\xa0tout\u202f!"),
        ("כן", "\u200fכן\u200e"),
        ("\u0390", "\u0399\u0308\u0301"),
        ("Stra\xdfe", "STRASSE"),
    ],
)
@pytest.mark.parametrize("case_sensitive", [False, True])
def test_what_is_typed_is_read_as_answers_are(accepted: str, typed: str, case_sensitive: bool) -> None:  # noqa: FBT001
    answer = TextAnswer(pieces=(composed(accepted),), span=Span(""))
    right = not case_sensitive or as_answers_are(typed) == composed(accepted)
    assert text_score([answer], typed, case_sensitive=case_sensitive) == right
