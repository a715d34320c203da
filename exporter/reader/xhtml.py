"""Well-formed XHTML as it grows: runs and special parts, open elements, raw tags judged where they stand."""

from __future__ import annotations

from markdown_it.token import Token

from exporter.codes.text import HTML_MALFORMED, TOO_DEEP
from exporter.diagnostics import Span
from exporter.model import Part
from exporter.reader.markdown_blocks import MAX_DEPTH
from exporter.reader.places import Page
from exporter.reader.raw_html import BLOCKS, HtmlFault, Tag

_HOMES = {"summary": "details", "rt": "ruby", "rp": "ruby"}
"""Elements that are parts of another one, and directly inside it."""
NOTHING = "none"
"""Stands for an element that was refused, until it ends."""


class Xhtml:
    """One text on its way to XHTML: its runs, parts, elements, and what is still open."""

    def __init__(self, page: Page, owner: str) -> None:
        self.page = page
        self.owner = owner
        self.run: list[str] = []
        self.parts: list[Part] = []
        self.elements: set[str] = set()
        self.open: list[tuple[str, bool, Span]] = []
        """Open elements: name, whether written as raw HTML, place."""
        self.pending_attributes: tuple[str, Span] | None = None
        """What a line of attributes says of the block that comes next."""
        self.nowhere = Span(page.path)
        """The place of what Markdown opens, of which nothing is said."""
        self.refused: set[str] = set()
        """What was told once and need not be told again of this text."""
        self.dropped = 0
        """Tags that lie too deep to be written, whose closing tags are dropped with them."""

    def flush(self) -> None:
        """End the run that grows, so that a special part can follow it."""
        if self.run:
            self.parts.append("".join(self.run))
            self.run.clear()

    def special(self, part: Part) -> None:
        """Add a part that each target writes its own way."""
        self.flush()
        self.parts.append(part)

    def start(self, name: str, attributes: str = "") -> None:
        """Open an element; attributes that wait for the next block go to it."""
        if self.pending_attributes is not None:
            attributes, self.pending_attributes = attributes + self.pending_attributes[0], None
        self.run.append(f"<{name}{attributes}>")
        self.elements.add(name)
        self.open.append((name, False, self.nowhere))

    def start_inline(self, name: str, attributes: str, token: Token, pos: int) -> None:
        """Open an element inside a paragraph, at `pos` of the token's content; one that lies too deep is left out."""
        if len(self.open) < MAX_DEPTH:
            self.start(name, attributes)
            return
        if TOO_DEEP.name not in self.refused:
            at = self.page.span_at(token, pos)
            message = f"marks are nested more than {MAX_DEPTH} deep"
            self.page.report(TOO_DEEP.at(at, message, "flatten the text", question=self.owner))
            self.refused.add(TOO_DEEP.name)
        self.open.append((NOTHING, False, Span(self.page.path)))

    def end(self, name: str) -> None:
        """Close the innermost element that Markdown opened; raw ones left open in it are findings."""
        while self.open and self.open[-1][1]:
            self.unclosed()
        if self.open.pop()[0] != NOTHING:
            self.run.append(f"</{name}>")

    def unclosed(self) -> None:
        """Close the innermost raw element, which the author left open."""
        name, _raw, at = self.open.pop()
        self.run.append(f"</{name}>")
        hint = f"write `</{name}>` in the same paragraph"
        self.page.report(HTML_MALFORMED.at(at, f"`<{name}>` is never closed", hint, question=self.owner))

    def close_raw(self, depth: int) -> None:
        """Close what is open beyond `depth` elements."""
        while len(self.open) > depth:
            self.unclosed()

    def html_piece(self, piece: Tag | str | HtmlFault, token: Token, base: int, *, blocks_allowed: bool) -> None:
        """Write one piece of raw HTML that stands at `base` in the token's content."""
        if isinstance(piece, str):
            self.run.append(piece)
        elif isinstance(piece, HtmlFault):
            if piece.closing and piece.message in self.refused:
                return
            self.refused.add(piece.message)
            at = self.page.span_at(token, base + piece.offset, piece.length)
            self.page.report(piece.code.at(at, piece.message, piece.hint, question=self.owner))
        else:
            self.tag(piece, self.page.span_at(token, base + piece.offset, len(piece.name) + 1), blocks_allowed)

    def _judge_place(self, tag: Tag, at: Span) -> None:
        """Report a tag outside the element that it is a part of, and a fold inside the heading of one."""
        home = _HOMES.get(tag.name)
        message = hint = ""
        if home is not None and (not self.open or self.open[-1][0] != home):
            message, hint = f"`<{tag.name}>` stands outside `<{home}>`", f"write it between `<{home}>` and `</{home}>`"
        elif tag.name == "details" and any(name == "summary" for name, _raw, _at in self.open):
            message, hint = "`<details>` cannot stand inside `<summary>`", "write it after `</summary>`"
        if message:
            self.page.report(HTML_MALFORMED.at(at, message, hint, question=self.owner))

    def tag(self, tag: Tag, at: Span, blocks_allowed: bool) -> None:  # noqa: FBT001 - a private step
        """Write one raw tag, or say why it cannot stand here."""
        if tag.name in BLOCKS and not blocks_allowed:
            hint = "begin a line of its own with it, after an empty line"
            message = f"`<{tag.name}>` cannot stand inside a paragraph"
            self.page.report(HTML_MALFORMED.at(at, message, hint, question=self.owner))
        elif tag.opens:
            self._judge_place(tag, at)
            if len(self.open) >= MAX_DEPTH:
                if TOO_DEEP.name not in self.refused:
                    message = f"tags are nested more than {MAX_DEPTH} deep"
                    self.page.report(TOO_DEEP.at(at, message, "flatten the text", question=self.owner))
                self.refused.add(TOO_DEEP.name)
                self.dropped += 1
                return
            self.run.append(tag.text)
            self.elements.add(tag.name)
            self.open.append((tag.name, True, at))
        elif self.dropped and tag.closes:
            self.dropped -= 1
        elif not tag.closes:
            self.run.append(tag.text)
            self.elements.add(tag.name)
        elif self.open and self.open[-1][:2] == (tag.name, True):
            self.open.pop()
            self.run.append(tag.text)
        else:
            hint = "close the inner element first, and each in the paragraph in which it opens"
            message = f"`</{tag.name}>` does not close the element that is open here"
            self.page.report(HTML_MALFORMED.at(at, message, hint, question=self.owner))
