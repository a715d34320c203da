"""A formula token to its record, with the faults of its LaTeX at their own column."""

from __future__ import annotations

from markdown_it.token import Token

from exporter.model import Math
from exporter.reader.places import Page
from exporter.reader.tex import tex_faults


def formula(page: Page, child: Token, token: Token, owner: str) -> Math:
    """Return the formula of a `math` token inside the inline token `token`."""
    tex, display = child.content, bool(child.meta["display"])
    pos = child.meta["pos"]
    lead = 2 if display else 1
    start = token.content.find(tex, pos + lead) if tex else pos
    for fault in tex_faults(tex):
        at = page.span_at(token, start + fault.offset, fault.length)
        page.report(fault.code.at(at, fault.message, fault.hint, question=owner))
    return Math(tex, display, page.span_at(token, pos, len(tex) + 2 * lead))
