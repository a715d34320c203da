"""Gaps in Moodle: embedded answers and drop-downs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.job import Options
from exporter.model import (
    Bank,
    Cloze,
    NumericAnswer,
    NumericGap,
    TypedGap,
)
from exporter.targets.moodle.items import question_draft
from exporter.targets.moodle.setting import Setting
from tests.moodle_files import BOARD, made
from tests.moodle_questions import FULL, codes, one
from tests.oracle.moodle import gap as gap_of
from tests.packages import judged
from tests.small_banks import of_xhtml


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
    assert question.text.startswith("<p>Not &#91;[1]] but [[1]] and [[1]], ")
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


@pytest.mark.parametrize(
    ("shuffle", "gap", "kind"),
    [
        ("true", "[[(x) *a* | ( ) b]]", "MULTICHOICE_VS"),
        ("false", "[[(x) *a* | ( ) b]]", "MULTICHOICE_V"),
        ("true", "[[(x) a | (50%) b]]", "MULTICHOICE_S"),
        ("false", "[[(x) a | (50%) b]]", "MULTICHOICE"),
    ],
)
def test_menus_are_mixed_as_asked(tmp_path: Path, shuffle: str, gap: str, kind: str) -> None:
    found, _findings = one(tmp_path, f"# A {{#a shuffle={shuffle}}}\n\nIn {gap}.\n")
    assert [each.kind for each in found["a"].gaps] == [kind]


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


def test_a_picture_in_a_menu_is_found_where_it_is_embedded(tmp_path: Path) -> None:
    text = "# A {#a}\n\nIn ![a](../media/b&c.png) [[(x) ![b](../media/b.png) | ( ) b]].\n"
    found, findings = one(tmp_path, text, files={"media/b.png": BOARD, "media/b&c.png": BOARD})
    assert set(found["a"].files["questiontext"]) == {"b.png", "b_c.png"}
    assert codes(findings) == []
    package = tmp_path / "bank.xml"
    package.write_bytes(made(tmp_path, {"questions/a.md": text}))
    assert judged(package, ours=True).findings == ()


def test_a_menu_that_takes_off_is_said(tmp_path: Path) -> None:
    _found, findings = one(tmp_path, "# A {#a}\n\nIn [[(x) a | (-25%) b]].\n")
    assert "negative weights" in {each.feature for each in findings}
