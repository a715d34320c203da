"""Passages that are in no output, because no question shares them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from exporter.checks.facts import Facts
from exporter.codes.source import PASSAGE_UNUSED
from exporter.diagnostics import Diagnostic
from exporter.model import Bank


def unused_passages(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each passage that would be exported and that no question names, whatever its status."""
    del facts
    used = {summary.passage for summary in bank.index.values()}
    for ident, passage in bank.passages.items():
        if ident not in used and passage.status in statuses:
            hint = f"write `passage={ident}` in the heading of each question about it, or remove it"
            yield PASSAGE_UNUSED.at(passage.span, f"no question is about the passage `{ident}`", hint)
