"""Formulas that players draw, and formulas that they show as red text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.reader.tex import tex_faults
from tests.watchdog import must_end

GOOD = r"""
x^2_1
x'^2
x''_1
{}^2x
{x^a}^b
x_{i_{j}}^{k^{l}}
x_\text{max}
x^\frac{1}{2}
\frac12
\frac\alpha\beta
\sqrt[3]{x}
\sqrt[\frac{a}{b}]{x}
\sum\limits_{i}^{n} i
\operatorname*{arg\,max}_x
\left( \frac{1}{2} \right)^2
\left.\frac{d}{dx}\right|_{x=0}
\left\{ x \right\}
\left\lfloor x\right\rfloor
\left<a\right>
\bigl( x \bigr)
\big\langle x \big\rangle
\begin{array}{cc} a & b \\ c & d \end{array}
\begin{array}[t]{cc} a & b \end{array}
\begin{alignedat}{2} a &= b \end{alignedat}
\begin{aligned} a &= b \\ &= c \end{aligned}
\begin{cases} a & x^2 \\ b & \text{otherwise} \end{cases}
\begin{pmatrix}1&0\\0&1\end{pmatrix}^{-1}
\begin{matrix}a&b\\[2ex]c&d\end{matrix}
\matrix{a & b \cr c & d}
\substack{a \\ b}
\text{if a_b is 100\% {sure}}
{a\choose b}
\color{red} x
\textcolor{red}{x}
\genfrac{(}{)}{0pt}{}{a}{b}
\xrightarrow[a]{b}
\sideset{_1^2}{_3^4}\prod
\rule{1em}{2pt}
\mathchoice{a}{b}{c}{d}
50\% \& \#
""".strip().splitlines()

BAD = {
    "x^2^3": (3, "a second superscript follows the first"),
    "x_1_2": (3, "a second subscript follows the first"),
    "x^": (1, "nothing follows `^`"),
    "{x_}": (2, "nothing follows `_`"),
    "x^^2": (1, "nothing follows `^`"),
    "x^2'": (3, "a prime follows a superscript"),
    r"\frac{1}": (0, r"`\frac` lacks an argument"),
    r"a + \hat": (4, r"`\hat` lacks an argument"),
    r"\hat^2": (0, r"`\hat` lacks an argument"),
    r"\text": (0, r"`\text` lacks an argument"),
    r"\sqrt\frac{1}{2}": (5, r"`\frac` is the argument of `\sqrt` without its own"),
    r"\sqrt[3{x}": (5, "`[` is never closed"),
    "a & b": (2, "`&` parts columns, but there are none here"),
    r"\begin{array} a \end{array}": (12, "`array` is followed by no columns"),
    r"\begin{matrix} x^ & 2 \end{matrix}": (16, "nothing follows `^`"),
    r"\left x \right)": (0, r"no delimiter follows `\left`"),
    r"\left( x \right": (9, r"no delimiter follows `\right`"),
    r"\big x": (0, r"no delimiter follows `\big`"),
    "#1": (0, "`#` cannot stand in a formula"),
}


@pytest.mark.parametrize("tex", GOOD)
def test_what_players_draw(tex: str) -> None:
    assert tex_faults(tex) == []


@pytest.mark.parametrize("tex", BAD)
def test_what_players_refuse(tex: str) -> None:
    (fault,) = tex_faults(tex)
    assert (fault.offset, fault.message) == BAD[tex]
    assert fault.code.name == "math-broken"
    assert fault.hint


@pytest.mark.parametrize("nest", ["{%s}", r"\left(%s\right)", r"\begin{matrix}%s\end{matrix}", "x^{%s}"])
def test_nesting_has_a_limit(nest: str) -> None:
    fitting = deep = "x"
    for at in range(2000):
        deep = nest % deep
        fitting = deep if at < 99 else fitting
    assert tex_faults(fitting) == []
    assert [fault.code.name for fault in tex_faults(deep)] == ["too-deep"]


_PIECES = r"\frac \sqrt \left \right \begin{array} \end{array} \text { } ( ) [ ] ^ _ & ' # % \\ \ a 1"


@given(st.lists(st.sampled_from(_PIECES.split()), max_size=30))
def test_no_formula_raises(pieces: list[str]) -> None:
    tex = " ".join(pieces)
    for fault in tex_faults(tex):
        assert 0 <= fault.offset < len(tex)
        assert fault.length > 0
        assert fault.message


def test_a_long_formula_takes_no_time() -> None:
    with must_end():
        tex_faults(r"\frac{1}{2} + x_1^2 " * 5000)
