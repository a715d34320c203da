"""Response processing as a description that knows no version: what is compared, what is set, in which order.

`written` is the only place that turns it into XML. Source: QTI 2.1 information model, section 7 (response processing)
and section 15 (expressions), whose operators QTI 2.2 and 3.0 keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec

from exporter.targets.item_xml import number
from exporter.targets.qti.dialect import Dialect, dialect_of

SCORE, MAXSCORE = "SCORE", "MAXSCORE"


class Expression(msgspec.Struct, frozen=True, array_like=True, cache_hash=True):
    """One operator or value with what it is applied to."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    parts: tuple[Expression, ...] = ()
    text: str = ""


class Assignment(msgspec.Struct, frozen=True, array_like=True, cache_hash=True):
    """Sets an outcome."""

    outcome: str
    value: Expression


class Branch(msgspec.Struct, frozen=True, array_like=True, cache_hash=True):
    """What is done where a condition holds."""

    condition: Expression
    statements: tuple[Statement, ...]


class Condition(msgspec.Struct, frozen=True, array_like=True, cache_hash=True):
    """The first branch that holds is taken, else `otherwise`."""

    branches: tuple[Branch, ...]
    otherwise: tuple[Statement, ...] = ()


Statement = Assignment | Condition


_kept = lru_cache(maxsize=1024)
"""Items share most of their rules and values, which then are made once and know their hash."""


# --- values ---


@_kept
def variable(identifier: str) -> Expression:
    """Return the value of a response or outcome."""
    return Expression("variable", (("identifier", identifier),))


@_kept
def correct(identifier: str) -> Expression:
    """Return the declared right response."""
    return Expression("correct", (("identifier", identifier),))


@_kept
def value(base_type: str, text: str) -> Expression:
    """Return a constant."""
    return Expression("baseValue", (("baseType", base_type),), text=text)


def identifier_value(identifier: str) -> Expression:
    """Return an identifier as a constant."""
    return value("identifier", identifier)


@_kept
def decimal(of: Decimal) -> Expression:
    """Return a constant number."""
    return value("float", number(of))


@_kept
def mapped(identifier: str) -> Expression:
    """Return what the mapping of a response comes to."""
    return Expression("mapResponse", (("identifier", identifier),))


# --- operators ---


@_kept
def operator(name: str, *parts: Expression, **attributes: str) -> Expression:
    """Apply an operator of the standard by its name."""
    return Expression(name, tuple(attributes.items()), parts)


def any_of(conditions: Sequence[Expression]) -> Expression:
    """Ask whether at least one holds; a single one stands for itself."""
    return conditions[0] if len(conditions) == 1 else operator("or", *conditions)


@_kept
def is_right(identifier: str) -> Expression:
    """Ask whether the response is the declared right one."""
    return operator("match", variable(identifier), correct(identifier))


@_kept
def is_answered(identifier: str) -> Expression:
    """Ask whether there is a response."""
    return operator("not", operator("isNull", variable(identifier)))


def within(identifier: str, low: str, high: str) -> Expression:
    """Ask whether the number given lies between two bounds, both included; equal bounds are one comparison."""
    given = variable(identifier)
    if low == high:
        return operator("equal", given, value("float", low), toleranceMode="exact")
    return operator("and", operator("gte", given, value("float", low)), operator("lte", given, value("float", high)))


# --- statements ---


def add(outcome: str, amount: Expression) -> Assignment:
    """Add to an outcome."""
    return Assignment(outcome, operator("sum", variable(outcome), amount))


@_kept
def show(outcome: str, feedback: str) -> Assignment:
    """Let a feedback be shown beside those that are shown already."""
    shown = operator("multiple", variable(outcome), identifier_value(feedback))
    return Assignment(outcome, shown)


@_kept
def when(condition: Expression, *statements: Statement) -> Condition:
    """Do something only where a condition holds."""
    return Condition((Branch(condition, statements),))


# --- writing ---


def written(statements: Iterable[Statement], dialect: Dialect) -> str:
    """Return the rules as the content of response processing."""
    return "".join([_statement(each, dialect.name) for each in statements])


@lru_cache(maxsize=2048)
def _statement(statement: Statement, version: str) -> str:
    """Return one rule; most items share a few, such as those that show feedback."""
    return _written(statement, dialect_of(version))


def _written(statement: Statement, dialect: Dialect) -> str:
    if isinstance(statement, Assignment):
        return dialect.tag("setOutcomeValue", expression(statement.value, dialect), identifier=statement.outcome)
    parts: list[str] = []
    for at, branch in enumerate(statement.branches):
        name = "responseElseIf" if at else "responseIf"
        content = expression(branch.condition, dialect) + written(branch.statements, dialect)
        parts.append(dialect.tag(name, content))
    if statement.otherwise:
        parts.append(dialect.tag("responseElse", written(statement.otherwise, dialect)))
    return dialect.tag("responseCondition", "".join(parts))


def expression(of: Expression, dialect: Dialect) -> str:
    """Return one expression."""
    content = "".join([expression(each, dialect) for each in of.parts]) or _text(of.text)
    return dialect.tag(of.name, content, **dict(of.attributes))


def _text(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
