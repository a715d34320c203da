"""What Moodle is given of each type: read back by the oracle, judged against what was written."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.diagnostics import Diagnostic
from exporter.job import Options
from exporter.model import (
    Bank,
    Categorize,
    Cloze,
    GapMark,
    Media,
    MenuGap,
    MenuOption,
    MultipleResponse,
    Numerical,
    NumericAnswer,
    NumericGap,
    Question,
    RichText,
    ShortAnswer,
    TypedGap,
)
from exporter.richtext import of_xhtml
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.items import question_draft
from exporter.targets.moodle.setting import Setting
from tests.oracle.moodle import Read, missing_files, read
from tests.oracle.moodle import gap as gap_of
from tests.small_banks import bank_of, written

FULL = Decimal(100)
HALF = Decimal(50)
NOTHING = Decimal(0)


def one(
    folder: Path, text: str, options: Options | None = None, files: Mapping[str, str | bytes] | None = None
) -> tuple[dict[str, Read], list[Diagnostic]]:
    """Return what becomes of one file of questions."""
    bank = bank_of(folder, {"questions/a.md": text, **(files or {})})
    made, findings = written(TARGET, bank, options)
    return read(made["moodle/bank.xml"]), findings


def codes(findings: list[Diagnostic]) -> list[str]:
    return [each.code for each in findings]


def fractions(question: Read) -> list[str]:
    return [format(answer.fraction, "f") for answer in question.answers]


def png(width: int, height: int) -> bytes:
    """Return a grey picture of that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def read_examples(examples: Bank) -> dict[str, Read]:
    return read(written(TARGET, examples)[0]["moodle/examples.xml"])


def test_every_question_is_there(examples: Bank, read_examples: dict[str, Read]) -> None:
    assert list(read_examples) == [question.id for question in examples.questions]


def test_shared_fields_agree(examples: Bank, read_examples: dict[str, Read]) -> None:
    for question in examples.questions:
        found = read_examples[question.id]
        assert found.title == question.title
        assert set(question.tags) <= set(found.tags)
        assert bool(found.general) == (question.explanation is not None or question.references is not None)
        if found.type not in ("description", "cloze", "truefalse"):
            assert (found.points, found.penalty) == (question.points, question.penalty)
        if found.type not in ("essay", "description"):
            assert len(found.hints) == len(question.hints)


def test_no_reference_without_its_file(read_examples: dict[str, Read]) -> None:
    assert [name for each in read_examples.values() for name in missing_files(each)] == []
    assert read_examples["about-case"].files["questiontext"]["board.png"].startswith(b"\x89PNG")


def test_multiple_choice(tmp_path: Path) -> None:
    found, findings = one(
        tmp_path,
        "# A {#a type=multiple-choice shuffle=false}\n\nWhat?\n\n- [ ] one\n- [x] two\n  > Yes.\n- [37%] three\n",
    )
    question = found["a"]
    assert (question.type, question.values["single"], question.values["shuffleanswers"]) == (
        "multichoice",
        "true",
        "false",
    )
    assert [answer.text for answer in question.answers] == ["one", "two", "three"]
    assert fractions(question) == ["0", "100", "40"]
    assert question.answers[1].feedback == "<p>Yes.</p>"
    assert [(each.code, each.span.line, each.message) for each in findings] == [
        ("moodle-weight-rounded", 8, "the weight 37 % becomes 40 %, the nearest of Moodle's grades")
    ]


def test_negative_weights_are_kept_and_said(tmp_path: Path) -> None:
    found, findings = one(tmp_path, "# A {#a}\n\nWhat?\n\n- [x] one\n- [-25%] two\n")
    assert fractions(found["a"]) == ["100", "-25"]
    assert [each.feature for each in findings] == ["negative weights"]


