"""Findings as an author reads them: on a terminal with the source line underlined, or as JSON for another program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any

import msgspec

from exporter.diagnostics import Diagnostic, Severity, Span
from exporter.excerpt import Sources, cells, printable, underlined, wrap
from exporter.findings import Findings, Losses

_FEW = 3
"""So many places of one loss are shown."""
_SOME = 5
"""So many pieces of advice or notes of one code are shown."""
_INDENT = 9
_COLOURS = {
    Severity.ERROR: "1;31",
    Severity.WARNING: "1;33",
    Severity.LOSS: "1;35",
    Severity.ADVICE: "1;36",
    Severity.NOTE: "1;34",
}
_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.LOSS: ("loss", "losses"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
    Severity.NOTE: ("note", "notes"),
}


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How findings are shown."""

    colour: bool = False
    width: int = 80
    """Columns."""
    keep_lines: bool = True
    """The first line of a finding is not wrapped: editors and grep read it whole."""
    verbose: bool = False
    """Every loss, note and piece of advice is shown in full."""
    folder: str = ""
    """What stands before each path, such as `source`."""


def text(findings: Findings, sources: Sources, style: Style) -> Iterator[str]:
    """Yield the findings as blocks of lines (without the last line feed), sorted, losses gathered at the end."""
    many: Counter[str] = Counter()
    severities: dict[str, Severity] = {}
    for finding in findings.singles():
        if finding.severity in (Severity.ADVICE, Severity.NOTE) and not style.verbose:
            severities[finding.code] = finding.severity
            many[finding.code] += 1
            if many[finding.code] > _SOME:
                continue
        yield "\n".join(_finding(finding, sources, style))
    for code, count in many.items():
        if count > _SOME:
            label = _paint(f"{severities[code]}[{code}]", _COLOURS[severities[code]], style)
            yield f"{label} and {count - _SOME} more of these; --verbose shows all"
    if style.verbose:
        for losses in findings.losses():
            yield from ("\n".join(_finding(loss, sources, style)) for loss in losses)
    else:
        yield from _losses(findings.losses(), style)


def place(span: Span, style: Style) -> str:
    """Return `path:line:column` as terminals and editors make a link of; only the path of a file as a whole."""
    inside = style.folder and span.path and not PurePath(span.path).is_absolute()  # else it lies outside the bank
    path = f"{style.folder}/{span.path}" if inside else span.path
    return printable(f"{path}:{span.line}:{span.column}" if span.line else path)


def _finding(finding: Diagnostic, sources: Sources, style: Style) -> Iterator[str]:
    where = place(finding.span, style)
    label = f"{finding.severity}[{finding.code}]"
    target = f"{finding.target}: " if finding.target else ""
    head = f"{where}: {label} " if where else f"{label} "
    message = printable(target + finding.message)
    shown = f"{_paint(where, '1', style)}: " if where else ""
    shown += _paint(label, _COLOURS[finding.severity], style) + " "
    if style.keep_lines or cells(head + message) <= style.width:
        yield shown + message
    else:
        yield shown.rstrip()
        yield from (f"    {line}" for line in wrap(message, style.width - 4))
    yield from _source(finding.span, sources, style)
    if finding.hint:
        yield from _note("hint: ", finding.hint, style)
    for related in finding.related:
        where = place(related.span, style)
        yield from _note("", f"{where}: {related.message}" if where else related.message, style)


def _source(span: Span, sources: Sources, style: Style) -> Iterator[str]:
    line = sources.line(span.path, span.line) if span.line else None
    if line is None or not line.strip():
        return
    number = f"{span.line:>6}"
    source, carets = underlined(line, span.column, span.end, max(20, style.width - 9))
    yield f"{_paint(f'{number} |', '2', style)} {source}".rstrip()
    yield f"{_paint('       |', '2', style)} {_paint_carets(carets, style)}"


def _note(word: str, message: str, style: Style) -> Iterator[str]:
    mark = "       = " + word
    lines = wrap(printable(message), max(20, style.width - len(mark)))
    yield _paint("       = ", "2", style) + word + lines[0]
    yield from (" " * len(mark) + line for line in lines[1:])


