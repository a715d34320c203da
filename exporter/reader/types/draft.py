"""What every type's function is handed: the question as far as it does not depend on the type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from exporter.codes.answers import ANSWER_BLOCKS, CHOICE_EMPTY, DUPLICATE_ANSWER, ONE_CHOICE
from exporter.diagnostics import Code, Diagnostic, Related, Span
from exporter.model import RichText
from exporter.reader.answer_block import AnswerBlock
from exporter.reader.markdown_states import Line, QuickToken
from exporter.reader.places import Page
from exporter.reader.quick_lists import ListItem
from exporter.reader.rich import inline_text, rich_text
from exporter.reader.scope import Scope
from exporter.richtext import shows_nothing

_SEEN = "write its text, or remove it; between backticks a comment or an entity is shown as it is typed"


class Draft:
    """A question on its way: the fields that all types share, and the answers as tokens."""

    def __init__(self, scope: Scope, core: dict[str, Any], span: Span) -> None:
        self.scope = scope
        self.page: Page = scope.page
        self.owner = scope.owner
        self.core = core
        self.span = span
        """The place of the id, for findings about the question as a whole."""
        self.block: AnswerBlock | None = None
        self.gaps: Sequence[Token] = ()
        self.case_sensitive = False
        self.unit = ""
        self.unit_span = span
        self.type_refused = False
        """The heading states a type that there is not, or two, which is a finding."""
        self.has_gaps = False
        """The text has gaps, though the question has answers, which is a finding."""
        self.rubric: RichText | None = None
        self.model_answer: RichText | None = None

    @property
    def answers(self) -> AnswerBlock:
        """The answer block; types that have one are only built where it is there."""
        assert self.block is not None
        return self.block

    def report(self, code: Code, at: Span, message: str, hint: str = "", related: tuple[Related, ...] = ()) -> None:
        """Report a finding on this question."""
        self.page.report(code.at(at, message, hint, related=related, question=self.owner))

    def add(self, *findings: Diagnostic) -> None:
        """Report findings that are made already."""
        self.page.report(*findings)

    def block_span(self) -> Span:
        """Return the first line of the answer block."""
        return self.page.token_span(self.answers.opening)

    def feedback(self, tokens: Sequence[Token] | None) -> RichText | None:
        """Return the quotation at an answer's end as its feedback."""
        return rich_text(self.scope, tokens) if tokens else None

    def item_text(self, item: ListItem, cut: int = 0, length: int | None = None) -> RichText | None:
        """Return an item's text without its first `cut` characters (and after `length`), or None where it is empty."""
        tokens: list[Token] = []
        if item.lead is not None:
            shortened = _cut(item.lead, cut, length)
            if shortened.content.strip():
                tokens.append(shortened)
        if not tokens and not item.rest:
            at = self.page.span_at(item.lead) if item.lead else self.page.token_span(item.opening)
            self.report(CHOICE_EMPTY, at, "this item has no text", "write its text, or remove it")
            return None
        known = len(self.page.findings)
        text = self._rendered(tokens, item) if item.rest else inline_text(self.scope, tokens)
        if not self.unseen(text, known):
            return text
        at = self.page.token_span(item.opening)
        if item.lead is not None:
            at = self.page.span_at(item.lead, cut, len(item.lead.content) - cut)
        self.report(CHOICE_EMPTY, at, "learners see nothing of this item", _SEEN)
        return None

    def _rendered(self, tokens: Sequence[Token], item: ListItem) -> RichText:
        paragraph = [Token("paragraph_open", "p", 1), *tokens, Token("paragraph_close", "p", -1)] if tokens else []
        return rich_text(self.scope, [*paragraph, *item.rest])

    def unseen(self, text: RichText, known: int) -> bool:
        """Return whether learners see nothing of a text, and nothing found since the `known` findings says why."""
        return shows_nothing(text) and len(self.page.findings) == known

    def cell_text(self, cell: Token) -> RichText:
        """Return a table cell's text."""
        known = len(self.page.findings)
        text = inline_text(self.scope, [cell])
        if cell.content.strip() and self.unseen(text, known):
            at = self.page.span_at(cell, 0, len(cell.content))
            self.report(CHOICE_EMPTY, at, "learners see nothing of this cell", _SEEN)
        return text

    def no_blocks(self, item: ListItem) -> bool:
        """Report what stands in an accepted answer beside its line and its feedback; return whether nothing does."""
        if item.rest:
            at = self.page.token_span(item.rest[0])
            hint = "begin its feedback with `> `; remove what is neither"
            self.report(ANSWER_BLOCKS, at, "an accepted answer is one line of plain text", hint)
            return False
        if item.lead is not None and "\n" in item.lead.content:
            at = self.page.span_at(item.lead, item.lead.content.index("\n") + 1)
            hint = "write the answer on one line, and its feedback as a quotation (`> …`)"
            self.report(ANSWER_BLOCKS, at, "an accepted answer ends with its line", hint)
            return False
        return True

    def enough(self, count: int, what: str) -> bool:
        """Report a question with fewer than two of `what`; return whether there are enough."""
        if count == 1:
            message = f"this question has one {what}"
            self.report(ONE_CHOICE, self.block_span(), message, f"add at least one more {what}")
        return count > 1

    def distinct(self, keyed: Sequence[tuple[object, Span]], what: str) -> bool:
        """Report each of `keyed` that equals an earlier one; return whether none does."""
        if len(dict(keyed)) == len(keyed):
            return True
        first: dict[object, Span] = {}
        for key, span in keyed:
            if key in first:
                related = (Related(first[key], "the first one is here"),)
                message = f"this {what} is the same as an earlier one"
                self.report(DUPLICATE_ANSWER, span, message, "change or remove one of them", related)
            first.setdefault(key, span)
        return False


def _cut(token: Token, cut: int, length: int | None) -> Token:
    content = token.content[cut:length]
    if not token.meta and token.map is not None:
        return Line(0, token.map, content)
    made = QuickToken("inline", "", 0, 0, block=False)
    made.content, made.map, made.meta = content, token.map, dict(token.meta)
    if "cell" in made.meta:
        made.meta["cut"] = made.meta.get("cut", 0) + cut
    return made
