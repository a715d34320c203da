"""Media whose paths differ in capitals only: one would overwrite the other where a package is unpacked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from exporter.checks.facts import Facts
from exporter.codes.media import MEDIA_ALIKE
from exporter.diagnostics import Diagnostic, Related, Span
from exporter.model import Bank


def media_alike(bank: Bank, facts: Facts, statuses: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each file whose path is that of another one but for capitals, where it is first shown."""
    del statuses
    shown: dict[str, Span] = {}
    for reference in sorted(facts.files, key=lambda each: each.span):
        if reference.path in bank.media:
            shown.setdefault(reference.path, reference.span)
    first: dict[str, str] = {}
    for path, span in shown.items():
        other = first.setdefault(path.casefold(), path)
        if other != path:
            message = f"`{path}` differs from `{other}` in capitals only"
            related = (Related(shown[other], "the other one is shown here"),)
            yield MEDIA_ALIKE.at(span, message, "give one of the files another name", related=related)
