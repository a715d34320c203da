"""Hypothesis banks: source text of every type of question, with whatever an author may write in it."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import strategies as st

from exporter.cache import NoCache
from exporter.model import Bank
from exporter.reader import read_bank
from tests.drawn_texts import block, inline, literal, words


def _in_cell(markdown: str) -> str:
    """Return Markdown for a table's cell: the table takes one backslash before a bar."""
    return re.sub(r"(?<!\\)\|", r"\\|", markdown)


@st.composite
def _distinct(draw: st.DrawFn, minimum: int, maximum: int) -> list[str]:
    """Different plain texts that stay different in any case."""
    texts = draw(st.lists(words(), min_size=minimum, max_size=maximum, unique_by=lambda text: text.casefold().strip()))
    return [f"{at} {text}" for at, text in enumerate(texts)]


def _feedback(draw: st.DrawFn) -> str:
    return f"\n  > {draw(inline())}" if draw(st.booleans()) else ""


def _task_list(draw: st.DrawFn, texts: list[str], marks: list[str]) -> str:
    lines = []
    for text, mark in zip(texts, marks, strict=True):
        pin = " {.pin}" if draw(st.integers(0, 5)) == 0 else ""
        lines.append(f"- [{mark}] {literal(text)}{pin}{_feedback(draw)}")
    return "\n".join(lines)


@st.composite
def multiple_choice(draw: st.DrawFn) -> tuple[str, str]:
    texts = draw(_distinct(2, 5))
    right = draw(st.integers(0, len(texts) - 1))
    wrong = st.sampled_from([" ", " ", "50%", "-25%", "33.33333%", "12.7%"])
    marks = ["x" if at == right else draw(wrong) for at in range(len(texts))]
    return "", _task_list(draw, texts, marks)


@st.composite
def multiple_response(draw: st.DrawFn) -> tuple[str, str]:
    texts = draw(_distinct(2, 6))
    if draw(st.integers(0, 3)) == 0:
        marks = ["60%", "40%", *[draw(st.sampled_from(["-10%", " ", "-60%"])) for _ in texts[2:]]]
    else:
        marks = [draw(st.sampled_from(["x", " "])) for _ in texts]
        marks[draw(st.integers(0, len(marks) - 1))] = "x"
    credit = draw(st.sampled_from(["", " partial-credit=none", " partial-credit=per-choice"]))
    return f" type=multiple-response{credit}", _task_list(draw, texts, marks)


@st.composite
def true_false(draw: st.DrawFn) -> tuple[str, str]:
    marks = draw(st.sampled_from([["x", " "], [" ", "x"]]))
    order = draw(st.sampled_from([["True", "False"], ["False", "True"]]))
    lines = [f"- [{mark}] {word}{_feedback(draw)}" for mark, word in zip(marks, order, strict=True)]
    return "", "\n".join(lines)


def typed(text: str) -> str:
    """Return the short answer that reads as `text`."""
    return re.sub(r"([*\\=])", r"\\\1", text)


@st.composite
def short_answer(draw: st.DrawFn) -> tuple[str, str]:
    texts = draw(_distinct(1, 3))
    lines = [f"- = {typed(texts[0])}{_feedback(draw)}"]
    for text in texts[1:]:
        weight = draw(st.sampled_from([" ", "50% ", "33.3% "]))
        wild = draw(st.sampled_from(["", "*"]))
        lines.append(f"- ={weight}{typed(text)}{wild}{_feedback(draw)}")
    if draw(st.booleans()):
        lines.append(f"- = *{_feedback(draw)}")
    case = draw(st.sampled_from(["", " case-sensitive=true"]))
    return f" type=short-answer{case}", "\n".join(lines)


_NUMBER = st.decimals(-10000, 10000, places=3, allow_nan=False, allow_infinity=False)


@st.composite
def number(draw: st.DrawFn) -> str:
    """One numeric answer without a unit."""
    value = draw(_NUMBER)
    kind = draw(st.sampled_from(["exact", "tolerance", "percent", "range"]))
    size = abs(draw(_NUMBER))
    match kind:
        case "exact":
            return f"{value}"
        case "tolerance":
            return f"{value} ± {size}"
        case "percent":
            return f"{value} +- {min(size, 99)}%"
        case _:
            return f"{value}..{value + size}"


@st.composite
def numerical(draw: st.DrawFn) -> tuple[str, str]:
    unit = draw(st.sampled_from(["", " kg", " µg/L", "%"]))
    answers = draw(st.lists(number(), min_size=1, max_size=3, unique_by=_value_key))
    lines = [f"- = {answers[0]}{unit}{_feedback(draw)}"]
    lines += [f"- =50% {answer}{unit}{_feedback(draw)}" for answer in answers[1:]]
    if draw(st.booleans()):
        lines.append(f"- = *{_feedback(draw)}")
    return " type=numerical", "\n".join(lines)


def _value_key(answer: str) -> str:
    return re.split(r"[ .]*(?:±|\+-|\.\.)", answer)[0]


@st.composite
def cloze(draw: st.DrawFn) -> tuple[str, str]:
    gaps = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["typed", "menu", "number"]))
        texts = draw(_distinct(2, 3))
        if kind == "typed":
            alternatives = [re.sub(r"([*\\=|\[\]])", r"\\\1", text) for text in texts]
            gaps.append(f"[[{alternatives[0]} | =50% {alternatives[1]}]]")
        elif kind == "menu":
            options = [literal(text) for text in texts]
            gaps.append("[[(x) " + " | ( ) ".join(options) + "]]")
        else:
            gaps.append(f"[[= {draw(number())}]]")
    text = " ".join(f"{literal(draw(words()))} {gap}" for gap in gaps)
    return " type=cloze" + draw(st.sampled_from(["", " partial-credit=none"])), text


