r"""Formulas that differ only in their numbers: one is converted, the others get their numbers put in.

Banks often ask the same with other numbers, and the converter takes a quarter of a millisecond for a formula. A number
changes nothing but its own `<mn>` where the converter takes it as one token and nothing reads its value. So formulas
of tame signs and commands alone go this way, and of their numbers only those that stand for themselves: not the digit
behind `^` or `_`, which is taken alone, none behind a point, and none that a unit such as `cm` follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

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
_FIRST = 10**12
"""Numbers from here on mark the places where numbers go."""

Converter = Callable[[str], str | None]


def by_shape(tex: str, convert: Converter) -> str | None:
    """Return what `convert` would return, which is asked once a shape; None where the shape does not tell."""
    if not _TAME.fullmatch(tex) or _DIGIT_ALONE.search(tex):
        return None
    numbers = _NUMBER.findall(tex)
    template = _template(_NUMBER.sub(_SLOT, tex), convert) if numbers else None
    return None if template is None else template.format(*numbers)


@lru_cache(maxsize=1024)
def _template(shape: str, convert: Converter) -> str | None:
    """Return the converted shape with `{0}` where its first number goes; None unless each number has one place."""
    first, *others = shape.split(_SLOT)
    marks = [str(_FIRST + place) for place in range(len(others))]
    content = convert(first + "".join(mark + other for mark, other in zip(marks, others, strict=True)))
    if content is None:
        return None
    content = content.replace("{", "{{").replace("}", "}}")
    for place, mark in enumerate(marks):
        if content.count(mark) != 1 or f">{mark}</mn>" not in content:
            return None
        content = content.replace(mark, f"{{{place}}}")
    return content
