r"""Formulas that differ only in their numbers: one is converted, the others get their numbers put in.

Banks often ask the same with other numbers, and the converter takes a quarter of a millisecond for a formula.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from exporter.formula_numbers import FIRST_MARK, count_numbers, numbers_apart, with_numbers

Converter = Callable[[str], str | None]


def by_shape(tex: str, convert: Converter) -> str | None:
    """Return what `convert` would return, which is asked once a shape; None where the shape does not tell."""
    apart = numbers_apart(tex)
    if apart is None or not apart[1]:
        return None
    template = _template(apart[0], convert)
    return None if template is None else template.format(*apart[1])


@lru_cache(maxsize=1024)
def _template(shape: str, convert: Converter) -> str | None:
    """Return the converted shape with `{0}` where its first number goes; None unless each number has one place."""
    marks = [str(FIRST_MARK + place) for place in range(count_numbers(shape))]
    content = convert(with_numbers(shape, marks))
    if content is None:
        return None
    content = content.replace("{", "{{").replace("}", "}}")
    for place, mark in enumerate(marks):
        if content.count(mark) != 1 or f">{mark}</mn>" not in content:
            return None
        content = content.replace(mark, f"{{{place}}}")
    return content
