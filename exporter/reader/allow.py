"""Comments that silence advice: `<!-- exporter: allow CODE reason -->` on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from exporter.codes.source import ALLOW_MALFORMED
from exporter.diagnostics import Span
from exporter.reader.places import Page

_DIRECTIVE = re.compile(r"<!--\s*exporter\s*:\s*(.*?)\s*-->", re.DOTALL)
_ALLOW = re.compile(r"allow\s+([a-z][a-z0-9-]*)\s+(\S.*)", re.DOTALL)


def take_allowances(
    page: Page, blocks: Iterable[Sequence[Token]], owner: str
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Return the codes that the question's comments silence, and the place of each."""
    codes: list[str] = []
    spans: list[Span] = []
    for tokens in blocks:
        for token in tokens:
            if token.type != "html_block" or token.level:
                continue
            for match in _DIRECTIVE.finditer(token.content):
                at = page.span_at(token, match.start(), match.end() - match.start())
                allow = _ALLOW.fullmatch(match.group(1))
                if allow is None:
                    hint = "write `<!-- exporter: allow CODE reason -->`"
                    message = "this comment does not say which code it allows, and why"
                    page.report(ALLOW_MALFORMED.at(at, message, hint, question=owner))
                else:
                    codes.append(allow.group(1))
                    spans.append(at)
    return tuple(codes), tuple(spans)
