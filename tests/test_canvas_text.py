"""Rich text in Canvas: what its two sanitisers drop is written so that they keep it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from exporter.diagnostics import Span
from exporter.model import GapMark, LinkEnd, LinkStart, Math, Media, MediaKind, RichText
from exporter.targets.canvas.text import CanvasWriting
from exporter.targets.item_xml import number
from exporter.targets.package_paths import package_path
from exporter.targets.qti12 import share
from tests.small_banks import of_xhtml

AT = Span("q.md", 1)


VIDEO = (
    '<video src="$IMS-CC-FILEBASE$/bank/m/a.mp4" controls="controls" title="a &quot;(x)&quot; &amp; b"></video> '
    '<a href="$IMS-CC-FILEBASE$/bank/m/a.mp4" title="T">a "[x]" &amp; b</a>'
)


def both() -> CanvasWriting:
    return CanvasWriting("bank", classic=True)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<s>a</s>", "<del>a</del>"),
        ('<kbd lang="en">Ctrl</kbd>', '<code lang="en">Ctrl</code>'),
        ("<mark>a</mark>", '<span style="background-color: #fff3a0;">a</span>'),
        ('<mark lang="de">a</mark>', '<span lang="de" style="background-color: #fff3a0;">a</span>'),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<span>漢 (kan)</span>"),
        (
            "<details><summary>More</summary><p>It.</p></details>",
            "<div><p><strong>More</strong></p><p>It.</p></div>",
        ),
        ("<small>s</small><span>kbd</span><sup>1</sup>", "<small>s</small><span>kbd</span><sup>1</sup>"),
        (
            "<samp>a</samp><strong>s</strong><section>s</section>",
            "<samp>a</samp><strong>s</strong><section>s</section>",
        ),
    ],
)
def test_tags_that_classic_quizzes_drops(written: str, kept: str) -> None:
    assert both().content(of_xhtml(written)) == kept
    assert CanvasWriting("bank", classic=False).content(of_xhtml(written)) == written


@pytest.mark.parametrize(
    ("kind", "path", "written"),
    [
        ("image", "m/a.png", '<img src="$IMS-CC-FILEBASE$/bank/m/a.png" alt="a &quot;(x)&quot; &amp; b" title="T"/>'),
        ("document", "m/a.pdf", '<a href="$IMS-CC-FILEBASE$/bank/m/a.pdf" title="T">a "[x]" &amp; b</a>'),
        (
            "video",
            "m/a.mp4",
            VIDEO,
        ),
    ],
)
def test_media(kind: MediaKind, path: str, written: str) -> None:
    writing = both()
    text = RichText((Media(path, 'a "[x]" & b', kind, decorative=False, title="T", span=AT),), AT, inline=True)
    assert writing.content(text) == written
    assert list(writing.files) == [path]


def test_links_and_gaps() -> None:
    writing = both()
    writing.gaps = ("[gap1]", "[gap2] kg")
    text = RichText(
        (
            LinkStart("lesson", "l", AT),
            "a",
            LinkEnd(),
            GapMark(1),
            LinkStart("file", "m/a.pdf", AT),
            "b",
            LinkEnd(),
            GapMark(0),
            Math("a<b", display=True, span=AT),
        ),
        AT,
        inline=True,
    )
    assert writing.content(text) == (r'a[gap2] kg<a href="$IMS-CC-FILEBASE$/bank/m/a.pdf">b</a>[gap1]\[a &lt; b\]')


def test_language_and_direction() -> None:
    writing = CanvasWriting("bank", classic=True, lang="he")
    inline, block = of_xhtml("x"), of_xhtml("<p>x</p>", inline=False)
    assert writing.choice(inline) == '<span lang="he" dir="rtl">x</span>'
    assert writing.choice(block) == '<div lang="he" dir="rtl"><p>x</p></div>'
    assert writing.block(inline) == '<p lang="he" dir="rtl">x</p>'
    assert writing.block(block) == '<div lang="he" dir="rtl"><p>x</p></div>'
    assert writing.feedback(block, "<p>y</p>") == '<div lang="he" dir="rtl"><p>x</p><p>y</p></div>'


def test_feedback_is_one_block() -> None:
    writing = both()
    inline, block = of_xhtml("x"), of_xhtml("<p>x</p>", inline=False)
    assert writing.feedback(None) == ""
    assert writing.feedback(None, "<p>y</p>") == "<div><p>y</p></div>"
    assert writing.feedback(inline) == "<p>x</p>"
    assert writing.feedback(inline, "<p>y</p>") == "<div><p>x</p><p>y</p></div>"
    assert writing.feedback(block) == "<div><p>x</p></div>"


def test_package_paths_need_no_decoding() -> None:
    assert package_path("bank", "media/a-b_c.png") == "bank/media/a-b_c.png"
    assert package_path("bank", "media/a b+ü.png") == "bank/media/a_b__-59681d1a.png"
    assert package_path("bank", "mé/a.png") != package_path("bank", "mè/a.png")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("-0.0", "0"),
        ("16.0", "16"),
        ("100", "100"),
        ("0.00032", "0.00032"),
        ("-1.50", "-1.5"),
        ("3E+5", "300000"),
        ("1E+21", "1E+21"),
        ("2.5E-22", "2.5E-22"),
    ],
)
def test_numbers(value: str, written: str) -> None:
    assert number(Decimal(value)) == written


def test_shares() -> None:
    assert [share(count) for count in (1, 2, 3, 7)] == ["100.00", "50.00", "33.33", "14.29"]
