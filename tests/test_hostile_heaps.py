"""Thousands of one mark in a question take no long wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile_banks import CHOICES, QUESTION, check, write
from tests.test_errors import BANK
from tests.watchdog import must_end

MANY = 2000
VERY_MANY = 20_000  # of what once took time in the square of its number: minutes
HEAPS = {
    "emphasis": "*a " * MANY,
    "strong and emphasis": "**a _b " * MANY,
    "emphasis in a word": "b" + "*" * (5 * VERY_MANY) + "a c" + "*" * (5 * VERY_MANY) + "b",
    "open brackets": "[" * MANY,
    "open pictures": "![" * MANY,
    "open brackets and one end": "[x" * VERY_MANY + "]",
    "open pictures, very many": "![" * VERY_MANY,
    "open pictures and one end": "![" * VERY_MANY + "]",
    "nested brackets": "![" * VERY_MANY + "]" * VERY_MANY,
    "spans": "[a]{lang=en}" * MANY,
    "links": "[a](" * MANY,
    "braces in a formula": "$" + "{" * MANY + "}" * MANY + "$",
    "fractions": "$" + "\\frac{" * MANY + "$",
    "environments": "$$" + "\\begin{matrix}" * MANY + "\\end{matrix}" * MANY + "$$",
    "dollars": "$a " * MANY,
    "lists": "".join("  " * depth + "- a\n" for depth in range(200)),
    "lists after each other": "- a\n\n* a\n\n" * VERY_MANY,
    "quotations": ">" * MANY,
    "tags": "<b>" * MANY + "</b>" * MANY,
    "open tags": "<b>" * MANY,
    "comments": "<!--" * MANY,
    "angle brackets": "<" * MANY,
    "columns": "|a" * MANY + "|\n" + "|-" * MANY + "|\n" + "|x" * MANY + "|",
    "rows": "|a|b|\n|-|-|\n" + "|x|y|\n" * MANY,
    "backticks": "`a" * MANY,
    "backticks beside a sign of another script": "日" + "`" * (20 * VERY_MANY) + "a" * (20 * VERY_MANY),
    "equals behind a dollar of full width": "＄" + "=" * (20 * VERY_MANY),
    "blanks behind a row of dashes of full width": "a\n｜-｜" + " " * (20 * VERY_MANY) + "x",
    "tildes": "~a " * MANY,
    "gaps": "[[a]]" * MANY,
    "open gaps": "[[" * MANY,
    "footnotes": "".join(f"[^{n}]" for n in range(MANY)) + "\n\n" + "".join(f"[^{n}]: x\n" for n in range(MANY)),
    "a footnote in itself": "[^a]\n\n[^a]: x[^a]",
    "footnotes in a ring": "[^a]\n\n[^a]: x[^b]\n\n[^b]: y[^a]",
    "references": "".join(f"[r{n}]: http://x/{n}\n" for n in range(MANY)) + "\n" + "[r1] " * MANY,
    "backslashes": "\\" * 50_000,
    "escapes": "\\* " * (5 * VERY_MANY),
    "begins of environments": "\\begin{array}" * (2 * VERY_MANY) + "x" * (350 * VERY_MANY),
    "blanks": " " * 50_000 + "x",
    "blanks behind a row of dashes": "a|b\n|-" + " " * (20 * VERY_MANY) + "x",
    "lines": "\n" * 50_000,
    "one word": "x" * 200_000,
    "headings": "# A\n\n" * MANY,
    "attributes": "{lang=en}\n" * MANY,
    "wildcards": "- = " + "*" * MANY + "a",
    "blanks before the size of a picture": "![a](map.png " + " " * (30 * VERY_MANY) + "=z)",
    "blanks in an answer": "- = 1" + " " * (25 * VERY_MANY) + "x",
    "digits": "- = " + "9" * 50_000,
    "a large exponent": "- = 1e999999999",
    "a small exponent": "- = 1e-999999999 ± 1e999999",
    "gaps with escaped ends": "[[\\]] " * MANY,
    "corners": "- [x] poly " + "1,1 " * MANY,
}


@pytest.mark.parametrize("name", HEAPS)
@pytest.mark.parametrize("ending", [CHOICES, ""], ids=["stem", "answers"])
def test_heaps(tmp_path: Path, name: str, ending: str) -> None:
    write(tmp_path, {"bank.yaml": BANK, "questions/a.md": f"{QUESTION}{HEAPS[name]}{ending}"})
    with must_end():
        check(tmp_path)
