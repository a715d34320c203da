"""Markdown inside YAML (descriptions, summaries, instructions) as rich text, at its places in the file."""

from __future__ import annotations

from typing import Any

from exporter.model import RichText
from exporter.reader.footnotes import Footnotes, take_footnotes
from exporter.reader.markdown import block_tokens
from exporter.reader.places import Page, mark_cells
from exporter.reader.rich import Scope, inline_text
from exporter.reader.yaml_nodes import Scalar


def markdown_value(page: Page, scalar: Scalar, owner: str) -> RichText | None:
    """Return the scalar's Markdown as rich text (one paragraph alone without a paragraph around it), None if empty.

    `page` is the YAML file (or the Markdown file whose front matter it is); findings are reported to it.
    """
    if not scalar.text.strip():
        return None
    env: dict[str, Any] = {}
    tokens = block_tokens("\n" * (scalar.start.line - 1) + scalar.text, env)
    mark_cells(tokens)
    footnotes = Footnotes(page)
    scope = Scope(page, env.get("references", {}), footnotes)
    scope.owner = footnotes.owner = owner
    scope.gaps_are_text = True
    text = inline_text(scope, take_footnotes(tokens, footnotes))
    footnotes.finish()
    return text
