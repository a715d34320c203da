"""Markdown tokens to `RichText`: rendered once, well-formed, with every element and address judged."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from exporter.codes.text import ATTRIBUTES_WITHOUT_BLOCK, GAP_MISPLACED, GAP_OPEN, HEADING_LEVEL
from exporter.diagnostics import Span
from exporter.model import GapMark, LinkEnd, RichText
from exporter.reader.addresses import judge_references, link_parts, picture_part
from exporter.reader.formulas import formula
from exporter.reader.markdown import inline_tokens
from exporter.reader.misread import misread
from exporter.reader.places import take_row_too_long
from exporter.reader.quick_lists import expanded
from exporter.reader.raw_html import BLOCKS, Tag, read_html
from exporter.reader.scope import Scope
from exporter.reader.simple_text import is_words, simple_text
from exporter.reader.text_attributes import text_attributes
from exporter.reader.xhtml import NOTHING, Xhtml

_SIMPLE = {
    "em": "em",
    "strong": "strong",
    "s": "del",
    "sub": "sub",
    "sup": "sup",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "list_item": "li",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}
_ALIGN = re.compile(r"text-align:(left|right|center)")


def rich_text(scope: Scope, tokens: Sequence[Token], *, gaps: list[Token] | None = None) -> RichText:
    """Return the tokens as rich text; one paragraph alone stays a paragraph. Gaps are allowed if a list is given."""
    simple = simple_text(scope.page, tokens, inline=False)
    return simple if simple is not None else _Writer(scope, gaps).text(tokens, inline=False)


def inline_text(scope: Scope, tokens: Sequence[Token]) -> RichText:
    """Return the tokens as rich text, without the paragraph around them where there is but one."""
    inline = _is_one_paragraph(tokens)
    simple = simple_text(scope.page, tokens, inline=inline)
    return simple if simple is not None else _Writer(scope, None).text(tokens, inline=inline)


def _is_one_paragraph(tokens: Sequence[Token]) -> bool:
    if len(tokens) == 1:
        return tokens[0].type == "inline"
    return [token.type for token in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])


class _Writer(Xhtml):
    """Tokens to one text: blocks, then what is inside them."""

    def __init__(self, scope: Scope, gaps: list[Token] | None) -> None:
        super().__init__(scope.page, scope.owner)
        self.scope = scope
        self.gaps = gaps
        self.noted: list[str] = []

    def text(self, tokens: Sequence[Token], *, inline: bool) -> RichText:
        start, tokens = Span(self.page.path), expanded(tokens)
        if tokens:
            first = next((token for token in tokens if token.type == "inline" and token.content), None)
            start = self.page.span_at(first) if first else self.page.token_span(tokens[0])
        for token in tokens:
            if not (inline and token.type in ("paragraph_open", "paragraph_close")):
                self.block(token)
        self.close_raw(0)
        if self.pending_attributes is not None:
            hint = "put the line right before the block that it is about"
            self.page.report(
                ATTRIBUTES_WITHOUT_BLOCK.at(
                    self.pending_attributes[1], "no block follows these attributes", hint, question=self.owner
                )
            )
        if self.noted:
            inline = False if any(token.type == "paragraph_open" for token in tokens) else inline
            self.notes(inline=inline)
        self.flush()
        return RichText(tuple(self.parts), start, inline, tuple(sorted(self.elements)))

    def notes(self, *, inline: bool) -> None:
        """Write the footnotes that this text refers to after it, each as a paragraph with its number."""
        for label in self.noted:
            number, tokens = self.scope.footnotes.note(label)
            self.run.append(f"<br/><small>{number} " if inline else f"<p><small>{number} ")
            self.elements.update(("br", "small") if inline else ("p", "small"))
            for position, token in enumerate(token for token in tokens if token.type == "inline"):
                if position:
                    self.run.append("<br/>")
                    self.elements.add("br")
                self.inline(token)
                self.close_raw(0)
            self.run.append("</small>" if inline else "</small></p>")

    # --- blocks ---

    def block(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self.inline(token)
        elif kind == "paragraph_open":
            if not token.hidden:
                self.start("p")
        elif kind == "paragraph_close":
            if not token.hidden:
                self.end("p")
        elif kind in ("fence", "code_block"):
            self.code(token)
        elif kind == "html_block":
            self.html_block(token)
        elif kind == "hr":
            self.run.append("<hr/>")
            self.elements.add("hr")
        elif kind == "block_attributes":
            attributes = text_attributes(self.page, token, self.owner)
            self.pending_attributes = (attributes, self.page.token_span(token))
        else:
            self.container(token, kind)

    def container(self, token: Token, kind: str) -> None:
        name, nesting = kind.rsplit("_", 1)
        if name == "heading":
            self.heading(token, nesting)
            return
        if name in ("th", "td"):
            element = token.tag  # an empty `th` is a `td` by then
        elif name == "ordered_list":
            element = "ol"
        else:
            element = _SIMPLE[name]
        if nesting == "close":
            self.end(element)
        else:
            self.start(element, _block_attributes(token, element))

    def heading(self, token: Token, nesting: str) -> None:
        level = int(token.tag[1])
        if nesting == "open" and level < self.scope.top_level:
            hint = f"begin it with `{'#' * self.scope.top_level}`"
            message = f"a heading of level {level} cannot stand here"
            self.page.report(HEADING_LEVEL.at(self.page.token_span(token), message, hint, question=self.owner))
        if nesting == "open":
            self.start(token.tag)
        else:
            self.end(token.tag)

    def code(self, token: Token) -> None:
        language = token.info.split()[0] if token.type == "fence" and token.info.strip() else ""
        attribute = f' class="language-{html.escape(language)}"' if language else ""
        lang = ""
        if self.pending_attributes is not None:
            lang, self.pending_attributes = self.pending_attributes[0], None
        content = html.escape(token.content.rstrip("\n"), quote=False)
        self.run.append(f"<pre{lang}><code{attribute}>{content}</code></pre>")
        self.elements.update(("pre", "code"))

    def html_block(self, token: Token) -> None:
        pieces = read_html(token.content.rstrip("\n"))
        inside = any(name in BLOCKS for name, _raw, _at in self.open)
        blockish = inside or any(isinstance(piece, Tag) and piece.name in BLOCKS for piece in pieces)
        wrap = not blockish and any(piece for piece in pieces if not isinstance(piece, str) or piece.strip())
        if wrap:
            self.start("p")
        depth = len(self.open)
        for piece in pieces:
            if blockish and isinstance(piece, str):
                self.run.append(piece.strip("\n"))
            else:
                self.html_piece(piece, token, 0, blocks_allowed=True)
        if wrap:
            self.close_raw(depth)
            self.end("p")

    # --- inline ---

    def inline(self, token: Token) -> None:
        if is_words(token.content):
            self.run.append(token.content)
            return
        gaps = self.gaps
        if gaps is None and not self.scope.gaps_are_text:
            gaps = []
        env: dict[str, Any] = {"references": self.scope.references, "problems": [], "gaps": gaps}
        known = len(gaps) if gaps is not None else 0
        children = inline_tokens(token.content, env)
        problems = env["problems"]
        for problem in [*problems, *misread(token.content, children, problems)]:
            at = self.page.span_at(token, problem.offset, problem.length)
            hint = problem.hint
            if problem.code is GAP_OPEN and "cell" in token.meta and take_row_too_long(self.page, at.line):
                hint = "write `\\|` for a bar of a gap in a table: a bare one ends the cell"
            self.page.report(problem.code.at(at, problem.message, hint, question=self.owner))
        if self.gaps is None and gaps is not None and len(gaps) > known:
            self.misplaced(token, gaps[known:])
        for child in children:
            self.child(child, token)

    def misplaced(self, token: Token, gaps: list[Token]) -> None:
        for gap in gaps:
            at = self.page.span_at(token, gap.meta["pos"], len(gap.content) + 4)
            hint = "write `\\[[` for two brackets that are text"
            message = "only the text of a cloze question holds gaps"
            self.page.report(GAP_MISPLACED.at(at, message, hint, question=self.owner))

    def child(self, child: Token, token: Token) -> None:
        match child.type:
            case "text":
                self.run.append(html.escape(child.content, quote=False))
            case "text_special":
                judge_references(self.page, child.markup, token, child.meta["pos"], self.owner)
                self.run.append(html.escape(child.content, quote=False))
            case "softbreak":
                self.run.append("\n")
            case "hardbreak":
                self.run.append("<br/>")
                self.elements.add("br")
            case "code_inline":
                self.run.append(f"<code>{html.escape(child.content, quote=False)}</code>")
                self.elements.add("code")
            case "math":
                self.special(formula(self.page, child, token, self.owner))
            case "gap":
                child.meta["outer"] = token
                self.special(GapMark(child.meta["number"]))
            case "image":
                self.picture(child, token)
            case "html_inline":
                for piece in read_html(child.content):
                    self.html_piece(piece, token, child.meta["pos"], blocks_allowed=False)
            case "footnote_ref":
                self.footnote(child, token)
            case "link_open" | "link_close":
                self.link(child, token)
            case "span_open":
                attributes = text_attributes(self.page, token, self.owner, child)
                self.start_inline("span", attributes, token, child.meta["pos"])
            case "span_close":
                self.end("span")
            case _:
                name, nesting = child.type.rsplit("_", 1)
                if nesting == "open":
                    self.start_inline(_SIMPLE[name], "", token, child.meta["pos"])
                else:
                    self.end(_SIMPLE[name])

    def picture(self, child: Token, token: Token) -> None:
        part = picture_part(self.page, child, token, self.owner)
        if part is not None:
            self.special(part)

    def link(self, child: Token, token: Token) -> None:
        if child.nesting < 0:
            while self.open and self.open[-1][1]:
                self.unclosed()
            name, _raw, _at = self.open.pop()
            if name == "a":
                self.run.append("</a>")
            elif name == "":
                self.special(LinkEnd())
            return
        start = link_parts(self.page, child, token, self.owner)
        if isinstance(start, str):
            self.start("a", start)
        elif start is None:
            self.open.append((NOTHING, False, Span(self.page.path)))
        else:
            self.special(start)
            self.open.append(("", False, Span(self.page.path)))

    def footnote(self, child: Token, token: Token) -> None:
        at = self.page.span_at(token, child.meta["pos"], len(child.meta["label"]) + 3)
        number = self.scope.footnotes.refer(child.meta["label"], at)
        if number is None:
            return
        self.run.append(f"<sup>{number}</sup>")
        self.elements.add("sup")
        if child.meta["label"] not in self.noted:
            self.noted.append(child.meta["label"])


def _block_attributes(token: Token, element: str) -> str:
    if element == "ol":
        start = token.attrGet("start")
        return f' start="{start}"' if start not in (None, 1) else ""
    align = _ALIGN.match(str(token.attrGet("style") or ""))
    style = f' style="text-align: {align.group(1)}"' if align else ""
    return f' scope="col"{style}' if element == "th" else style
