"""The Markdown parser: our loops ask fewer rules than the library's, and find the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline

from exporter.reader import markdown

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    [*(ROOT / "source").rglob("*.md"), *(ROOT / "tests/examples").rglob("*.md"), *(ROOT / "docs").glob("*.md")]
)
_PIECES = [
    *(
        "a",
        "b c",
        " ",
        "  ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "# ",
        "## ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        "---",
        "===",
        "***",
    ),
    *(
        "```",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~",
        "~~",
        "^",
        "$",
        "$$",
        "[",
        "]",
        "[[",
        "]]",
        "(",
        ")",
        "![",
        "](x)",
        "[^a]",
    ),
    *(
        "[^a]: ",
        "[r]: /u",
        "{.pin}",
        "{lang=ar}",
        "<b>",
        "</b>",
        "<!-- c -->",
        "<https://x.org>",
        "&amp;",
        "\\",
        "\\*",
        "|",
        "| - |",
    ),
    *(":-:", "é", "中", "…", "=", "!", "@", ":"),
]


def tokens(text: str) -> list[dict[str, Any]]:
    env: dict[str, Any] = {}
    found = []
    for token in markdown.block_tokens(text, env):
        found.append(dict(token.as_dict()))
        if token.type == "inline":
            inside = {"references": env.get("references", {}), "problems": [], "gaps": []}
            found += [dict(child.as_dict()) for child in markdown.inline_tokens(token.content, inside)]
            found.append({"problems": [(each.offset, each.code.name) for each in inside["problems"]]})
    return found


def tokens_of_the_library(text: str) -> list[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown.Inline, "tokenize", ParserInline.tokenize)
        patch.setattr(markdown.Blocks, "tokenize", ParserBlock.tokenize)
        return tokens(text)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_files_give_the_same_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tokens(text) == tokens_of_the_library(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join))
def test_any_text_gives_the_same_tokens(text: str) -> None:
    assert tokens(text) == tokens_of_the_library(text)
