"""What an author types for itself and Markdown reads as something else: signs, tables, lines, backslashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from exporter.reader.inline_rules import Problem
from exporter.reader.lost_backslashes import lost_backslashes
from exporter.reader.marks_in_words import marks_in_words
from exporter.reader.run_together import run_together
from exporter.reader.tables_as_text import tables_as_text
from exporter.reader.wide_signs import wide_signs


def misread(content: str, tokens: Sequence[Token], known: Sequence[Problem]) -> Iterator[Problem]:
    """Yield a problem for each place of an inline text that mostly means something else.

    `tokens` are the text's own, `known` are the problems that its parser has found.
    """
    yield from marks_in_words(content, tokens)
    yield from tables_as_text(content)
    yield from run_together(content)
    yield from lost_backslashes(content, tokens, known)
    yield from wide_signs(content, tokens)
