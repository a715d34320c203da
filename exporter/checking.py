"""Checking: a bank read, with everything that was found in it. It loads nothing that only a build needs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.cache import NoCache
from exporter.diagnostics import Severity
from exporter.findings import Findings
from exporter.model import READY, Bank

if TYPE_CHECKING:
    from exporter.cache import FileCache


def check_bank(
    source: Path,
    *,
    statuses: Collection[str] = READY,
    cache: FileCache | NoCache | None = None,
    advice: bool = False,
) -> tuple[Bank, Findings]:
    """Return the bank at `source` and everything that was found in it; advice where it is wanted and no error is there.

    What cannot be read would be missing from what advice counts, and an author mends errors first.
    """
    from exporter.reader import read_bank  # noqa: PLC0415 - the heavy part, for commands that read

    bank, found = read_bank(source, cache=cache or NoCache(), statuses=statuses)
    findings = Findings(found)
    if advice and not findings.count(Severity.ERROR):
        from exporter.advice import advise  # noqa: PLC0415 - a build does without

        findings.extend(advise(bank))
    return bank, findings
