"""Choice questions in Moodle, judged by the score that Moodle gives."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.moodle_questions import FULL, NOTHING, codes, fractions, one, score


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
