"""Short answers and numbers in Moodle."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.moodle_questions import FULL, HALF, NOTHING, codes, one


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


def test_letters_that_are_as_much_as_a_sign_are_accepted_too(tmp_path: Path) -> None:
    """Moodle compares letter by letter: it takes `STRASSE` for no `Straße`."""
    text = "# A {#a}\n\nWhat?\n\n- = Stra\xdfe\n  > Yes.\n- =50% Ma\xdf*\n- = Ru\xdf\n- = Russ\n"
    text += "\n# B {#b case-sensitive=true}\n\nWhat?\n\n- = Stra\xdfe\n\n# C {#c}\n\nIn [[Stra\xdfe]].\n"
    found, _findings = one(tmp_path, text)
    assert [(each.text, each.fraction, each.feedback) for each in found["a"].answers] == [
        ("Stra\xdfe", FULL, "<p>Yes.</p>"),
        ("Strasse", FULL, "<p>Yes.</p>"),
        ("Ma\xdf*", HALF, ""),
        ("Mass*", HALF, ""),
        ("Ru\xdf", FULL, ""),
        ("Russ", FULL, ""),
    ]
    assert [each.text for each in found["b"].answers] == ["Stra\xdfe"]
    assert [each.text for each in found["c"].gaps[0].answers] == ["Stra\xdfe", "Strasse"]


def test_a_catch_all_of_the_author_takes_the_feedback(tmp_path: Path) -> None:
    text = "# A {#a}\n\nWhat?\n\n- = yes\n- =0% *\n  > Other.\n\n## If incorrect\n\nBad.\n"
    found, _findings = one(tmp_path, text)
    assert [(each.text, each.feedback) for each in found["a"].answers] == [
        ("yes", ""),
        ("*", "<p>Other.</p><p>Bad.</p>"),
    ]


@pytest.mark.parametrize(
    ("answers", "lost"),
    [
        ("- = yes", ["feedback if partly correct"]),
        ("- = yes\n- =40% so", []),
        ("- = yes\n- =2% so", ["feedback if partly correct"]),  # the nearest of Moodle's grades is 0
        ("- = yes\n- =50% *", ["feedback if incorrect"]),
        ("- = 4\n- =50% *", ["feedback if incorrect"]),
        ("- = 4", ["feedback if partly correct"]),
    ],
)
def test_feedback_that_goes_with_no_answer_is_said(tmp_path: Path, answers: str, lost: list[str]) -> None:
    text = f"# A {{#a}}\n\nWhat?\n\n{answers}\n\n## If correct\n\nGood.\n\n"
    text += "## If partly correct\n\nNearly.\n\n## If incorrect\n\nBad.\n"
    found, findings = one(tmp_path, text)
    said = "".join(answer.feedback for answer in found["a"].answers)
    assert [each.feature for each in findings if each.code == "feature-lost"] == lost
    assert ("Nearly" in said, "Bad" in said) == (
        lost != ["feedback if partly correct"],
        lost != ["feedback if incorrect"],
    )


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
