"""By axe-core: no page has a barrier, as it opens and with every question checked, and none is wider than a phone.

`STUDY_SHOTS` names a folder for pictures of the pages, on a phone and on a desk.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from exporter.cache import NoCache
from exporter.reader import read_bank
from tests.small_banks import bank_of
from tests.studies import BANKS, needs_browser, pages_of, studied

pytestmark = needs_browser

_ANSWER_ALL = """(() => {
  document.querySelector('.begin')?.click()
  const all = [...document.querySelectorAll('.exercise[data-key]')].filter((each) => each.checkVisibility())
  for (const each of all) {
    for (const field of each.querySelectorAll('input[type=text]')) field.value = '1'
    for (const menu of each.querySelectorAll('select')) menu.selectedIndex = 1
    each.querySelector('.choice input')?.click()
    each.querySelector('.marker')?.click()
    each.querySelector('button.hint')?.click()
    each.querySelector('.check').click()
    const show = each.querySelector('.show')
    if (!show.hidden) show.click()
  }
  return all.length
})()"""
_WIDE = "document.documentElement.scrollWidth - window.innerWidth"
HEBREW = {
    "bank.yaml": "id: hebrew\ntitle: שאלות\nlanguage: he\n",
    "questions/all.md": "# ראשונה {#one}\n\nמה נכון?\n\n- [x] זה\n  > כן.\n- [ ] לא זה\n\n"
    "# שנייה {#two type=ordering}\n\nסדרו.\n\n1. אחת\n2. שתיים\n3. שלוש\n\n"
    "# שלישית {#three}\n\nהשלימו [[(x) זה | ( ) לא]] וגם [[מילה]].\n",
    "quizzes/quiz.yaml": "id: quiz\ntitle: מבחן\ntime-limit: 10 min\nsections:\n  - questions: [one, two, three]\n",
}


def faults(folder: Path, pages: list[Path], scheme: str) -> list[tuple[str, list[str], list[str], int]]:
    """Return name, violations before and after answering, and width beyond the window of each page that has any."""
    shots = os.environ.get("STUDY_SHOTS")
    plans: list[dict[str, Any]] = [
        {
            "file": str(page),
            "scheme": scheme,
            "width": width,
            "shot": f"{shots}/{page.stem}-{width}-{scheme}.png" if shots else None,
            "steps": [
                {"do": "axe", "see": "opened"},
                {"do": "run", "script": _ANSWER_ALL, "see": "count"},
                {"do": "run", "script": _WIDE, "see": "wide"},
                {"do": "axe", "see": "answered"},
            ],
        }
        for page in pages
        for width in ((390, 1280) if shots else (390,))
    ]
    found = [(Path(plan["file"]).stem, each["seen"]) for plan, each in zip(plans, studied(folder, plans), strict=True)]
    assert all(seen["count"] for _, seen in found)
    told = [(name, seen["opened"], seen["answered"], max(0, seen["wide"])) for name, seen in found]
    return [each for each in told if each[1:] != ([], [], 0)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_examples_has_a_barrier(scheme: str, tmp_path: Path) -> None:
    whole, _ = read_bank(BANKS["examples"], cache=NoCache())
    pages = list(pages_of(whole, tmp_path).values())
    pages += pages_of(bank_of(tmp_path / "hebrew", HEBREW), tmp_path / "pages").values()
    assert faults(tmp_path, pages, scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_bank_has_a_barrier(scheme: str, tmp_path: Path) -> None:
    whole, _ = read_bank(BANKS["source"], cache=NoCache())
    assert faults(tmp_path, list(pages_of(whole, tmp_path).values()), scheme) == []


def test_text_of_twice_the_size_fits_a_phone_and_no_word_of_a_table_is_broken(tmp_path: Path) -> None:
    table = "| | Before treatment | After |\n| - | - | - |\n| Villages of the programme | 86 | 6 |\n"
    question = f'# One {{#one unit="percentage points"}}\n\nBy how many?\n\n{table}\n\nSay.\n\n- = 3\n'
    quiz = "id: quiz\ntitle: Psychotherapeutically\none-at-a-time: true\nsections:\n  - questions: [one, two]\n"
    files = {"questions/a.md": question + "\n" + question.replace("#one", "#two"), "quizzes/quiz.yaml": quiz}
    page = pages_of(bank_of(tmp_path / "bank", files), tmp_path)["quiz.html"]
    last = "[...document.querySelectorAll('th')].at(-1)"
    steps = [
        {
            "do": "run",
            "script": f"{last}.clientHeight / parseFloat(getComputedStyle({last}).lineHeight)",
            "see": "lines",
        },
        {"do": "run", "script": "document.documentElement.style.fontSize = '200%'", "see": "size"},
        {"do": "run", "script": _WIDE, "see": "wide"},
    ]
    seen = studied(tmp_path, [{"file": str(page), "width": 360, "steps": steps}])[0]["seen"]
    assert seen["wide"] <= 0
    assert seen["lines"] < 3


def test_what_is_wide_in_an_answer_scrolls_within_it_on_a_phone(tmp_path: Path) -> None:
    row = " | ".join(f"column{number}" for number in range(8))
    table = f"  | {row} |\n  |{' - |' * 8}\n  | {row} |\n"
    code = "  ```\n  " + "x" * 200 + "\n  ```\n"
    choices = f"# One {{#one}}\n\nWhich?\n\n- [x] Table:\n\n{table}\n- [ ] Code:\n\n{code}\n- [ ] c\n"
    indented = "".join(f" {line}\n" for line in table.splitlines())
    items = f"# Two {{#two type=ordering}}\n\nOrder.\n\n1. Table:\n\n{indented}\n2. b\n"
    pairs = f"# Three {{#three}}\n\nMatch.\n\n| a | b |\n| - | - |\n| one | `{'y' * 90}` |\n| two | three |\n"
    quiz = "id: quiz\ntitle: Q\nsections:\n  - questions: [one, two, three]\n"
    bank = bank_of(tmp_path / "bank", {"questions/a.md": f"{choices}\n{items}\n{pairs}", "quizzes/quiz.yaml": quiz})
    page = pages_of(bank, tmp_path)["quiz.html"]
    steps = [{"do": "run", "script": _WIDE, "see": "wide"}]
    assert studied(tmp_path, [{"file": str(page), "width": 360, "steps": steps}])[0]["seen"]["wide"] <= 0


def test_choices_and_rows_that_are_formulas_have_names_of_their_own(tmp_path: Path) -> None:
    text = (
        "# One {#one}\n\nWhich?\n\n- [x] $$x^2$$\n- [ ] At $y$\n- [ ] Neither\n\n"
        "# Two {#two}\n\nMatch.\n\n| A | B |\n| - | - |\n| $a$ | one |\n| b | two |\n"
    )
    page = pages_of(bank_of(tmp_path / "bank", {"questions/a.md": text}), tmp_path)["bank-practice.html"]
    labels = (
        "[...document.querySelectorAll('.choice input, .row select')].map((each) => each.getAttribute('aria-label'))"
    )
    steps = [{"do": "axe", "see": "barriers"}, {"do": "run", "script": labels, "see": "labels"}]
    seen = studied(tmp_path, [{"file": str(page), "steps": steps}])[0]["seen"]
    assert seen["barriers"] == []
    assert sorted(each or "" for each in seen["labels"]) == ["", "", r"At \(y\)", r"\(a\)", r"\[x^2\]"]


def test_dark_lines_of_a_picture_without_a_ground_stand_on_white_where_the_screen_is_dark(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><path d="M0 0H9" stroke="#000"/></svg>\n'
    files = {
        "media/a.svg": drawing,
        "questions/a.md": "# One {#one}\n\n![A line](../media/a.svg)\n\n- [x] Line\n- [ ] Dot\n",
        "lessons/l.md": "---\nid: les\ntitle: Les\n---\n\n![A line](../media/a.svg)\n",
    }
    pages = pages_of(bank_of(tmp_path / "bank", files), tmp_path).values()
    ground = {"do": "run", "script": "getComputedStyle(document.querySelector('img')).backgroundColor", "see": "ground"}
    plans = [{"file": str(page), "scheme": scheme, "steps": [ground]} for page in pages for scheme in ("dark", "light")]
    grounds = [each["seen"]["ground"] for each in studied(tmp_path, plans)]
    assert grounds == ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"] * 2


def test_a_formula_wider_than_its_line_scrolls_on_a_line_of_its_own_on_a_phone(tmp_path: Path) -> None:
    long, short = (f"${' + '.join(f'a_{{{number}}}' for number in range(size))}$" for size in (18, 2))
    text = f"The sum {long} or {short}"
    choices = f"# One {{#one}}\n\n{text}\n\n- {text}\n\n<!-- answers -->\n\n- [x] {text}\n  > Since {text}\n- [ ] not {text}\n"
    pairs = f"# Two {{#two}}\n\nMatch.\n\n| a | b |\n| - | - |\n| one | {text} |\n| {text} | three |\n"
    quiz = "id: quiz\ntitle: Q\nsections:\n  - questions: [one, two]\n"
    bank = bank_of(tmp_path / "bank", {"questions/a.md": f"{choices}\n{pairs}", "quizzes/quiz.yaml": quiz})
    page = pages_of(bank, tmp_path)["quiz.html"]
    apart = "[...document.querySelectorAll('math')].map((each) => each.matches('[data-apart]'))"
    reached = "[...document.querySelectorAll('[data-apart]')].every((each) => each.tabIndex === 0)"
    steps = [
        {"do": "run", "script": _ANSWER_ALL, "see": "count"},
        {"do": "run", "script": _WIDE, "see": "wide"},
        {"do": "run", "script": apart, "see": "apart"},
        {"do": "run", "script": reached, "see": "reached"},
    ]
    plans = [{"file": str(page), "width": width, "steps": steps} for width in (360, 1280)]
    phone, desk = (each["seen"] for each in studied(tmp_path, plans))
    assert phone["wide"] <= 0
    assert phone["apart"][::2] == [True] * (len(phone["apart"]) // 2)
    assert not any(phone["apart"][1::2] or desk["apart"])
    assert phone["reached"]
