"""YAML 1.2 core types with a place for every key and value, and no surprises."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.diagnostics import Span
from exporter.reader.yaml_nodes import (
    DEPTH,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    core_value,
    entries_of,
    parse_yaml,
)
from exporter.reader.yaml_syntax import in_our_words
from tests.watchdog import must_end


def mapping(text: str, first_line: int = 1) -> Mapping:
    node, findings = parse_yaml(text, "a.yaml", first_line)
    assert findings == []
    assert isinstance(node, Mapping)
    return node


def scalar(text: str) -> Scalar:
    value = mapping(f"key: {text}\n").entries[0].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1:30:15", "1:30:15"),
        ("2026-09-01", "2026-09-01"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("-7", -7),
        ("+7", 7),
        ("1.50", Decimal("1.50")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("1e3", Decimal(1000)),
        ("-1.5E-2", Decimal("-0.015")),
        (".inf", Decimal("Infinity")),
        ("-.INF", Decimal("-Infinity")),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("nil", "nil"),
        ("1,5", "1,5"),
        ("-", "-"),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("9" * 101, "9" * 101),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_core_schema(text: str, value: object) -> None:
    found = core_value(text)
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_is_none_of_ours() -> None:
    found = core_value(".nan")
    assert isinstance(found, Decimal)
    assert math.isnan(found)


@pytest.mark.parametrize("text", ["'12'", '"true"', "'~'", "'no'"])
def test_quotes_make_text(text: str) -> None:
    found = scalar(text)
    assert found.quoted
    assert found.value == found.text == text[1:-1]


def test_text_stays_as_written() -> None:
    found = scalar("1.50")
    assert (found.text, found.value, found.quoted) == ("1.50", Decimal("1.50"), False)


def test_places_count_characters() -> None:
    node = mapping("tags: [é, 😀x, 'a b']\nschlüssel: wert # note\n", 5)
    tags, key = node.entries
    assert tags.key_span == Span("a.yaml", 5, 1, 5)
    assert isinstance(tags.value, Sequence)
    assert tags.value.span == Span("a.yaml", 5, 7, 21)
    assert [item.span for item in tags.value.items] == [
        Span("a.yaml", 5, 8, 9),
        Span("a.yaml", 5, 11, 13),
        Span("a.yaml", 5, 15, 20),
    ]
    assert isinstance(tags.value.items[2], Scalar)
    assert tags.value.items[2].start == Span("a.yaml", 5, 16, 20)
    assert key.key_span == Span("a.yaml", 6, 1, 10)
    assert key.value.span == Span("a.yaml", 6, 12, 16)


def test_blocks_know_where_their_text_begins() -> None:
    node = mapping("a: |\n\n    first\n    second\nb: >-\n  folded\n  on\nc: |\n")
    a, b, c = (entry.value for entry in node.entries)
    assert isinstance(a, Scalar)
    assert isinstance(b, Scalar)
    assert isinstance(c, Scalar)
    assert (a.text, a.span, a.start) == ("\nfirst\nsecond\n", Span("a.yaml", 1, 4, 5), Span("a.yaml", 2, 5, 5))
    assert (b.text, b.start) == ("folded on", Span("a.yaml", 6, 3, 3))
    assert (c.text, c.start) == ("", c.span)


def test_get_and_entries() -> None:
    node = mapping("a: 1\nb: 2\n")
    second = node.get("b")
    assert isinstance(second, Entry)
    assert node.get("c") is None
    assert [key for key, _span, _value in entries_of(node)] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_nothing(text: str) -> None:
    assert parse_yaml(text, "a.yaml") == (None, [])


def test_first_of_two_keys_counts() -> None:
    node, findings = parse_yaml("a: 1\nb: 2\na: 3\n", "a.yaml", 2)
    assert isinstance(node, Mapping)
    assert [entry.key for entry in node.entries] == ["a", "b"]
    assert [(each.code, each.span, each.related[0].span) for each in findings] == [
        ("duplicate-key", Span("a.yaml", 4, 1, 2), Span("a.yaml", 2, 1, 2))
    ]


def test_same_key_in_two_places_is_fine() -> None:
    mapping("a: {x: 1}\nb: {x: 2}\n")


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_depth_limit() -> None:
    assert parse_yaml(nested(DEPTH), "a.yaml")[1] == []
    node, findings = parse_yaml(nested(DEPTH + 1), "a.yaml")
    assert node is None
    assert [(each.code, each.span.column) for each in findings] == [("yaml-too-deep", DEPTH + 1)]


def test_an_alias_bomb_is_cheap_and_clear() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghijklmnopqrstuvwxyz"
    lines += [f"{now}: &{now} [{', '.join([f'*{last}'] * 9)}]" for last, now in pairwise(names)]
    with must_end():
        node, findings = parse_yaml("\n".join(lines), "a.yaml")
    assert node is None
    assert [each.code for each in findings] == ["yaml-alias"] * 3
    assert findings[-1].message.endswith("and 248 more of the kind follow")


def test_an_anchor_alone_leaves_the_values() -> None:
    node, findings = parse_yaml("a: &x 1\n", "a.yaml")
    assert isinstance(node, Mapping)
    assert [each.code for each in findings] == ["yaml-alias"]


def test_a_tag_is_refused_and_the_value_kept() -> None:
    node, findings = parse_yaml("a: !!str 1\nb: !local [x]\n", "a.yaml")
    assert isinstance(node, Mapping)
    assert [(each.code, each.span) for each in findings] == [
        ("yaml-tag", Span("a.yaml", 1, 4, 9)),
        ("yaml-tag", Span("a.yaml", 2, 4, 10)),
    ]


def test_escapes_in_quotes_cannot_smuggle_control_characters() -> None:
    node, findings = parse_yaml('a: "x\\0y"\nb: "tab\\tand\\nline"\n', "a.yaml")
    assert isinstance(node, Mapping)
    assert [(each.code, each.span) for each in findings] == [("control-character", Span("a.yaml", 1, 4, 10))]
    assert isinstance(node.entries[0].value, Scalar)
    assert node.entries[0].value.text == "x\N{REPLACEMENT CHARACTER}y"


SYNTAX = {
    "a: b: c\n": (1, 5, "a `:` is not expected here"),
    "a: ? b\n": (1, 4, "a `?` is not expected here"),
    "a: - b\n": (1, 4, "a `-` is not expected here"),
    "a: @b\n": (1, 4, "a value cannot begin with `@`"),
    "`a`: b\n": (1, 1, "a value cannot begin with a backtick"),
    "\ta: b\n": (1, 1, "a value cannot begin with a tab"),
    "a: [1, 2\nb: 3\n": (1, 4, "the list in `[` is not closed"),
    "a: {b: c\n": (1, 4, "the mapping in `{` is not closed"),
    "a: 'b\nc: d\n": (1, 4, "the quotes are never closed"),
    'a: "\\q"\n': (1, 5, "this `\\` sequence is not known"),
    "- a\nb: c\n": (2, 1, "this line does not belong to the list above"),
    "a: b\nc\n": (2, 1, "a key lacks its `:`"),
    "a: [b, , c]\n": (1, 8, "a value is missing here"),
    "%FOO x\n---\na: b\n": (1, 5, "this is not YAML: found unknown directive name"),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_syntax(text: str) -> None:
    line, column, message = SYNTAX[text]
    node, findings = parse_yaml(text, "a.yaml", 10)
    assert node is None
    assert [(each.code, each.span.line - 9, each.span.column, each.message) for each in findings] == [
        ("yaml-syntax", line, column, message)
    ]
    assert findings[0].hint


def test_a_complaint_without_a_place() -> None:
    index, message, hint = in_our_words(yaml.YAMLError("odd"), "text")
    assert (index, message) == (0, "this is not YAML: ")
    assert hint


_PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters="\u2028\u2029\ufffe\uffff\ufeff")),
)
_TREES = st.recursive(
    _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcß", min_size=1), inner, max_size=3),
    max_leaves=12,
)


def plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


class NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


@settings(max_examples=80, deadline=None)
@given(_TREES, st.booleans(), st.booleans())
def test_reads_what_yaml_writes(tree: object, flow: bool, unicode: bool) -> None:  # noqa: FBT001
    text = yaml.dump({"key": tree}, Dumper=NoAliases, default_flow_style=flow, allow_unicode=unicode)
    node, findings = parse_yaml(text, "a.yaml")
    assert findings == []
    assert isinstance(node, Mapping)
    assert plain(node) == {"key": tree}


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab:-?,[]{}#&*!|>'\"%@` \n\t\\~1.é\ufeff\x85\u2028"), max_size=40))
def test_any_text_gives_a_node_or_a_finding(text: str) -> None:
    node, findings = parse_yaml(text, "a.yaml", 3)
    lines = text.split("\n")
    for finding in findings:
        assert 3 <= finding.span.line <= len(lines) + 2
        assert 1 <= finding.span.column <= len(lines[finding.span.line - 3]) + 1
        assert finding.span.end >= finding.span.column
    if node is None and not findings:
        assert not re.sub(r"#.*|---|\.\.\.|%.*|[\s\ufeff]", "", text)
