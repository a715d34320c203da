"""The examples in Moodle, read back by the oracle and judged against what was written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.model import (
    Bank,
    Cloze,
    GapMark,
    Media,
    MenuGap,
    MenuOption,
    MultipleResponse,
    Numerical,
    NumericGap,
    RichText,
    ShortAnswer,
    TypedGap,
)
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.items import question_draft
from exporter.targets.moodle.setting import Setting
from tests.moodle_questions import FULL, HALF, NOTHING, codes, left_out, one, png, score
from tests.oracle.moodle import Read, missing_files, read
from tests.small_banks import of_xhtml, written


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


def test_essay_and_file_upload(read_examples: dict[str, Read]) -> None:
    essay, upload = read_examples["essay-plain"], read_examples["upload-plain"]
    assert essay.type == upload.type == "essay"
    assert (essay.values["responseformat"], essay.values["attachments"]) == ("editor", "0")
    assert upload.values["responseformat"] == "noinline"
    assert (upload.values["attachments"], upload.values["attachmentsrequired"]) == ("-1", "1")
    assert essay.graders.index("<strong>Model answer</strong>") < essay.graders.index("<strong>Rubric</strong>")


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


def test_hotspot_areas_are_whole_pixels_and_never_nothing(tmp_path: Path) -> None:
    text = HOTSPOT.replace("300,100 900,160", "10.2,10.2 10.4,30").replace("600,401 100", "60.5,40 0.25")
    found, findings = one(tmp_path / "small", text, files={"media/p.png": png(100, 60)})
    assert found["a"].areas == (("rectangle", "10,10;1,20"), ("circle", "61,40;1"))
    assert [each.code for each in findings].count("moodle-area-rounded") == 2
    text = HOTSPOT.replace("600,401 100", "600,401 1")
    found, findings = one(tmp_path / "large", text, files={"media/p.png": png(3000, 2000)})
    assert found["a"].areas[1] == ("circle", "120,80;1")
    assert "moodle-area-rounded" not in codes(findings)


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


def test_an_inline_stem_becomes_a_paragraph_where_something_joins_it(examples: Bank) -> None:
    question = examples.question("match-plain")
    stem = of_xhtml("Match.")
    passage = replace(examples.passages["case"], text=of_xhtml("The case."))
    draft = question_draft(replace(question, stem=stem), Setting((4, 5), "en", (), passage))
    text = draft.element.findtext("questiontext/text") or ""
    assert text.startswith("<p><strong>The case of Ayumi</strong></p><p>The case.</p><p>Match.</p><p><strong>")
    plain = question_draft(replace(examples.question("tf-plain"), stem=stem), Setting((4, 5), "en", (), passage))
    assert plain.element.findtext("questiontext/text") == (
        "<p><strong>The case of Ayumi</strong></p><p>The case.</p><p>Match.</p>"
    )


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
