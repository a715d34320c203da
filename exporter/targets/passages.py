"""A passage that stands inside a question."""

from __future__ import annotations

import html

from exporter.model import Passage, RichText


def titled(passage: Passage) -> RichText:
    """Return the passage's text under its title, which has no other place inside a question."""
    text = passage.text
    title = f"<p><strong>{html.escape(passage.title, quote=False)}</strong></p>"
    parts = (title, "<p>", *text.parts, "</p>") if text.inline else (title, *text.parts)
    return RichText(parts, text.span, inline=False, elements=text.elements)
