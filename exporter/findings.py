"""The findings of a build, gathered so that a hundred thousand losses stay small: a record a kind, numbers a place."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Self

import msgspec

from exporter.diagnostics import Diagnostic, Severity, Span, sort_key

_ID = "\0"
"""Stands in a kind's message where each loss names its own question."""


class Kind(msgspec.Struct, frozen=True):
    """What losses that differ only in question and place have in common."""

    target: str
    code: str
    feature: str
    message: str
    hint: str

    @property
    def general(self) -> str:
        """The message without the name of any one question."""
        return self.message.replace(_ID, "`…`")


class Packed(msgspec.Struct, frozen=True):
    """All findings of a run, as small as they are in memory, to be kept for another."""

    singles: tuple[Diagnostic, ...]
    texts: tuple[str, ...]
    """Paths and ids by number."""
    losses: tuple[tuple[Kind, bytes], ...]
    """Of each kind the numbers of its places."""


class Names:
    """Paths and ids by number, each text held once."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts = list(texts)
        self._numbers = {text: number for number, text in enumerate(self.texts)}

    def number(self, text: str) -> int:
        """Return the number of the text."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return number


class Losses:
    """The losses of one kind, in the order of their places, each once."""

    _WIDTH = 5  # path, line, column, end, question

    def __init__(self, kind: Kind, names: Names, rows: bytes = b"") -> None:
        self.kind = kind
        self._names = names
        self._rows = array("I", rows)
        self._settled = True

    def rows(self) -> bytes:
        """Return the places as numbers, as the machine writes them."""
        self._settle()
        return self._rows.tobytes()

    def add(self, span: Span, question: str) -> None:
        """Add a place."""
        number = self._names.number
        self._rows.extend((number(span.path), span.line, span.column, span.end, number(question)))
        self._settled = False

    def __len__(self) -> int:
        self._settle()
        return len(self._rows) // self._WIDTH

    @property
    def message(self) -> str:
        """The message of the one loss that there is, or what those that there are have in common."""
        return next(iter(self)).message if len(self) == 1 else self.kind.general

    def places(self, most: int | None = None) -> Iterator[tuple[Span, str]]:
        """Yield place and question of the losses, of the first `most` only where stated."""
        for path, line, column, end, question in self._quintuples(len(self) if most is None else most):
            yield Span(self._names.texts[path], line, column, end), self._names.texts[question]

    def __iter__(self) -> Iterator[Diagnostic]:
        kind = self.kind
        for span, question in self.places():
            yield Diagnostic(
                code=kind.code,
                severity=Severity.LOSS,
                span=span,
                message=kind.message.replace(_ID, f"`{question}`"),
                hint=kind.hint,
                question=question,
                target=kind.target,
                feature=kind.feature,
            )

    def _quintuples(self, most: int) -> Iterator[tuple[int, int, int, int, int]]:
        self._settle()
        rows = memoryview(self._rows)[: most * self._WIDTH]
        for start in range(0, len(rows), self._WIDTH):
            path, line, column, end, question = rows[start : start + self._WIDTH]
            yield path, line, column, end, question

    def _settle(self) -> None:
        """Sort the places and drop those said twice: a quiz and the bank both write the same question."""
        if self._settled:
            return
        self._settled = True
        texts = self._names.texts
        rows = sorted(
            set(self._quintuples(len(self._rows))), key=lambda row: (texts[row[0]], row[1], row[2], row[3], row[4])
        )
        self._rows = array("I", (number for row in rows for number in row))


class Findings:
    """All findings of one run; `singles` are those that are no loss (or a loss with more to say than its place)."""

    def __init__(self, findings: Iterable[Diagnostic] = ()) -> None:
        self._singles: dict[Diagnostic, None] = {}
        self._losses: dict[Kind, Losses] = {}
        self._names = Names()
        self.extend(findings)

    @classmethod
    def unpacked(cls, packed: Packed) -> Self:
        """Return the findings that were packed (on a machine of this kind)."""
        found = cls()
        found._singles = dict.fromkeys(packed.singles)
        found._names = Names(packed.texts)
        found._losses = {kind: Losses(kind, found._names, rows) for kind, rows in packed.losses}
        return found

    def packed(self) -> Packed:
        """Return the findings as one record."""
        losses = tuple((each.kind, each.rows()) for each in self._losses.values())
        return Packed(tuple(self._singles), tuple(self._names.texts), losses)

    def add(self, finding: Diagnostic) -> None:
        """Add a finding; one that is there already stays single."""
        if finding.severity is not Severity.LOSS or finding.related:
            self._singles[finding] = None
            return
        name = finding.question
        message = finding.message.replace(f"`{name}`", _ID) if name else finding.message
        kind = Kind(finding.target, finding.code, finding.feature, message, finding.hint)
        losses = self._losses.get(kind)
        if losses is None:
            losses = self._losses[kind] = Losses(kind, self._names)
        losses.add(finding.span, finding.question)

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Add several findings."""
        for finding in findings:
            self.add(finding)

    def singles(self) -> list[Diagnostic]:
        """Return the findings that stand for themselves, in the order in which they are shown."""
        return sorted(self._singles, key=sort_key)

    def pressing(self) -> Self:
        """Return the errors and warnings alone, which a quiet command shows."""
        return type(self)(each for each in self.singles() if each.severity in (Severity.ERROR, Severity.WARNING))

    def losses(self) -> list[Losses]:
        """Return the losses by kind: by target, code and feature, then by message."""
        return sorted(self._losses.values(), key=lambda each: msgspec.structs.astuple(each.kind))

    def __iter__(self) -> Iterator[Diagnostic]:
        yield from self.singles()
        for losses in self.losses():
            yield from losses

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of that severity."""
        singles = sum(finding.severity is severity for finding in self._singles)
        return singles + (sum(map(len, self._losses.values())) if severity is Severity.LOSS else 0)

    def __len__(self) -> int:
        return len(self._singles) + sum(map(len, self._losses.values()))
