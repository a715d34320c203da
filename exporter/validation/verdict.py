"""What the judges said: judgements file by file, and findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from exporter.diagnostics import Diagnostic, Severity

Outcome = Literal["valid", "invalid", "missing"]


class Judgement(msgspec.Struct, frozen=True):
    """What one judge said of one file."""

    place: str
    kind: str
    judge: str
    """The path of an official schema, the name of a grammar of ours, or `built-in rules`."""
    outcome: Outcome
    derived: bool = False
    """Whether the verdict is derived: the schema was made for another version, and the namespace renamed in memory."""


class Verdict(msgspec.Struct, frozen=True):
    """All judgements and findings on the paths that were judged; iterating gives the findings."""

    judgements: tuple[Judgement, ...]
    findings: tuple[Diagnostic, ...]

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.findings)

    @property
    def valid(self) -> bool:
        """Whether nothing is an error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)
