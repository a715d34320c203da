"""Every type of question in Canvas's packages: the oracle finds the key, the points, the feedback and the pictures."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from exporter.model import Bank
from tests.canvas_packages import Built, built
from tests.canvas_questions import one
from tests.oracle.canvas_items import words


@pytest.fixture(scope="module")
def both(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("both"))


@pytest.fixture(scope="module")
def new(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("new"), "new")


CIRCLE = '<img src="$IMS-CC-FILEBASE$/examples/media/circle.svg" alt="A circle beside a square"/>'
KEYS_IN_BOTH: dict[str, tuple[str, object]] = {
    "mc-plain": ("multiple_choice", "Relationships and social functioning"),
    "mc-rich": ("multiple_choice", CIRCLE),
    "mr-plain": ("multiple_answers", frozenset({"Grief", "Role disputes", "Role transitions"})),
    "mr-per-choice": ("multiple_answers", frozenset({"2", "4"})),
    "mr-none": ("multiple_answers", frozenset({"1", "3"})),
    "mr-weighted": ("multiple_answers", frozenset({"Role play", "Communication analysis"})),
    "tf-plain": ("true_false", "True"),
    "tf-german": ("multiple_choice", '<span lang="de">Falsch</span>'),
    "sa-plain": ("short_answer", ("role transition",)),
    "sa-signs": ("short_answer", ("3 * 2 = 6 \\ <b>&amp;</b>",)),
    "num-plain": ("numerical", ((14, 16),)),
    "num-tolerance": ("numerical", ((Decimal("15.5"), Decimal("16.5")),)),
    "num-percent": ("numerical", ((Decimal("0.000304"), Decimal("0.000336")),)),
    "num-exact": ("numerical", ((-4, -4),)),
    "cloze-typed": ("fill_in_multiple_blanks", {"gap1": ("role transition", "transition"), "gap2": ("grief",)}),
    "cloze-mixed": (
        "fill_in_multiple_blanks",
        {
            "gap1": ("grief & loss",),
            "gap2": ("16", "14", "15", "17", "18"),
            "gap3": ("social support | aid",),
            "gap4": ("inventory", "the inventory"),
        },
    ),
    "cloze-menus": (
        "multiple_dropdowns",
        {"gap1": (("relationships", "habits"), ("relationships",)), "gap2": (("active", "silent"), ("active",))},
    ),
    "match-plain": (
        "matching",
        {
            "Grief": "Mourning",
            "Role <em>dispute</em>": "Renegotiation",
            "Role transition": "Giving up the old role",
        },
    ),
    "match-repeated": (
        "matching",
        {"New job": "Transition", "Retirement": "Transition", "Death of a friend": "Grief"},
    ),
    "order-plain": (
        "ordering",
        ["Interpersonal inventory", "<em>Formulation</em>", "Work on the problem area", "Ending"],
    ),
    "order-none": ("ordering", ["One", "Two", "Three"]),
    "cat-plain": (
        "matching",
        {
            "Death of a friend": "Grief",
            "Quarrel with a partner": "Role dispute",
            "New job": "Role transition",
            "Retirement": "Role transition",
        },
    ),
    "essay-plain": ("essay", None),
    "upload-plain": ("file_upload", None),
    "desc-plain": ("text_only", None),
    "about-case": ("multiple_choice", "Grief"),
    "about-case-next": ("short_answer", ("loss",)),
}
WILDCARD = "^({0}|{0}.*)$".format("[Rr][Oo][Ll][Ee] [Tt][Rr][Aa][Nn][Ss][Ii][Tt][Ii][Oo][Nn]")
KEYS_IN_NEW: dict[str, tuple[str, object]] = {
    **KEYS_IN_BOTH,
    "mc-rich": (
        "multiple_choice",
        {
            CIRCLE: Decimal("1.5"),
            "Nearly: <code>code &lt; here</code> &amp; <del>struck</del> <kbd>Ctrl</kbd>": Decimal("0.75"),
        },
    ),
    "sa-plain": (
        "fill_in_multiple_blanks",
        {"gap1": (WILDCARD,)},
    ),
    "cloze-mixed": (
        "fill_in_multiple_blanks",
        {
            "gap1": (("grief & loss", "role ~ dispute } #", r"\(x^{2}\)"), ("grief & loss",)),
            "gap2": ("16", "14", "15", "17", "18"),
            "gap3": ("social support | aid",),
            "gap4": ("inventory", "the inventory"),
        },
    ),
    "cat-plain": (
        "categorization",
        {
            "Grief": frozenset({"Death of a friend"}),
            "Role dispute": frozenset({"Quarrel with a partner"}),
            "Role transition": frozenset({"New job", "Retirement"}),
        },
    ),
    "hot-plain": ("hot_spot", ("oval", "0.5417,0.25,0.875,0.75")),
    "hot-poly": ("hot_spot", ("polygon", "0,0,0.1667,0,0,0.25")),
}


@pytest.mark.parametrize("ident", KEYS_IN_BOTH)
def test_key_for_both_importers(ident: str, both: Built) -> None:
    kind, right = KEYS_IN_BOTH[ident]
    assert (both.bank[ident].kind, both.bank[ident].right) == (f"{kind}_question", right)


@pytest.mark.parametrize("ident", KEYS_IN_NEW)
def test_key_for_new_quizzes(ident: str, new: Built) -> None:
    kind, right = KEYS_IN_NEW[ident]
    assert (new.bank[ident].kind, new.bank[ident].right) == (f"{kind}_question", right)


def test_every_question_is_there_or_named(examples: Bank, both: Built, new: Built) -> None:
    assert set(both.bank) == set(KEYS_IN_BOTH)
    assert set(new.bank) == set(KEYS_IN_NEW) == {question.id for question in examples.questions}
    assert {finding.question for finding in both.findings if finding.code == "left-out"} == {"hot-plain", "hot-poly"}


def test_titles_and_points(examples: Bank, new: Built) -> None:
    for question in examples.questions:
        item = new.bank[question.id]
        assert item.title == question.title
        assert item.points == (0 if item.kind == "text_only_question" else question.points)


def test_feedback_of_the_item(both: Built) -> None:
    item = both.bank["mc-plain"]
    assert {name: words(text) for name, text in item.feedback.items()} == {
        "general_fb": "IPT treats depression through the relationships in which it lives. References "
        "Klerman GL, Weissman MM. Interpersonal Psychotherapy of Depression . 1984.",
        "correct_fb": "Right: mood and relationships are linked.",
        "general_incorrect_fb": "Read the lesson on the focus again.",
    }
    assert set(both.bank["essay-plain"].feedback) == {"general_fb"}


def test_feedback_of_answers(both: Built) -> None:
    found = {
        ident: {key: words(text) for key, text in both.bank[ident].answer_feedback.items()}
        for ident in ("mc-plain", "mr-plain", "tf-plain", "sa-plain", "num-plain")
    }
    assert found == {
        "mc-plain": {
            "Patterns of thinking": "Thoughts are the lever of cognitive therapy.",
            "Relationships and social functioning": "The link between mood and relationships is where IPT starts.",
            "Neurotransmitters": "Medication works there.",
        },
        "mr-plain": {"Grief": "Complicated bereavement.", "Automatic thoughts": "These belong to cognitive therapy."},
        "tf-plain": {
            "True": "It usually takes 12 to 16 sessions.",
            "False": "An open end is a mark of other therapies.",
        },
        "sa-plain": {"role transition": "Yes."},
        "num-plain": {"14 16": "The usual range."},
    }


def test_feedback_stands_in_one_block(both: Built) -> None:
    for item in both.bank.values():
        for text in (*item.feedback.values(), *item.answer_feedback.values()):
            assert text.startswith(("<div", "<p")), "Classic Quizzes takes the first p or div"
            assert text.endswith(("</div>", "</p>"))


def test_pictures_are_those_of_the_bank(examples: Bank, both: Built, new: Built) -> None:
    assert both.bank["mc-rich"].pictures == ("examples/media/board.png", "examples/media/circle.svg")
    assert new.bank["hot-plain"].pictures == ("examples/media/circle.svg",)
    for made in (both, new):
        package = made.packages["examples-bank"]
        shown = {picture for item in package.items for picture in item.pictures}
        assert set(package.files) == shown
        for place, data in package.files.items():
            media = examples.media[place.removeprefix("examples/")]
            assert hashlib.sha256(data).hexdigest() == media.digest


def test_order_of_the_file_tells_nothing(both: Built) -> None:
    for ident in ("order-plain", "order-none"):
        assert list(both.bank[ident].choices) != both.bank[ident].right
        assert sorted(both.bank[ident].choices) == sorted(both.bank[ident].right)  # type: ignore[call-overload]
    assert set(both.bank["match-plain"].choices) == {
        "Mourning",
        "Renegotiation",
        "Giving up the old role",
        "Changing automatic thoughts",
    }


def test_notes_for_the_marker(both: Built) -> None:
    notes = both.bank["essay-plain"].fields["grading_notes"]
    assert notes == (
        "Rubric: Two points: it lifts blame.\nThree points: it is limited in time.\n\n"
        "Model answer: The sick role excuses a person from duties and asks for work on getting well."
    )


def test_labels_of_columns_and_units_are_said(both: Built) -> None:
    assert both.bank["match-plain"].stem.endswith("<p><em>Problem area → Goal</em></p>")
    assert both.bank["num-plain"].stem.endswith("<p>… sessions</p>")


@pytest.mark.parametrize("head", ["| Word | |", "| | Word |"])
def test_a_label_of_one_column_stands_alone(head: str, tmp_path: Path) -> None:
    _made, item = one(tmp_path, f"Match.\n\n{head}\n| -- | -- |\n| a | b |\n| c | d |")
    assert item is not None
    assert item.stem == "<p>Match.</p><p><em>Word</em></p>"
