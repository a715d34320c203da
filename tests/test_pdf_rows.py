"""The rows of formulas drawn once: what is drawn stays the same."""

from __future__ import annotations

from contextlib import nullcontext
from xml.etree.ElementTree import Element

import pytest

from exporter.targets.pdf import math
from exporter.targets.pdf.math import draw
from exporter.targets.pdf.rows import quick_rows

FORMULAS = [
    r"\frac{x_{0}^2}{\sqrt{2}} + 1",
    r"\frac{\frac{(a)}{b}}{\left|\frac{c}{d}\right|}",
    r"\left(\frac{a}{\left[\sum_{i=1}^n x_i\right]^2}\right)",
    r"\left\{\begin{array}{c}a\\b\end{array}\right.",
    r"\begin{cases}1&x>0\\\frac12&\text{else}\end{cases}",
    r"x^{(2)}_{[1]} \sqrt[3]{\frac{(a+b)}{2}}",
    r"\langle x\rangle \uparrow \Uparrow \|x\| |y|_2",
    r"\overbrace{a+b}^{c}\underline{x}\widehat{abc}\vec{v}\overline{(x)}",
    r"\binom{n}{k} \lim_{x\to\infty}\int_0^1 f",
    r"a\\b\\(c)",
]


@pytest.mark.parametrize("tex", FORMULAS)
@pytest.mark.parametrize("display", [False, True])
def test_the_same_is_drawn(tex: str, display: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    quick = draw(tex, display=display)
    monkeypatch.setattr(math, "quick_rows", nullcontext)
    assert not quick.problem
    assert quick == draw(tex, display=display)


@pytest.mark.parametrize(("tex", "stretches"), [(FORMULAS[0], False), (r"\left(\frac12\right)", True), ("(x)", True)])
def test_rows_are_measured_where_something_stretches_alone(
    tex: str,
    stretches: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from ziamath.nodes.mrow import Mrow  # noqa: PLC0415 - loaded where a formula is drawn

    measured = []
    whole = Mrow._get_height_nostretch  # noqa: SLF001 - what the engine does of its own accord

    def counted(self: Mrow, line: list[Element], **kwargs: object) -> tuple[float, float]:
        measured.append(line)
        return whole(self, line, **kwargs)

    monkeypatch.setattr(Mrow, "_get_height_nostretch", counted)
    assert not draw(tex, display=True).problem
    assert bool(measured) == stretches
    measured.clear()
    monkeypatch.setattr(math, "quick_rows", nullcontext)
    draw(tex, display=True)
    assert measured


def test_rows_are_quick_with_the_locked_engine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import ziamath  # noqa: PLC0415 - loaded where a formula is drawn
    from ziamath.nodes.mrow import Mrow  # noqa: PLC0415

    measured = Mrow._get_height_nostretch  # noqa: SLF001
    with quick_rows():
        assert Mrow._get_height_nostretch is not measured  # noqa: SLF001
    assert Mrow._get_height_nostretch is measured  # noqa: SLF001
    monkeypatch.setattr(ziamath, "__version__", "0.14")
    with quick_rows():
        assert Mrow._get_height_nostretch is measured  # noqa: SLF001
