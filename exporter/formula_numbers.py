r"""The numbers of a formula that stand for themselves, apart from the rest of it.

A number changes nothing but itself where a converter takes it as one token and nothing reads its value. So of formulas
of tame signs and commands alone, and of their numbers only those: not the digit behind `^` or `_`, which is taken
alone, none behind a point, and none that a unit such as `cm` follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMANDS = (
    *("frac", "dfrac", "tfrac", "binom", "sqrt", "left", "right", "cdot", "times", "div", "pm", "mp", "ast", "circ"),
    *("leq", "geq", "le", "ge", "lt", "gt", "neq", "ne", "approx", "equiv", "sim", "propto", "to", "infty", "in"),
    *("rightarrow", "Rightarrow", "leftarrow", "mapsto", "ldots", "cdots", "dots", "quad", "qquad", "degree", "mid"),
    *("sum", "prod", "int", "lim", "log", "ln", "exp", "sin", "cos", "tan", "min", "max", "partial", "nabla"),
    *("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu"),
    *("nu", "xi", "pi", "rho", "sigma", "tau", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta"),
    *("Lambda", "Sigma", "Phi", "Psi", "Omega", "bar", "hat", "vec", "overline", "mathrm", "mathbf", "mathit"),
)
_TAME = re.compile(
    rf"(?:[A-Za-z\d\s+\-*/=<>(),;:!|{{}}\[\]'^_.]|\\(?:{'|'.join(_COMMANDS)})(?![A-Za-z])|\\[,;:!\ {{}}|])*"
)
_DIGIT_ALONE = re.compile(r"frac\s*[.\d]")
r"""In `\frac12` each digit is a number."""
_UNITS = "in|mm|cm|pt|em|ex|pc|bp|dd|cc|sp|mu"
"""Those of the converter: it takes a number and what follows as one length."""
_NUMBER = re.compile(rf"(?<![\d.^_])(?>\d+(?:\.\d+)?)(?!\s*(?:{_UNITS}))")
_SLOT = "#"
"""Stands for a number in a shape; not a tame sign."""
FIRST_MARK = 10**12
"""Numbers from here on mark the places of numbers, as nobody writes them."""


def numbers_apart(tex: str) -> tuple[str, list[str]] | None:
    """Return the formula with a sign in the place of each such number, and the numbers; None where it is not tame."""
    if not _TAME.fullmatch(tex) or _DIGIT_ALONE.search(tex):
        return None
    return _NUMBER.sub(_SLOT, tex), _NUMBER.findall(tex)


def with_numbers(shape: str, numbers: Iterable[str]) -> str:
    """Return the formula of that shape with these numbers."""
    given = iter(numbers)
    first, *others = shape.split(_SLOT)
    return first + "".join([next(given) + other for other in others])


def count_numbers(shape: str) -> int:
    """Return how many numbers a formula of that shape has."""
    return shape.count(_SLOT)
