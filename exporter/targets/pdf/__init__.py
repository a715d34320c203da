"""The PDF target: a question paper and a key for each quiz, and a study guide of the bank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exporter.diagnostics import Diagnostic
from exporter.job import Job
from exporter.output import Output
from exporter.targets import Target
from exporter.targets.pdf.support import support


def _write(job: Job) -> Iterator[Output]:
    from exporter.targets.pdf.documents import write  # noqa: PLC0415 - only a run of this target needs it

    yield from write(job)


def _unavailable() -> Diagnostic | None:
    from exporter.targets.pdf.machine import unavailable  # noqa: PLC0415

    return unavailable()


def _versions() -> Mapping[str, str]:
    from exporter.targets.pdf.machine import versions  # noqa: PLC0415

    return versions()


TARGET = Target(
    name="pdf",
    summary="question paper and key of each quiz, study guide of the bank (tagged PDF)",
    write=_write,
    support=support,
    unavailable=_unavailable,
    versions=_versions,
)
