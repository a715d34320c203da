"""bank.yaml, categories, lessons' front matter, and Markdown inside YAML with its places."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from exporter.checks.facts import Declared, FileReference, IdReference
from exporter.diagnostics import Span
from exporter.model import Author, Category, RichText
from exporter.reader.bank_file import read_bank_file
from exporter.reader.categories import all_categories, folder_category, joined_categories, read_category
from exporter.reader.lesson_fields import lesson_values
from exporter.reader.places import Page
from exporter.reader.prose import aligned, prose
from exporter.reader.yaml_nodes import Mapping, Scalar, parse_yaml
from exporter.richtext import plain


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


# --- bank.yaml ---

BANK = """\
id: ipt
title: Interpersonal
  psychotherapy
language: de-AT
description: Was IPT *ist*.
version: 1.0
authors: Ada
licence: CC-BY-4.0
defaults: {tags: ipt, points: 2}
"""


def test_bank_file(tmp_path: Path) -> None:
    bank, page = read_bank_file(write(tmp_path, {"bank.yaml": BANK}))
    assert page.findings == []
    assert (bank.id, bank.title, bank.language) == ("ipt", "Interpersonal psychotherapy", "de-AT")
    assert (bank.version, bank.licence, bank.authors) == ("1.0", "CC-BY-4.0", (Author(name="Ada"),))
    assert bank.defaults == {"tags": ("ipt",), "points": Decimal(2)}
    assert bank.defaults.spans["points"] == Span("bank.yaml", 9, 31, 32)
    assert bank.description is not None
    assert bank.description.parts == ("<p>Was IPT <em>ist</em>.</p>",)
    assert page.language == "de-AT"


def test_authors(tmp_path: Path) -> None:
    text = "id: a\ntitle: b\nlanguage: en\nauthors: [Ada, {name: Eve, email: eve@example.org}, {name: Joe}]\n"
    bank, page = read_bank_file(write(tmp_path, {"bank.yaml": text}))
    assert page.findings == []
    assert bank.authors == (Author(name="Ada"), Author(name="Eve", email="eve@example.org"), Author(name="Joe"))


@pytest.mark.parametrize(
    "text", ["- a\n", "# nothing\n", "id: [\n", "id: *x\n", "id: A\n", "authors: {x: y}\ndefaults: 3\n"]
)
def test_a_wrong_bank_file_leaves_values_to_go_on_with(tmp_path: Path, text: str) -> None:
    bank, page = read_bank_file(write(tmp_path, {"bank.yaml": text}))
    assert page.findings
    assert (bank.id, bank.language, bank.defaults) == ("bank", "en", {})


def test_no_bank_file(tmp_path: Path) -> None:
    _bank, page = read_bank_file(tmp_path)
    assert [each.code for each in page.findings] == ["no-bank-file"]


# --- categories ---


def test_folders_are_categories() -> None:
    assert folder_category("questions/a.md") == ()
    assert folder_category("questions/A b/c/x.md") == ("A b", "c")


def described(root: Path, *paths: str) -> tuple[dict[tuple[str, ...], Category], Page]:
    page = Page("bank.yaml", "", "en")
    categories = []
    for path in paths:
        category, own = read_category(root, path, "en")
        page.report(*own.findings)
        categories.extend([category] if category else [])
    return joined_categories(categories, page), page


def test_two_folders_of_one_category(tmp_path: Path) -> None:
    files = {
        "lessons/mood/_category.yaml": "title: Mood\ndescription: On *mood*.\n",
        "questions/mood/_category.yaml": "title: Mood\n",
    }
    joined, page = described(write(tmp_path, files), *files)
    assert page.findings == []
    assert joined["mood",].title == "Mood"
    assert joined["mood",].span == Span("questions/mood/_category.yaml", 1)
    description = joined["mood",].description
    assert description is not None
    assert plain(description) == "On mood."


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("title: Mood\n", "title: Moods\n"),
        ("description: On mood.\n", "description: Of mood.\n"),
        ("title: Mood\ndescription: On mood.\n", "title: Moods\ndescription: On mood.\n"),
    ],
)
def test_two_folders_that_differ(tmp_path: Path, one: str, two: str) -> None:
    files = {"questions/mood/_category.yaml": one, "lessons/mood/_category.yaml": two}
    joined, page = described(write(tmp_path, files), *files)
    assert [(each.code, each.span.path) for each in page.findings] == [
        ("category-twice", "lessons/mood/_category.yaml")
    ]
    assert joined["mood",].title == ("Mood" if "title" in one else "")


def test_same_words_twice_are_fine(tmp_path: Path) -> None:
    text = "title: Mood\ndescription: On mood.\n"
    files = {"questions/mood/_category.yaml": text, "lessons/mood/_category.yaml": text}
    assert described(write(tmp_path, files), *files)[1].findings == []


def test_a_category_file_that_cannot_be_read(tmp_path: Path) -> None:
    files = {"questions/mood/_category.yaml": "title: [\n"}
    joined, page = described(write(tmp_path, files), *files)
    assert joined == {}
    assert [each.code for each in page.findings] == ["yaml-syntax"]


def test_all_categories_with_those_above() -> None:
    at, other = Span("questions/b/c/x.md", 1), Span("lessons/a/_category.yaml", 1)
    known: dict[tuple[str, ...], Category] = {("a", "z"): Category(path=("a", "z"), title="Z", span=other)}
    found = all_categories(known, [(("b", "c"), at), ((), at)])
    assert list(found) == [("a",), ("a", "z"), ("b",), ("b", "c")]
    assert found["a",].span == other
    assert found["a", "z"].title == "Z"
    assert found["b",].span == at


# --- lessons ---


def test_front_matter_of_a_lesson() -> None:
    text = "id: lesson-a\ntitle: A\nsummary: On *a*.\nrelated: lesson-b\nquestions: [q-1, q-2]\ntags: [x]\n"
    page = Page("lessons/a.md", f"---\n{text}---\n\nText.\n", "en")
    values = lesson_values(page, text)
    assert page.findings == []
    assert (values["id"], values["title"], values["tags"]) == ("lesson-a", "A", ("x",))
    assert isinstance(values["summary"], RichText)
    assert values["summary"].span.line == 4
    assert page.facts.declared == [Declared("lesson", "lesson-a", Span("lessons/a.md", 2, 5, 13))]
    assert page.facts.references == [
        IdReference("lesson", "lesson-b", Span("lessons/a.md", 5, 10, 18), "related", "lesson-a"),
        IdReference("question", "q-1", Span("lessons/a.md", 6, 13, 16), "questions", "lesson-a"),
        IdReference("question", "q-2", Span("lessons/a.md", 6, 18, 21), "questions", "lesson-a"),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (None, ["missing-key", "missing-key"]),
        ("", ["missing-key", "missing-key"]),
        ("id: a\n", ["missing-key"]),
        ("id: [\n", ["yaml-syntax"]),
        ("words\n", ["wrong-shape"]),
        ("id: a\ntitle: b\npoints: 3\n", ["unknown-key"]),
    ],
)
def test_front_matter_of_a_lesson_refused(text: str | None, codes: list[str]) -> None:
    page = Page("lessons/a.md", f"---\n{text}---\n", "en")
    lesson_values(page, text)
    assert [each.code for each in page.findings] == codes


# --- prose ---


def prose_of(text: str) -> tuple[RichText, Page]:
    node, findings = parse_yaml(text, "a.yaml")
    assert findings == []
    assert isinstance(node, Mapping)
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    page = Page("a.yaml", text, "en")
    return prose(page, value), page


@pytest.mark.parametrize(
    "text",
    [
        "key: see <font>x</font>\n",
        "key: 'it''s <font>x</font>'\n",
        'key: "a \\u00e9\\t\\"b\\" <font>x</font>"\n',
        "key: |\n  first\n\n  see <font>x</font>\n",
        "key: |\n\n\n      first\n        see <font>x</font>\n",
        "key: >-\n  first\n  second\n\n  third <font>x</font>\n",
        "key: first\n  second <font>x</font>\n",
        "key: |2\n    code\n\n  see <font>x</font>\n",
        "key: |\n  - item\n    > quoted <font>x</font>\n",
    ],
)
def test_places_of_findings_in_prose(text: str) -> None:
    _rich, page = prose_of(text)
    first = page.findings[0]
    assert first.code == "html-element"
    line = text.split("\n")[first.span.line - 1]
    assert line[first.span.column - 1 : first.span.end - 1] in {"font", "<font"}


def test_prose_of_several_kinds() -> None:
    rich, page = prose_of(
        "key: |\n  ## A heading\n\n  Text[^1] and [[brackets]].\n\n  <!-- a comment -->\n\n  [^1]: A note.\n"
    )
    assert page.findings == []
    assert rich.elements
    assert "[[brackets]]" in "".join(part for part in rich.parts if isinstance(part, str))


def test_pictures_in_prose_are_facts() -> None:
    _rich, page = prose_of("key: Look at ![a dot](media/dot.png) here\n")
    assert page.findings == []
    assert page.facts.files == [FileReference("media/dot.png", Span("a.yaml", 1, 23, 36))]


def test_prose_that_runs_over_lines() -> None:
    _rich, page = prose_of("key: >-\n  Look at ![a\n  dot](media/dot.bmp) here\n")
    assert [(each.code, each.span) for each in page.findings] == [("media-type", Span("a.yaml", 3, 8, 21))]


def test_alignment_of_odd_text() -> None:
    at = Span("a.yaml", 1, 1, 2)
    scalar = Scalar(value="abc", text="abc", quoted=True, span=at, start=at)
    assert aligned(scalar, ["zzzzzzzzzzzzzzzzabc"]) == [(1, 1), (1, 2), (1, 3)]
    assert aligned(scalar, [""]) == [(1, 1), (1, 2), (1, 3)]
