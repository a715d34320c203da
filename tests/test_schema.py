"""The published JSON Schemas are those of the table of keys, and they judge as the reader does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from exporter.docs import PAGES
from exporter.reader.key_table import TABLES
from exporter.reader.keys import mapping_values
from exporter.reader.yaml_nodes import Mapping, Scalar, Sequence, parse_yaml
from exporter.release import record
from exporter.schema import FILES, schemas

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "docs" / "schema"
ALL = dict(schemas())


def test_nothing_else_is_published() -> None:
    assert {f"schema/{path.name}" for path in PUBLISHED.glob("*.json")} == {name for name in PAGES if "/" in name}


def test_the_schema_of_releases_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(record.schema()))


@pytest.mark.parametrize("name", FILES)
def test_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(ALL[name]))


def plain(node: object) -> Any:
    """Return nodes as the values that an editor's YAML 1.2 reader would see."""
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    value = node.value
    return value if value is None or isinstance(value, bool | int | str) else float(value)


def judged(name: str, node: object) -> bool:
    return bool(jsonschema.Draft202012Validator(json.loads(ALL[name])).is_valid(plain(node)))


@pytest.mark.parametrize("path", sorted((ROOT / "source" / "quizzes").glob("*.yaml")), ids=lambda path: path.stem)
def test_quizzes_of_the_bank_fit(path: Path) -> None:
    node, findings = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    assert not findings
    assert judged("quiz.schema.json", node)


def test_bank_file_fits() -> None:
    node, _ = parse_yaml((ROOT / "source" / "bank.yaml").read_text(encoding="utf-8"), "bank.yaml")
    assert judged("bank.schema.json", node)


QUIZ = "id: q\ntitle: A quiz\nsections:\n  - questions: [a]\n"
GOOD = {
    "quiz.schema.json": [
        QUIZ,
        QUIZ + "time-limit: 1 h 30 min\n",
        QUIZ + "time-limit: 90 s\n",
        QUIZ + "attempts: unlimited\n",
        QUIZ + "attempts: 3\n",
        QUIZ + "opens: 2026-09-01T09:00+02:00\n",
        QUIZ + "shuffle: {questions: true}\n",
        "id: q\ntitle: 12\nsections:\n  - draw: 2\n    from: {tags: a, difficulty: [easy, hard]}\n    points: 0.5\n",
    ],
    "questions-front-matter.schema.json": [
        "tags: [a, 3]\npoints: 1.5\npenalty: 33%\n",
        "penalty: 0.33\nlang: zh-Hant-TW\ncategory: [A, B/C]\nstatus: draft\n",
        "type: multiple-choice\nshuffle: false\npartial-credit: none\n",
    ],
    "bank.schema.json": ["id: b\ntitle: t\nlanguage: en\nauthors: [Ada, {name: Eve, email: e@example.org}]\n"],
}
BAD = {
    "quiz.schema.json": [
        "id: q\ntitle: A quiz\n",
        QUIZ + "time-limit: 20\n",
        QUIZ + "time-limit: 20 m\n",
        QUIZ + "attempts: 0\n",
        QUIZ + "attempts: never\n",
        QUIZ + "opens: 2026-09-01T09:00\n",
        QUIZ + "shuffle: true\n",
        QUIZ + "sectoins: []\n",
        "id: q\ntitle: A quiz\nsections: []\n",
        "id: Q\ntitle: A quiz\nsections:\n  - questions: [a]\n",
    ],
    "questions-front-matter.schema.json": [
        "points: -1\n",
        "points: 1,5\n",
        "penalty: 2\n",
        "penalty: a third\n",
        "shuffle: yes\n",
        "difficulty: medum\n",
        "lang: english\n",
        "tags: {a: b}\n",
        "id: focus\n",
    ],
    "bank.schema.json": ["id: b\ntitle: t\n", "id: b\ntitle: t\nlanguage: en\nauthors: [{email: a}]\n"],
}
TABLE = {name: table for name, (table, _title) in FILES.items()}


def accepted(name: str, text: str) -> bool:
    """Return whether the reader takes a mapping, with what is nested in it."""
    node, findings = parse_yaml(text, "case.yaml")
    assert node is not None
    waiting = [(TABLE[name], node)]
    for table, each in waiting:
        _values, more = mapping_values(table, each, "it")
        findings.extend(more)
        if not isinstance(each, Mapping):
            return False
        refs = {key.name: json.dumps(key.kind.schema) for key in TABLES[table]}
        for entry in each.entries:
            nested = next((known for known in TABLES if f'/{known}"' in refs.get(entry.key, "")), None)
            below = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
            waiting.extend(
                (nested, item) for item in below if nested and not (nested == "author" and isinstance(item, Scalar))
            )
            if nested == "section" and not below:
                return False
    return not findings


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_reader_and_schema_take_it(name: str, text: str) -> None:
    assert judged(name, parse_yaml(text, "case.yaml")[0])
    assert accepted(name, text)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_reader_and_schema_refuse_it(name: str, text: str) -> None:
    assert not judged(name, parse_yaml(text, "case.yaml")[0])
    assert not accepted(name, text)


def test_sections_name_or_draw() -> None:
    both = "id: q\ntitle: t\nsections:\n  - {questions: [a], draw: 1, from: {tags: a}}\n"
    half = "id: q\ntitle: t\nsections:\n  - draw: 1\n"
    none = "id: q\ntitle: t\nsections:\n  - title: t\n"
    assert not any(judged("quiz.schema.json", parse_yaml(text, "q.yaml")[0]) for text in (both, half, none))
