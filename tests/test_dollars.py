"""Dollar signs: what is a price, what is a formula."""

from __future__ import annotations

from typing import Any

import pytest

from exporter.reader.markdown import inline_tokens


def _formulas(text: str) -> list[str]:
    env: dict[str, Any] = {"references": {}, "problems": [], "gaps": None}
    return [token.content for token in inline_tokens(text, env) if token.type == "math"]


@pytest.mark.parametrize(
    ("written", "formulas"),
    [
        ("P buys at $5 and sells at $x$.", ["x"]),
        ("It costs $5-$10, or $y$ each.", ["y"]),
        ("$5 and $10", []),
        ("Profit is $x-5$ or $5.", ["x-5"]),
        (r"$a \$ b$ and $c$", [r"a \$ b", "c"]),
        ("$a$ and $b$", ["a", "b"]),
        ("the $n$th of $k$s", ["n", "k"]),
    ],
)
def test_a_price_before_a_formula_is_a_price(written: str, formulas: list[str]) -> None:
    assert _formulas(written) == formulas
