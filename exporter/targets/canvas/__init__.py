"""The Canvas target: QTI 1.2 packages with Canvas's own settings, in the form that both of its importers read."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.job import Job
from exporter.output import Output
from exporter.targets import Target
from exporter.targets.canvas.support import support


def _write(job: Job) -> Iterator[Output]:
    from exporter.targets.canvas.packages import write  # noqa: PLC0415 - only a run of this target needs it

    yield from write(job)


TARGET = Target(
    name="canvas",
    summary="one package a quiz and one of question banks for Canvas (QTI 1.2)",
    write=_write,
    support=support,
)
