"""Comments that silence advice: `<!-- exporter: allow CODE reason -->` on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from exporter.codes import all_codes
from exporter.codes.advice import BANK_WIDE, OF_A_QUESTION
from exporter.codes.source import ALLOW_MALFORMED, ALLOW_UNKNOWN
from exporter.diagnostics import Diagnostic, Span
from exporter.reader.converters import shortened
from exporter.reader.places import Page
from exporter.suggest import did_you_mean

_DIRECTIVE = re.compile(r"<!--\s*exporter\s*:\s*(.*?)\s*-->", re.DOTALL)
_KNOWN = frozenset(code.name for code in OF_A_QUESTION)
_BANK_WIDE = frozenset(code.name for code in BANK_WIDE)
_ALLOW = re.compile(r"allow\s+([a-z][a-z0-9-]*)\s+(\S.*)", re.DOTALL)


def take_allowances(
    page: Page, blocks: Iterable[Sequence[Token]], owner: str
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Return the codes that the question's comments silence, and the place of each."""
    codes: list[str] = []
    spans: list[Span] = []
    for tokens in blocks if page.has_comments else ():
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
                elif allow.group(1) in _KNOWN:
                    codes.append(allow.group(1))
                    spans.append(at)
                else:
                    page.report(_unknown(allow.group(1), at, owner))
    return tuple(codes), tuple(spans)


def _unknown(name: str, at: Span, owner: str) -> Diagnostic:
    message = f"there is no advice `{shortened(name)}` on a question"
    hint = did_you_mean(name, _KNOWN) or "`exporter check` shows the code of each piece of advice"
    if name in _BANK_WIDE:
        message = f"`{name}` is said of a quiz or of the bank, not of a question"
        hint = f"switch it off in `bank.yaml`: `advice: {{off: [{name}]}}`"
    elif name in all_codes():
        hint = f"`{name}` is no advice; only advice can be silenced"
    return ALLOW_UNKNOWN.at(at, message, hint, question=owner)