def score(question: Read, picks: tuple[int, ...]) -> Decimal:
    """What Moodle gives for the picks of a multiple-response, from 0 to 1."""
    total = sum((question.answers[pick].fraction for pick in picks), Decimal(0)) / 100
    return min(max(total, Decimal(0)), Decimal(1))


@pytest.mark.parametrize(("right", "wrong"), [(1, 2), (2, 3), (3, 4), (6, 1), (7, 2), (8, 9)])
def test_right_minus_wrong(tmp_path: Path, right: int, wrong: int) -> None:
    choices = [*(f"- [x] right {each}" for each in range(right)), *(f"- [ ] wrong {each}" for each in range(wrong))]
    text = "# A {#a type=multiple-response}\n\nWhich?\n\n" + "\n".join(choices) + "\n"
    found, findings = one(tmp_path, text)
    assert findings == []
    for picked_right in range(right + 1):
        for picked_wrong in range(wrong + 1):
            picks = (*range(picked_right), *range(right, right + picked_wrong))
            expected = max(Decimal(0), Decimal(picked_right) / right - Decimal(picked_wrong) / wrong)
            assert abs(score(found["a"], picks) - expected) < Decimal("0.0001")


def test_eleven_right_choices_lose_and_say_so(tmp_path: Path) -> None:
    text = "# A {#a}\n\nWhich?\n\n" + "".join(f"- [x] right {each}\n" for each in range(11)) + "- [ ] wrong\n"
    found, findings = one(tmp_path, text)
    assert set(fractions(found["a"])) == {"10", "-100"}
    assert codes(findings) == ["moodle-weight-rounded", "moodle-full-marks"]
    assert findings[1].message == "the right choices of `a` add up to 110 % in Moodle"


def test_all_or_nothing_takes_all_for_a_wrong_pick(tmp_path: Path) -> None:
    found, findings = one(tmp_path, "# A {#a partial-credit=none}\n\nWhich?\n\n- [x] 1\n- [x] 2\n- [ ] 3\n- [ ] 4\n")
    assert fractions(found["a"]) == ["50", "50", "-100", "-100"]
    assert [each.feature for each in findings] == ["partial credit: none"]


def test_stated_weights_of_a_multiple_response(tmp_path: Path) -> None:
    text = "# A {#a type=multiple-response}\n\nWhich?\n\n- [85%] 1\n- [15%] 2\n- [-12.5%] 3\n- [ ] 4\n"
    found, findings = one(tmp_path, text)
    assert fractions(found["a"]) == ["83.33333", "14.28571", "-12.5", "0"]
    assert codes(findings) == ["moodle-weight-rounded", "moodle-weight-rounded", "moodle-full-marks"]
    assert "97.61904 %" in findings[2].message


def test_pinned_choices_stop_the_shuffling(tmp_path: Path) -> None:
    found, findings = one(tmp_path, "# A {#a}\n\nWhich?\n\n- [x] 1\n- [ ] 2\n- [ ] None {.pin}\n")
    assert found["a"].values["shuffleanswers"] == "false"
    assert [each.feature for each in findings] == ["pinned answers"]


def test_true_false(tmp_path: Path) -> None:
    text = (
        "# A {#a penalty=50%}\n\nSo?\n\n- [x] False\n  > Right, no.\n- [ ] True\n  > But no.\n\n"
        "## If correct\n\nGood.\n\n## If incorrect\n\nBad.\n"
    )
    found, findings = one(tmp_path, text)
    question = found["a"]
    assert [(each.text, each.fraction) for each in question.answers] == [("true", NOTHING), ("false", FULL)]
    assert [each.feedback for each in question.answers] == [
        "<p>But no.</p><p>Bad.</p>",
        "<p>Right, no.</p><p>Good.</p>",
    ]
    assert question.penalty == 1
    assert [each.feature for each in findings] == ["penalty for extra tries"]


