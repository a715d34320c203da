"""Quizzes, lessons, passages and categories that moved or have another id: the same piece, not one less and one more."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest

from exporter.diff import Difference
from exporter.diff.document import document
from exporter.diff.pairing import alike, same
from exporter.diff.show import markdown, text
from exporter.docs import output_schema
from tests.diff_banks import difference
from tests.test_diff_pieces import FILES, written

LONG = "It was cold, and the wind came from the north all through that long and silent night."


def changed(tmp_path: Path, path: str, *swaps: tuple[str, str], to: str = "") -> Difference:
    """Return what differs where a file has other words, and stands in another place if `to` names it."""
    content = FILES[path].replace("It was cold.", LONG)
    old = written(tmp_path / "old", **{path: content})
    for before, now in swaps:
        assert before in content
        content = content.replace(before, now)
    new = written(tmp_path / "new", **{path: content})
    if to:
        (new / to).parent.mkdir(parents=True, exist_ok=True)
        (new / path).rename(new / to)
    return difference(old, new)


def told(found: Difference, kind: str) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """Return old id, new id, changed parts and whether it moved, of each change of a kind."""
    of_kind = [each for each in found.pieces if each.piece.kind == kind]
    names = ((each.old.id if each.old else "", each.new.id if each.new else "", each) for each in of_kind)
    return [(old, new, each.parts, each.moved) for old, new, each in names]


@pytest.mark.parametrize(
    ("path", "swaps", "kind", "expected"),
    [
        ("quizzes/q.yaml", [("id: quiz", "id: exam")], "quiz", ("quiz", "exam", ())),
        ("quizzes/q.yaml", [("id: quiz", "id: exam"), ("title: Q", "title: E")], "quiz", ("quiz", "exam", ("title",))),
        ("lessons/l.md", [("id: lesson", "id: story")], "lesson", ("lesson", "story", ())),
        (
            "lessons/l.md",
            [("id: lesson", "id: story"), ("A lesson", "A story"), ("[one]", "[two]")],
            "lesson",
            ("lesson", "story", ("title", "questions")),
        ),
        (
            "questions/one/a.md",
            [("{#text", "{#night"), ("=text", "=night")],
            "passage",
            ("text", "night", ()),
        ),
        (
            "questions/one/a.md",
            [("{#text", "{#night"), ("=text", "=night"), ("silent", "dark"), ("# The text", "# The night")],
            "passage",
            ("text", "night", ("title", "text")),
        ),
    ],
)
def test_another_id(
    tmp_path: Path, path: str, swaps: list[tuple[str, str]], kind: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    found = changed(tmp_path, path, *swaps)
    assert told(found, kind) == [(*expected, False)]
    old, new, parts = expected
    assert [line for line in text(found) if f": renamed from {old}" in line]
    marked = [line for line in markdown(found) if line.startswith(f"- {new} “")]
    assert [line.endswith(f"”: renamed from {old}") for line in marked] == [True]
    whole = json.loads(msgspec.json.encode(document(found)))
    many = {"quiz": "quizzes"}.get(kind, kind + "s")
    assert [(each["from"], each["id"]) for each in whole[many]["renamed"]] == [(old, new)]
    assert [tuple(each["parts"]) for each in whole[many]["changed"]] == ([parts] if parts else [])
    assert (whole[many]["added"], whole[many]["removed"]) == ([], [])
    jsonschema.validate(whole, json.loads("".join(output_schema("diff-output.schema.json"))))


def test_other_content_under_another_id_is_another_lesson(tmp_path: Path) -> None:
    found = changed(tmp_path, "lessons/l.md", ("id: lesson", "id: story"), ("The whole story", "Quite another tale"))
    assert told(found, "lesson") == [("", "story", (), False), ("lesson", "", (), False)]


def test_another_category(tmp_path: Path) -> None:
    found = changed(tmp_path, "lessons/l.md", to="lessons/two & three/l.md")
    assert told(found, "lesson") == [("lesson", "lesson", (), True)]
    assert "  lesson “A lesson”: moved from (no category) to two & three" in list(text(found))
    assert "- lesson “A lesson”: moved from (no category) to two \\& three" in list(markdown(found))
    (moved,) = json.loads(msgspec.json.encode(document(found)))["lessons"]["moved"]
    assert moved == {"id": "lesson", "title": "A lesson", "category": ["two & three"], "from": []}


def test_another_category_and_another_id(tmp_path: Path) -> None:
    found = changed(tmp_path, "lessons/l.md", ("id: lesson", "id: story"), to="lessons/two/l.md")
    assert told(found, "lesson") == [("lesson", "story", (), True)]
    assert "  story “A lesson”: renamed from lesson, moved from (no category) to two" in list(text(found))


def test_another_file_of_the_same_folder_is_no_change(tmp_path: Path) -> None:
    assert not changed(tmp_path / "quiz", "quizzes/q.yaml", to="quizzes/r.yaml")
    assert not changed(tmp_path / "lesson", "lessons/l.md", to="lessons/z.md")


def test_a_folder_under_another_name(tmp_path: Path) -> None:
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    (new / "questions/one").rename(new / "questions/first")
    found = difference(old, new)
    assert told(found, "category") == [("one", "first", (), False)]
    assert told(found, "passage") == [("text", "text", (), True)]
    assert [entry.id for _, entry in found.moved] == ["one", "two"]


def test_what_two_are_the_same_as_is_nobody(tmp_path: Path) -> None:
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    (new / "lessons/l.md").unlink()
    for name in ("x", "y"):
        (new / f"lessons/{name}.md").write_text(FILES["lessons/l.md"].replace("id: lesson", f"id: {name}"))
    found = difference(old, new)
    assert [each[:2] for each in told(found, "lesson")] in ([("lesson", "x"), ("", "y")], [("lesson", "y"), ("", "x")])


def test_pairs_are_those_with_most_in_common() -> None:
    gone = ["the cat sat on the mat today", "a dog lay in the sun"]
    come = ["a dog lay in the hot sun", "the cat sat on the mat today and slept well", "the cat sat on the mat now"]
    assert alike(gone, come, str) == [(gone[1], come[0]), (gone[0], come[2])]
    assert alike(["", "x"], ["", "y"], str) == []
    assert alike(["a b c"] * 200, ["a b c"] * 200, str) == []
    assert same(["a", "b", "c"], ["b", "a", "d"], (lambda each: None if each == "b" else each,)) == [("a", "a")]
