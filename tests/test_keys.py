"""Keys and their values: one table for front matter, headings and YAML files."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.diagnostics import Diagnostic, Span
from exporter.model import (
    QUESTION_TYPES,
    Difficulty,
    Lesson,
    Numerical,
    PartialCredit,
    Passage,
    QuestionCore,
    Quiz,
    Section,
    ShortAnswer,
    Status,
)
from exporter.reader.bank_file import BankFile
from exporter.reader.key_table import TABLES
from exporter.reader.keys import (
    Values,
    attribute_value,
    heading_values,
    mapping_values,
    merged,
    values_of,
)
from exporter.reader.quizzes import Pool
from exporter.reader.yaml_nodes import Mapping, Node, entries_of, parse_yaml

AT = Span("a.md", 1, 1, 5)


def read(table: str, text: str) -> tuple[Values, list[Diagnostic]]:
    node, findings = parse_yaml(text, "a.yaml")
    assert findings == []
    assert isinstance(node, Mapping)
    return values_of(table, entries_of(node))


def good(table: str, text: str) -> Values:
    values, findings = read(table, text)
    assert findings == []
    return values


def codes(table: str, text: str) -> list[str]:
    return [each.code for each in read(table, text)[1]]


def test_front_matter_of_questions() -> None:
    text = """\
