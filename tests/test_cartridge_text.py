"""Rich text in cartridges: what importers decode, clean or join once too often is written so that it stays whole."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest

from exporter.diagnostics import Span
from exporter.model import LinkEnd, LinkStart, Math, Media, MediaKind, RichText
from exporter.targets.cartridge.text import CartridgeWriting, Place, guarded, media_path, one_line
from tests.small_banks import of_xhtml

AT = Span("q.md", 1)


class Reader(HTMLParser):
    """Gathers the text between the tags."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a &lt; b", "a &lt; b"),
        ("&lt;div&gt;", "<span>&lt;</span>div&gt;"),
        ("&amp;lt;", "<span>&amp;</span>lt;"),
        ("R&amp;D", "R&amp;D"),
        ("&amp;#60;", "<span>&amp;</span>#60;"),
        ('<span title="a &quot;b&quot;">x</span>', "<span title=\"a 'b'\">x</span>"),
        ("<code>if a &lt;b:</code>", "<code>if a <span>&lt;</span>b:</code>"),
        (
            '<code title="$IMS-CC-FILEBASE$">src="$IMS-CC-FILEBASE$/a.png"</code>',
            '<code title="$IMS-CC-FILEBASE$">src="$IMS-CC<span>-</span>FILEBASE$/a.png"</code>',
        ),
    ],
)
def test_what_importers_would_decode_or_replace(written: str, kept: str) -> None:
    assert guarded(written) == kept
    assert shown(html.unescape(guarded(written))) == shown(written), "Moodle decodes once before it reads the HTML"


def shown(content: str) -> str:
    """Return the text that a reader of HTML finds."""
    reader = Reader(convert_charrefs=True)
    reader.feed(content)
    reader.close()
    return "".join(reader.found)


def test_without_guarding_moodle_would_take_words_for_tags() -> None:
    assert shown(html.unescape("&lt;div&gt;")) == ""
    assert shown(html.unescape("&amp;lt;")) == "<"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>a\nb</p>\n<p>c</p>", "<p>a b</p><p>c</p>"),
        ("<b>x</b> <i>y</i>", "<b>x</b>&#160;<i>y</i>"),
        ("<b>x</b>\n<i>y</i>", "<b>x</b>&#160;<i>y</i>"),
        ("<td>x</td> <td>y</td>", "<td>x</td><td>y</td>"),
        ("<em>x</em> <ul><li>y</li></ul>", "<em>x</em><ul><li>y</li></ul>"),
        ("<pre><code>a\n  b\n</code></pre>\n<p>c\nd</p>", "<pre><code>a\n  b\n</code></pre> <p>c d</p>"),
    ],
)
def test_one_line(written: str, kept: str) -> None:
    assert one_line(written) == kept


@pytest.mark.parametrize(
    ("tex", "display", "kept"),
    [
        ("a<b", False, r"\(a \lt b\)"),
        (r"x^2 & y", True, r"\[x^2 &amp; y\]"),
        ("a&lt", False, r"\(a&amp; lt\)"),
    ],
)
def test_formulas(tex: str, kept: str, *, display: bool) -> None:
    assert CartridgeWriting("stem").math(Math(tex, display, AT)) == kept


@pytest.mark.parametrize(
    ("place", "kind", "written"),
    [
        ("stem", "image", '<img src="media/a.x" alt="a &quot;b&quot;" title="T"/>'),
        ("page", "image", '<img src="../media/a.x" alt="a &quot;b&quot;" title="T"/>'),
        ("answer", "image", 'a "b"'),
        ("stem", "audio", '<a href="media/a.x" title="T">a "b"</a>'),
        (
            "page",
            "audio",
            '<audio src="../media/a.x" controls="controls"></audio> <a href="../media/a.x" title="T">a "b"</a>',
        ),
        ("answer", "video", 'a "b"'),
        ("page", "document", '<a href="../media/a.x" title="T">a "b"</a>'),
    ],
)
def test_media(place: Place, kind: MediaKind, written: str) -> None:
    writing = CartridgeWriting(place)
    assert writing.media(Media("media/a.x", 'a "b"', kind, decorative=False, title="T", span=AT)) == written
    assert list(writing.files) == ([] if place == "answer" else ["media/a.x"])


def test_links() -> None:
    parts = (
        LinkStart("lesson", "l", AT),
        "a",
        LinkEnd(),
        LinkStart("question", "q", AT),
        "b",
        LinkEnd(),
        LinkStart("file", "media/f.pdf", AT),
        "c",
        LinkEnd(),
    )
    text = RichText(parts, AT, inline=True)
    assert CartridgeWriting("answer").block(text) == "<p>abc</p>"
    assert CartridgeWriting("stem").block(text) == '<p>ab<a href="media/f.pdf">c</a></p>'
    page = CartridgeWriting("page", lessons=["l"])
    assert page.block(text) == '<p><a href="l.html">a</a>b<a href="../media/f.pdf">c</a></p>'
    assert page.links_lessons
    assert [each.to for each in page.dead] == ["q"]
    alone = CartridgeWriting("page")
    assert alone.block(text) == '<p>ab<a href="../media/f.pdf">c</a></p>'
    assert not alone.links_lessons
    assert [each.to for each in alone.dead] == ["l", "q"]


def test_languages_and_gaps() -> None:
    writing = CartridgeWriting("stem", "ar")
    assert writing.block(of_xhtml("a")) == '<p lang="ar" dir="rtl">a</p>'
    assert writing.block(of_xhtml("<p>a</p>", inline=False)) == '<div lang="ar" dir="rtl"><p>a</p></div>'
    assert writing.choice(of_xhtml("a")) == '<span lang="ar" dir="rtl">a</span>'
    assert writing.choice(of_xhtml("<p>a</p>", inline=False)) == '<div lang="ar" dir="rtl"><p>a</p></div>'
    assert writing.gap(0) == "_____"


def test_tags_that_are_cleaned_away_are_others() -> None:
    assert CartridgeWriting("page").content(of_xhtml("<s>a</s> <kbd>b</kbd>")) == "<del>a</del> <code>b</code>"


def test_paths() -> None:
    assert media_path("media/a.png") == "media/a.png"
    assert media_path("questions/a.png") == "files/questions/a.png"
    assert media_path("media/ä.png").isascii()
