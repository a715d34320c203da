"""Small banks that differ, and what the difference is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from exporter.diff import Difference, compare, load

QUESTION = """# Founders {#founders points=2}

Who founded IPT?

- [ ] Beck
  > He founded another one.
- [x] Klerman
- [ ] Ellis

## Explanation

It was Klerman.

## Hint

He was a psychiatrist.
"""


def bank_of(root: Path, **files: str) -> Path:
    """Write a bank of question files (`a_b="…"` is `questions/a/b.md`) and return its folder."""
    for name, content in files.items():
        path = root / "questions" / f"{name.replace('_', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (root / "bank.yaml").write_text("id: b\ntitle: B\nlanguage: en\nversion: 1.0.0\n")
    return root


def difference(old: Path, new: Path) -> Difference:
    (before, errors), (after, more) = load(old), load(new)
    assert before is not None, errors
    assert after is not None, more
    return compare(before, after)


def after(tmp_path: Path, edit: Callable[[str], str]) -> Difference:
    """Return the difference that an edit of the one question makes."""
    old = bank_of(tmp_path / "old", a=QUESTION)
    edited = edit(QUESTION)
    assert edited != QUESTION
    return difference(old, bank_of(tmp_path / "new", a=edited))
