"""The engine made quicker: what it draws stays the same to the byte."""

from __future__ import annotations

import ctypes.util
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from exporter.cache import NoCache
from exporter.job import Job, Options
from exporter.model import Bank
from exporter.resources import template_folder
from exporter.targets.pdf import TARGET, documents, engine, render
from exporter.targets.pdf.engine import libraries_by_name, read_page
from exporter.targets.pdf.fonts import plan_fonts
from exporter.targets.pdf.request import Rendered, Request
from tests.pdf_banks import QUIZ, paper, small
from tests.small_banks import written

TEXT = (
    "# A {#q lang=ar}\n\n| a | **b** |\n|:-:|---|\n| 1 | ~~2~~ |\n\n- كم\n- [x](https://example.org/)\n\nكم؟\n\n"
    "- [x] `yes` $x^2$\n- [ ] no\n\n# B {#r type=matching}\n\nMatch.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
)


QUICK = ("quick_styles", "quick_lengths", "quick_outlines", "written_once")

AUTHORS_STYLES = """
@page { size: 90mm 120mm; margin: 8mm; @bottom-center { content: counter(page) string(head) } }
@page wide { size: 120mm 90mm; background: #eee }
:root { --gap: 3mm; color: #222; font-size: 9pt; text-align: justify }
h1 { string-set: head content(); page: wide; break-after: page; letter-spacing: 0.1em }
h1 + p { page: auto; float: none; position: relative; left: 2mm; text-indent: 10% }
section { margin-block-start: var(--gap); border-inline-start: 2pt dashed; padding: 2% calc(1mm + 2%) 0; columns: 2 }
section > p { color: inherit; border: initial; border-bottom-width: 3pt; outline-style: solid; min-width: 20% }
aside { float: inline-end; width: 30%; box-sizing: border-box; padding: 2mm; border: 1pt solid; max-height: 40mm }
.note { float: footnote } .note::footnote-call { content: "*" }
.item { display: list-item; list-style: square inside; text-transform: uppercase } .item::marker { color: red }
.flex { display: flex; gap: 2mm; width: 100% } .flex > * { flex: 1; min-width: auto; height: 12mm }
.grid { display: grid; grid-template-columns: 1fr 2fr; line-height: 2 }
.far { position: absolute; top: 50%; right: -2mm; width: max-content; text-decoration: underline }
table { border-collapse: collapse; width: 80% } td { border: 0.5pt solid; padding: 1mm 5%; vertical-align: middle }
[dir=rtl] { border-inline-start: 4pt double; margin-inline-end: 5% }
h3::first-letter { border-style: dotted; outline-style: solid }
p::first-line { font-weight: bold; word-spacing: 1mm } p::first-letter { font-size: 150%; margin-right: 5% }
"""
AUTHORS_PAGE = """<html lang="en"><head><title>T</title></head><body><h1>Head</h1><h3><a>First</a> letter</h3><p>One <b style="float:left;width:50%">two</b>
three<span class="note">noted</span> four.</p><section><p>Five six.</p><div class="item">Seven</div><p dir="rtl">Eight</p>
<aside>Nine <q>ten</q></aside></section><div class="flex"><p>a</p><p>b</p></div><div class="grid"><i>c</i><p>d</p></div>
<div style="position:relative;height:20%;min-height:10mm">e<span class="far">f</span></div>
<div style="page:wide"><p style="page:other">l</p><p>m</p></div><ul><li>g<ol><li>h</li></ol></li></ul><table><tr><td>i</td><td>j<br/>k</td></tr></table>
<svg viewBox="0 0 20 20" width="20" height="20" xmlns="http://www.w3.org/2000/svg">
<defs><marker id="m" markerWidth="4" markerHeight="4"><path d="M 0 0 L 4 2 L 0 4 Z"/></marker></defs>
<path d="M 1 1 L 5 5 Q 6 2 9.5 9 h 4 v -3.25 Z M 2 2 L 3 3 Q 1 1 1 4 Z"/><path d="M 1 1 L 9 9 L 1 9" marker-end="url(#m)"/>
<path d="m1 1l4,4c1-1 2-2 3 3s1 1 2 2zM5 5A3 3 0 0 1 9 9T12 12H2V4z"/><path d="M 3 3 Z M 4 4 L 8 8 Z"/><path d="M 1 1 L 2"/>
</svg></body></html>"""


