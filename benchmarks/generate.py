"""Banks of made-up questions of any size, the same content in the formats of the tools that are compared.

Four choices or a typed answer; five kinds of feedback a question (explanation, if correct, if partly correct, if
incorrect, and the feedback of each answer); every fifth question has formulas, every tenth a table, every tenth code.
The content depends on the question's number alone. What a format cannot say is left out of it, which only spares the
tool that reads it: text2qti has no feedback for what is partly right nor
for a typed answer, BBQ has no feedback at all.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

A_FILE = 50
"""Questions in one file of our bank."""
_WORDS = (
    *("therapy", "transition", "grief", "dispute", "role", "relationship", "mood", "interview", "phase", "focus"),
    *("session", "goal", "support", "network", "affect", "communication", "analysis", "clarification", "contract"),
    *("termination", "relapse", "maintenance", "inventory", "formulation"),
)
_TABLE_AT, _CODE_AT = 3, 7
"""Which question of ten has a table, and which has code."""


@dataclass(frozen=True)
class Made:
    """One question before any format."""

    number: int
    kind: str
    """`multiple-choice`, `multiple-response`, `numerical` or `short-answer`."""
    stem: str
    choices: tuple[tuple[str, bool, str], ...]
    """Text, whether it is right, feedback; of a typed question the accepted answers."""
    explanation: str
    correct: str
    partly: str
    incorrect: str
    formula: str
    table: tuple[tuple[str, ...], ...]
    code: str


def sentence(seed: int, length: int) -> str:
    """Return so many words, always the same for the same seed."""
    words = [_WORDS[(seed * 7 + place * (seed % 11 + 1)) % len(_WORDS)] for place in range(length)]
    return " ".join(words).capitalize()


def questions(count: int) -> Iterator[Made]:
    """Yield so many questions: of ten, six with one right choice, two with two, one number, one word."""
    for number in range(count):
        kind = ("multiple-choice",) * 6 + ("multiple-response",) * 2 + ("numerical", "short-answer")
        of = kind[number % 10]
        yield Made(
            number,
            of,
            f"{sentence(number, 18)}, which of these holds in case {number}?",
            tuple(_choices(number, of)),
            f"**{sentence(number + 1, 4)}** {sentence(number + 2, 24)}.",
            f"Right: {sentence(number + 3, 8)}.",
            f"Partly right: {sentence(number + 4, 8)}.",
            f"Not right: {sentence(number + 5, 8)}.",
            rf"\frac{{x_{{{number}}}^2}}{{\sqrt{{{number + 2}}}}}" if number % 5 == 0 else "",
            _table(number) if number % 10 == _TABLE_AT else (),
            f"for case in range({number}):\n    print(case < {number + 1})" if number % 10 == _CODE_AT else "",
        )


def _choices(number: int, kind: str) -> Iterator[tuple[str, bool, str]]:
    feedback = f"*{sentence(number + 9, 3)}*: {sentence(number + 6, 10)}."
    if kind == "numerical":
        yield str(number + 1), True, feedback
    elif kind == "short-answer":
        yield f"answer {number}", True, feedback
    else:
        right = {number % 4} if kind == "multiple-choice" else {number % 4, (number + 1) % 4}
        for place in range(4):
            yield f"{sentence(number * 4 + place, 6)} {place}", place in right, feedback


def _table(number: int) -> tuple[tuple[str, ...], ...]:
    rows = tuple((sentence(number + row, 2), str(number + row)) for row in range(3))
    return (("Part", "Count"), *rows)


def write_bank(folder: Path, count: int) -> None:
    """Write the questions as a bank of ours, with one quiz that names all of them."""
    (folder / "questions").mkdir(parents=True)
    (folder / "quizzes").mkdir()
    (folder / "bank.yaml").write_text("id: benchmark\ntitle: Benchmark\nlanguage: en\n")
    for start in range(0, count, A_FILE):
        these = [made for made in questions(min(start + A_FILE, count)) if made.number >= start]
        text = "\n".join(_ours(made) for made in these)
        (folder / "questions" / f"{start:06}.md").write_text(text)
    ids = ", ".join(f"q{number}" for number in range(min(count, 1000)))
    (folder / "quizzes" / "all.yaml").write_text(f"id: all\ntitle: All\nsections:\n  - questions: [{ids}]\n")


def _ours(made: Made) -> str:
    lines = [f"# Case {made.number} {{#q{made.number}}}", "", made.stem, ""]
    if made.formula:
        lines += [f"Given ${made.formula}$ and", "", f"$${made.formula} + 1$$", ""]
    if made.table:
        head, *rows = made.table
        lines += [f"| {' | '.join(head)} |", "| --- | --- |", *(f"| {' | '.join(row)} |" for row in rows), ""]
    if made.code:
        lines += ["```python", *made.code.split("\n"), "```", ""]
    for text, right, feedback in made.choices:
        mark = "=" if made.kind in ("numerical", "short-answer") else f"[{'x' if right else ' '}]"
        lines += [f"- {mark} {text}", f"  > {feedback}"]
    for part, text in (
        ("Explanation", made.explanation),
        ("If correct", made.correct),
        ("If partly correct", made.partly),
        ("If incorrect", made.incorrect),
    ):
        lines += ["", f"## {part}", "", text]
    return "\n".join([*lines, ""])


def write_text2qti(path: Path, count: int) -> None:
    """Write the questions in text2qti's format (its readme), with formulas, tables and code in Markdown."""
    with path.open("w") as file:
        file.write("Quiz title: Benchmark\n\n")
        for made in questions(count):
            file.write(_text2qti(made))


