"""Which words changed, and how they are shown."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.diff.document import document
from exporter.diff.show import markdown, text
from exporter.diff.words import Run, readable, runs, shortened
from tests.diff_banks import after

TEXT = st.text("ab. ,\n<>&*", max_size=40)


@given(TEXT, TEXT)
@settings(max_examples=200)
def test_runs_give_both_texts_back(old: str, new: str) -> None:
    found = runs(old, new)
    left = "".join(run.text for run in found if run.kind != "added")
    right = "".join(run.text for run in found if run.kind != "removed")
    assert (left, right) in ((readable(old), readable(new)), (old, new))


def test_words_and_their_marks() -> None:
    assert runs("<p>It is <em>so</em>.</p>", "<p>It was <em>so</em>.</p>") == [
        Run("same", "It "),
        Run("removed", "is"),
        Run("added", "was"),
        Run("same", " *so*."),
    ]
    assert runs('<span lang="ar">x</span>', '<span lang="he">x</span>')[1:3] == [
        Run("removed", "ar"),
        Run("added", "he"),
    ]
    long = " ".join(f"w{number}" for number in range(60))
    whole = [run.text for run in shortened(runs(f"{long} end", f"{long} stop"))]
    assert whole == ["… " + " ".join(f"w{number}" for number in range(52, 60)) + " ", "end", "stop"]
    lines = "\n".join(f"line {number} " + "a, " * 10 for number in range(100))
    changed = runs(lines, lines.replace("line 50 ", "LINE 50 "))
    assert [run.kind for run in changed] == ["same", "removed", "added", "same"]


def test_markdown_cannot_be_broken_out_of(tmp_path: Path) -> None:
    found = after(tmp_path, lambda source: source.replace("Who founded", "`<b>Who</b>` \\*did\\* found"))
    shown = "\n".join(markdown(found))
    assert "## Changed" in shown
    assert "~~founded~~" in shown
    assert "<b>" not in shown
    assert not re.search(r"(?<!\\)`", shown)


def test_a_part_that_is_new_is_all_added(tmp_path: Path) -> None:
    found = after(tmp_path, lambda source: f"{source}\n## References\n\nA book.\n")
    assert document(found).changed[0].parts == {"references": (Run("added", "A book."),)}


def test_every_line_of_a_part_is_shown(tmp_path: Path) -> None:
    found = after(tmp_path, lambda source: source.replace("IPT?", "IPT?\n\nFirst.\n\nSecond.\n\nThird."))
    for shown in ("\n".join(markdown(found)), "\n".join(text(found, colour=False))):
        assert [word for word in ("First", "Second", "Third") if word in shown] == ["First", "Second", "Third"]
