"""The Common Cartridge: course, pages, quizzes and bank as three importers' rules read them back."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from exporter.cache import NoCache
from exporter.job import Job, Options
from exporter.model import Bank, Essay, MultipleChoice, MultipleResponse, ShortAnswer, TrueFalse, type_of
from exporter.output import FileOutput
from exporter.reader import read_bank
from exporter.richtext import plain
from exporter.targets import html
from exporter.targets.cartridge.sheet import whole_points
from exporter.targets.cartridge.support import SUPPORT
from exporter.targets.support import Outcome
from exporter.validation import validate
from tests.cartridge_packages import Built, built
from tests.oracle.canvas_items import words
from tests.oracle.cartridge import Leaf

SOURCE = Path(__file__).parent.parent / "source"
PROFILES = {
    "multiple-choice": "multiple_choice",
    "multiple-response": "multiple_response",
    "true-false": "true_false",
    "short-answer": "fib",
    "essay": "essay",
}
VERSIONS: tuple[Literal["1.1", "1.3"], ...] = ("1.1", "1.3")


@pytest.fixture(scope="module")
def made(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def source() -> Bank:
    return read_bank(SOURCE, cache=NoCache())[0]


def test_every_question_is_in_the_bank_or_said_to_be_left_out(examples: Bank, made: Built) -> None:
    for question in examples.questions:
        left_out = {"left-out", "cartridge-two-choices", "cartridge-no-kept-answer"} & set(made.codes(question.id))
        assert (question.id in made.items) != bool(left_out), question.id
        if SUPPORT.types[type_of(question)].outcome is not Outcome.LOST and not left_out:
            assert made.items[question.id].profile == PROFILES[type_of(question)]


def test_keys_points_and_feedback_are_those_of_the_source(examples: Bank, made: Built) -> None:
    for ident, item in made.items.items():
        question = examples.question(ident)
        assert item.title == question.title
        assert item.points == whole_points(question.points)
        right = {words(text) for text in item.right}
        match question:
            case MultipleChoice() | TrueFalse():
                expected = {words(plain(each.text)) for each in question.choices if each.right}
            case MultipleResponse():
                expected = {
                    words(plain(each.text))
                    for each in question.choices
                    if (each.right if each.weight is None else each.weight > 0)
                }
            case ShortAnswer():
                right, expected = (
                    set(item.right),
                    {"".join(each.pieces) for each in question.answers if each.weight == 100},
                )
            case _:
                assert isinstance(question, Essay)
                expected = set()
        assert len(right) == len(expected)
        if ident not in (
            "mc-rich",
            "tf-german",
        ):  # marks and formulas change the words, and are looked at in the golden
            assert right == expected
        if question.explanation is not None and isinstance(question, MultipleChoice | TrueFalse):
            assert words(plain(question.explanation))[:20] in words(item.general)


def test_what_a_choice_says(made: Built) -> None:
    item = made.items["mc-plain"]
    assert {text: words(feedback) for text, feedback in item.answer_feedback.items()} == {
        "Patterns of thinking": "Thoughts are the lever of cognitive therapy.",
        "Relationships and social functioning": "The link between mood and relationships is where IPT starts.",
        "Neurotransmitters": "Medication works there.",
    }
    assert words(item.correct) == "Right: mood and relationships are linked."
    assert words(item.incorrect) == "Read the lesson on the focus again."
    assert words(item.general).endswith("1984.")
    assert words(made.items["essay-plain"].solution).startswith("The sick role excuses")
    assert item.shuffle
    assert {text for each in made.items.values() for text in each.pinned} == {"None of these"}


def test_a_true_false_has_the_idents_that_moodle_asks_for(made: Built) -> None:
    assert set(made.items["tf-plain"].choices) == {"true", "false"}
    assert made.items["tf-german"].choices == {
        "true": '<span lang="de">Wahr</span>',
        "false": '<span lang="de">Falsch</span>',
    }


def test_the_course(made: Built) -> None:
    first, lessons, quizzes = made.one.units
    assert [each.title for each in made.one.leaves[:1]] == ["Examples of every construct"]
    assert isinstance(first.entries[0], Leaf)
    assert [each.title for each in lessons.entries] == [
        "The four areas",
        "The focus of IPT",
        "The focus of IPT: Questions",
    ]
    assert [each.title for each in quizzes.entries] == ["A quiz that draws", "A first quiz"]
    by_title = {quiz.title for quiz in made.one.quizzes.values()}
    assert {leaf.title for leaf in made.one.leaves if leaf.kind.endswith("assessment")} == by_title
    assert made.one.bank_ident == "examples"


def test_the_metadata(made: Built) -> None:
    metadata = made.one.metadata
    assert metadata["title"] == ["Examples of every construct"]
    assert metadata["language"] == ["en"]
    about = "One file for each type of question; every other test draws on them."
    assert metadata["description"] == [about, "CC-BY-4.0"]
    assert "foundations" in metadata["keyword"]
    assert metadata["contribute"][0].split() == ["author", "Ada", "Example", "Bo", "Example"]
    assert metadata["copyrightAndOtherRestrictions"] == ["yes"]
    page = made.one.pages["lessons/_about.html"]
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">CC-BY-4.0</a>' in page
    assert "Ada Example, Bo Example" in page


def test_a_lesson_page_stands_alone(made: Built) -> None:
    page = made.one.pages["lessons/focus-lesson.html"]
    assert page.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">')
    assert "<style>" in page
    assert "<link" not in page
    assert '<img src="../media/circle.svg" alt="A circle beside a square"/>' in page
    assert 'See <a href="areas-lesson.html">the areas</a>' in page
    said = words(page)
    for each in ("Name the focus of IPT", "What IPT works on, in one page.", "The four areas", "Sessions"):
        assert each in said
    assert [item.question for item in made.one.quizzes["study_focus-lesson"].items] == ["mc-plain"]
    assert made.codes("focus-lesson") == ["cartridge-lesson-links", "cartridge-lesson-media"]


def test_a_lesson_leads_to_where_one_checks_oneself(examples: Bank, made: Built, tmp_path: Path) -> None:
    address = "https://example.org/ipt/lessons.html?a=1&b=2"
    led = built(examples, tmp_path / "led", self_check=address).one
    link = '<a href="https://example.org/ipt/lessons.html?a=1&amp;b=2#lesson-focus-lesson">Check yourself</a>'
    assert link in led.pages["lessons/focus-lesson.html"]
    assert "Check yourself" not in made.one.pages["lessons/focus-lesson.html"]
    without = {lesson.id for lesson in examples.lessons.values() if not lesson.questions}
    assert without
    assert not [each for each in without if "Check yourself" in led.pages[f"lessons/{each}.html"]]
    assert led.links == made.one.links
    job = Job(examples, Options(), NoCache(), "html")
    outputs = [each for each in html.TARGET.write(job) if isinstance(each, FileOutput)]
    pages = {each.path: b"".join(each.chunks).decode() for each in outputs}
    assert 'id="lesson-focus-lesson"' in pages[f"html/{examples.id}-lessons.html"]


def test_a_quiz_keeps_what_the_profile_has(made: Built) -> None:
    quiz = made.one.quizzes["first-quiz"]
    assert quiz.fields == {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_timelimit": "20",
        "cc_maxattempts": "2",
    }
    assert words(quiz.rubric) == "Named questions in two sections. Answer every question."
    assert [item.question for item in quiz.items] == [
        "mc-plain",
        "mc-rich",
        "mr-plain",
        "tf-plain",
        "sa-plain",
        "essay-plain",
    ]
    assert {item.question: item.points for item in quiz.items}["sa-plain"] == 2
    lost = made.lost("first-quiz")
    assert lost["cartridge-quiz-recounted"].startswith("left out: `num-plain`, `cloze-typed`")
    assert "6 of 14 questions" in lost["cartridge-quiz-recounted"]
    assert lost["cartridge-settings"] == (
        "lost: shuffled choices, dates, which attempt counts, one question at a time, the paper's code, "
        "when explanations are shown"
    )
    assert "cartridge-quiz-text" in lost
    assert "cartridge-sections" in lost


def test_a_draw_is_one_drawing_of_what_a_cartridge_holds(made: Built) -> None:
    quiz = made.one.quizzes["drawn-quiz"]
    assert quiz.fields["cc_maxattempts"] == "unlimited"
    assert quiz.fields["qmd_feedbackpermitted"] == "No"
    assert len(quiz.items) == 3
    assert [item.points for item in quiz.items] == [1, 3, 3]
    assert made.lost("drawn-quiz")["cartridge-drawn"].startswith("2 of ")


@pytest.mark.parametrize("version", VERSIONS)
def test_examples_are_valid_by_the_official_schemas(
    version: Literal["1.1", "1.3"], examples: Bank, tmp_path: Path, official_schemas: Path
) -> None:
    _assert_valid(built(examples, tmp_path, version), version, official_schemas)


def test_the_whole_bank_is_valid_by_the_official_schemas(source: Bank, tmp_path: Path, official_schemas: Path) -> None:
    made = built(source, tmp_path)
    _assert_valid(made, "1.1", official_schemas)
    held = [each for each in source.index.values() if SUPPORT.types[each.type].outcome is not Outcome.LOST]
    left_out = {each.question for each in made.findings if each.code.startswith(("cartridge-two", "cartridge-no-kept"))}
    assert set(made.items) == {each.id for each in held} - left_out
    assert len(made.one.pages) == len(source.lessons) + 1
    assert made.one.links["https://www.nice.org.uk/guidance/ng222"] == "NG222"
    titles = [each.title for each in made.one.units]
    assert titles[0] == source.title
    assert titles[-2:] == ["Questions", "References"]
    assert len(titles) == len({lesson.category for lesson in source.lessons.values()}) + 3


def _assert_valid(made: Built, version: str, schemas: Path) -> None:
    (path,) = made.folder.rglob("*.imscc")
    assert made.one.version == version
    verdict = validate([path], official=True, ours=True, schemas=schemas)
    assert verdict.valid, verdict.findings
    assert not verdict.findings
    judges = {each.judge for each in verdict.judgements}
    assert "cc11/ccv1p1_qtiasiv1p2p1_v1p0.xsd" in judges
    assert {"cartridge-qti.rng", "cartridge-manifest.rng"} <= judges
    derived = {each.judge for each in verdict.judgements if each.derived}
    assert bool(derived) == (version == "1.3")


def test_the_same_bank_gives_the_same_bytes(examples: Bank, tmp_path: Path) -> None:
    paths = [tmp_path / name / "cartridge/examples.imscc" for name in ("one", "two")]
    for path in paths:
        built(examples, path.parent.parent)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_versions_hold_the_same(examples: Bank, made: Built, tmp_path: Path) -> None:
    other = built(examples, tmp_path, "1.3").one
    assert other.quizzes == made.one.quizzes
    assert other.bank == made.one.bank
    assert other.pages == made.one.pages
    assert [each.title for each in other.leaves] == [each.title for each in made.one.leaves]


def test_a_quiz_of_its_own(examples: Bank, tmp_path: Path) -> None:
    made = built(examples, tmp_path, quizzes=("first-quiz",))
    assert list(made.cartridges) == ["first-quiz"]
    assert list(made.one.quizzes) == ["first-quiz"]
    assert not made.one.bank
    assert list(made.one.pages) == ["lessons/_about.html"]


def test_passages_stand_in_their_questions(made: Built) -> None:
    item = made.items["about-case-next"]
    assert words(item.stem).startswith("The case of Ayumi Ayumi, 34, lost her mother last year.")
    assert words(item.stem).endswith("Type one word.")
    assert item.pictures == ("media/board.png",)


def test_fragments_come_from_the_cache(examples: Bank, tmp_path: Path) -> None:
    class Counting:
        keeps = True

        def __init__(self) -> None:
            self.kept: dict[bytes, bytes] = {}
            self.hits = 0

        def get(self, key: bytes) -> bytes | None:
            self.hits += key in self.kept
            return self.kept.get(key)

        def put(self, key: bytes, value: bytes) -> None:
            self.kept[key] = value

    cache = Counting()
    first = built(examples, tmp_path / "one", cache=cache)
    before = cache.hits
    second = built(examples, tmp_path / "two", cache=cache)
    assert cache.hits - before >= len(cache.kept)
    assert second.one == first.one
    assert second.findings == first.findings