def _text2qti(made: Made) -> str:
    stem = [made.stem]
    if made.formula:
        stem += ["", f"Given ${made.formula}$ and", "", f"$${made.formula} + 1$$"]
    if made.table:
        head, *rows = made.table
        stem += ["", f"{' | '.join(head)}", "--- | ---", *(" | ".join(row) for row in rows)]
    if made.code:
        stem += ["", "```python", *made.code.split("\n"), "```"]
    lines = [f"Title: Case {made.number}", "Points: 1", _indented(f"{made.number + 1}.  ", stem)]
    lines += [f"... {made.explanation}", f"+   {made.correct}", f"-   {made.incorrect}"]
    for place, (text, right, feedback) in enumerate(made.choices):
        if made.kind == "numerical":
            lines.append(f"=   {text}")
            continue
        letter = "abcd"[place]
        mark = {
            "multiple-choice": f"{'*' if right else ''}{letter})",
            "multiple-response": f"[{'*' if right else ' '}]",
            "short-answer": "*",
        }[made.kind]
        lines.append(f"{mark:3} {text}")
        if made.kind != "short-answer":
            lines.append(f"... {feedback}")
    return "\n".join([*lines, "", ""])


def _indented(mark: str, lines: list[str]) -> str:
    blanks = " " * len(mark)
    return "\n".join([mark + lines[0], *(blanks + line if line else "" for line in lines[1:])])


def write_bbq(path: Path, count: int) -> None:
    """Write the questions as a BBQ file, which qti-package-maker reads: a line each, HTML in fields, no feedback."""
    with path.open("w") as file:
        for made in questions(count):
            file.write("\t".join(_bbq(made)) + "\n")


def _bbq(made: Made) -> list[str]:
    stem = f"<p>{html.escape(made.stem)}</p>"
    if made.formula:
        stem += f"<p>Given \\({html.escape(made.formula)}\\) and</p><p>\\[{html.escape(made.formula)} + 1\\]</p>"
    if made.table:
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in made.table)
        stem += f"<table>{rows}</table>"
    if made.code:
        stem += f"<pre><code>{html.escape(made.code).replace(chr(10), '<br/>')}</code></pre>"
    if made.kind == "numerical":
        return ["NUM", stem, made.choices[0][0], "0.0"]
    if made.kind == "short-answer":
        return ["FIB", stem, made.choices[0][0]]
    fields = ["MC" if made.kind == "multiple-choice" else "MA", stem]
    for text, right, _ in made.choices:
        fields += [text, "Correct" if right else "Incorrect"]
    return fields
