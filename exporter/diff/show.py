"""A difference as people read it: on a terminal, and as Markdown for release notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from exporter.diff.compare import Change, Difference, Renamed
from exporter.diff.piece_changes import PieceChange, category_of
from exporter.diff.pieces import KINDS, Piece
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
            yield from _text_parts(change, word)
    for heading, names in _lists(difference):
        yield from ("", paint(heading, _BOLD), *(f"  {printable(name)}" for name in names))
    for heading, pieces in _pieces(difference):
        yield from ("", paint(heading, _BOLD))
        for piece in pieces:
            yield f"  {_named(piece.piece)}{_became(piece)}"
            yield from _text_parts(piece, word)


def _text_parts(change: Change | PieceChange, word: Callable[[Run], str]) -> Iterator[str]:
    for name, lines in _words(change, word):
        yield f"    {name}: {lines[0]}"
        yield from (f"      {line}" for line in lines[1:])


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
            yield from _markdown_parts(change, word)
    for heading, names in _lists(difference):
        yield from ("", f"{hashes} {heading.capitalize()}", "", *(f"- {_escaped(name)}" for name in names))
    for heading, pieces in _pieces(difference):
        yield from ("", f"{hashes} {heading.capitalize()}", "")
        for piece in pieces:
            yield f"- {_escaped(_named(piece.piece))}{_escaped(_became(piece))}"
            yield from _markdown_parts(piece, word)


def _markdown_parts(change: Change | PieceChange, word: Callable[[Run], str]) -> Iterator[str]:
    for name, lines in _words(change, word):
        yield f"  - {name}: {lines[0]}"
        yield from (f"    <br>{line}" for line in lines[1:])


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
    said = [f"{count} {what}" for what, count in counts.items() if count]
    if said:
        said[0] = said[0].replace(" ", " question " if said[0].startswith("1 ") else " questions ", 1)
    for kind, many in KINDS.items():
        count = sum(each.piece.kind == kind for each in difference.pieces)
        if count:
            said.append("the bank's own data" if kind == "bank" else f"{count} {kind if count == 1 else many}")
    return f"from {difference.old} to {difference.new}: {', '.join(said) or 'nothing differs'}"


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


def _pieces(difference: Difference) -> Iterator[tuple[str, list[PieceChange]]]:
    for kind, many in KINDS.items():
        found = [each for each in difference.pieces if each.piece.kind == kind]
        if found:
            yield many, found


def _became(change: PieceChange) -> str:
    if not change.old or not change.new:
        return ": added" if change.new else ": removed"
    said = [f"renamed from {printable(change.old.id)}"] if change.renamed else []
    if change.moved:
        said.append(f"moved from {_path(category_of(change.old))} to {_path(category_of(change.new))}")
    return f": {', '.join(said)}" if said else ""


def _words(change: Change | PieceChange, word: Callable[[Run], str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each changed part with its lines."""
    old, new = (each.parts if each else {} for each in (change.old, change.new))
    for name in change.parts:
        found = runs(old.get(name, ""), new.get(name, ""))
        yield name, "".join(word(run) for run in shortened(found)).strip("\n").split("\n")


def _marked(line: str, mark: str) -> str:
    words = line.strip()
    if not mark or not words:
        return _escaped(line)
    start, end = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{start}{mark}{_escaped(words)}{mark}{end}"


def _escaped(line: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(line))


def _named(entry: Entry | Piece) -> str:
    return printable(f"{entry.id} “{entry.title}”")


def _renamed(each: Renamed) -> str:
    return f"{each.old} → {each.new} “{each.title}”"


def _folder(entry: Entry) -> str:
    return _path(entry.category)


def _path(category: Sequence[str]) -> str:
    return printable(" / ".join(category)) or "(no category)"
