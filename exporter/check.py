"""The checks of a whole bank, in the order in which they run: plain functions, bank and facts to findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from exporter.checks.facts import Facts
from exporter.checks.hotspots import areas_outside
from exporter.checks.ids import duplicate_ids, self_references, unknown_ids
from exporter.checks.media_alike import media_alike
from exporter.checks.quiz_questions import questions_named_twice, questions_not_exported
from exporter.checks.unused_media import unused_media
from exporter.checks.unused_passages import unused_passages
from exporter.diagnostics import Diagnostic
from exporter.model import READY, Bank

Check = Callable[[Bank, Facts, Collection[str]], Iterable[Diagnostic]]
"""A check gets the bank, the facts of all its files, and the statuses that are exported."""

CHECKS: tuple[Check, ...] = (
    duplicate_ids,
    unknown_ids,
    self_references,
    questions_named_twice,
    questions_not_exported,
    areas_outside,
    media_alike,
    unused_media,
    unused_passages,
)


def run_checks(bank: Bank, facts: Facts, statuses: Collection[str] = READY) -> list[Diagnostic]:
    """Return what every check finds; reads no question, so it costs the same for a bank of any length of text."""
    return [finding for check in CHECKS for finding in check(bank, facts, statuses)]