type: numerical
points: 1.50
tags: mood
difficulty: easy
objectives: [know, 3, 1.50, true, know]
shuffle: false
partial-credit: per-choice
penalty: 33.3%
lesson: lesson-a
passage: case-a
case-sensitive: true
unit: 5
lang: de-AT
author: Ada  Lovelace
status: draft
category: [A, B/C]
"""
    assert good("question", text) == {
        "type": "numerical",
        "points": Decimal("1.50"),
        "tags": ("mood",),
        "difficulty": "easy",
        "objectives": ("know", "3", "1.50", "true"),
        "shuffle": False,
        "partial_credit": "per-choice",
        "penalty": Decimal("0.333"),
        "lesson": "lesson-a",
        "passage": "case-a",
        "case_sensitive": True,
        "unit": "5",
        "lang": "de-AT",
        "author": "Ada Lovelace",
        "status": "draft",
        "category": ("A", "B/C"),
    }


def test_spans_are_those_of_the_values() -> None:
    values = good("question", "lesson: lesson-a\ntags: [a, b]\n")
    assert values.spans == {"lesson": Span("a.yaml", 1, 9, 17), "tags": Span("a.yaml", 2, 7, 13)}


def test_missing_keys() -> None:
    node, _ = parse_yaml("version: 1\n", "bank.yaml")
    assert node is not None
    _values, findings = mapping_values("bank", node, "the bank")
    assert [each.message for each in findings] == [
        "the bank has no `id`",
        "the bank has no `title`",
        "the bank has no `language`",
    ]


def test_a_key_that_is_refused_is_not_missing_as_well() -> None:
    node, _ = parse_yaml("id: A\ntitle: T\nlanguage: en\n", "bank.yaml")
    assert node is not None
    assert [each.code for each in mapping_values("bank", node, "the bank")[1]] == ["id-malformed"]


@pytest.mark.parametrize(
    ("table", "key", "code", "hint"),
    [
        ("question", "level", "unknown-key", "did you mean `difficulty`"),
        ("question", "Tags", "unknown-key", "did you mean `tags`"),
        ("question", "hint", "misplaced-key", "write it as a part: `## Hint`"),
        ("heading", "category", "misplaced-key", "write it in the file's front matter"),
        ("passage", "points", "misplaced-key", "a passage is text only; write it on its questions"),
        ("category", "zzz", "unknown-key", "known here: `title`, `description`"),
        ("lesson", "authors", "unknown-key", "did you mean `author`"),
        ("bank", "author", "unknown-key", "did you mean `authors`"),
    ],
)
def test_unknown_keys(table: str, key: str, code: str, hint: str) -> None:
    _values, findings = values_of(table, [(key, AT, parse_yaml("x", "a.yaml")[0])])  # type: ignore[list-item]
    assert [(each.code, each.hint, each.span) for each in findings] == [(code, hint, AT)]


def test_attributes_are_read_as_front_matter_is() -> None:
    assert attribute_value("points", AT, "1.5", AT) == ("points", Decimal("1.5"), [])
    assert attribute_value("shuffle", AT, "true", AT) == ("shuffle", True, [])
    assert attribute_value("author", AT, "Ada, Countess", AT) == ("author", "Ada, Countess", [])
    field, value, findings = attribute_value("author", AT, "", AT)
    assert (field, value, [each.code for each in findings]) == ("", None, ["no-value"])


def test_lists_in_attributes_split_at_commas() -> None:
    place = Span("a.md", 1, 10, 17)
    assert attribute_value("tags", AT, "a, b ,c", place)[1] == ("a", "b", "c")
    _field, value, findings = attribute_value("tags", AT, "a, , b", Span("a.md", 1, 10, 16))
    assert value == ("a", "b")
    assert [(each.code, each.span) for each in findings] == [("no-value", Span("a.md", 1, 13, 13))]


def test_items_with_escapes_share_the_place_of_the_value() -> None:
    _field, _value, findings = attribute_value("tags", AT, 'a", ,b', Span("a.md", 1, 10, 17))
    assert [each.span for each in findings] == [Span("a.md", 1, 10, 17)]


def test_an_attribute_stands_once() -> None:
    second = Span("a.md", 1, 30, 36)
    values, findings = heading_values([("points", AT, "1", AT), ("points", second, "2", AT), ("pints", AT, "3", AT)])
    assert values == {"points": Decimal(1)}
    assert [(each.code, each.span) for each in findings] == [("duplicate-key", second), ("unknown-key", AT)]


def test_nearer_layers_replace_values_and_add_to_lists() -> None:
    defaults = values_of("defaults", entries("tags: [a]\npoints: 3\npenalty: 0.1\n"))[0]
    front = values_of("question", entries("tags: [b, a]\npoints: 2\ncategory: [A]\n"))[0]
    heading, _ = heading_values([("tags", AT, "c", AT), ("points", AT, "1", AT)])
    whole = merged(defaults, front, heading)
    assert whole == {"tags": ("a", "b", "c"), "points": Decimal(1), "penalty": Decimal("0.1"), "category": ("A",)}
    assert whole.spans["points"] == AT
    assert defaults["tags"] == ("a",)


def test_a_category_is_replaced() -> None:
    outer, inner = Values(), Values()
    outer.put("category", ("A",), AT)
    inner.put("category", ("B", "C"), AT)
    assert merged(outer, inner)["category"] == ("B", "C")


def entries(text: str) -> list[tuple[str, Span, Node]]:
    node, _ = parse_yaml(text, "a.yaml")
    assert isinstance(node, Mapping)
    return list(entries_of(node))


RECORDS: dict[str, set[str]] = {
    "question": {*QuestionCore.__struct_fields__, *ShortAnswer.__struct_fields__, *Numerical.__struct_fields__, "type"},
    "passage": set(Passage.__struct_fields__),
    "lesson": set(Lesson.__struct_fields__),
    "quiz": {*Quiz.__struct_fields__, "shuffle"},
    "shuffle": set(Quiz.__struct_fields__),
    "section": {*Section.__struct_fields__, "from"},
    "pool": set(Pool.__struct_fields__),
    "bank": {*BankFile.__struct_fields__, "advice"},
}


@pytest.mark.parametrize("table", RECORDS)
def test_every_key_fills_a_field(table: str) -> None:
    assert {key.field for key in TABLES[table]} <= RECORDS[table]


def test_words_of_the_table_are_those_of_the_model() -> None:
    enums = {key.name: key.kind.schema["enum"] for key in TABLES["question"] if "enum" in key.kind.schema}
    assert enums == {
        "type": list(QUESTION_TYPES),
        "difficulty": list(get_args(Difficulty)),
        "partial-credit": list(get_args(PartialCredit)),
        "status": list(get_args(Status)),
    }


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([key.name for key in TABLES["heading"]]), st.text(max_size=30))
def test_any_attribute_gives_a_value_or_a_finding(key: str, raw: str) -> None:
    field, value, findings = attribute_value(key, AT, raw, AT)
    assert bool(field) == (value is not None)
    assert field or findings
