"""No input, however broken, yields a traceback, a place outside its file, text that is not XHTML, or a long wait."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.diagnostics import Diagnostic
from exporter.model import Bank, RichText
from exporter.reader import read_bank
from exporter.richtext import fragment, render, tex_delimited
from tests.test_errors import BANK, NoCache
from tests.watchdog import must_end

QUESTION = "# Title {#focus}\n\nWhat?\n\n"
CHOICES = "\n\n- [x] A\n- [ ] B\n"

FRAGMENTS = r"""# Title {#id-1}
# T {#a .cloze}
# T {#b type=numerical unit=mg}
# P {#p .passage}
## Explanation
## Hint
## Rubric
- [x] A
- [ ] B
- [50%] C
- [-25%] D {.pin}
- = 16 ± 2 mg
- = text*
- = *
- =50% x
- = 14..18
  > feedback
> quote
1. one
| a | b |
| --- | --- |
| x | y |
|  | z |
| a | b | c |
|---|---|---|
[[gap | other]]
[[(x) a | ( ) b]]
[[= 16 ± 2]]
[[
]]
$x^2$
$$
$\frac{
\begin{aligned}
`code`
```
~sub~
^sup^
~~del~~
[t]{lang=ar dir=rtl}
{lang=fr}
![alt](../media/dot.png)
![](x.png){.decorative}
![a](http://x/y.png)
[l](lesson:x)
[l](question:id-1)
[l](javascript:x)
<b>
</b>
<script>
<details><summary>x</summary>
</details>
<!-- c -->
<!-- exporter: allow x y -->
<!--
[^1]
[^1]: note
[ref]: http://x
[ref]
***
---
===
\
\|
|
{
}
{#x}
rect 1,1 2,2
&#7;
&amp;
    indented
😀
אב
<span lang=en>
<br>
<ruby>a<rt>b</rt></ruby>
<http://x>
![[x]](y.png)
[a](b.pdf)"""
MARKDOWN = st.sampled_from(FRAGMENTS.split("\n"))
GLUE = st.sampled_from(["\n", "\n\n", " ", "", "\r\n", "\t", "\x00", "\u200b"])
KEYS = """id: a
title: t
sections:
  - questions: [id-1]
  - draw: 2
    from: {tags: a}
from:
tags: [a]
- x
{
}
[
]
:
# c
&a
*a
!t
shuffle: {questions: true}
description:
instructions: >-
  text $x <b> [[
authors: [a, {name: b}]
defaults: {points: 1}
~
null
1,5
points:
language: en
---
...
?
time-limit: 3 h
'
"
\\
|
é
opens: 2026-09-01T09:00Z
show-explanations: after-due"""
YAML = st.sampled_from(KEYS.split("\n"))


class Plain:
    """Writes what is special as nothing much."""

    def math(self, math: object) -> str:
        return tex_delimited(math)  # type: ignore[arg-type]

    def media(self, media: object) -> str:
        del media
        return ""

    def link_start(self, link: object) -> tuple[str, str]:
        del link
        return "<a>", "</a>"

    def gap(self, number: int) -> str:
        return f"<i>{number}</i>"


def texts(value: object) -> Iterator[RichText]:
    if isinstance(value, RichText):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


def check(root: Path) -> tuple[Bank, list[Diagnostic]]:
    """Read the bank and hold what comes of it to what is promised of any."""
    bank, findings = read_bank(root, cache=NoCache())
    for finding in findings:
        for span in (finding.span, *(each.span for each in finding.related)):
            if span.line and (root / span.path).is_file():
                text = (root / span.path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
                line = text.split("\n")[span.line - 1]
                assert 1 <= span.column <= len(line) + 1
                assert span.column <= span.end <= len(line) + 2
    whole = (
        *bank.questions,
        *bank.passages.values(),
        *bank.lessons.values(),
        *bank.quizzes.values(),
        *bank.categories.values(),
        bank.description,
    )
    for rich in texts(whole):
        fragment(render(rich, Plain()))
    return bank, findings


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())


def pieces(one: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(one, GLUE), max_size=most)
    return pairs.map(lambda each: "".join(piece + glue for piece, glue in each))


@settings(max_examples=150, deadline=None)
@given(pieces(MARKDOWN, 8), pieces(MARKDOWN, 6), pieces(MARKDOWN, 10), st.booleans())
def test_any_markdown(stem: str, explanation: str, lesson: str, whole: bool) -> None:  # noqa: FBT001
    question = f"{QUESTION}{stem}{CHOICES}\n## Explanation\n\n{explanation}" if whole else stem
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lesson = f"---\nid: lesson\ntitle: T\n---\n\n{lesson}"
        write(root, {"bank.yaml": BANK, "questions/a.md": question, "lessons/a.md": lesson})
        check(root)


@settings(max_examples=100, deadline=None)
@given(pieces(YAML, 8), pieces(YAML, 8), pieces(YAML, 4), pieces(YAML, 5))
def test_any_yaml(bank: str, quiz: str, category: str, front_matter: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        files = {
            "bank.yaml": bank,
            "quizzes/a.yaml": f"id: q\ntitle: t\n{quiz}",
            "questions/_category.yaml": category,
            "questions/a.md": f"---\n{front_matter}\n---\n\n{QUESTION}{CHOICES}",
            "lessons/a.md": f"---\n{front_matter}\n---\n\nText.\n",
        }
        write(root, files)
        check(root)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["questions/a.md", "lessons/a.md", "quizzes/a.yaml", "bank.yaml"]))
def test_any_bytes(data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, {"bank.yaml": BANK, name: ""})
        (root / name).write_bytes(data)
        read_bank(root, cache=NoCache())


MANY = 2000
VERY_MANY = 20_000  # of what once took time in the square of its number: minutes
HEAPS = {
    "emphasis": "*a " * MANY,
    "strong and emphasis": "**a _b " * MANY,
    "open brackets": "[" * MANY,
    "open pictures": "![" * MANY,
    "open brackets and one end": "[x" * VERY_MANY + "]",
    "open pictures, very many": "![" * VERY_MANY,
    "open pictures and one end": "![" * VERY_MANY + "]",
    "nested brackets": "![" * VERY_MANY + "]" * VERY_MANY,
    "spans": "[a]{lang=en}" * MANY,
    "links": "[a](" * MANY,
    "braces in a formula": "$" + "{" * MANY + "}" * MANY + "$",
    "fractions": "$" + "\\frac{" * MANY + "$",
    "environments": "$$" + "\\begin{matrix}" * MANY + "\\end{matrix}" * MANY + "$$",
    "dollars": "$a " * MANY,
    "lists": "".join("  " * depth + "- a\n" for depth in range(200)),
    "quotations": ">" * MANY,
    "tags": "<b>" * MANY + "</b>" * MANY,
    "open tags": "<b>" * MANY,
    "comments": "<!--" * MANY,
    "angle brackets": "<" * MANY,
    "columns": "|a" * MANY + "|\n" + "|-" * MANY + "|\n" + "|x" * MANY + "|",
    "rows": "|a|b|\n|-|-|\n" + "|x|y|\n" * MANY,
    "backticks": "`a" * MANY,
    "tildes": "~a " * MANY,
    "gaps": "[[a]]" * MANY,
    "open gaps": "[[" * MANY,
    "footnotes": "".join(f"[^{n}]" for n in range(MANY)) + "\n\n" + "".join(f"[^{n}]: x\n" for n in range(MANY)),
    "a footnote in itself": "[^a]\n\n[^a]: x[^a]",
    "footnotes in a ring": "[^a]\n\n[^a]: x[^b]\n\n[^b]: y[^a]",
    "references": "".join(f"[r{n}]: http://x/{n}\n" for n in range(MANY)) + "\n" + "[r1] " * MANY,
    "backslashes": "\\" * 50_000,
    "blanks": " " * 50_000 + "x",
    "lines": "\n" * 50_000,
    "one word": "x" * 200_000,
    "headings": "# A\n\n" * MANY,
    "attributes": "{lang=en}\n" * MANY,
    "wildcards": "- = " + "*" * MANY + "a",
    "digits": "- = " + "9" * 50_000,
    "a large exponent": "- = 1e999999999",
    "a small exponent": "- = 1e-999999999 ± 1e999999",
    "corners": "- [x] poly " + "1,1 " * MANY,
}


@pytest.mark.parametrize("name", HEAPS)
@pytest.mark.parametrize("ending", [CHOICES, ""], ids=["stem", "answers"])
def test_heaps(tmp_path: Path, name: str, ending: str) -> None:
    write(tmp_path, {"bank.yaml": BANK, "questions/a.md": f"{QUESTION}{HEAPS[name]}{ending}"})
    with must_end():
        check(tmp_path)
