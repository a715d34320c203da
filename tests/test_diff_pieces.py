"""What differs beside questions: quizzes, lessons, passages, categories and the bank's own data."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from exporter.diff import Difference, load, snapshot_of
from exporter.diff.document import document
from exporter.diff.pieces import KINDS
from exporter.diff.show import markdown, summary, text
from exporter.diff.snapshot import Snapshot, decoded, encoded
from exporter.model import Bank
from tests.diff_banks import difference

FILES = {
    "bank.yaml": "id: b\ntitle: B\nlanguage: en\nversion: 1.0.0\nlicence: CC-BY-4.0\nauthors: [Ada]\n",
    "questions/_category.yaml": "title: All\n",
    "questions/one/_category.yaml": "title: The first\ndescription: What comes first.\n",
    "questions/one/a.md": """---
tags: [t]
---

# The text {#text .passage}

It was cold.

# One {#one passage=text}

Which?

- [x] a
- [ ] b

# Two {#two}

Which one?

- [x] a
- [ ] b

# Three {#three status=draft}

Which three?

- [x] a
- [ ] b
""",
    "lessons/l.md": "---\nid: lesson\ntitle: A lesson\nsummary: In short.\nquestions: [one]\n---\n\nThe whole story.\n",
    "lessons/m.md": "---\nid: other\ntitle: Another\nstatus: draft\n---\n\nNot yet.\n",
    "quizzes/q.yaml": """id: quiz
title: Q
time-limit: 30 min
sections:
  - title: First
    questions: [one]
  - draw: 1
    from: {tags: t}
    points: 2
