"""What each version of QTI makes of texts, answers and settings that its schema has no direct place for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from exporter.targets import Target
from exporter.targets.mathml import mathml
from exporter.targets.qti import QTI21, QTI30
from exporter.targets.qti.body import media_path
from exporter.targets.qti.hints import hint_title
from tests.oracle.qti import Item, read_package
from tests.qti_packages import TARGETS, Built, built
from tests.small_banks import bank_of

VERSIONS = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
CHOICES = "- [x] alpha\n- [ ] beta\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><path d="M0 0H9"/></svg>\n'


def of_question(folder: Path, target: Target, source: str, **media: str | bytes) -> tuple[str, Item, Built]:
    """Return the item `q` of a bank of this source as text and as the oracle reads it, and the build."""
    files: dict[str, str | bytes] = {f"media/{name.replace('_', '.')}": data for name, data in media.items()}
    found = bank_of(folder / "bank", {"questions/q.md": source, **files})
    build = built(found, folder / "out", target)
    assert not [each for each in build.findings if each.severity == "error"], build.findings
    return build.bank["q.xml"].decode(), read_package(build.paths[0]).items["q"], build


def choice(stem: str, attributes: str = "") -> str:
    return f"# A title {{#q {attributes}}}\n\n{stem}\n\n{CHOICES}"


# --- marks ---


@VERSIONS
def test_struck_and_highlighted_text_is_a_class(target: Target, tmp_path: Path) -> None:
    text, item, made = of_question(tmp_path, target, choice("A ~~b~~ <mark>c</mark> <u>d</u> <kbd>e</kbd>."))
    assert '<span class="struck">b</span> <span class="highlighted">c</span> <span class="underlined">d</span>' in text
    assert "<kbd>e</kbd>" in text
    assert item.body.startswith("A b c d e.")
    assert set(made.lost("q")) == {"struck text", "key and highlight marks"}


@VERSIONS
def test_ruby_is_kept_or_its_reading_stands_in_brackets(target: Target, tmp_path: Path) -> None:
    source = choice("Read <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> aloud.")
    text, item, made = of_question(tmp_path, target, source)
    if target is QTI30:
        assert "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>" in text
        assert made.lost("q") == {}
    else:
        assert item.body.startswith("Read 漢 (kan) aloud.")
        assert "ruby" in made.lost("q")


@VERSIONS
def test_details_stand_open(target: Target, tmp_path: Path) -> None:
    source = choice("A\n\n<details><summary>More</summary>\n\nInside.\n\n</details>\n\nB")
    text, _, made = of_question(tmp_path, target, source)
    assert re.search(r"<div>\s*<p><strong>More</strong></p>\s*<p>Inside.</p>\s*</div>", text)
    assert "details that fold" in made.lost("q")


@VERSIONS
def test_what_an_abbreviation_stands_for_is_said_after_it(target: Target, tmp_path: Path) -> None:
    text, _, _ = of_question(tmp_path, target, choice('The <abbr title="a &amp; b">AB</abbr> here.'))
    assert "<abbr>AB (a &amp; b)</abbr> here." in text


@VERSIONS
def test_cells_are_aligned_as_the_version_says_it(target: Target, tmp_path: Path) -> None:
    text, _, _ = of_question(tmp_path, target, choice("| a |\n| -: |\n| 1 |"))
    assert ('class="qti-align-right"' if target is QTI30 else 'align="right"') in text


@VERSIONS
def test_the_first_number_of_a_list_is_a_loss(target: Target, tmp_path: Path) -> None:
    _, _, made = of_question(tmp_path, target, choice("A\n\n3. three\n4. four\n\nB\n\n5. five"))
    assert [each.code for each in made.findings] == ["qti-attribute-dropped"]


@VERSIONS
def test_language_and_direction(target: Target, tmp_path: Path) -> None:
    source = choice("A [نص]{lang=ar dir=rtl} b.\n\n{lang=ar dir=rtl}\nنص", "lang=he")
    text, item, made = of_question(tmp_path, target, source)
    assert item.lang == "he"
    if target is QTI21:
        assert '<span xml:lang="ar">\u2067نص\u2069</span>' in text
        assert "qti-direction-dropped" in made.lost("q")
        assert "dir=" not in text
    else:
        lang = "lang" if target is QTI30 else "xml:lang"
        assert f'<span {lang}="ar" dir="rtl">نص</span>' in text
        assert f'<p {lang}="ar" dir="rtl">نص</p>' in text
        assert re.search(r'<(?:itemBody|qti-item-body) dir="rtl">', text)
        assert "qti-direction-dropped" not in made.lost("q")


# --- formulas, media ---


@VERSIONS
def test_a_formula_is_mathml_with_its_tex(target: Target, tmp_path: Path) -> None:
    text, item, _ = of_question(tmp_path, target, choice("For $x_1 < 2$ and\n\n$$\\sqrt{a}$$"))
    assert item.formulas == ("x_1 < 2", r"\sqrt{a}")
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><semantics>' in text


@VERSIONS
def test_a_formula_without_mathml_stays_tex_and_is_a_loss(target: Target, tmp_path: Path) -> None:
    tex = r"\begin{aligned} a &= b \\ c &= d \end{aligned}"
    text, item, made = of_question(tmp_path, target, choice(f"For\n\n$${tex}$$"))
    assert item.formulas == ()
    assert r"\begin{aligned}" in item.body
    assert "qti-formula-as-tex" in made.lost("q")
    assert "<math" not in text


@pytest.mark.parametrize("tex", [r"\unknown x", r"\begin{aligned}a&=b\end{aligned}", "a^{"])
def test_what_the_converter_does_not_know_is_told_apart(tex: str) -> None:
    assert mathml(tex, display=False) is None


@pytest.mark.parametrize(
    "tex", [r"50\%", r"a < b > c", r"\text{a & b}", r"\overline{AB}", r"\begin{pmatrix}1&2\end{pmatrix}"]
)
def test_mathml_is_well_formed(tex: str) -> None:
    found = mathml(tex, display=True)
    assert found is not None
    assert etree.fromstring(found).findtext(".//{*}annotation") == tex


@VERSIONS
def test_recordings_documents_and_pictures(target: Target, tmp_path: Path) -> None:
    source = choice(
        'A ![said](../media/a.mp3) ![drawn](../media/c.svg "Title") [read](../media/d.pdf) ![both](../media/d.pdf).'
    )
    text, item, made = of_question(tmp_path, target, source, a_mp3=b"ID3" + b"\0" * 99, c_svg=SVG, d_pdf=b"%PDF-1.4\n")
    if target is QTI30:
        assert '<audio src="media/a.mp3" controls="true" aria-label="said">said</audio>' in text
    else:
        link = '<a href="media/a.mp3" type="audio/mpeg">said</a>'
        assert f'<object data="media/a.mp3" type="audio/mpeg">{link}</object>' in text
    assert '<img src="media/c.svg" alt="drawn"/>' in text
    assert '<a href="media/d.pdf" type="application/pdf">read</a>' in text
    assert '<a href="media/d.pdf" type="application/pdf">both</a>' in text
    assert item.pictures == ("media/a.mp3", "media/c.svg")
    assert "qti-title-dropped" in made.lost("q")


def test_names_of_media_are_spelled_safely_and_stay_apart() -> None:
    assert media_path("media/a/b.png") == "media/a/b.png"
    odd, other, outside = media_path("media/é b.png"), media_path("media/à b.png"), media_path("questions/a.png")
    assert re.fullmatch(r"media/__b-[0-9a-f]{8}\.png", odd)
    assert odd != other
    assert re.fullmatch(r"media/questions/a-[0-9a-f]{8}\.png", outside)


# --- answers ---


@VERSIONS
def test_entries_of_a_menu_are_marked_where_they_can_be(target: Target, tmp_path: Path) -> None:
    source = "# T {#q type=cloze}\n\nThe [[(x) *fast* $x^2$ | ( ) slow]] one.\n"
    text, item, made = of_question(tmp_path, target, source)
    if target is QTI21:
        assert item.texts["gap_1_1"] == r"fast \(x^2\)"
        assert "marked-up text in answers" in made.lost("q")
    else:
        assert "<em>fast</em> <math" in text
        assert made.lost("q") == {}


@VERSIONS
def test_areas_are_rounded_to_whole_pixels(target: Target, tmp_path: Path) -> None:
    source = (
        "# T {#q}\n\nClick.\n\n![A picture](../media/c.svg)\n\n- [x] circle 10.5,20.25 7.5\n- [50%] rect 50,50 60,60\n"
    )
    text, item, made = of_question(tmp_path, target, source, c_svg=SVG)
    assert 'coords="10,20,8"' in text
    assert ("qti-area-rounded", 7) in [(each.code, each.span.line) for each in made.findings]
    assert item.key == {"RESPONSE": ("10 20",)}
    assert 'width="100" height="80"' in text


@VERSIONS
def test_an_area_whose_middle_lies_outside_has_a_right_point_inside(target: Target, tmp_path: Path) -> None:
    arrow = "poly 0,0 40,0 40,40 38,40 38,2 0,2"
    source = f"# T {{#q}}\n\nClick.\n\n![A picture](../media/c.svg)\n\n- [x] {arrow}\n"
    _, item, _ = of_question(tmp_path, target, source, c_svg=SVG)
    ((x, y),) = (map(int, point.split()) for point in item.key["RESPONSE"])
    assert (x, y) == (39, 20) or y == 1


@VERSIONS
def test_an_area_too_narrow_for_a_whole_pixel_has_no_right_point(target: Target, tmp_path: Path) -> None:
    source = "# T {#q}\n\nClick.\n\n![A picture](../media/c.svg)\n\n- [x] rect 1.2,1.2 1.4,30\n"
    _, item, _ = of_question(tmp_path, target, source, c_svg=SVG)
    assert item.key == {"RESPONSE": ()}


@VERSIONS
def test_a_question_without_points_is_judged_for_its_feedback(target: Target, tmp_path: Path) -> None:
    source = choice("Which?", "points=0") + "\n## If correct\n\nYes.\n"
    text, item, _ = of_question(tmp_path, target, source)
    assert item.points == 0
    assert item.modal == {"correct_fb": "Yes."}
    assert 'identifier="RAW"' in text


@VERSIONS
def test_plain_scoring_uses_the_standard_templates(target: Target, tmp_path: Path) -> None:
    address = {
        "qti21": "http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}",
        "qti22": "http://www.imsglobal.org/question/qti_v2p2/rptemplates/{}",
        "qti30": "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    }[target.name]
    one, _, _ = of_question(tmp_path / "1", target, choice("Which?"))
    assert f'template="{address.format("match_correct")}"' in one
    two, _, _ = of_question(tmp_path / "2", target, "# T {#q points=2}\n\nWhich?\n\n- [x] a\n- [50%] b\n- [ ] c\n")
    assert f'template="{address.format("map_response")}"' in two
    told, _, _ = of_question(tmp_path / "3", target, choice("Which?") + "\n## Explanation\n\nSo.\n")
    assert "template=" not in told


@VERSIONS
def test_hints_are_buttons_where_the_standard_has_them(target: Target, tmp_path: Path) -> None:
    source = choice("Which?", "lang=de") + "\n## Hint\n\nDenk nach.\n"
    text, item, made = of_question(tmp_path, target, source)
    if target is QTI30:
        assert item.hints == ("Denk nach.",)
        assert (
            '<qti-end-attempt-interaction response-identifier="HINT_1" title="Hinweis" count-attempt="false"/>' in text
        )
        assert made.lost("q") == {}
    else:
        assert item.hints == ()
        assert "hints" in made.lost("q")


def test_the_word_for_a_hint_follows_the_language() -> None:
    assert (hint_title("pt-BR"), hint_title("xx")) == ("Dica", "Hint")


@VERSIONS
def test_a_text_may_show_its_references(target: Target, tmp_path: Path) -> None:
    source = "# T {#q type=description}\n\nRead this.\n\n## References\n\n- A book.\n"
    _, item, made = of_question(tmp_path, target, source)
    assert item.body == "Read this. References A book."
    assert item.points is None
    assert made.lost("q") == {}


@VERSIONS
def test_entries_of_a_menu_that_are_the_same_as_plain_text_are_said(target: Target, tmp_path: Path) -> None:
    question = "# A {#q}\n\nIt is [[(x) **a** | ( ) a | ( ) b]].\n"
    _, _, made = of_question(tmp_path, target, question)
    assert ("answers-alike" in made.codes("q")) == (target.name == "qti21")


@VERSIONS
def test_a_table_of_a_head_alone_has_a_body(target: Target, tmp_path: Path) -> None:
    table = "| $x$ | b |\n| --- | --- |\n"
    question = f"{table}\nAnd\n\n| c |\n| --- |\n| d |\n\n{table}\n{table}"
    text, _, _ = of_question(tmp_path, target, f"# A {{#q type=essay}}\n\n{question}")
    assert (text.count("<thead>"), text.count("<tbody>")) == (1, 4)
    assert text.count("</tbody></table>") == 4


@VERSIONS
def test_words_in_a_formula_may_hold_signs_of_markup(target: Target, tmp_path: Path) -> None:
    text, _, made = of_question(tmp_path, target, "# A {#q type=essay}\n\n$\\text{a<b & c}$ and $\\mathrm{a<b}$\n")
    assert "<mtext>a&lt;b &amp; c</mtext>" in text.replace("\u00a0", " ").replace("&#xA0;", " ")
    assert "qti-formula-as-tex" not in made.codes("q")


@VERSIONS
@pytest.mark.parametrize(
    ("head", "labels"),
    [
        ("| Word | |", "<p>Word</p>"),
        ("| | Sign |", "<p>Sign</p>"),
        ("| Word | Sign |", "<p>Word – Sign</p>"),
        ("| | |", ""),
    ],
)
def test_labels_of_columns_are_said(target: Target, head: str, labels: str, tmp_path: Path) -> None:
    source = f"# A {{#q type=matching}}\n\nMatch.\n\n{head}\n| -- | -- |\n| a | b |\n| c | d |\n"
    text, _, _ = of_question(tmp_path, target, source)
    assert re.search(f"<p>Match.</p>{labels}<(?:qti-)?match-?[iI]nteraction ", text)
