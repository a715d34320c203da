"""A difference as people read it: on a terminal, and as Markdown for release notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from exporter.diff.compare import Change, Difference, Renamed
from exporter.diff.snapshot import Entry
from exporter.diff.words import Run, runs, shortened
from exporter.excerpt import printable

_RED, _GREEN, _BOLD = "31", "32", "1"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+|~$&!])")


def text(difference: Difference, *, colour: bool = False) -> Iterator[str]:
    """Yield the lines for a terminal; changed words stand in `[-…-]` and `{+…+}`."""

    def paint(words: str, code: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if colour else words

    def word(run: Run) -> str:
        shown = "\n".join(printable(line) for line in run.text.split("\n"))
        if run.kind == "same":
            return shown
        return paint(f"[-{shown}-]", _RED) if run.kind == "removed" else paint(f"{{+{shown}+}}", _GREEN)

    yield summary(difference)
    for heading, changes in _changed(difference):
        yield from ("", paint(heading, _BOLD))
        for change in changes:
            yield f"  {_named(change.new)}"
            for name, lines in _words(change, word):
                yield f"    {name}: {lines[0]}"
                yield from (f"      {line}" for line in lines[1:])
    for heading, names in _lists(difference):
        yield from ("", paint(heading, _BOLD), *(f"  {printable(name)}" for name in names))


def markdown(difference: Difference, level: int = 2) -> Iterator[str]:
    """Yield the lines as Markdown; removed words are struck through, new ones strong."""

    def word(run: Run) -> str:
        mark = {"same": "", "removed": "~~", "added": "**"}[run.kind]
        return "\n".join(_marked(line, mark) for line in run.text.split("\n"))

    hashes = "#" * level
    yield summary(difference)
    for heading, changes in _changed(difference):
        yield from ("", f"{hashes} {heading.capitalize()}", "")
        for change in changes:
            yield f"- {_escaped(_named(change.new))}"
            for name, lines in _words(change, word):
                yield f"  - {name}: {lines[0]}"
                yield from (f"    <br>{line}" for line in lines[1:])
    for heading, names in _lists(difference):
        yield from ("", f"{hashes} {heading.capitalize()}", "", *(f"- {_escaped(name)}" for name in names))


def data(difference: Difference) -> dict[str, object]:
    """Return the difference as it stands in JSON."""
    return {
        "old": difference.old,
        "new": difference.new,
        "changed": [_change_data(change) for change in difference.changed],
        "added": [_entry_data(each) for each in difference.added],
        "removed": [_entry_data(each) for each in difference.removed],
        "retired": [_entry_data(each) for each in difference.retired],
        "moved": [{**_entry_data(new), "from": old.category} for old, new in difference.moved],
        "renamed": [{"id": each.new, "title": each.title, "from": each.old} for each in difference.renamed],
    }


def summary(difference: Difference) -> str:
    """Return one line that counts."""
    keys = sum(change.key for change in difference.changed)
    counts = {
        "with another key": keys,
        "changed otherwise" if keys else "changed": len(difference.changed) - keys,
        "added": len(difference.added),
        "removed": len(difference.removed),
        "retired": len(difference.retired),
        "moved": len(difference.moved),
        "renamed": len(difference.renamed),
    }
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return f"from {difference.old} to {difference.new}: {said or 'no question differs'}"


def _changed(difference: Difference) -> Iterator[tuple[str, list[Change]]]:
    keyed = [change for change in difference.changed if change.key]
    others = [change for change in difference.changed if not change.key]
    if keyed:
        yield "another key", keyed
    if others:
        yield "changed", others


def _lists(difference: Difference) -> Iterator[tuple[str, list[str]]]:
    for heading, entries in (
        ("added", difference.added),
        ("removed", difference.removed),
        ("retired", difference.retired),
    ):
        if entries:
            yield heading, [_named(entry) for entry in entries]
    if difference.moved:
        yield "moved", [f"{_named(new)}: {_folder(old)} → {_folder(new)}" for old, new in difference.moved]
    if difference.renamed:
        yield "renamed", [_renamed(each) for each in difference.renamed]


def _words(change: Change, word: Callable[[Run], str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each changed part with its lines."""
    for name in change.parts:
        found = runs(change.old.parts.get(name, ""), change.new.parts.get(name, ""))
        yield name, "".join(word(run) for run in shortened(found)).strip("\n").split("\n")


def _marked(line: str, mark: str) -> str:
    words = line.strip()
    if not mark or not words:
        return _escaped(line)
    start, end = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{start}{mark}{_escaped(words)}{mark}{end}"


def _escaped(line: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(line))


def _named(entry: Entry) -> str:
    return printable(f"{entry.id} “{entry.title}”")


def _renamed(each: Renamed) -> str:
    return f"{each.old} → {each.new} “{each.title}”"


def _folder(entry: Entry) -> str:
    return " / ".join(entry.category) or "(no category)"


def _entry_data(entry: Entry) -> dict[str, object]:
    return {"id": entry.id, "title": entry.title, "category": entry.category, "path": entry.path}


def _change_data(change: Change) -> dict[str, object]:
    words = {
        name: [
            {"kind": run.kind, "text": run.text}
            for run in runs(change.old.parts.get(name, ""), change.new.parts.get(name, ""))
        ]
        for name in change.parts
    }
    return {**_entry_data(change.new), "key": change.key, "parts": words}
