"""Canvas's settings beside a quiz, and how its items are scored: what Canvas would change without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages import (
    PACKAGING,
    QTI12,
    assessment12,
    codes,
    item12,
    judged,
    manifest,
    quiz_package,
    resource,
    zip_of,
)
from tests.verdicts import only

CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
META = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


def scored(question_type: str, *, points: str = "1", item: str = "") -> str:
    """Return an item with Canvas's two fields."""
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        for label, entry in (("question_type", question_type), ("points_possible", points))
    )
    metadata = f"<itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata>"
    return (item or item12()).replace("<presentation>", f"{metadata}<presentation>", 1)


def with_settings(path: Path, settings: str, *, folder: str = "a1", ident: str = "a1", namespace: str = CANVAS) -> Path:
    """Write a package of one quiz of one point and its settings."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    meta = f"{folder}/assessment_meta.xml" if folder else "assessment_meta.xml"
    return zip_of(
        path,
        {
            "imsmanifest.xml": manifest(
                resource("a1", "a1/a1.xml", needs="m1"), resource("m1", meta, META), namespace=PACKAGING
            ),
            "a1/a1.xml": assessment12(scored("multiple_choice_question"), ident=ident),
            meta: f'<quiz{declared} identifier="a1"><title>T</title>{settings}</quiz>',
        },
    )


def test_good_settings_give_no_finding(tmp_path: Path) -> None:
    settings = (
        "<quiz_type>assignment</quiz_type><points_possible>1.0</points_possible><allowed_attempts>-1</allowed_attempts>"
    )
    assert codes(judged(with_settings(tmp_path / "q.zip", settings))) == []


@pytest.mark.parametrize(
    "word",
    [
        *("<quiz_type>practice_quiz<", "<quiz_type>graded_survey<", "<quiz_type>survey<"),
        *("<scoring_policy>keep_highest<", "<scoring_policy>keep_latest<", "<scoring_policy>keep_average<"),
    ],
)
def test_words_that_canvas_knows_give_no_finding(tmp_path: Path, word: str) -> None:
    settings = f"{word}/{word[1 : word.index('>')]}>"
    assert codes(judged(with_settings(tmp_path / "q.zip", settings))) == []


@pytest.mark.parametrize(("ident", "folder"), [("a:1 x", "a-1_x"), ("a1", "deep/a1")])
def test_a_folder_is_named_as_canvas_cleans_an_identifier(tmp_path: Path, ident: str, folder: str) -> None:
    assert codes(judged(with_settings(tmp_path / "q.zip", "", ident=ident, folder=folder))) == []


@pytest.mark.parametrize(("folder", "shown"), [("other", "folder `other`"), ("", "the package's top")])
def test_settings_in_a_folder_that_is_named_as_no_quiz_are_found(tmp_path: Path, folder: str, shown: str) -> None:
    finding = only(with_settings(tmp_path / "q.zip", "", folder=folder), "import-changes")
    assert shown in finding.message
    assert "`a1`" in finding.hint


def test_settings_without_a_quiz_of_version_1_are_not_judged_by_their_folder(tmp_path: Path) -> None:
    listed = manifest(resource("m1", "x/assessment_meta.xml", META))
    files = {"imsmanifest.xml": listed, "x/assessment_meta.xml": f'<quiz xmlns="{CANVAS}"/>'}
    assert codes(judged(zip_of(tmp_path / "q.zip", files))) == []


def test_points_that_do_not_add_up_are_found(tmp_path: Path) -> None:
    finding = only(with_settings(tmp_path / "q.zip", "<points_possible>99</points_possible>"), "import-changes")
    assert finding.message == "the settings say 99 points, the questions add up to 1"
    assert finding.span.path.endswith("a1/assessment_meta.xml")


@pytest.mark.parametrize(
    "settings",
    [
        "<quiz_type>exam</quiz_type>",
        "<scoring_policy>best</scoring_policy>",
        "<time_limit>twenty</time_limit>",
        "<allowed_attempts>many</allowed_attempts>",
    ],
)
def test_words_that_canvas_does_not_know_are_found(tmp_path: Path, settings: str) -> None:
    only(with_settings(tmp_path / "q.zip", settings), "import-changes")


def test_settings_without_a_namespace_are_not_taken_for_moodle_xml(tmp_path: Path) -> None:
    assert (
        "Canvas assessment settings"
        in only(with_settings(tmp_path / "q.zip", "", namespace=""), "wrong-namespace").message
    )


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        ("<selection_number>2</selection_number>", None),
        (
            "<selection_number>2</selection_number><selection_extension><points_per_item>3</points_per_item></selection_extension>",
            6,
        ),
    ],
)
def test_a_draw_counts_what_is_drawn(tmp_path: Path, selection: str, said: int | None) -> None:
    items = "".join(scored("multiple_choice_question").replace('ident="q1"', f'ident="q{n}"') for n in range(3))
    ordering = f"<selection_ordering><selection>{selection}</selection></selection_ordering>"
    text = (
        f'<questestinterop xmlns="{QTI12}"><assessment ident="a1" title="T"><section ident="s1"><section ident="s2">'
        f"{ordering}{items}</section></section></assessment></questestinterop>"
    )
    members = {
        "a1/a1.xml": text,
        "imsmanifest.xml": manifest(resource("a1", "a1/a1.xml"), resource("m", "a1/assessment_meta.xml", META)),
    }
    members["a1/assessment_meta.xml"] = f'<quiz xmlns="{CANVAS}"><points_possible>1</points_possible></quiz>'
    found = [each.message for each in judged(zip_of(tmp_path / "q.zip", members)) if each.code == "import-changes"]
    assert found == ([f"the settings say 1 points, the questions add up to {said}"] if said else [])


@pytest.mark.parametrize("points", ["-2", "1,5", "", "two"])
def test_points_that_canvas_reads_otherwise_are_found(tmp_path: Path, points: str) -> None:
    only(quiz_package(tmp_path / "q.zip", scored("multiple_choice_question", points=points)), "import-changes")


def test_a_question_type_that_canvas_has_not_is_found(tmp_path: Path) -> None:
    assert "`multi_choice`" in only(quiz_package(tmp_path / "q.zip", scored("multi_choice")), "import-changes").message


SET = '<setvar action="Set" varname="SCORE">100</setvar>'


@pytest.mark.parametrize("score", ["", SET.replace("100", "0")])
def test_choices_of_which_none_earns_anything_are_found(tmp_path: Path, score: str) -> None:
    only(quiz_package(tmp_path / "q.zip", item12().replace(SET, score)), "no-right-answer")


def test_a_survey_needs_no_right_answer(tmp_path: Path) -> None:
    survey = scored("multiple_choice_question", points="0", item=item12().replace(SET, ""))
    assert codes(judged(quiz_package(tmp_path / "q.zip", survey))) == []


def test_two_choices_that_earn_full_marks_where_one_is_taken_are_found(tmp_path: Path) -> None:
    second = (
        f'<respcondition><conditionvar><varequal respident="response1">2</varequal></conditionvar>{SET}</respcondition>'
    )
    assert "`1`, `2`" in only(quiz_package(tmp_path / "q.zip", item12(more=second)), "two-full-marks").message
    several = item12(more=second).replace('"Single"', '"Multiple"')
    assert codes(judged(quiz_package(tmp_path / "r.zip", several))) == []
    partly = item12(more=second.replace("100", "50"))
    assert codes(judged(quiz_package(tmp_path / "s.zip", partly))) == []
    taken = item12(more=second.replace('"Set"', '"Subtract"'))
    assert codes(judged(quiz_package(tmp_path / "t.zip", taken))) == []


def test_what_is_counted_beside_the_score_earns_nothing(tmp_path: Path) -> None:
    tries = (
        '<respcondition><conditionvar><varequal respident="response1">2</varequal></conditionvar>'
        '<setvar action="Set" varname="TRIES">100</setvar></respcondition>'
    )
    declared = '<outcomes><decvar varname="TRIES" vartype="Integer"/>'
    item = item12(more=tries).replace("<outcomes>", declared)
    assert codes(judged(quiz_package(tmp_path / "q.zip", item))) == []


@pytest.mark.parametrize(
    ("score", "found"),
    [("all", ["import-changes"]), ("SCORE.max", []), ("1e2", []), ("", ["import-changes", "no-right-answer"])],
)
def test_a_score_that_is_no_number_is_found(tmp_path: Path, score: str, found: list[str]) -> None:
    assert codes(judged(quiz_package(tmp_path / "q.zip", item12().replace(">100<", f">{score}<")))) == found


def test_a_pair_whose_score_is_set_is_found(tmp_path: Path) -> None:
    only(quiz_package(tmp_path / "q.zip", scored("matching_question")), "import-changes")
    added = scored("matching_question", item=item12().replace('"Set"', '"Add"'))
    assert codes(judged(quiz_package(tmp_path / "r.zip", added))) == []


def typed(conditions: str) -> str:
    """Return a numerical item of these conditions."""
    return scored(
        "numerical_question",
        item='<item ident="q1"><presentation><material><mattext>n</mattext></material><response_str ident="response1">'
        "<render_fib/></response_str></presentation><resprocessing><outcomes><decvar varname='SCORE' "
        f"vartype='Decimal'/></outcomes><respcondition><conditionvar>{conditions}</conditionvar>{SET}"
        "</respcondition></resprocessing></item>",
    )


BARE = '<varequal respident="response1">5</varequal>'
RANGE = '<or><varequal respident="response1">5</varequal><and><vargte respident="response1">5</vargte></and></or>'


@pytest.mark.parametrize(
    ("conditions", "found"),
    [(BARE, ["import-changes"]), (RANGE, []), (RANGE.replace(">5</vargte", ">five</vargte"), ["import-changes"])],
)
def test_a_number_that_canvas_does_not_read_is_found(tmp_path: Path, conditions: str, found: list[str]) -> None:
    assert codes(judged(quiz_package(tmp_path / "q.zip", typed(conditions)))) == found


@pytest.mark.parametrize(("stem", "found"), [("a [gap]", []), ("a [gab]", ["import-changes"])])
def test_a_blank_that_the_text_does_not_show_is_found(tmp_path: Path, stem: str, found: list[str]) -> None:
    item = item12(stem=stem).replace("response1", "response_gap")
    blanks = scored("fill_in_multiple_blanks_question", item=item)
    assert codes(judged(quiz_package(tmp_path / "q.zip", blanks))) == found


def test_a_draw_of_what_is_no_number_is_found(tmp_path: Path) -> None:
    draw = "<selection_ordering><selection><selection_number>many</selection_number></selection></selection_ordering>"
    only(quiz_package(tmp_path / "q.zip", draw + item12()), "import-changes")


@pytest.mark.parametrize("digits", [400, 5000])
def test_a_draw_of_more_than_python_counts_is_no_fault_of_ours(tmp_path: Path, digits: int) -> None:
    number = f"<selection_number>{'9' * digits}</selection_number>"
    each = "<selection_extension><points_per_item>3</points_per_item></selection_extension>"
    draw = f"<selection_ordering><selection>{number}{each}</selection></selection_ordering>"
    assert codes(judged(quiz_package(tmp_path / "q.zip", draw + item12()))) == []