def test_short_answer(tmp_path: Path) -> None:
    text = (
        "# A {#a case-sensitive=true}\n\nWhat?\n\n- = a*b\\*\\\\c\n  > First.\n- =50% <b> & c\n\n"
        "## If correct\n\nGood.\n\n## If partly correct\n\nNearly.\n\n## If incorrect\n\nBad.\n"
    )
    found, findings = one(tmp_path, text)
    question = found["a"]
    assert question.values["usecase"] == "1"
    assert [(each.text, each.fraction, each.feedback) for each in question.answers] == [
        ("a*b\\*\\c", FULL, "<p>First.</p><p>Good.</p>"),
        ("<b> & c", HALF, "<p>Nearly.</p>"),
        ("*", NOTHING, "<p>Bad.</p>"),
    ]
    assert findings == []


def test_a_catch_all_of_the_author_takes_the_feedback(tmp_path: Path) -> None:
    text = "# A {#a}\n\nWhat?\n\n- = yes\n- =0% *\n  > Other.\n\n## If incorrect\n\nBad.\n"
    found, _findings = one(tmp_path, text)
    assert [(each.text, each.feedback) for each in found["a"].answers] == [
        ("yes", ""),
        ("*", "<p>Other.</p><p>Bad.</p>"),
    ]


def test_a_wildcard_after_a_backslash_is_said(tmp_path: Path) -> None:
    found, findings = one(tmp_path, "# A {#a type=short-answer}\n\nWhat?\n\n- = C:\\\\*\n")
    assert found["a"].answers[0].text == "C:\\*"
    assert codes(findings) == ["moodle-wildcard"]


@pytest.mark.parametrize(
    ("source", "value", "tolerance"),
    [
        ("16", "16", "0"),
        ("16 ± 2", "16", "2"),
        ("14..19", "16.5", "2.5"),
        ("-0.1..0.2", "0.05", "0.15"),
        ("3.2e-4 ± 5%", "0.00032", "0.000016"),
        ("−8 ± 12.5%", "-8", "1"),
        ("1000.0", "1000", "0"),
        ("6.022e23 ± 1e21", "6.022e23", "1e21"),
    ],
)
def test_numerical(tmp_path: Path, source: str, value: str, tolerance: str) -> None:
    found, findings = one(tmp_path, f"# A {{#a type=numerical}}\n\nHow many?\n\n- = {source}\n")
    answer = found["a"].answers[0]
    assert (answer.text, answer.tolerance, answer.fraction) == (value, tolerance, FULL)
    assert found["a"].values["showunits"] == "3"
    assert findings == []


def test_numerical_with_a_unit_and_feedback_for_the_rest(tmp_path: Path) -> None:
    text = "# A {#a type=numerical}\n\nHow heavy?\n\n- = 16 kg\n- =50% 15..17 kg\n\n## If incorrect\n\nBad.\n"
    found, findings = one(tmp_path, text)
    assert [(each.text, each.tolerance, each.feedback) for each in found["a"].answers] == [
        ("16", "0", ""),
        ("16", "1", ""),
        ("*", "0", "<p>Bad.</p>"),
    ]
    assert (found["a"].values["showunits"], found["a"].values["unitgradingtype"]) == ("0", "0")
    assert findings == []


def test_a_unit_too_long_is_left_out(tmp_path: Path) -> None:
    unit = "m" * 51
    found, findings = one(tmp_path, f"# A {{#a type=numerical unit={unit}}}\n\nHow far?\n\n- = 16 {unit}\n")
    assert found["a"].values["showunits"] == "3"
    assert codes(findings) == ["moodle-text-cut"]


def test_essay_and_file_upload(read_examples: dict[str, Read]) -> None:
    essay, upload = read_examples["essay-plain"], read_examples["upload-plain"]
    assert essay.type == upload.type == "essay"
    assert (essay.values["responseformat"], essay.values["attachments"]) == ("editor", "0")
    assert upload.values["responseformat"] == "noinline"
    assert (upload.values["attachments"], upload.values["attachmentsrequired"]) == ("-1", "1")
    assert essay.graders.index("<strong>Model answer</strong>") < essay.graders.index("<strong>Rubric</strong>")


