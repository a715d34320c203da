"""What rich text says of itself: its plain form, its files, its formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.model import Math, MultipleChoice, RichText
from exporter.richtext import files_in, is_plain, plain, tex_delimited
from tests.small_banks import bank_of, fragment

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def stem(folder: Path, text: str) -> RichText:
    files = {
        "questions/one.md": f"# One {{#one}}\n\n{text}\n\n- [x] A\n- [ ] B\n",
        "media/moon.svg": SVG,
    }
    (question,) = bank_of(folder, files).questions
    assert isinstance(question, MultipleChoice)
    assert question.stem is not None
    return question.stem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Two *words*", "Two words"),
        ("See [this page](https://example.org) & that", "See this page & that"),
        ("![the moon](../media/moon.svg) shines", "the moon shines"),
        ("Is $a<b$?", r"Is \(a < b\)?"),
        ("First\n\nsecond", "First\nsecond"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_plain(text: str, said: str, tmp_path: Path) -> None:
    assert plain(stem(tmp_path, text)) == said


def test_files_are_those_shown_and_those_linked(tmp_path: Path) -> None:
    text = stem(
        tmp_path, "![the moon](../media/moon.svg) and [its file](../media/moon.svg), not [that](https://example.org)"
    )
    assert list(files_in(text)) == ["media/moon.svg", "media/moon.svg"]
    assert list(files_in(None)) == []


def test_formulas(tmp_path: Path) -> None:
    text = stem(tmp_path, "Is $x$ more than\n\n$$y<z$$\n")
    formulas = [part for part in text.parts if isinstance(part, Math)]
    assert [(each.tex, each.display) for each in formulas] == [("x", False), ("y<z", True)]
    assert [tex_delimited(each) for each in formulas] == [r"\(x\)", r"\[y &lt; z\]"]
    assert not is_plain(text)


def test_fragments_are_elements() -> None:
    element = fragment("one <b>two</b>", "span")
    assert (element.tag, element.text, element[0].text) == ("span", "one ", "two")
