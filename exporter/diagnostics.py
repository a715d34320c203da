"""What we tell an author: a coded finding at a place in the source, with the mend.

Author mistakes are values of type `Diagnostic` that are collected and shown together; an exception means a
bug of ours. Every `Code` stands once in `exporter.codes`, where `exporter explain` and the docs read it.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Severity(StrEnum):
    """How much a finding matters; only errors stop a build (`--strict` makes warnings and losses errors)."""

    ERROR = "error"
    WARNING = "warning"
    LOSS = "loss"
    ADVICE = "advice"
    NOTE = "note"


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A run of characters on one line of a source file.

    `path` is relative to the bank's folder, with `/`, and absolute for a file outside it, such as a template; `line`
    and `column` count from 1 in characters; `end` is the column after the last. Line 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 1
    end: int = 1


class Related(msgspec.Struct, frozen=True, array_like=True):
    """A second place that belongs to a finding, such as the first use of a duplicate id."""

    span: Span
    message: str


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding. `message` says what is wrong, `hint` how to mend it, both lower case without a full stop."""

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    question: str = ""
    """The id of the question, passage, lesson or quiz that it is about, where there is one."""
    target: str = ""
    """The target whose output it is about; empty for findings on the source itself."""
    feature: str = ""
    """For a loss: the `Feature` that the target does not hold."""


class Code(msgspec.Struct, frozen=True):
    """One kind of problem that we can report, documented where it is declared."""

    name: str
    severity: Severity
    meaning: str
    """One or two sentences: what is wrong and why it matters."""
    example: str
    """Source text that gives this finding (or the command, for what no source text can give)."""
    mend: str
    """What to do about it."""

    def at(  # noqa: PLR0913 - the fields of a finding
        self,
        span: Span,
        message: str,
        hint: str = "",
        *,
        related: tuple[Related, ...] = (),
        question: str = "",
        target: str = "",
        feature: str = "",
    ) -> Diagnostic:
        """Return the finding of this code at `span`."""
        return Diagnostic(
            code=self.name,
            severity=self.severity,
            span=span,
            message=message,
            hint=hint,
            related=related,
            question=question,
            target=target,
            feature=feature,
        )


def sort_key(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """Return the order in which findings are shown: by file, line, column, then code."""
    span = diagnostic.span
    return (span.path, span.line, span.column, diagnostic.code, diagnostic.target, diagnostic.message)