@pytest.fixture(params=QUICK)
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what takes one of our ways back."""
    return lambda: monkeypatch.setattr(engine, request.param, nullcontext)


def test_the_short_ways_draw_a_paper_the_same(tmp_path: Path, without: Callable[[], None]) -> None:
    bank = small(tmp_path, TEXT, QUIZ.replace("[q]", "[q, r]"))
    quick, _ = paper(bank)
    without()
    slow, _ = paper(bank)
    assert quick.startswith(b"%PDF")
    assert quick == slow


def test_the_short_ways_draw_an_authors_pages_the_same(tmp_path: Path, without: Callable[[], None]) -> None:
    fonts = plan_fonts([AUTHORS_PAGE], code=False)
    request = Request(AUTHORS_PAGE, AUTHORS_STYLES, fonts, {}, str(tmp_path), (), ("theirs", "ours"), b"id", "en")
    quick = render.render(request)
    without()
    assert len(quick.pdf) > 5000
    assert quick == render.render(request)


def test_styles_for_notes_and_marks_are_left_out_of_our_pages_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = small(tmp_path, "# A {#q type=essay}\n\nWrite:\n\n1. one\n2. two\n\n   - three\n")
    sparse, _ = written(TARGET, bank, Options(quizzes=("z",)))
    monkeypatch.setattr(engine, "_without_notes", lambda sheet: sheet)
    assert sparse == written(TARGET, bank, Options(quizzes=("z",)))[0]
    for file in (*template_folder().glob("*.css"), *template_folder().glob("*.html")):
        assert not re.search("list-item|footnote|note-|note[(]", file.read_text(encoding="utf-8")), file


def test_the_ways_are_short_with_the_locked_engine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint  # noqa: PLC0415 - loaded where a PDF is drawn
    from weasyprint.css import ComputedStyle  # noqa: PLC0415

    computed = ComputedStyle.__missing__
    with engine.quickened(weasyprint):
        assert ComputedStyle.__missing__ is not computed
    assert ComputedStyle.__missing__ is computed
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with engine.quickened(weasyprint):
        assert ComputedStyle.__missing__ is computed


def test_pages_are_read_as_the_engine_reads_them(examples: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    import tinyhtml5  # noqa: PLC0415 - the engine's own

    pages: list[str] = []

    def drawn(request: Request) -> Rendered:
        pages.append(request.html)
        return Rendered(b"", (), (), ())

    monkeypatch.setattr(documents, "render", drawn)
    assert list(documents.write(Job(examples, Options(), NoCache(), "pdf")))
    assert len(pages) > len(examples.quizzes)
    for page in pages:
        slow = tinyhtml5.parse(page, namespace_html_elements=False)
        assert shape(ET.fromstring(page)) == shape(slow)


def shape(root: ET.Element) -> list[object]:
    """Return a tree as a list, without white space around head and body, and without declarations of namespaces."""
    head, body = root
    body[-1].tail = root.text = head.tail = body.text = body.tail = None
    return [(each.tag, attributes(each), each.text, each.tail) for each in root.iter()]


def attributes(element: ET.Element) -> dict[str, str]:
    return {name: value for name, value in element.items() if not name.startswith("{http://www.w3.org/2000/xmlns/}")}


@pytest.mark.parametrize(("page", "own"), [("<p>A<br>B", True), ("<p>A<br/>B</p>", False)])
def test_the_engine_reads_what_is_no_xml_or_an_authors(page: str, own: bool) -> None:  # noqa: FBT001
    import weasyprint  # noqa: PLC0415 - loaded where a PDF is drawn

    document = read_page(weasyprint, page, "file:///", None, own=own)
    assert [each.tag for each in document.etree_element.iter()] == ["html", "head", "body", "p", "br"]


def test_libraries_are_looked_for_as_before_when_the_engine_is_loaded() -> None:
    find = ctypes.util.find_library
    with libraries_by_name():
        pass
    assert ctypes.util.find_library is find