@st.composite
def matching(draw: st.DrawFn) -> tuple[str, str]:
    lefts, rights = draw(_distinct(2, 4)), draw(_distinct(4, 6))
    rows = [
        f"| {_in_cell(literal(left))} | {_in_cell(literal(right))} |"
        for left, right in zip(lefts, rights, strict=False)
    ]
    if draw(st.booleans()):
        rows.append(f"| 9 again | {_in_cell(literal(rights[0]))} |")
    if draw(st.booleans()):
        rows.append(f"| | {_in_cell(literal(rights[-1]))} x |")
    credit = draw(st.sampled_from(["", " partial-credit=none"]))
    return f" type=matching{credit}", "\n".join(["| Left | Right |", "| --- | --- |", *rows])


@st.composite
def ordering(draw: st.DrawFn) -> tuple[str, str]:
    texts = draw(_distinct(2, 5))
    credit = draw(st.sampled_from(["", " partial-credit=none"]))
    return f" type=ordering{credit}", "\n".join(f"{at}. {literal(text)}" for at, text in enumerate(texts, 1))


@st.composite
def categorize(draw: st.DrawFn) -> tuple[str, str]:
    items = [_in_cell(literal(text)) for text in draw(_distinct(4, 6))]
    rows = [f"| {items[0]} | {items[1]} |", f"| {items[2]} | {items[3]} |", *(f"| {item} | |" for item in items[4:])]
    return " type=categorize", "\n".join(["| One | Two |", "| --- | --- |", *rows])


def essay() -> st.SearchStrategy[tuple[str, str]]:
    return st.just((" type=essay", ""))


def file_upload() -> st.SearchStrategy[tuple[str, str]]:
    return st.just((" type=file-upload", ""))


def description() -> st.SearchStrategy[tuple[str, str]]:
    return st.just((" type=description", ""))


@st.composite
def hotspot(draw: st.DrawFn) -> tuple[str, str]:
    areas = ["rect 1,1 9,9", "circle 30,30 5", "poly 50,50 60,50 55,60"]
    marks = ["x", *[draw(st.sampled_from(["x", " "])) for _ in areas[1:]]]
    lines = [f"- [{mark}] {area}{_feedback(draw)}" for mark, area in zip(marks, areas, strict=True)]
    return " type=hotspot", "![A plain picture](../media/plain.svg)\n\n" + "\n".join(lines)


TYPES: dict[str, Callable[[], st.SearchStrategy[tuple[str, str]]]] = {
    "multiple-choice": multiple_choice,
    "multiple-response": multiple_response,
    "true-false": true_false,
    "short-answer": short_answer,
    "numerical": numerical,
    "cloze": cloze,
    "matching": matching,
    "ordering": ordering,
    "categorize": categorize,
    "essay": essay,
    "file-upload": file_upload,
    "hotspot": hotspot,
    "description": description,
}
_BY_HAND = ("essay", "file-upload")


@st.composite
def question(draw: st.DrawFn, question_id: str) -> str:
    """One whole question in source text."""
    kind = draw(st.sampled_from(sorted(TYPES)))
    attributes, answers = draw(TYPES[kind]())
    points = draw(st.sampled_from(["", " points=2", " points=0.5", " points=3.25"] if kind != "description" else [""]))
    penalty = draw(st.sampled_from(["", " penalty=25%"]))
    heading = f"# {literal(draw(words()))} {{#{question_id}{points}{penalty}{attributes}}}"
    parts = [heading, draw(block()), answers]
    if kind != "description":
        parts += [f"## {name}\n\n{draw(block())}" for name in draw(_part_names(kind))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _part_names(kind: str) -> st.SearchStrategy[list[str]]:
    names = ["Explanation", "Hint", "References"]
    names += ["Rubric", "Model answer"] if kind in _BY_HAND else ["If correct", "If partly correct", "If incorrect"]
    return st.lists(st.sampled_from(names), unique=True, max_size=4)


@st.composite
def bank_files(draw: st.DrawFn, largest: int = 4) -> dict[str, str]:
    """The files of a bank of a few questions, by path."""
    count = draw(st.integers(1, largest))
    questions = [draw(question(f"q{at}")) for at in range(count)]
    tags = draw(st.lists(st.sampled_from(["alpha", "beta", "two words"]), unique=True))
    front = f"---\ntags: [{', '.join(tags)}]\n---\n\n" if tags else ""
    named = ", ".join(f"q{at}" for at in range(count))
    return {
        "bank.yaml": "id: drawn\ntitle: A drawn bank\nlanguage: en\n",
        "media/plain.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><path d="M0 0H9"/></svg>\n',
        "questions/all.md": front + "\n".join(questions),
        "quizzes/all.yaml": f"id: quiz\ntitle: All of them\nsections:\n  - questions: [{named}]\n",
    }


@contextlib.contextmanager
def read(files: dict[str, str]) -> Iterator[Bank]:
    """Yield the bank of these files, which must be without an error; drawn answers may take one another or do nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        bank, findings = read_bank(root, cache=NoCache())
        fine = ("part-unreachable", "answer-taken", "star-as-sign")
        errors = [each for each in findings if each.severity in ("error", "warning") and each.code not in fine]
        assert not errors, (errors, files["questions/all.md"])
        yield bank
