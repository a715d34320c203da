"""Formulas converted by their shape are what the converter makes of each."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporter.targets.formula_shapes import by_shape
from exporter.targets.mathml import converted

_SIGNS = [
    *("x", "i", "n", "p", "t", "c", "m", "f", " ", "  ", "\n", "+", "-", "=", "<", ">", ",", ".", "|", "'", "!", ":"),
    *("{", "}", "^", "_", "^{", "_{", "{}", "(", ")", "[", "]", "\\,", "\\{", "\\}", "&", "%", "#", "~", "\\\\", '"'),
    *("\\frac", "\\frac{", "}{", "\\sqrt", "\\sqrt[", "\\left", "\\left(", "\\right)", "\\cdot", "\\alpha", "\\pi "),
    *("\\sum", "\\lim", "\\binom", "\\bar", "\\vec", "\\mathrm", "\\mathbf{", "\\log", "\\in", "\\mu", "\\to"),
    *("\\text{", "\\tag{", "\\hspace{", "\\unicode{", "\\genfrac", "\\verb", "\\color{", "\\newcommand{\\x}[", "\\x"),
    *("in", "mm", "pt", "em", "mu", "٣", "ä", "&#x", "<mn>", "</mn>", "1000000000000"),
]
_NUMBERS = st.one_of(st.integers(0, 3000).map(str), st.sampled_from(["0", "007", "1.5", "0.25", "12.50", "3."]))


_FORMS = (
    *("{} + {}", "{} - {}", "{} = -{}", "\\frac{{{}}}{{{}}}", "({})^{{{}}}", "\\left({}, {}\\right)", "{} \\cdot {}"),
    *("\\sqrt[{}]{{{}}}", "\\sum_{{i={}}}^{{{}}}", "{}\\leq{}", "\\binom{{{}}}{{{}}}"),
)


@st.composite
def _alike(draw: st.DrawFn) -> tuple[str, str]:
    """Two formulas that differ in their numbers."""
    pieces = draw(st.lists(st.one_of(st.none(), st.none(), st.sampled_from(_SIGNS)), min_size=1, max_size=14))
    made = ["".join(draw(_NUMBERS) if each is None else each for each in pieces) for _ in range(2)]
    return made[0], made[1]


@given(_alike())
@example(("x^{10}", "x^{7}"))
@example(("x^10", "x^75"))
@example(("5in", "17in"))
@example(("\\frac12", "\\frac{1}2"))
@example(("\\sqrt[3]{2}+1", "\\sqrt[24]{5}+100"))
def test_the_short_way_is_the_converters(texs: tuple[str, str]) -> None:
    for tex in texs:
        short = by_shape(tex, converted)
        assert short is None or short == converted(tex)


@st.composite
def _usual(draw: st.DrawFn) -> tuple[str, str]:
    """Two formulas as authors write them, of the same shape."""
    whole = st.integers(0, 99999).map(str)
    leaf = st.one_of(st.none(), st.sampled_from(["x", "y_i", "\\alpha", "n^2", "\\pi", "e^{-x}", "a_{ij}"]))
    shape = draw(st.recursive(leaf, lambda inner: st.tuples(st.sampled_from(_FORMS), inner, inner), max_leaves=6))

    def written(node: object) -> str:
        if isinstance(node, tuple):
            return str(node[0]).format(written(node[1]), written(node[2]))
        return draw(whole) if node is None else str(node)

    return written(shape), written(shape)


@given(_usual())
def test_so_it_is_for_formulas_as_authors_write_them(texs: tuple[str, str]) -> None:
    first, second = (by_shape(tex, converted) for tex in texs)
    assert (first is None) == (second is None)
    assert first is None or (first, second) == tuple(map(converted, texs))


@pytest.mark.parametrize("tex", ["x_{50}^2 + 12", "\\frac{3}{4.5} - 1", "\\sqrt[3]{27} = 3", "2 \\cdot 10^{-6}"])
def test_one_conversion_serves_all_of_a_shape(tex: str) -> None:
    asked: list[str] = []

    def counted(shape: str) -> str | None:
        asked.append(shape)
        return converted(shape)

    assert by_shape(tex, counted) == converted(tex)
    other = tex.replace("3", "8").replace("2", "9") if "^2" not in tex else tex.replace("12", "345")
    assert other != tex
    assert by_shape(other, counted) == converted(other)
    assert len(asked) == 1


@pytest.mark.parametrize(
    "tex", ["x^12", "\\frac12", "\\frac 1 2", "5in", "5 cm", "x", "\\text{5}", "\\left5 x\\right.", "#1"]
)
def test_where_a_number_may_say_more_the_shape_does_not_tell(tex: str) -> None:
    assert by_shape(tex, converted) is None