def test_matching_with_marks_distractors_and_labels(tmp_path: Path) -> None:
    text = "# A {#a}\n\nMatch.\n\n| Word | Formula |\n| -- | -- |\n| *water* | H~2~O |\n| salt | NaCl |\n| | Fe |\n"
    found, findings = one(tmp_path, text)
    assert found["a"].pairs == (("<em>water</em>", "H2O"), ("salt", "NaCl"), ("", "Fe"))
    assert found["a"].text == "<p>Match.</p><p><strong>Word</strong> – <strong>Formula</strong></p>"
    assert [(each.code, each.span.line) for each in findings] == [("moodle-plain-answer", 7)]


def test_answers_that_become_the_same_are_said(tmp_path: Path) -> None:
    text = "# A {#a}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| water | H~2~O |\n| nonsense | H2O |\n"
    found, findings = one(tmp_path, text)
    assert [right for _left, right in found["a"].pairs] == ["H2O", "H2O"]
    assert codes(findings) == ["moodle-plain-answer", "moodle-answers-alike"]


def test_a_long_answer_is_cut(tmp_path: Path) -> None:
    text = f"# A {{#a}}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| x | {'long ' * 60} |\n| y | z |\n"
    found, findings = one(tmp_path, text)
    assert len(found["a"].pairs[0][1]) <= 255
    assert codes(findings) == ["moodle-text-cut"]


def test_a_matching_with_a_blank_answer_is_left_out(tmp_path: Path) -> None:
    dot = Path(__file__).parent / "examples" / "media" / "board.png"
    text = "# A {#a}\n\nMatch.\n\n| a | b |\n| -- | -- |\n| x | ![](../media/d.png){.decorative} |\n| y | z |\n"
    other = "\n# B {#b}\n\nSo?\n\n- [x] True\n- [ ] False\n"
    found, findings = one(tmp_path, text + other, files={"media/d.png": dot.read_bytes()})
    assert list(found) == ["b"]
    assert [(each.code, each.question) for each in findings] == [("left-out", "a")]


def test_categorize_is_matching_with_repeated_answers(tmp_path: Path) -> None:
    text = "# A {#a}\n\nSort.\n\n| One | Two | None |\n| -- | -- | -- |\n| a | b | |\n| c | | |\n"
    found, findings = one(tmp_path, text)
    assert found["a"].pairs == (("a", "One"), ("b", "Two"), ("c", "One"), ("", "None"))
    assert codes(findings) == ["type-changed"]


def test_ordering(tmp_path: Path) -> None:
    text = "# A {#a type=ordering partial-credit=none}\n\nOrder.\n\n1. one\n2. *two*\n3. three\n"
    found, findings = one(tmp_path / "new", text)
    assert found["a"].type == "ordering"
    assert [answer.text for answer in found["a"].answers] == ["one", "<em>two</em>", "three"]
    assert found["a"].values["gradingtype"] == "ALL_OR_NOTHING"
    assert findings == []
    found, findings = one(tmp_path / "old", text.replace(" partial-credit=none", ""), Options(moodle_version=(4, 3)))
    assert found["a"].type == "matching"
    assert found["a"].pairs == (("one", "1"), ("<em>two</em>", "2"), ("three", "3"))
    assert found["a"].values["shuffleanswers"] == "true"
    assert [(each.code, each.message) for each in findings] == [
        ("type-changed", "ordering becomes a matching of each item with its position")
    ]


