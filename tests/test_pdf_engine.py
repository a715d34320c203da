"""The engine made quicker: what it draws stays the same to the byte."""

from __future__ import annotations

import ctypes.util
from contextlib import nullcontext
from pathlib import Path

import pytest

from exporter.targets.pdf import render
from exporter.targets.pdf.engine import libraries_by_name, quick_styles
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


def test_libraries_are_looked_for_as_before_when_the_engine_is_loaded() -> None:
    find = ctypes.util.find_library
    with libraries_by_name():
        pass
    assert ctypes.util.find_library is find
