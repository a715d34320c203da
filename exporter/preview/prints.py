"""Papers and keys of quizzes and the study guide, drawn when somebody looks at them, by the PDF target itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from exporter.cache import open_cache
from exporter.diagnostics import Diagnostic, Severity
from exporter.job import Job
from exporter.output import FileOutput
from exporter.pipeline import build, check_bank
from exporter.preview.state import Shown
from exporter.settings import CommandError, Settings
from exporter.targets.pdf import TARGET

Kind = Literal["paper", "key"]
Drawn = tuple[bytes, list[Diagnostic]]
"""The PDF, and where it could not be drawn nothing and why."""


class Prints:
    """Draws into a folder that is there as long as the preview; for one thread."""

    def __init__(self, shown: Shown, folder: Path) -> None:
        self._shown = shown
        self._folder = folder
        self._drawn: dict[str, tuple[int, list[Diagnostic]]] = {}
        """By quiz, of which snapshot it is drawn, and what was found."""
        self._guide: tuple[int, Drawn] = (0, (b"", []))

    def draw(self, quiz: str, kind: Kind, number: int) -> Drawn:
        """Return paper or key of a quiz; `number` says how old it may be."""
        if self._drawn.get(quiz, (0, []))[0] < number:
            self._drawn[quiz] = (number, self._built(quiz))
        try:
            return (self._folder / f"pdf/{quiz}-{kind}.pdf").read_bytes(), []
        except OSError:
            return b"", self._drawn[quiz][1]

    def guide(self, number: int) -> Drawn:
        """Return the study guide; `number` says how old it may be."""
        if self._guide[0] < number:
            self._guide = (number, self._guided())
        return self._guide[1]

    def _built(self, quiz: str) -> list[Diagnostic]:
        """Draw both; return what stood against it."""
        for kind in ("paper", "key"):  # what is not drawn again is not shown again
            (self._folder / f"pdf/{quiz}-{kind}.pdf").unlink(missing_ok=True)
        settings = Settings(
            source=self._shown.source,
            out=self._folder,
            targets=("pdf",),
            statuses=self._shown.statuses,
            options=msgspec.structs.replace(self._shown.options, quizzes=(quiz,), jobs=1),
            keep_going=True,
        )
        try:
            found = build(settings).findings
        except CommandError:  # the quiz is gone since the page was made
            return []
        return _against(found.singles())

    def _guided(self) -> Drawn:
        """Draw the guide alone: a build would draw every paper and key before it."""
        lacking = TARGET.unavailable()
        if lacking is not None:
            return b"", [lacking]
        options = msgspec.structs.replace(self._shown.options, quizzes=(), jobs=1)
        with open_cache(self._folder, enabled=True) as cache:
            try:
                bank, found = check_bank(self._shown.source, statuses=self._shown.statuses, cache=cache)
                if not (bank.questions or bank.lessons):
                    return b"", _against(found.singles())
                job = Job(msgspec.structs.replace(bank, quizzes={}), options, cache, TARGET.name)
                outputs = [each for each in TARGET.write(job) if isinstance(each, FileOutput)]
                pdf = b"".join(chunk for each in outputs for chunk in each.chunks)
            except OSError:  # the bank, or a picture of it, is gone since the page was made
                return b"", []
        return pdf, [] if pdf else _against([*found.singles(), *job.findings])


def _against(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the errors that kept a document from being drawn: those of the PDF target, else all."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    return [each for each in errors if each.target == "pdf"] or errors
