"""The official judges of what a build wrote, before it is put in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from exporter.archive import Staging, Written
from exporter.codes.official import NOT_OF_THE_SCHEMA, OFFICIAL_NOT_INSTALLED
from exporter.diagnostics import Diagnostic, Span
from exporter.progress import Progress
from exporter.settings import Settings

_JUDGED = (".xml", ".zip", ".imscc")
"""What there are official schemas for."""


def official_findings(
    written: Mapping[str, Iterable[Written]], staging: Staging, settings: Settings, progress: Progress
) -> Iterator[Diagnostic]:
    """Yield what the official schemas say of what the targets wrote aside, and our own grammars once more.

    What only New Quizzes reads is not in the schema of QTI 1.2, which would refuse every such package: a note says
    that it was not asked. A schema that is not installed is said once.
    """
    from exporter.validation import validate  # noqa: PLC0415 - its schemas are slow, and only now wanted

    lacking: set[str] = set()
    for name, outputs in written.items():
        if name == "canvas" and settings.options.canvas == "new":
            message = (
                "the official schema of QTI 1.2 was not asked: it has none of the forms that only New Quizzes reads"
            )
            yield NOT_OF_THE_SCHEMA.at(Span(""), message, target=name)
            continue
        for output in outputs:
            if not output.path.endswith(_JUDGED):
                continue
            progress.step(f"{name}: judging {output.path}")
            place = staging.place(output.path)
            for finding in validate([place], official=True, ours=True).findings:
                if finding.code == OFFICIAL_NOT_INSTALLED.name and finding.message in lacking:
                    continue
                lacking.add(finding.message)
                yield _of_output(finding, str(place), output.path, name)


def _of_output(finding: Diagnostic, staged: str, path: str, target: str) -> Diagnostic:
    """Return a finding on a file that stands aside as one on the output that it was to become.

    The place goes into the message: paths of findings are those of the source, and the output is not there.
    """
    place = finding.span.path.replace(staged, path)
    line = f":{finding.span.line}" if finding.span.line else ""
    return msgspec.structs.replace(finding, span=Span(""), message=f"`{place}{line}`: {finding.message}", target=target)