def _losses(losses: Sequence[Losses], style: Style) -> Iterator[str]:
    """Yield a block for each target: what it does not hold, how often, and the first places."""
    for target, of_target in groupby(losses, lambda each: each.kind.target):
        kinds = list(_kinds(of_target))
        total = sum(len(each) for _, alike in kinds for each in alike)
        noun = _paint(_NOUNS[Severity.LOSS][total > 1], _COLOURS[Severity.LOSS], style)
        of_kinds = f" of {len(kinds)} kinds" if len(kinds) > 1 else ""
        lines = [line for message, alike in kinds for line in _kind(message, alike, style)]
        yield "\n".join([f"{target}: {total} {noun}{of_kinds}" if target else f"{total} {noun}{of_kinds}", *lines])


def _kinds(losses: Iterable[Losses]) -> Iterator[tuple[str, list[Losses]]]:
    """Yield what is lost and the losses of it; many messages on one feature, such as numbers, are shown as one."""
    for _, group in groupby(losses, lambda each: (each.kind.code, each.kind.feature)):
        alike = list(group)
        if len(alike) > _FEW:
            yield f"{alike[0].message}, and the like", alike
        else:
            yield from ((each.message, [each]) for each in alike)


def _kind(message: str, alike: Sequence[Losses], style: Style) -> Iterator[str]:
    first, *rest = wrap(printable(message), style.width - _INDENT)
    total = sum(map(len, alike))
    yield f"{total:>{_INDENT - 3}} × {first}"
    blanks = " " * _INDENT
    yield from (blanks + line for line in rest)
    places = [place(span, style) for losses in alike for span, _ in losses.places(_FEW)][:_FEW]
    label = f"{alike[0].kind.code}: "
    while len(places) > 1 and cells(_places(label, places, total)) > style.width - _INDENT:
        places.pop()
    first, *rest = wrap(_places(label, places, total), style.width - _INDENT)
    yield blanks + _paint(label[:-2], "2", style) + first[len(label) - 2 :]
    yield from (blanks + line for line in rest)


def _places(label: str, places: Sequence[str], total: int) -> str:
    more = total - len(places)
    return label + ", ".join(places) + (f" and {more} more" if more else "")


def tally(findings: Findings) -> str:
    """Return how many findings there are of each severity, such as `2 errors, 1 loss`, or that nothing is wrong."""
    counts = {severity: findings.count(severity) for severity in Severity}
    said = ", ".join(f"{count} {_NOUNS[each][count > 1]}" for each, count in counts.items() if count)
    return said or "nothing is wrong"


class PlaceRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where something is; without a line a whole file is meant, without a path the bank or the command as a whole."""

    path: str = ""
    """Relative to the bank or, for `validate`, as it was named; in an archive `archive!file`."""
    line: int = 0
    """From 1, as is the column."""
    column: int = 0
    end: int = 0
    """The column after the last character."""
    message: str


class FindingRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One finding as it stands in JSON; keys without a value are left out."""

    severity: Severity
    code: str
    path: str = ""
    line: int = 0
    column: int = 0
    end: int = 0
    message: str
    hint: str = ""
    question: str = ""
    """The id of the question that it is about."""
    target: str = ""
    feature: str = ""
    """What the target does not hold, by its name in the support matrix."""
    related: tuple[PlaceRecord, ...] = ()


def record(finding: Diagnostic) -> FindingRecord:
    """Return the finding as it stands in JSON."""
    return FindingRecord(
        severity=finding.severity,
        code=finding.code,
        **_place(finding.span),
        message=finding.message,
        hint=finding.hint,
        question=finding.question,
        target=finding.target,
        feature=finding.feature,
        related=tuple(PlaceRecord(**_place(each.span), message=each.message) for each in finding.related),
    )


def _place(span: Span) -> Any:  # noqa: ANN401 - keys of the records, which have these alike
    whole = {"path": span.path}
    return {**whole, "line": span.line, "column": span.column, "end": span.end} if span.line else whole


def _paint(words: str, colour: str, style: Style) -> str:
    return f"\x1b[{colour}m{words}\x1b[0m" if style.colour else words


def _paint_carets(carets: str, style: Style) -> str:
    blanks = len(carets) - len(carets.lstrip())
    return carets[:blanks] + _paint(carets[blanks:], "1;31", style)
