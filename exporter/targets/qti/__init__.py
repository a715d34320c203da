"""The QTI targets: items, tests and packages of QTI 2.1, 2.2 and 3.0 from one code path."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.job import Job
from exporter.output import Output
from exporter.targets import Target
from exporter.targets.qti.support import support21, support22, support30


def _write(job: Job) -> Iterator[Output]:
    from exporter.targets.qti.dialect import dialect_of  # noqa: PLC0415 - only a run of these targets needs it
    from exporter.targets.qti.packages import write  # noqa: PLC0415

    yield from write(job, dialect_of(job.target))


QTI21 = Target(
    name="qti21", summary="one package a quiz and one of the bank in QTI 2.1", write=_write, support=support21
)
QTI22 = Target(
    name="qti22", summary="one package a quiz and one of the bank in QTI 2.2", write=_write, support=support22
)
QTI30 = Target(
    name="qti30", summary="one package a quiz and one of the bank in QTI 3.0", write=_write, support=support30
)
