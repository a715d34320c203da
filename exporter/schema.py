"""JSON Schemas of the YAML files and of front matter, made from the table of keys, for editors that complete and check.

They are published in `docs/schema/`; a test compares. They say what a single file can tell; references, draws and dates
are the checks' business.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from exporter.reader.key_table import TABLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILES: dict[str, tuple[str, str]] = {
    "bank.schema.json": ("bank", "bank.yaml of a question bank"),
    "quiz.schema.json": ("quiz", "A quiz of a question bank (quizzes/*.yaml)"),
    "category.schema.json": ("category", "_category.yaml of a folder of questions or lessons"),
    "questions-front-matter.schema.json": ("question", "Front matter of a file of questions"),
    "lesson-front-matter.schema.json": ("lesson", "Front matter of a lesson"),
}
"""Each published schema: the table it is made from, and its title."""


def schemas() -> Iterator[tuple[str, str]]:
    """Yield name and text of each published schema."""
    for name, (table, title) in FILES.items():
        yield name, written(_schema(table, title))


def of_record(record: type[msgspec.Struct], title: str) -> dict[str, Any]:
    """Return the JSON Schema of what a record is written as, its docstring as the description."""
    (whole,), definitions = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
    root = definitions.pop(whole["$ref"].rpartition("/")[2])
    return {"$schema": DIALECT, **root, "title": title, "$defs": dict(sorted(definitions.items()))}


def written(schema: dict[str, Any]) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(table: str, title: str) -> dict[str, Any]:
    whole = {"$schema": DIALECT, "title": title, **_object(table)}
    needed = _definitions(whole)
    definitions = {name: _object(name) for name in TABLES if name in needed}
    return {**whole, "$defs": definitions} if definitions else whole


def _object(table: str) -> dict[str, Any]:
    """Return the schema of a mapping with the keys of a table and no others."""
    keys = TABLES[table]
    properties = {key.name: {"description": key.meaning, **key.kind.schema} for key in keys}
    required = [key.name for key in keys if key.required]
    made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        made["required"] = required
    if table == "section":
        made["oneOf"] = [
            {"required": ["questions"], "not": {"anyOf": [{"required": ["draw"]}, {"required": ["from"]}]}},
            {"required": ["draw", "from"], "not": {"required": ["questions"]}},
        ]
    return made


def _definitions(schema: object) -> set[str]:
    """Return the names of the tables that a schema refers to, also by way of others."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(_object(name))
            waiting.extend(node.values())
    return found
