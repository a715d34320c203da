"""Banks of one file of questions, and the advice on them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from exporter.advice import advise
from exporter.cache import NoCache
from exporter.diagnostics import Diagnostic, Severity
from exporter.reader import read_bank

ENDING = "\n\n## Explanation\n\nBecause it is so.\n\n## References\n\n- A book. 2000.\n"
BOTHER = ("rationale-missing", "reference-missing", "explanation-missing")
"""What the short questions of these tests all lack."""


def advice(
    folder: Path, text: str, *, language: str = "en", off: Iterable[str] = BOTHER, quiz: str = ""
) -> list[Diagnostic]:
    """Return the advice on a bank of one file of questions."""
    (folder / "questions").mkdir(parents=True, exist_ok=True)
    (folder / "questions" / "case.md").write_text(text, encoding="utf-8")
    head = f"id: bank\ntitle: A bank\nlanguage: {language}\n"
    (folder / "bank.yaml").write_text(f"{head}advice: {{off: [{', '.join(off)}]}}\n", encoding="utf-8")
    if quiz:
        (folder / "quizzes").mkdir(exist_ok=True)
        (folder / "quizzes" / "quiz.yaml").write_text(quiz, encoding="utf-8")
    bank, findings = read_bank(folder, cache=NoCache())
    assert [each for each in findings if each.severity is Severity.ERROR] == []
    return list(advise(bank))


def found(folder: Path, text: str, language: str = "en") -> list[str]:
    return [finding.code for finding in advice(folder, text, language=language)]


def question(stem: str, *options: str, name: str = "focus", more: str = "") -> str:
    """Return a question; an option that begins with `*` is right."""
    lines = [f"- [{'x' if each.startswith('*') else ' '}] {each.removeprefix('*')}" for each in options]
    return f"# A title {{#{name}}}\n\n{stem}\n\n" + "\n".join(lines) + f"\n{more}\n"
