"""No input, however broken, yields a traceback, a place outside its file, or text that is not XHTML."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.cache import NoCache
from exporter.reader import read_bank
from tests.hostile_banks import CHOICES, QUESTION, check, write
from tests.test_errors import BANK

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
