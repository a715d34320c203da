"""Papers and keys of quizzes and the study guide, drawn when somebody looks at them, by the PDF target itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

import msgspec

from exporter.cache import open_cache
from exporter.checking import check_bank
from exporter.diagnostics import Diagnostic, Severity
from exporter.job import Job
from exporter.output import FileOutput
from exporter.pipeline import build
from exporter.preview.press import ClosedError, Given, Made, Press
from exporter.preview.state import Shown
from exporter.settings import CommandError, Settings
from exporter.targets.pdf import TARGET

Kind = Literal["paper", "key"]
Drawn = tuple[bytes, list[Diagnostic]]
"""The PDF, and where it could not be drawn nothing and why."""


class Prints:
    """Draws into a folder that is there as long as the preview; for one thread, but for `close`."""

    def __init__(self, shown: Shown, folder: Path, newest: Callable[[], int] = lambda: 0) -> None:
        """Prepare to draw; `newest` returns the number of the latest snapshot."""
        self._shown = shown
        self._folder = folder
        self._newest = newest
        self._press = Press(folder)
        self._drawn: dict[str, tuple[int, list[Diagnostic]]] = {}
        """By quiz, of which snapshot it is drawn, and what was found."""
        self._guide: tuple[int, Drawn] = (0, (b"", []))

    def draw(self, quiz: str, kind: Kind, number: int) -> Drawn:
        """Return paper or key of a quiz; `number` says how old it may be."""
        if (lacking := TARGET.unavailable()) is not None:
            return b"", [lacking]
        if self._drawn.get(quiz, (0, []))[0] < number:
            now = max(number, self._newest())
            found = self._made(built, self._shown, self._folder, quiz)
            if found is None:
                return b"", []
            self._drawn[quiz] = (now, found)
        try:
            return (self._folder / f"pdf/{quiz}-{kind}.pdf").read_bytes(), []
        except OSError:
            return b"", self._drawn[quiz][1]

    def guide(self, number: int) -> Drawn:
        """Return the study guide; `number` says how old it may be."""
        if (lacking := TARGET.unavailable()) is not None:
            return b"", [lacking]
        if self._guide[0] < number:
            now = max(number, self._newest())
            drawn = self._made(guided, self._shown, self._folder)
            if drawn is None:
                return b"", []
            self._guide = (now, drawn)
        return self._guide[1]

    def close(self) -> None:
        """Break off what is being drawn; from any thread."""
        self._press.close()

    def _made(self, make: Callable[Given, Made], *values: Given.args, **named: Given.kwargs) -> Made | None:
        """Return what `make` makes in the process that draws; None where the preview ends meanwhile."""
        try:
            return self._press.run(make, *values, **named)
        except ClosedError:
            return None


def built(shown: Shown, folder: Path, quiz: str) -> list[Diagnostic]:
    """Draw paper and key of a quiz; return what stood against it."""
    for kind in ("paper", "key"):  # what is not drawn again is not shown again
        (folder / f"pdf/{quiz}-{kind}.pdf").unlink(missing_ok=True)
    settings = Settings(
        source=shown.source,
        out=folder,
        targets=("pdf",),
        statuses=shown.statuses,
        options=msgspec.structs.replace(shown.options, quizzes=(quiz,), jobs=1),
        keep_going=True,
    )
    try:
        found = build(settings).findings
    except CommandError:  # the quiz is gone since the page was made
        return []
    return _against(found.singles())


def guided(shown: Shown, folder: Path) -> Drawn:
    """Draw the guide alone: a build would draw every paper and key before it."""
    options = msgspec.structs.replace(shown.options, quizzes=(), jobs=1)
    with open_cache(folder, enabled=True) as cache:
        try:
            bank, found = check_bank(shown.source, statuses=shown.statuses, cache=cache)
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
