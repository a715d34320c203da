"""The Common Cartridge target: the bank as one course package, in the shape that every importer tried reads."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.job import Job
from exporter.output import Output
from exporter.targets import Target
from exporter.targets.cartridge.support import support


def _write(job: Job) -> Iterator[Output]:
    from exporter.targets.cartridge.package import write  # noqa: PLC0415 - only a run of this target needs it

    yield from write(job)


TARGET = Target(
    name="cartridge",
    summary="lessons, quizzes and a question bank as one course package (Common Cartridge)",
    write=_write,
    support=support,
)