""",
}


def written(root: Path, **changes: str) -> Path:
    """Write the bank, some of its files with other texts."""
    for path, content in {**FILES, **changes}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return root


def after(tmp_path: Path, path: str, before: str, now: str) -> Difference:
    assert before in FILES[path]
    old, new = written(tmp_path / "old"), written(tmp_path / "new", **{path: FILES[path].replace(before, now)})
    return difference(old, new)


@pytest.mark.parametrize(
    ("path", "before", "now", "told"),
    [
        ("bank.yaml", "title: B", "title: C", ("bank", "b", ("title",))),
        ("bank.yaml", "language: en", "language: en-GB", ("bank", "b", ("language",))),
        ("bank.yaml", "[Ada]", "[Ada, Eve]", ("bank", "b", ("authors",))),
        ("bank.yaml", "CC-BY-4.0", "CC0-1.0", ("bank", "b", ("licence",))),
        ("bank.yaml", "id: b", "id: c", None),
        ("bank.yaml", "1.0.0", "1.1.0", None),
        ("questions/one/_category.yaml", "comes", "came", ("category", "one", ("description",))),
        ("questions/one/_category.yaml", "The first", "First", ("category", "one", ("title",))),
        ("questions/_category.yaml", "All", "Everything", ("category", "/", ("title",))),
        ("questions/one/a.md", "was cold", "was *cold*", ("passage", "text", ("text",))),
        ("questions/one/a.md", "# The text", "# A text", ("passage", "text", ("title",))),
        ("questions/one/a.md", "Which three", "What three", None),
        ("lessons/l.md", "A lesson", "The lesson", ("lesson", "lesson", ("title",))),
        ("lessons/l.md", "In short", "In brief", ("lesson", "lesson", ("summary",))),
        ("lessons/l.md", "The whole", "A whole", ("lesson", "lesson", ("body",))),
        ("lessons/l.md", "[one]", "[two]", ("lesson", "lesson", ("questions",))),
        ("lessons/l.md", "id: lesson\n", "id: lesson\nauthor: Ada\n", ("lesson", "lesson", ("settings",))),
        ("lessons/m.md", "Not yet", "Not now", None),
        ("quizzes/q.yaml", "title: Q", "title: R", ("quiz", "quiz", ("title",))),
        ("quizzes/q.yaml", "30 min", "45 min", ("quiz", "quiz", ("settings",))),
        ("quizzes/q.yaml", "[one]", "[two]", ("quiz", "quiz", ("questions", "draws"))),
        ("quizzes/q.yaml", "First", "Second", ("quiz", "quiz", ("sections",))),
        ("quizzes/q.yaml", "points: 2", "points: 3", ("quiz", "quiz", ("sections",))),
        ("quizzes/q.yaml", "points: 2", "points: 2\n    shuffle: false", ("quiz", "quiz", ("sections",))),
    ],
)
def test_each_part_is_told(
    tmp_path: Path, path: str, before: str, now: str, told: tuple[str, str, tuple[str, ...]] | None
) -> None:
    found = after(tmp_path, path, before, now)
    assert [(each.piece.kind, each.piece.id, each.parts) for each in found.pieces] == ([told] if told else [])
    assert bool(found) is (told is not None)
    if told and told[0] != "passage":
        assert not found.fresh()


def test_a_question_that_comes_into_a_pool_changes_the_draw(tmp_path: Path) -> None:
    found = after(tmp_path, "questions/one/a.md", " status=draft", "")
    assert [each.id for each in found.added] == ["three"]
    assert [each.parts for each in found.pieces] == [("draws",)]
    assert "    draws: section 2: 1 of two{+, three+}" in list(text(found))


def test_what_is_new_or_gone(tmp_path: Path) -> None:
    old, new = written(tmp_path / "old"), written(tmp_path / "new")
    (new / "quizzes/q.yaml").unlink()
    (new / "lessons/m.md").write_text(FILES["lessons/m.md"].replace("status: draft\n", ""))
    found = difference(old, new)
    assert summary(found) == "from b 1.0.0 to b 1.0.0: 1 quiz, 1 lesson"
    shown = list(text(found))
    assert shown[1:] == ["", "quizzes", "  quiz “Q”: removed", "", "lessons", "  other “Another”: added"]
    marked = list(markdown(found, 3))
    assert marked[2:5] == ["### Quizzes", "", "- quiz “Q”: removed"]
    whole = json.loads(msgspec.json.encode(document(found)))
    nothing: dict[str, list[object]] = {"changed": [], "added": [], "moved": [], "renamed": []}
    assert whole["quizzes"] == {**nothing, "removed": [{"id": "quiz", "title": "Q"}]}
    assert whole["lessons"]["added"] == [{"id": "other", "title": "Another"}]


def test_a_changed_key_comes_before_all_of_them(tmp_path: Path) -> None:
    changed = {
        "bank.yaml": FILES["bank.yaml"].replace("title: B", "title: C"),
        "questions/one/a.md": FILES["questions/one/a.md"].replace("- [x] a\n- [ ] b", "- [ ] a\n- [x] b"),
        "quizzes/q.yaml": FILES["quizzes/q.yaml"].replace("title: Q", "title: R"),
    }
    found = difference(written(tmp_path / "old"), written(tmp_path / "new", **changed))
    headings = [line for line in text(found) if line and not line.startswith(" ")]
    assert headings[1:] == ["another key", "bank", "quizzes"]
    assert headings[0].endswith(": 2 questions with another key, the bank's own data, 1 quiz")
    whole = json.loads(msgspec.json.encode(document(found)))
    assert [run["text"] for run in whole["bank"]["title"]] == ["B", "C"]
    assert [each["id"] for each in whole["quizzes"]["changed"]] == ["quiz"]


def test_examples_hold_every_kind_but_one_and_come_back_from_a_release(examples: Bank) -> None:
    found = snapshot_of(examples)
    assert {each.kind for each in found.pieces} == set(KINDS) - {"category"}
    assert decoded(encoded(found)) == found


def test_a_category_of_its_own_folder_only_is_no_piece(tmp_path: Path) -> None:
    root = written(tmp_path / "b")
    (root / "questions/plain").mkdir()
    (root / "questions/plain/p.md").write_text("# P {#p}\n\nWhich p?\n\n- [x] a\n- [ ] b\n")
    snapshot, _ = load(root)
    assert isinstance(snapshot, Snapshot)
    assert [each.id for each in snapshot.pieces if each.kind == "category"] == ["/", "one"]
