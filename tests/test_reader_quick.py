"""The quick ways of the reader's stages behind the parser find what the longer ones find."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.token import Token

from exporter.reader import answer_block, headings, tex
from exporter.reader.document import RawSection
from exporter.reader.files import read_file
from exporter.reader.keys import Values
from exporter.reader.places import Page
from exporter.reader.quick_lists import ListItem

_HEADINGS = [
    "Grief",
    " ",
    "{#grief}",
    "{#a-1}",
    "{#A}",
    "{",
    "}",
    "#",
    "\\",
    "\\{",
    "\xa0",
    "ü",
    "=",
    ".b",
    "k=v",
    "{#b ",
]


@given(st.lists(st.sampled_from(_HEADINGS), min_size=1, max_size=8).map("".join).map(str.strip))
def test_headings(content: str) -> None:
    section = RawSection(Token("inline", "", 0, content=content, map=[0, 1]), [], [])
    quick, slow = (Page("a.md", f"# {content}", "en") for _ in range(2))
    found = headings.read_heading(quick, section)
    assert found == headings._read_heading(slow, section)  # noqa: SLF001 - the way of all other headings
    assert quick.findings == slow.findings


_SIGNS = [
    "# a {#b}",
    "#a {#b}",
    "## Hint",
    "##Hint",
    "＃",
    "\ufeff",
    "\u200b",
    "\xa0",
    " ",
    "\n",
    "| ",
    " |\n|-|\n",
    "- ",
    "> ",
    "c",
]


@example("# a {#b} |\n|-|\n")
@given(st.lists(st.sampled_from(_SIGNS), max_size=6).map("".join))
def test_lines_that_are_nearly_headings(words: str) -> None:
    text = f"# Title {{#q}}\n\n{words}\n\n- [x] a\n- [ ] b\n"
    quick = read_file("questions", "questions/a.md", text, "en", Values())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "has_odd_signs", property(lambda _page: True, lambda _page, _value: None), raising=False)
        assert quick == read_file("questions", "questions/a.md", text, "en", Values())


_FORMULA = [
    "1",
    "2",
    "27",
    "x",
    "^",
    "_",
    "'",
    "{",
    "}",
    "\\frac",
    "\\sqrt",
    "[",
    "]",
    "\\left(",
    "\\right)",
    "%",
    "&",
    "\\1",
    "\\no",
]


@given(st.lists(st.sampled_from(_FORMULA), max_size=10).map("".join))
def test_formulas_that_differ_in_digits(text: str) -> None:
    assert tex.tex_faults(text) == tex._faults(text)  # noqa: SLF001 - the way of formulas that are not remembered


_MARKS = ["[ ]", "[x]", "[X]", "[50%]", "[", "]", " ", "  ", "\xa0", "\n", "a", "- "]


@given(st.lists(st.sampled_from(_MARKS), max_size=6).map("".join))
def test_marks_of_choices(content: str) -> None:
    page = Page("a.md", content, "en")
    lead = Token("inline", "", 0, content=content, map=[0, 1])
    item = ListItem(lead, [], None, lead)
    quick = answer_block.read_choice_mark(page, item, "q")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_block, "_PLAIN_MARKS", {})
        assert quick == answer_block.read_choice_mark(Page("a.md", content, "en"), item, "q")
