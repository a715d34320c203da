"""The HTML target: each quiz, and all lessons, as a page that stands alone and checks answers in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.job import Job
from exporter.output import Output
from exporter.targets import Target
from exporter.targets.html.support import support


def _write(job: Job) -> Iterator[Output]:
    from exporter.targets.html.write import write  # noqa: PLC0415 - only a run of this target needs it

    yield from write(job)


TARGET = Target(
    name="html",
    summary="pages to learn by: quizzes and lessons, answered and checked in the browser, offline",
    write=_write,
    support=support,
)