def test_cloze_agrees_with_the_model(examples: Bank, read_examples: dict[str, Read]) -> None:
    mixed = read_examples["cloze-mixed"]
    assert [gap.kind for gap in mixed.gaps] == ["MULTICHOICE_VS", "NUMERICAL", "SHORTANSWER", "SHORTANSWER"]
    menu, number, word, _table = mixed.gaps
    assert [(answer.text, answer.fraction) for answer in menu.answers] == [
        ("<em>grief</em> &amp; <code>loss</code>", FULL),
        ("role ~ dispute } #", NOTHING),
        ("\\(x^{2}\\)", HALF),
    ]
    assert [(answer.text, answer.tolerance, answer.fraction) for answer in number.answers] == [
        ("16", "2", FULL),
        ("16", "4", HALF),
    ]
    assert [(answer.text, answer.fraction) for answer in word.answers] == [
        ("sup*", HALF),
        ("social support | aid", FULL),
    ]
    cloze = examples.question("cloze-mixed")
    assert isinstance(cloze, Cloze)
    assert mixed.points == cloze.points == 4


def test_what_looks_like_a_part_is_none(tmp_path: Path) -> None:
    text = '# A {#a points=1}\n\nIn {1:SHORTANSWER:=x} and `{:MC:~a}` write [[a~b}#%="\\\\{ &lt;]].\n'
    found, findings = one(tmp_path, text)
    (gap,) = found["a"].gaps
    assert [(answer.text, answer.fraction) for answer in gap.answers] == [('a~b}#%="\\{ &lt;', FULL)]
    assert findings == []


def test_points_of_a_cloze(tmp_path: Path) -> None:
    text = (
        "# A {#a points=4}\n\n[[x]] and [[y]]\n\n# B {#b points=1}\n\n[[x]] and [[y]]\n\n# C {#c points=0}\n\n[[x]]\n"
    )
    found, findings = one(tmp_path, text)
    assert [found[each].points for each in "abc"] == [4, 2, 1]
    assert [(each.code, each.question) for each in findings] == [
        ("moodle-cloze-points", "b"),
        ("moodle-cloze-points", "c"),
    ]


def test_weights_in_gaps_are_free(tmp_path: Path) -> None:
    found, findings = one(tmp_path, "# A {#a}\n\nThe [[=37.5% old | former]] role.\n")
    assert [(each.text, each.fraction) for each in found["a"].gaps[0].answers] == [
        ("old", Decimal("37.5")),
        ("former", FULL),
    ]
    assert findings == []


def test_old_moodle_ignores_the_id_of_a_cloze(tmp_path: Path) -> None:
    _found, findings = one(tmp_path, "# A {#a}\n\n[[x]]\n", Options(moodle_version=(4, 2)))
    assert codes(findings) == ["moodle-idnumber"]


def test_a_unit_in_a_gap_stands_after_it(tmp_path: Path) -> None:
    found, findings = one(tmp_path, "# A {#a case-sensitive=true}\n\nIt weighs [[= 16 kg]], a [[Ton]].\n")
    assert "} kg, a {" in found["a"].text
    assert [gap.kind for gap in found["a"].gaps] == ["NUMERICAL", "SHORTANSWER_C"]
    assert [each.feature for each in findings if each.feature] == ["unit"]


def test_plain_menus_are_drop_downs(tmp_path: Path) -> None:
    text = (
        "# A {#a points=1.5 shuffle=false}\n\nNot \\[[1]] but [[(x) a &lt; b | ( ) c]] and [[( ) c | (x) a &lt; b]], "
        "$x_{[[1]]}$, [[(x) d | ( ) e]].\n\n## If correct\n\nGood.\n"
    )
    found, findings = one(tmp_path, text)
    question = found["a"]
    assert (question.type, question.points, question.correct) == ("gapselect", Decimal("1.5"), "<p>Good.</p>")
    assert [[answer.text for answer in gap.answers] for gap in question.gaps] == [
        ["a &lt; b", "c"],
        ["a &lt; b", "c"],
        ["d", "e"],
    ]
    assert [[answer.fraction for answer in gap.answers] for gap in question.gaps] == [[100, 0], [100, 0], [100, 0]]
    assert question.values["shuffleanswers"] == "0"
    assert findings == []


