"""The footnotes of one question, passage or lesson: what is defined, what is referred to, in which order."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from exporter.codes.text import FOOTNOTE_TWICE, FOOTNOTE_UNKNOWN, FOOTNOTE_UNUSED
from exporter.diagnostics import Related, Span
from exporter.reader.places import Page
from exporter.suggest import did_you_mean


class Footnotes:
    """Definitions by label, numbered in the order of the first reference."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.owner = ""
        self._notes: dict[str, tuple[Span, Sequence[Token]]] = {}
        self._numbers: dict[str, int] = {}

    def define(self, label: str, tokens: Sequence[Token], at: Span) -> None:
        """Add a definition; a second one of the same label is a finding."""
        if label in self._notes:
            first = Related(self._notes[label][0], "the first one is here")
            message = f"the footnote `{label}` is defined twice"
            self.page.report(
                FOOTNOTE_TWICE.at(at, message, "give one of them another label", related=(first,), question=self.owner)
            )
            return
        self._notes[label] = (at, tokens)

    def refer(self, label: str, at: Span) -> int | None:
        """Return the number of the note, or None (and a finding) where there is no such note."""
        if label not in self._notes:
            hint = did_you_mean(label, self._notes) or f"add `[^{label}]: …` in the same question"
            message = f"there is no footnote `{label}` here"
            self.page.report(FOOTNOTE_UNKNOWN.at(at, message, hint, question=self.owner))
            return None
        return self._numbers.setdefault(label, len(self._numbers) + 1)

    def note(self, label: str) -> tuple[int, Sequence[Token]]:
        """Return number and tokens of a note that was referred to."""
        return self._numbers[label], self._notes[label][1]

    def finish(self) -> None:
        """Report the notes that nothing refers to: no reader would see them."""
        for label, (at, _tokens) in self._notes.items():
            if label not in self._numbers:
                hint = f"refer to it with `[^{label}]`, or take it out"
                message = f"nothing refers to the footnote `{label}`"
                self.page.report(FOOTNOTE_UNUSED.at(at, message, hint, question=self.owner))


def take_footnotes(tokens: Sequence[Token], footnotes: Footnotes) -> list[Token]:
    """Return the tokens without footnote definitions, which go to `footnotes`; one may stand inside another."""
    kept: list[Token] = []
    open_notes: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_notes.append((token, []))
        elif token.type == "footnote_reference_close":
            opening, note = open_notes.pop()
            lead = next((each for each in note if each.map), None)
            footnotes.define(str(opening.meta["label"]), note, footnotes.page.token_span(lead or opening))
        else:
            (open_notes[-1][1] if open_notes else kept).append(token)
    return kept
