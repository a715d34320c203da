"""The release notes: what is in a release, what changed, what each platform does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from exporter.archive import Written
from exporter.diff import Difference
from exporter.diff.show import markdown
from exporter.excerpt import printable
from exporter.findings import Findings
from exporter.model import Bank

FILE = "NOTES.md"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def notes(
    bank: Bank, version: str, files: Iterable[Written], findings: Findings, difference: Difference | None
) -> Iterator[str]:
    """Yield the lines of the notes, Markdown; `difference` is None where no earlier release was named."""
    yield from (f"# {_escaped(bank.title)} {version}", "")
    live = [lesson for lesson in bank.lessons.values() if lesson.status == "ready"]
    questions = sum(summary.status == "ready" for summary in bank.index.values())
    lessons = f", {_counted(len(live), 'lesson')}" if live else ""
    quizzes = f", {_counted(len(bank.quizzes), 'quiz', 'quizzes')}" if bank.quizzes else ""
    yield f"{_counted(questions, 'question')}{lessons}{quizzes}."
    if bank.licence:
        yield from ("", f"Licence: {_escaped(bank.licence)}.")
    if difference is not None:
        yield from ("", "## What changed", "", *markdown(difference, 3))
    yield from ("", "## Files", "")
    for each in files:
        yield f"- `{each.path}` ({each.role}, {each.size} bytes)"
    yield from _losses(findings)


def _losses(findings: Findings) -> Iterator[str]:
    losses = findings.losses()
    if not losses:
        return
    yield from ("", "## What platforms do not hold", "", "Every place stands in `report.json`.")
    for target, of_target in groupby(losses, lambda each: each.kind.target):
        yield from ("", f"### {target}", "")
        for each in of_target:
            yield f"- {len(each)} × {_escaped(each.message)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(text))


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