@pytest.mark.parametrize(
    "gaps",
    [
        "[[(x) *a* | ( ) b]]",
        "[[(x) a | (50%) b | ( ) c]]",
        "[[(x) a | ( ) b]] and [[c]]",
        " ".join(f"[[(x) a{each} | ( ) b{each}]]" for each in range(9)),
    ],
)
def test_other_menus_are_embedded_answers(tmp_path: Path, gaps: str) -> None:
    found, _findings = one(tmp_path, f"# A {{#a}}\n\nIn {gaps}.\n")
    assert found["a"].type == "cloze"


def left_out(question: Question) -> str:
    """Return why a question is left out that no source text gives."""
    draft = question_draft(question, Setting((4, 5), "en"))
    assert draft.left_out
    (finding,) = draft.findings
    assert (finding.code, finding.question) == ("left-out", question.id)
    return finding.message


def test_what_moodle_would_stop_at_is_left_out(examples: Bank) -> None:
    half, huge = Decimal(50), Decimal("1e400")
    short, number, cloze = (examples.question(each) for each in ("sa-plain", "num-exact", "cloze-typed"))
    assert isinstance(short, ShortAnswer)
    assert isinstance(number, Numerical)
    assert isinstance(cloze, Cloze)
    typed = cloze.gaps[1]
    assert isinstance(typed, TypedGap)
    halves = tuple(replace(each, weight=half) for each in short.answers)
    assert "worth 100 %" in left_out(replace(short, answers=halves))
    assert "of that size" in left_out(replace(number, answers=(replace(number.answers[0], value=huge),)))
    weak = replace(typed, answers=tuple(replace(each, weight=half) for each in typed.answers))
    assert "in each gap" in left_out(replace(cloze, gaps=(cloze.gaps[0], weak)))
    far = NumericGap(answers=(replace(number.answers[0], value=huge),), span=typed.span)
    assert "of that size" in left_out(replace(cloze, gaps=(far, typed)))
    entry = MenuOption(text=short.stem, right=True, span=typed.span)
    assert "two entries" in left_out(replace(cloze, gaps=(MenuGap(options=(entry,), span=typed.span), typed)))
    entries = (replace(entry, weight=half), replace(entry, right=False))
    assert "in each menu" in left_out(replace(cloze, gaps=(MenuGap(options=entries, span=typed.span), typed)))


HOTSPOT = """# A {#a}

Click.

![A picture](../media/p.png)

- [x] rect 300,100 900,160
  > Here.
- [x] circle 600,401 100
- [ ] poly 0,0 30,0 0,30
"""


def test_hotspot(tmp_path: Path) -> None:
    found, findings = one(
        tmp_path / "small",
        HOTSPOT.replace("300,100 900,160", "30,10 90,16").replace("600,401 100", "60,40 10"),
        files={"media/p.png": png(100, 60)},
    )
    assert found["a"].type == "ddmarker"
    assert found["a"].files[""] == {"p.png": png(100, 60)}
    assert found["a"].areas == (("rectangle", "30,10;60,6"), ("circle", "60,40;10"))
    assert [each.feature or each.code for each in findings] == [
        "hotspot", "feedback of each answer", "wrong areas", "moodle-several-areas"
    ]  # fmt: skip


def test_hotspot_areas_are_scaled_with_a_picture_that_moodle_shrinks(tmp_path: Path) -> None:
    found, findings = one(tmp_path, HOTSPOT, files={"media/p.png": png(1200, 600)})
    assert found["a"].areas == (("rectangle", "150,50;300,30"), ("circle", "300,201;50"))
    assert "moodle-picture-shrunk" in codes(findings)


def test_description_has_no_points(read_examples: dict[str, Read]) -> None:
    assert read_examples["desc-plain"].type == "description"
    assert read_examples["desc-plain"].points == 0


