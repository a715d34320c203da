"""What differs between two states of a bank, found question by question."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.diff import Difference, compare, snapshot_of
from exporter.diff.document import document
from exporter.diff.parts import NAMES
from exporter.diff.show import text
from exporter.diff.snapshot import decoded, encoded
from exporter.model import Bank
from tests.banks import bank_files, read
from tests.diff_banks import QUESTION, after, bank_of, difference

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"


@pytest.mark.parametrize(
    ("before", "now", "parts"),
    [
        ("Who founded", "Who first founded", ("stem",)),
        ("Who founded IPT", "Who *founded* IPT", ("stem",)),
        ("points=2", "points=2.5", ("points",)),
        ("points=2", "points=2.0", ()),
        ("- [x] Klerman\n- [ ] Ellis", "- [ ] Klerman\n- [x] Ellis", ("key",)),
        ("- [ ] Ellis", "- [-50%] Ellis", ("key",)),
        ("- [ ] Ellis", "- [ ] Rogers", ("choices",)),
        ("- [ ] Ellis", "- [ ] Ellis {.pin}", ("choices",)),
        ("He founded", "He had founded", ("feedback",)),
        ("It was", "Of course it was", ("explanation",)),
        ("## Hint", "## If correct", ("feedback", "hints")),
        ("a psychiatrist", "a physician", ("hints",)),
        ("a psychiatrist.", "a psychiatrist.\n\n## References\n\n- A book.", ("references",)),
        ("# Founders", "# The founders", ("title",)),
        ("points=2", "points=2 shuffle=false tags=x", ("settings",)),
        ("- [ ] Ellis", "- [x] Ellis", ("key", "type", "settings")),
    ],
)
def test_each_part_that_changed_is_named_and_no_other(
    tmp_path: Path, before: str, now: str, parts: tuple[str, ...]
) -> None:
    found = after(tmp_path, lambda source: source.replace(before, now))
    if parts == ("key", "type", "settings"):
        parts = ("key", "type")
    assert [change.parts for change in found.changed] == ([parts] if parts else [])
    assert bool(found) is bool(parts)
    assert not [*found.added, *found.removed, *found.moved, *found.renamed, *found.retired]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("# Q {#q}\n\nWhich?\n\n- = a*b\n", "# Q {#q}\n\nWhich?\n\n- = a\\*b\n"),
        ("# Q {#q}\n\nIn [[1908]].\n", "# Q {#q}\n\nIn [[= 1908]].\n"),
        ("# Q {#q}\n\nIn [[1908 | =0% 1909]].\n", "# Q {#q}\n\nIn [[(x) 1908 | ( ) 1909]].\n"),
        (
            "# Q {#q type=multiple-response}\n\nWhich?\n\n- [x] a\n- [ ] b\n",
            "# Q {#q type=multiple-response}\n\nWhich?\n\n- [100%] a\n- [ ] b\n",
        ),
    ],
)
def test_a_key_that_only_looks_the_same_is_another(tmp_path: Path, before: str, now: str) -> None:
    found = difference(bank_of(tmp_path / "old", a=before), bank_of(tmp_path / "new", a=now))
    assert [change.parts for change in found.changed] == [("key",)]


@pytest.mark.parametrize(
    ("kind", "credit", "answers", "parts"),
    [
        ("multiple-response", "per-choice", "- [x] a\n- [x] b\n- [ ] c\n", ("key",)),
        ("multiple-response", "right-minus-wrong", "- [x] a\n- [x] b\n- [ ] c\n", ()),
        ("multiple-response", "none", "- [50%] a\n- [50%] b\n- [0%] c\n", ()),
        ("ordering", "none", "1. a\n2. b\n3. c\n", ("key",)),
        ("ordering", "per-choice", "1. a\n2. b\n3. c\n", ()),
    ],
)
def test_how_parts_count_together_belongs_to_the_key_where_it_changes_what_is_earned(
    tmp_path: Path, kind: str, credit: str, answers: str, parts: tuple[str, ...]
) -> None:
    before = f"# Q {{#q type={kind}}}\n\nWhich?\n\n{answers}"
    now = before.replace("}", f" partial-credit={credit}}}")
    found = difference(bank_of(tmp_path / "old", a=before), bank_of(tmp_path / "new", a=now))
    assert [change.parts for change in found.changed] == ([parts] if parts else [])


def test_a_changed_key_is_told_first(tmp_path: Path) -> None:
    one, two = QUESTION, QUESTION.replace("founders", "others").replace("Founders", "Others")
    old = bank_of(tmp_path / "old", a=one, b=two)
    new = bank_of(tmp_path / "new", a=one.replace("Who", "Whoever"), b=two.replace("- [x] K", "- [x] G. K"))
    found = difference(old, new)
    assert [(change.new.id, change.key) for change in found.changed] == [("others", True), ("founders", False)]
    shown = list(text(found))
    assert shown[0] == "from b 1.0.0 to b 1.0.0: 1 question with another key, 1 changed otherwise"
    assert shown[2:5] == ["another key", "  others “Others”", "    key: 100% {+G. +}Klerman"]
    assert "    stem: [-Who-]{+Whoever+} founded IPT?" in shown
    assert "\x1b[32m{+G. +}\x1b[0m" in "\n".join(text(found, colour=True))


def test_added_removed_retired_moved_renamed(tmp_path: Path) -> None:
    def named(name: str, *, status: str = "", stem: str = "") -> str:
        attributes = f"#{name} status={status}" if status else f"#{name}"
        return f"# T {name} {{{attributes}}}\n\n{stem or 'Stem of ' + name}?\n\n- [x] a\n- [ ] b\n"

    old = bank_of(
        tmp_path / "old",
        one_a=named("stays") + "\n" + named("moves") + "\n" + named("goes"),
        b=named("retires")
        + "\n"
        + named("called")
        + "\n"
        + named("draft", status="draft")
        + "\n"
        + named("back", status="retired"),
    )
    new = bank_of(
        tmp_path / "new",
        one_a=named("stays"),
        two_a=named("moves"),
        b=named("retires", status="retired")
        + "\n"
        + named("recalled", stem="Stem of called").replace("T recalled", "T called")
        + "\n"
        + named("draft", status="draft")
        + "\n"
        + named("back")
        + "\n"
        + named("comes"),
    )
    found = difference(old, new)
    assert [each.id for each in found.added] == ["back", "comes"]
    assert [each.id for each in found.removed] == ["goes"]
    assert [each.id for each in found.retired] == ["retires"]
    assert [(one.category, two.category) for one, two in found.moved] == [(("one",), ("two",))]
    assert [(each.old, each.new) for each in found.renamed] == [("called", "recalled")]
    assert not found.changed
    assert found.fresh() == {"back", "comes"}
    shown = "\n".join(text(found))
    assert "moved\n  moves “T moves”: one → two" in shown
    assert "renamed\n  called → recalled “T called”" in shown
    whole = json.loads(msgspec.json.encode(document(found)))
    assert whole["moved"][0]["from"] == ["one"]
    assert whole["renamed"] == [{"id": "recalled", "title": "T called", "from": "called"}]


def test_a_renamed_question_that_changed_too_is_known_by_its_stem(tmp_path: Path) -> None:
    found = after(tmp_path, lambda source: source.replace("#founders", "#fathers").replace("It was", "Surely"))
    assert [(each.old, each.new) for each in found.renamed] == [("founders", "fathers")]
    assert [change.parts for change in found.changed] == [("explanation",)]


def test_of_several_alike_none_is_taken_for_the_other(tmp_path: Path) -> None:
    twins = QUESTION + "\n" + QUESTION.replace("#founders", "#twin")
    old = bank_of(tmp_path / "old", a=twins)
    new = bank_of(tmp_path / "new", a=twins.replace("#founders", "#x").replace("#twin", "#y"))
    found = difference(old, new)
    assert not found.renamed
    assert [each.id for each in found.added] == ["x", "y"]
    assert [each.id for each in found.removed] == ["founders", "twin"]


@pytest.mark.parametrize("shown", ["![A line](../media/line.svg)", "[A line](../media/line.svg)"])
def test_another_file_under_the_old_name_is_a_change(tmp_path: Path, shown: str) -> None:
    for name, width in (("old", 10), ("new", 20)):
        root = bank_of(tmp_path / name, a=QUESTION.replace("IPT?", f"IPT?\n\n{shown}"))
        (root / "media").mkdir()
        (root / "media/line.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="9"><path d="M0 0H9"/></svg>'
        )
    assert [change.parts for change in difference(tmp_path / "old", tmp_path / "new").changed] == [("stem",)]


def edited_examples(tmp_path: Path, name: str, before: str, now: str) -> Difference:
    (tmp_path / "new").mkdir()
    for path in EXAMPLES.rglob("*"):
        target = tmp_path / "new" / path.relative_to(EXAMPLES)
        if path.is_dir():
            target.mkdir()
        else:
            target.write_bytes(path.read_bytes())
    file = next((tmp_path / "new").rglob(name))
    content = file.read_text(encoding="utf-8")
    assert before in content
    file.write_text(content.replace(before, now, 1), encoding="utf-8")
    return difference(EXAMPLES, tmp_path / "new")


def test_every_part_has_its_place_in_the_order(examples: Bank) -> None:
    found = {name for entry in snapshot_of(examples).questions for name in entry.parts}
    assert found <= set(NAMES)


def test_every_type_has_a_stem_or_answers_to_compare(examples: Bank) -> None:
    found = snapshot_of(examples)
    for entry in found.live().values():
        assert set(entry.parts) <= set(NAMES)
        assert entry.parts["title"]
        by_hand = entry.parts["type"] in ("essay", "file-upload", "description")
        assert ("key" in entry.parts) is not by_hand, entry
    assert {entry.parts["type"] for entry in found.live().values()} >= {"hotspot", "cloze", "categorize", "numerical"}
    assert decoded(encoded(found)) == found


@given(bank_files(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_a_bank_does_not_differ_from_itself(files: dict[str, str], random: object) -> None:
    del random
    with read(files) as bank:
        found = snapshot_of(bank)
        again = decoded(encoded(found))
        assert not compare(found, again)


@pytest.mark.parametrize(
    ("name", "before", "now", "key"),
    [("ordering.md", "1. ", "1. Not ", True), ("matching.md", "| ------------ |", "| --- |", False)],
)
def test_examples_edited(tmp_path: Path, name: str, before: str, now: str, key: bool) -> None:  # noqa: FBT001
    found = edited_examples(tmp_path, name, before, now)
    assert [change.key for change in found.changed] == ([True] if key else [])


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Who founded IPT?", "Who\nfounded   IPT?"),
        ("It was Klerman.", "It was\n  Klerman."),
        ("- [x] Klerman", "- [x]  Klerman"),
        ("He founded another one.", "He founded\n  > another one."),
    ],
)
def test_a_text_that_is_only_wrapped_anew_is_the_same(tmp_path: Path, before: str, now: str) -> None:
    found = after(tmp_path, lambda text: text.replace(before, now))
    assert not found


def test_blanks_of_code_are_what_they_are(tmp_path: Path) -> None:
    code = QUESTION.replace("Who founded IPT?", "What does this print?\n\n```\na b\n c\n```\n\nAnd `d e`?")
    old = bank_of(tmp_path / "old", a=code)
    for place, (before, now) in enumerate([("a b", "a  b"), ("a b\n c", "a b c"), ("`d e`", "`d  e`")]):
        new = bank_of(tmp_path / str(place), a=code.replace(before, now))
        assert len(difference(old, new).changed) == 1
