"""The kinds of values that keys have: how each is read, and its JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from exporter.codes.keys import UNKNOWN_VALUE
from exporter.diagnostics import Code
from exporter.model import Reference
from exporter.reader import converters
from exporter.reader.converters import Found, several, single
from exporter.reader.yaml_nodes import Node, Scalar

Convert = Callable[[Node, str, Found], object]


class Kind(msgspec.Struct, frozen=True):
    """How the value of a key is written: its converter, its JSON Schema, and whether it is a list."""

    convert: Convert
    schema: dict[str, Any]
    is_list: bool = False


def _of_one(convert: Callable[[Scalar, str, Found], object]) -> Convert:
    """Make a converter of one scalar a converter of a node."""

    def converter(node: Node, name: str, found: Found) -> object:
        scalar = single(node, name, found)
        return None if scalar is None else convert(scalar, name, found)

    return converter


def _of_many(convert: Callable[[Scalar, str, Found], object], *, repeats: bool = False) -> Convert:
    """Make a converter of one scalar a converter of a list, with repeats or without; a refused item is left out."""

    def converter(node: Node, name: str, found: Found) -> object:
        scalars = several(node, name, found)
        if scalars is None:
            return None
        values = [value for scalar in scalars if (value := convert(scalar, name, found)) is not None]
        return tuple(values if repeats else dict.fromkeys(values))

    return converter


def text_value(node: Node, name: str, found: Found) -> Scalar | None:
    """Return the scalar itself: Markdown, which the Markdown reader turns into rich text."""
    return single(node, name, found)


def as_it_is(node: Node, name: str, found: Found) -> Node:
    """Return the node: a mapping or list of mappings with a table of keys of its own."""
    del name, found
    return node


_STRING = {"type": ["string", "number", "boolean"]}


def _list_schema(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def enumeration(values: Iterable[str], code: Code = UNKNOWN_VALUE) -> Kind:
    """Return the kind of one word out of a few."""
    known = tuple(values)
    return Kind(_of_one(converters.one_of(known, code)), {"enum": list(known)})


def several_of(values: Iterable[str]) -> Kind:
    """Return the kind of a list of words out of a few."""
    known = tuple(values)
    return Kind(_of_many(converters.one_of(known, UNKNOWN_VALUE)), _list_schema({"enum": list(known)}), is_list=True)


def placed(values: Iterable[str], code: Code = UNKNOWN_VALUE) -> Kind:
    """Return the kind of a list of words out of a few, each with its place (`Reference`)."""
    known = tuple(values)
    return Kind(
        _of_many(_with_place(converters.one_of(known, code))), _list_schema({"enum": list(known)}), is_list=True
    )


def _with_place(
    convert: Callable[[Scalar, str, Found], str | None],
) -> Callable[[Scalar, str, Found], Reference | None]:
    def converter(scalar: Scalar, name: str, found: Found) -> Reference | None:
        value = convert(scalar, name, found)
        return None if value is None else Reference(value, scalar.span)

    return converter


def nested(definition: str, *, many: bool = False) -> Kind:
    """Return the kind of a mapping (or a list of mappings) whose keys stand in the table `definition`."""
    item = {"$ref": f"#/$defs/{definition}"}
    return Kind(as_it_is, {"type": "array", "items": item, "minItems": 1} if many else item)


_ID_SCHEMA = {"type": "string", "pattern": f"^{converters.ID_PATTERN}$"}

ID = Kind(_of_one(converters.identifier), _ID_SCHEMA)
ID_REFERENCES = Kind(_of_many(converters.reference), _list_schema(_ID_SCHEMA), is_list=True)
WORD = Kind(_of_one(converters.line), _STRING)
WORDS = Kind(_of_many(converters.word), _list_schema(_STRING), is_list=True)
PATH = Kind(_of_many(converters.word, repeats=True), _list_schema(_STRING), is_list=True)
PLACED_WORDS = Kind(_of_many(_with_place(converters.word)), _list_schema(_STRING), is_list=True)
TEXT = Kind(text_value, {"type": "string"})
POINTS = Kind(_of_one(converters.points), {"type": "number", "minimum": 0, "maximum": int(converters.LARGEST)})
PENALTY = Kind(
    _of_one(converters.penalty),
    {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": r"^[0-9.]+ ?%$"}]},
)
COUNT = Kind(_of_one(converters.count), {"type": "integer", "minimum": 1, "maximum": converters.LARGEST_COUNT})
ATTEMPTS = Kind(_of_one(converters.attempts), {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "unlimited"}]})
BOOLEAN = Kind(_of_one(converters.boolean), {"type": "boolean"})
LANGUAGE = Kind(_of_one(converters.language), {"type": "string", "pattern": f"^{converters.LANGUAGE_PATTERN}$"})
DURATION = Kind(
    _of_one(converters.duration), {"type": "string", "pattern": r"^[0-9]+ ?(h|min|s)( ?[0-9]+ ?(min|s)){0,2}$"}
)
MOMENT = Kind(_of_one(converters.moment), {"type": "string", "pattern": f"^{converters.MOMENT_PATTERN}$"})
_AUTHOR = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/author"}]}
AUTHORS = Kind(as_it_is, {"anyOf": [*_AUTHOR["anyOf"], {"type": "array", "items": _AUTHOR}]})
