"""Declarations of responses with their keys, and of outcomes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import msgspec

from exporter.targets.item_xml import number
from exporter.targets.qti.dialect import Dialect, dialect_of

Variable = tuple[str, str, str]
"""Identifier, cardinality and base type."""


class Key(msgspec.Struct, frozen=True):
    """What is declared of a response: its right value, and what each value earns (never less than nothing in all)."""

    right: Sequence[str] = ()
    mapping: Sequence[tuple[str, Decimal]] = ()
    areas: Sequence[tuple[str, str, Decimal]] = ()
    """Shape, places and what a point inside earns."""
    case: bool = False
    """Whether a text is mapped only in the case it is written in."""


NO_KEY = Key()


def response_declaration(dialect: Dialect, variable: Variable, key: Key, most: Decimal) -> str:
    """Return a response with its key; what is mapped earns from nothing to `most`."""
    tag = dialect.tag
    content = ""
    if key.right:
        values = "".join(tag("value", html.escape(each, quote=False)) for each in key.right)
        content = tag("correctResponse", values)
    bounds = {"lowerBound": "0", "upperBound": number(most), "defaultValue": "0"}
    if key.mapping:
        case = {"caseSensitive": "true" if key.case else "false"} if variable[2] == "string" else {}
        entries = "".join(
            tag("mapEntry", mapKey=name, mappedValue=number(earned), **case) for name, earned in key.mapping
        )
        content += tag("mapping", entries, **bounds)
    if key.areas:
        entries = "".join(
            tag("areaMapEntry", shape=shape, coords=coords, mappedValue=number(earned))
            for shape, coords, earned in key.areas
        )
        content += tag("areaMapping", entries, **bounds)
    return _declared(dialect, "responseDeclaration", variable, content)


def outcome_declaration(dialect: Dialect, variable: Variable, default: str, **attributes: str) -> str:
    """Return an outcome with the value it starts from."""
    return _outcome(dialect.name, variable, default, **attributes)


@lru_cache(maxsize=512)
def _outcome(version: str, variable: Variable, default: str, **attributes: str) -> str:
    dialect = dialect_of(version)
    content = dialect.tag("defaultValue", dialect.tag("value", default)) if default else ""
    return _declared(dialect, "outcomeDeclaration", variable, content, **attributes)


def _declared(dialect: Dialect, name: str, variable: Variable, content: str, **attributes: str) -> str:
    identifier, cardinality, base_type = variable
    return dialect.tag(name, content, identifier=identifier, cardinality=cardinality, baseType=base_type, **attributes)
