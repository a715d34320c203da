"""Formulas on pages for the browser, in a real browser: what its fonts lack may not change what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.previews import make, previewing
from tests.small_banks import bank_of
from tests.studies import Step, needs_browser, pages_of, studied

pytestmark = needs_browser

_QUESTION = r"""# Root {#root}

Which is larger than $\sqrt[3]{2}$ and $\sqrt{\sqrt{2}}$?

- [x] $\sqrt{2}$
  > Yes, $\sqrt{4}$ is.
- [ ] $1$
"""
_SIGNS = """(() => {
  const wide = (each) => each.getBoundingClientRect().width
  const drawn = [...document.querySelectorAll('msqrt, mroot')].filter((each) => wide(each) - wide(each.firstElementChild) > 2)
  return drawn.length + [...document.querySelectorAll('mo + .radicand')].filter(({ previousSibling }) => previousSibling.textContent === '√').length
})()"""
"""How many roots have a sign: the browser's own, where it has a font for mathematics, or the letter."""


def test_every_root_has_its_sign(tmp_path: Path) -> None:
    page = pages_of(bank_of(tmp_path / "bank", {"questions/a.md": _QUESTION}), tmp_path)["bank-practice.html"]
    steps: list[Step] = [
        {"do": "run", "script": _SIGNS, "see": "at first"},
        {"do": "answer", "id": "root", "given": 0},
        {"do": "press", "id": "root", "button": ".check"},
        {"do": "run", "script": _SIGNS, "see": "with feedback"},
    ]
    seen = studied(tmp_path, [{"file": str(page), "steps": steps}])[0]["seen"]
    assert (seen["at first"], seen["with feedback"]) == (4, 5)


@pytest.mark.parametrize("path", ["/question/root", "/passage/text"])
def test_pages_of_the_preview_run_the_same_script(tmp_path: Path, path: str) -> None:
    passage = "\n# A text {#text .passage}\n\nIt is $\\sqrt{2}$.\n"
    source = make(tmp_path, {"questions/root.md": _QUESTION.replace("{#root}", "{#root passage=text}") + passage})
    with previewing(source) as browser:
        assert "/static/roots.js" in browser.get(path).text
        assert "msqrt" in browser.get("/static/roots.js").text
