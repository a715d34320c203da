"""The engine made quicker: what it draws stays the same to the byte."""

from __future__ import annotations

import ctypes.util
from contextlib import nullcontext
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from exporter.cache import NoCache
from exporter.job import Job, Options
from exporter.model import Bank
from exporter.targets.pdf import documents, render
from exporter.targets.pdf.engine import libraries_by_name, quick_styles, read_page
from exporter.targets.pdf.request import Rendered, Request
from tests.pdf_banks import QUIZ, paper, small

TEXT = (
    "# A {#q lang=ar}\n\n| a | **b** |\n|:-:|---|\n| 1 | ~~2~~ |\n\n- كم\n- [x](https://example.org/)\n\nكم؟\n\n"
    "- [x] `yes` $x^2$\n- [ ] no\n\n# B {#r type=matching}\n\nMatch.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
)


def test_quick_styles_draw_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = small(tmp_path, TEXT, QUIZ.replace("[q]", "[q, r]"))
    quick, _ = paper(bank)
    monkeypatch.setattr(render, "quick_styles", nullcontext)
    slow, _ = paper(bank)
    assert quick.startswith(b"%PDF")
    assert quick == slow


def test_styles_are_quick_with_the_locked_engine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint  # noqa: PLC0415 - loaded where a PDF is drawn
    from weasyprint.css import ComputedStyle  # noqa: PLC0415

    computed = ComputedStyle.__missing__
    with quick_styles():
        assert ComputedStyle.__missing__ is not computed
    assert ComputedStyle.__missing__ is computed
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with quick_styles():
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
