"""The Markdown parser: our loops ask fewer rules than the library's, and find the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import helpers
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from exporter.reader import answer_block, markdown, quick_lists, rich
from exporter.reader.footnotes import Footnotes
from exporter.reader.markdown_blocks import Blocks, Rules
from exporter.reader.places import Page
from exporter.reader.scope import Scope
from exporter.reader.simple_text import simple_text

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
_WORDS = [*'ab9é中²_ .,:;()?!*-\u00a0…"', "**", "* ", " *", "** ", " **", "a*", "*a", "**b", "b**", "\\", "<", "&"]


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
    """Return the tokens by the library's own loops, rules and states, with only our constructs added."""
    markdown.parser.cache_clear()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(markdown.Inline, "tokenize", ParserInline.tokenize)
            patch.setattr(Blocks, "tokenize", ParserBlock.tokenize)
            patch.setattr(Blocks, "parse", ParserBlock.parse)
            patch.setattr(markdown, "_QUICK", {})
            patch.setattr(Rules, "getRules", Ruler.getRules)
            patch.setattr(markdown, "InlineState", _Placed)
            patch.setattr(markdown, "HELPERS", helpers)
            return tokens(text)
    finally:
        markdown.parser.cache_clear()


class _Placed(StateInline):
    """The library's state, and where each token began."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if nesting >= 0:
            token.meta = {"pos": self.pos}
        return token


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14).map("".join))
def test_simple_texts_are_what_the_parser_finds(content: str) -> None:
    page = Page("a.md", content, "en")
    inline = Token("inline", "", 0, content=content, map=[0, 1])
    paragraph = [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
    for tokens_ in (paragraph, [inline]):
        simple = simple_text(page, tokens_, inline=len(tokens_) == 1)
        writer = rich._Writer(Scope(page, {}, Footnotes(page)), None)  # noqa: SLF001 - the way of all other texts
        assert simple in (None, writer.text(tokens_, inline=len(tokens_) == 1))


def test_words_with_emphasis_are_a_simple_text() -> None:
    content = "*One* word, (**two words**): *three*."
    made = simple_text(Page("a.md", content, "en"), [Token("inline", "", 0, content=content, map=[0, 1])], inline=True)
    assert made is not None
    assert made.parts == ("<em>One</em> word, (<strong>two words</strong>): <em>three</em>.",)
    assert made.elements == ("em", "strong")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_files_give_the_same_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tokens(text) == tokens_of_the_library(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join))
def test_any_text_gives_the_same_tokens(text: str) -> None:
    assert tokens(text) == tokens_of_the_library(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=40).map("".join))
def test_headings_and_what_is_no_common_block_are_noted(text: str) -> None:
    env: dict[str, Any] = {}
    found = markdown.block_tokens(text, env, lists=True)
    headings = [at for at, each in enumerate(found) if each.type == "heading_open" and not each.level]
    assert env["headings"] == headings
    other = {id(each) for each in env["other"]}
    common = [each for each in found if id(each) not in other and each.nesting >= 0]
    assert {each.tag for each in common} <= {"", "p", "ul", "li", "blockquote", *(f"h{level}" for level in range(1, 7))}
    assert all(each.type not in ("fence", "code_block", "html_block") and each.level <= 4 for each in common)


_ITEMS = [
    *("- [x] ", "- [ ] ", "- = ", "- ", "-", "* ", "  > ", "  >", "   > ", "> ", "  ", "- [a]: /b", "- 12. ", "- 3..4"),
    *("a", "*b* c", "**d**", "`e`", "```", "***", "_f_", "# ", "+ ", "~~~", "<b>", "{.pin}", "|", "\\", "中", "\u00a0"),
    *("\n", "\n", "\n", "\n\n", " \n", "\t", "---", "===", "\n- [x] g\n  > h.\n- [ ] i\n  > j."),
]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(_ITEMS), min_size=1, max_size=24).map("".join))
def test_any_list_gives_the_same_tokens(text: str) -> None:
    assert tokens(text) == tokens_of_the_library(text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_ITEMS), min_size=1, max_size=24).map("".join))
def test_a_plain_list_knows_its_items(text: str) -> None:
    found = markdown.block_tokens("- [x] g\n  > h.\n" + text, {}, lists=True)[0]
    if isinstance(found, quick_lists.PlainList):
        items = answer_block._items(found.tokens())  # noqa: SLF001
        assert [(item.lead, item.rest, item.feedback) for item in found.items] == [
            (item.lead, item.rest, item.feedback) for item in items
        ]
        assert [item.opening.map and item.opening.map[0] for item in found.items] == [
            item.opening.map and item.opening.map[0] for item in items
        ]


def test_a_list_of_choices_with_feedback_asks_no_other_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_lists, "list_block", None)
    kinds = [each.get("type") for each in tokens("- [x] A\n  > *Yes*: so.\n- [ ] 12..16 b\n\nEnd.\n")]
    assert kinds.count("list_item_open") == 2
    assert kinds.count("blockquote_open") == 1


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["[", "![", "]", "](b.pdf)", "]{lang=en}", "][r]", "`", "\\", "a", "*"]), max_size=25))
def test_any_brackets_give_the_same_tokens(pieces: list[str]) -> None:
    text = "".join(pieces) + "\n\n[r]: http://x\n"
    assert tokens(text) == tokens_of_the_library(text)
