"""What a command found, with all that a report for other programs says of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.findings import Findings
from exporter.model import BANK_FILE
from exporter.shown_path import in_archive, shown_path


class Place(msgspec.Struct, frozen=True):
    """A finding's place as a reader outside finds it."""

    path: str
    """A file, relative to the base where it lies below it; empty where no file is meant."""
    member: str = ""
    """The file inside, where `path` is a zip archive."""
    line: int = 0
    column: int = 1
    end: int = 1


class Reported(msgspec.Struct, frozen=True, kw_only=True):
    """What a command found."""

    findings: Findings
    folder: Path | None = None
    """The bank's folder, which the paths of its findings are relative to."""
    checked: tuple[str, ...] = ()
    """Paths of the files that were judged, as the findings name them."""
    strict: bool = False
    """Warnings and losses fail."""
    base: Path = Path()
    """Where paths start from."""
    docs: str = ""
    """The address of the page of codes, where one is published."""

    def place(self, span: Span) -> Place:
        """Return where the span is; findings on the bank as a whole stand at its `bank.yaml`."""
        if self.folder is None:
            path, member = in_archive(span.path)
            return Place(_relative(path, self.base) if path else "", member, span.line, span.column, span.end)
        if self.elsewhere(span):
            return Place(_relative(str(self.folder / BANK_FILE), self.base))
        return Place(_relative(str(self.folder / span.path), self.base), "", span.line, span.column, span.end)

    def elsewhere(self, span: Span) -> bool:
        """Return whether the span is in no file of the bank, as its path is told: it is shown at the bank's own."""
        return self.folder is not None and not (span.path and (self.folder / span.path).exists())

    def fails(self, finding: Diagnostic) -> bool:
        """Return whether the finding makes the exit code 1."""
        failing = {Severity.ERROR, Severity.WARNING, Severity.LOSS} if self.strict else {Severity.ERROR}
        return finding.severity in failing


def whole_message(finding: Diagnostic, reported: Reported) -> str:
    """Return all that the finding says, but for its place: what is wrong, how to mend it, what belongs to it."""
    path = f"{finding.span.path}: " if finding.span.path and reported.elsewhere(finding.span) else ""
    head = path + (f"{finding.target}: {finding.message}" if finding.target else finding.message)
    said = [head, *([f"hint: {finding.hint}"] if finding.hint else [])]
    for related in finding.related:
        place = reported.place(related.span)
        where = f"{place.path}:{place.line}" if place.line else place.path
        said.append(f"{where}: {related.message}" if where else related.message)
    return "\n".join(said)


def more_of(code: str, reported: Reported) -> str:
    """Return where more is said of a code: its place on the page of codes, or the command that prints the same."""
    return f"{reported.docs}#{code}" if reported.docs else f"exporter explain {code}"


def checkout(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that a CI service shows files relative to, where we run below one; else the working folder."""
    here = Path.cwd()
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        folder = environment.get(name)
        if folder and here.is_relative_to(Path(folder).resolve()):
            return Path(folder).resolve()
    return here


def _relative(path: str, base: Path) -> str:
    whole = Path(os.path.normpath(Path.cwd() / path))
    return shown_path((whole.relative_to(base) if whole.is_relative_to(base) else whole).as_posix())
