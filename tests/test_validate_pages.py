"""Pages, style sheets and drawings in a package: what they show is there; and scripts, wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from exporter.validation.rules.scripts import script_in
from tests.moodle_verdicts import answers, question
from tests.moodle_verdicts import found as found_in_moodle
from tests.packages import PNG, assessment12, codes, item12, judged, manifest, quiz_package, resource, zip_of
from tests.test_validate_qti import VERSIONS, choice_item
from tests.test_validate_qti import found as found_in_item


def found(tmp_path: Path, name: str, content: str) -> list[tuple[str, Severity, int]]:
    """Return what is found in a package with this file, `media/p.png` and `web_resources/w.png`."""
    files: dict[str, str | bytes] = {
        name: content,
        "media/p.png": PNG,
        "web_resources/w.png": PNG,
        "a.xml": assessment12(item12()),
    }
    listed = manifest(resource("a", "a.xml"), *(resource(f"r{n}", each, "webcontent") for n, each in enumerate(files)))
    verdict = judged(zip_of(tmp_path / "q.zip", {"imsmanifest.xml": listed, **files}))
    return [
        (each.code, each.severity, each.span.line) for each in verdict if each.span.path.endswith(f"!{name}")
    ]  # fmt: skip


MISSING = [("missing-file", Severity.ERROR, 1)]
DEAD_LINK = [("missing-file", Severity.WARNING, 1)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<img src="../media/p.png">', []),
        ('<img src="media/p.png">', []),  # from the top, as some tools write
        ('<img src="$IMS-CC-FILEBASE$/w.png?canvas_download=1">', []),
        ('<img src="$IMS-CC-FILEBASE$/x.png">', MISSING),
        ("<img alt='' src='../media/x.png'>", MISSING),
        ('<audio src="x.mp3"></audio>', MISSING),
        ('<link rel="stylesheet" href="x.css">', MISSING),
        ('<video poster="x.png">', MISSING),
        ('<p>\n</p><img src="x.png"><img src="x.png">', [("missing-file", Severity.ERROR, 2)]),
        ('<a href="x.html">x</a>', DEAD_LINK),
        ('<a href="../l/page.html#part">x</a>', []),
        ('<a href="$WIKI_REFERENCE$/pages/x">x</a><a href="/courses/1">x</a><a href="mailto:a@b.c">x</a>', []),
        ('<!-- <img src="x.png"> --><script>"<img src=\'x.png\'>"</script>', [("script-inside", Severity.WARNING, 0)]),
        ('<!-- <img src="x.png">', []),
        ('<!-- <i>\n<!-- --><img src="x.png">', [("missing-file", Severity.ERROR, 2)]),
        ('<!-- <script> --><img src="x.png">', [("script-inside", Severity.WARNING, 0), *MISSING]),
        ('<blockquote cite="x" href="x.html">', []),
        ('<p title="on time = now">1 < 2', []),
    ],
)
def test_a_page_shows_what_is_there(tmp_path: Path, content: str, expected: list[tuple[str, Severity, int]]) -> None:
    assert found(tmp_path, "l/page.html", content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("p { background: url(../media/p.png) }", []),
        ("p { background: url( 'x.png' ) }", MISSING),
        ('@import "x.css";', MISSING),
        ("/* url(x.png) */ p { background: url(data:image/png;base64,AA) url(#a) }", []),
        ("/* a */ /* url(x.png)", []),
        ("", []),
    ],
)
def test_a_style_sheet_loads_what_is_there(
    tmp_path: Path, content: str, expected: list[tuple[str, Severity, int]]
) -> None:
    assert found(tmp_path, "css/a.css", content) == expected


def test_a_large_page_is_not_looked_through(tmp_path: Path) -> None:
    assert found(tmp_path, "page.html", '<img src="x.png">'.ljust(4 * 2**20 + 1)) == []


@pytest.mark.parametrize("piece", ["<script>alert(1)</script>", "<g onload='x()'/>", "<a href=' javascript:x'/>"])
def test_a_drawing_that_runs_is_found(tmp_path: Path, piece: str) -> None:
    assert found(tmp_path, "a.svg", f"<svg>{piece}</svg>") == [("script-inside", Severity.WARNING, 0)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>on click = 1; javascript:</p>", ""),
        ('<img alt="a onclick=b">', ""),
        ('<p onclick="">', ""),
        ("<p onclick=x()>", "onclick"),
        ("<SCRIPT src=x>", "<SCRIPT>"),
        ("<svg:script>", "<svg:script>"),
        ("<scripture>", ""),
        ("&lt;script&gt;", ""),
    ],
)
def test_a_script_is_told_from_words(markup: str, expected: str) -> None:
    assert script_in(markup) == expected


def test_a_script_in_a_question_is_found(tmp_path: Path) -> None:
    stem = "&lt;p onclick=&quot;x()&quot;&gt;Two?&lt;/p&gt;"
    assert codes(judged(quiz_package(tmp_path / "q.zip", item12(stem=stem)))) == ["script-inside"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>x</script>", ["script-inside"]),
        ('<img src="p.png">', ["missing-file"]),
        ("<video poster='p.png'></video>", ["missing-file"]),
        ('<img src="https://a.b/p.png"><img src="/pluginfile.php/1"><img src="data:image/png;base64,AA">', []),
        ('<a href="p.html">p</a>', []),  # a link is no picture
        ('<code>&lt;img src="p.png"&gt;</code>', []),
    ],
)
def test_what_does_not_work_in_a_text_of_moodle_is_found(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert found_in_moodle(tmp_path, question("essay", text=text)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("multichoice", ["missing-file"]), ("shortanswer", [])])
def test_answers_are_looked_at_where_they_are_html(tmp_path: Path, kind: str, expected: list[str]) -> None:
    body = answers(100, 0, texts=['&lt;img src="p.png"&gt;', "b"])
    assert found_in_moodle(tmp_path, question(kind, body=body)) == expected


def test_plain_text_of_moodle_shows_no_picture(tmp_path: Path) -> None:
    plain = question("essay", text='<img src="p.png">').replace('format="html"', 'format="plain_text"')
    assert found_in_moodle(tmp_path, plain) == []


@VERSIONS
def test_a_stimulus_that_is_missing_is_found(tmp_path: Path, version: str) -> None:
    asked = '<assessmentStimulusRef identifier="s" href="s.xml"/><itemBody>'
    assert found_in_item(tmp_path, version, choice_item().replace("<itemBody>", asked)) == ["missing-file"]
