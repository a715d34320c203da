"""Paper and key of a quiz, drawn when somebody looks at them, by the PDF target itself."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from exporter.diagnostics import Diagnostic, Severity
from exporter.pipeline import build
from exporter.preview.state import Shown
from exporter.settings import CommandError, Settings

Kind = Literal["paper", "key"]


class Prints:
    """Draws into a folder that is there as long as the preview; for one thread."""

    def __init__(self, shown: Shown, folder: Path) -> None:
        self._shown = shown
        self._folder = folder
        self._drawn: dict[str, tuple[int, list[Diagnostic]]] = {}
        """By quiz, of which snapshot it is drawn, and what was found."""

    def draw(self, quiz: str, kind: Kind, number: int) -> tuple[bytes, list[Diagnostic]]:
        """Return the PDF, and where it could not be drawn nothing and why; `number` says how old it may be."""
        if self._drawn.get(quiz, (0, []))[0] < number:
            self._drawn[quiz] = (number, self._built(quiz))
        try:
            return (self._folder / f"pdf/{quiz}-{kind}.pdf").read_bytes(), []
        except OSError:
            return b"", self._drawn[quiz][1]

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
        errors = [each for each in found.singles() if each.severity is Severity.ERROR]
        return [each for each in errors if each.target == "pdf"] or errors
