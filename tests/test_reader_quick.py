"""The quick ways of the reader's stages behind the parser find what the longer ones find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.token import Token

from exporter.reader import headings
from exporter.reader.document import RawSection
from exporter.reader.places import Page

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
