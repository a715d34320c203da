"""How formulas are drawn for paper, and broken where they are wider than their line."""

from __future__ import annotations

import pytest

from exporter.cache import NoCache
from exporter.diagnostics import Span
from exporter.model import Math
from exporter.targets.mathml import mathml
from exporter.targets.pdf.breaking import lines, pieces
from exporter.targets.pdf.math import Formulas, draw, draw_lines, merged


def test_formulas_are_drawn_on_their_baseline() -> None:
    drawing = draw(r"\frac{1}{2}", display=False)
    assert not drawing.problem
    assert drawing.width > 0
    assert 0 < drawing.depth < drawing.height
    assert drawing.paths.count("<") == 1


@pytest.mark.parametrize(
    ("tex", "problem"),
    [
        (r"\ce{H2O}", r"\ce"),
        (r"\kern 1em", ""),
        (r"\text{a \foo}", r"\foo"),
        (r"\text{שלום}", "ש"),
        (r"\frac{a", r"\frac{a"),
    ],
)
def test_what_the_engine_cannot_draw_is_named(tex: str, problem: str) -> None:
    assert draw(tex, display=False).problem == problem


@pytest.mark.parametrize(
    ("tex", "in_groups"),
    [
        ("x = -2", "x = {-2}"),
        ("x = --2", "x = {-{-2}}"),
        ("(-1)", "({-1})"),
        (r"[+1,-2] \to -\infty", r"[{+1},{-2}] \to {-\infty}"),
        ("|x| - 1", "|x| - 1"),
    ],
)
def test_the_sign_of_a_number_stands_close_to_it(tex: str, in_groups: str) -> None:
    assert draw(tex, display=False).width == draw(in_groups, display=False).width


@pytest.mark.parametrize(
    "tex",
    ["a - b", "(a) - b", "n! - 1", r"50\% - 3", r"\left[a\right] - 1", "|x| - 1", "x' - 1", r"\infty - 1", "? - 1"],
)
def test_a_minus_between_two_numbers_is_no_sign(tex: str) -> None:
    made = mathml(tex, display=False)
    assert made is not None
    assert '<mo form="prefix">' not in made
    assert made.replace("<mo>", '<mo form="prefix">') != made  # there is one that could be


def test_only_filled_shapes_are_merged() -> None:
    assert merged('<path d="M 0 0" fill="black" /><rect x="1" y="2" width="3" height="4" fill="black" />') == (
        '<path d="M 0 0 M 1 2 h 3 v 4 h -3 Z"/>'
    )
    stroked = '<path d="M 0 0" stroke="black" />'
    assert merged(stroked) == stroked


@pytest.mark.parametrize(
    ("tex", "found"),
    [
        ("a=b+c", ["a", "=b", "+c"]),
        ("a = -b + (c+d)", ["a ", "= -b ", "+ (c+d)"]),
        (r"\left( a + b \right] - [c + d) \le e", [r"\left( a + b \right] ", "- [c + d) ", r"\le e"]),
        (r"x_+ + y^- - \frac{a+b}{c}", ["x_+ ", "+ y^- ", r"- \frac{a+b}{c}"]),
        (r"x_1, \ldots, x_n \in M", ["x_1,", r" \ldots,", " x_n ", r"\in M"]),
        (r"\{x + y\} + \text{a = b}", [r"\{x + y\} ", r"+ \text{a = b}"]),
        (r"A + \begin{matrix} a & b \\ c = d \end{matrix}", ["A ", r"+ \begin{matrix} a & b \\ c = d \end{matrix}"]),
        (r"a + b \over c + d", [r"a + b \over c + d"]),
        (r"a = b \\ c = d", [r"a = b \\ c = d"]),
        ("(a + b", ["(a + b"]),
        (r"\sqrt{a + b}", [r"\sqrt{a + b}"]),
        ("-a", ["-a"]),
    ],
)
def test_a_formula_is_broken_only_between_its_outermost_terms(tex: str, found: list[str]) -> None:
    assert pieces(tex) == found


def test_lines_are_filled_up_to_their_room() -> None:
    assert lines(["a", "+b", "+c", "+d", "+e"], [3, 3, 3, 9, 1], 9, 2) == ["a+b+c", "+d", "+e"]
    assert lines(["a", "+b", "+c"], [3, 3, 5], 9, 2) == ["a+b", "+c"]


def test_a_broken_formula_is_as_high_as_its_lines_and_keeps_to_its_room() -> None:
    tex = " + ".join(f"x_{{{place}}}" for place in range(30))
    whole, broken = draw(tex, display=True), draw_lines(tex, 20)
    assert broken.width <= 20 < whole.width
    count = broken.paths.count("<g ")
    assert count == -(-whole.width // 18)
    assert broken.height > count * whole.height
    assert draw_lines(rf"\sqrt{{{tex}}}", 20).width > 20


def test_a_line_begins_with_its_operator_as_it_stands_in_the_middle() -> None:
    apart = draw("{}+ b", display=True).width - draw("b", display=True).width
    assert draw_lines("a + b", 0.5).width == pytest.approx(2 + draw("b", display=True).width + apart)


@pytest.mark.parametrize("display", [True, False])
def test_only_a_formula_that_is_too_wide_is_broken(*, display: bool) -> None:
    formulas = Formulas(NoCache(), 8)
    narrow, wide = (formulas.draw(Math("a + b" * count, display, Span("a.md", 1))) for count in (1, 9))
    assert ("display-formula" in narrow) is display
    assert "display-formula" in wide
    assert ("wide" in wide) is not display
    assert [drawn.count("<g ") > 1 for drawn in formulas.drawn.values()] == [False, True]