def test_multiple_response_scores_of_the_examples(examples: Bank, read_examples: dict[str, Read]) -> None:
    for question in examples.questions:
        if isinstance(question, MultipleResponse):
            right = tuple(
                place for place, choice in enumerate(question.choices) if choice.right or (choice.weight or 0) > 0
            )
            assert score(read_examples[question.id], right) > Decimal("0.9999"), question.id


def test_a_matching_without_labels_has_no_line_for_them(tmp_path: Path) -> None:
    found, _findings = one(tmp_path, "# A {#a shuffle=false}\n\nMatch.\n\n| | |\n| -- | -- |\n| a | b |\n| c | d |\n")
    assert found["a"].text == "<p>Match.</p>"
    assert found["a"].values["shuffleanswers"] == "false"


def test_a_category_that_is_blank_as_text_leaves_the_question_out(examples: Bank) -> None:
    question = examples.question("cat-plain")
    assert isinstance(question, Categorize)
    blank = replace(question, categories=(of_xhtml("<br/>"), *question.categories[1:]))
    assert "one of its categories is empty" in left_out(blank)


def test_an_inline_stem_becomes_a_paragraph_where_something_joins_it(examples: Bank) -> None:
    question = examples.question("match-plain")
    stem = of_xhtml("Match.")
    passage = replace(examples.passages["case"], text=of_xhtml("The case."))
    draft = question_draft(replace(question, stem=stem), Setting((4, 5), "en", (), passage))
    text = draft.element.findtext("questiontext/text") or ""
    assert text.startswith("<p>The case.</p><p>Match.</p><p><strong>")
    plain = question_draft(replace(examples.question("tf-plain"), stem=stem), Setting((4, 5), "en", (), passage))
    assert plain.element.findtext("questiontext/text") == "<p>The case.</p><p>Match.</p>"


def test_documents_recordings_and_gaps_out_of_place(examples: Bank) -> None:
    at = examples.question("mc-plain").span
    parts = (Media("media/a.pdf", "A <file>", "document", decorative=False, title="", span=at), " ", GapMark(0))
    draft = question_draft(
        replace(examples.question("mc-plain"), stem=RichText(parts, at, inline=True)), Setting((4, 5), "en")
    )
    text = draft.element.findtext("questiontext/text")
    assert text == '<a href="@@PLUGINFILE@@/a.pdf">A &lt;file&gt;</a> _____'


def test_a_part_without_references_or_with_them_alone(tmp_path: Path) -> None:
    found, _findings = one(tmp_path, "# A {#a}\n\nWhat?\n\n- [x] 1\n- [ ] 2\n\n## References\n\nA book.\n")
    assert found["a"].general == "<p><strong>References</strong></p><p>A book.</p>"


def test_feedback_in_a_gap_is_kept(examples: Bank) -> None:
    cloze = examples.question("cloze-typed")
    assert isinstance(cloze, Cloze)
    gap = cloze.gaps[0]
    assert isinstance(gap, TypedGap)
    said = replace(gap, answers=(replace(gap.answers[0], feedback=of_xhtml("<p>Yes ~ {1:SA:=x} &amp;</p>")),))
    number = NumericGap(answers=(NumericAnswer(feedback=of_xhtml("Other"), weight=FULL, span=gap.span),), span=gap.span)
    draft = question_draft(replace(cloze, gaps=(said, number)), Setting((4, 5), "en"))
    text = draft.element.findtext("questiontext/text") or ""
    assert [match[0] for match in re.finditer(r"\{\d:[A-Z]+:", text)] == ["{1:SHORTANSWER:", "{1:NUMERICAL:"]
    typed, anything = (gap_of(match[0]) for match in re.finditer(r"\{1:[^}]*\}", text))
    assert typed.answers[0].feedback == "<p>Yes ~ &#123;1:SA:=x} &amp;</p>"
    assert (anything.answers[0].text, anything.answers[0].feedback) == ("*", "Other")
