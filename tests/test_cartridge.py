"""The Common Cartridge: course, pages, quizzes and bank as three importers' rules read them back."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from exporter.model import Bank, Essay, MultipleChoice, MultipleResponse, ShortAnswer, TrueFalse, type_of
from exporter.reader import read_bank
from exporter.richtext import plain
from exporter.targets.cartridge.sheet import whole_points
from exporter.targets.cartridge.support import SUPPORT
from exporter.targets.languages import label
from exporter.targets.support import Outcome
from exporter.validation import validate
from tests.canvas_packages import bank_of
from tests.cartridge_packages import Built, built
from tests.oracle.cartridge import Folder, Leaf, words

SOURCE = Path(__file__).parent.parent / "source"
PROFILES = {
    "multiple-choice": "multiple_choice",
    "multiple-response": "multiple_response",
    "true-false": "true_false",
    "short-answer": "fib",
    "essay": "essay",
}
VERSIONS: tuple[Literal["1.1", "1.3"], ...] = ("1.1", "1.3")
PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'


@pytest.fixture(scope="module")
def made(examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def source() -> Bank:
    from exporter.cache import NoCache  # noqa: PLC0415 - as the fixture of examples does

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


def one(folder: Path, text: str, head: str = "", **files: str) -> Built:
    more = {path.replace("__", "/") + ".md": content for path, content in files.items()}
    return built(
        bank_of(
            folder / "bank",
            {"questions/q.md": f"# Title {{#q {head}}}\n\n{text}\n", "media/p.svg": PIXEL, "media/r.svg": PIXEL} | more,
        ),
        folder / "out",
    )


@pytest.mark.parametrize(
    ("text", "head", "code"),
    [
        ("Does it rise?\n\n- [x] It rises\n- [ ] It falls", "", "cartridge-two-choices"),
        ("Any word?\n\n- =100% *", "type=short-answer", "cartridge-no-kept-answer"),
        (
            "Which?\n\n- [x] ![A loop](../media/p.svg)\n- [ ] ![A loop](../media/r.svg)\n- [ ] None",
            "",
            "cartridge-same-choices",
        ),
        ("How many?\n\n- = 12", "", "left-out"),
    ],
)
def test_questions_that_are_left_out(tmp_path: Path, text: str, head: str, code: str) -> None:
    made = one(tmp_path, text, head)
    assert not made.items
    assert code in made.codes("q")


def test_two_choices_that_are_true_and_false_go_as_one(tmp_path: Path) -> None:
    made = one(tmp_path, "It rises.\n\n- [ ] False\n- [x] True", "type=multiple-choice")
    assert made.items["q"].profile == "true_false"
    assert made.items["q"].right == {"True"}


@pytest.mark.parametrize(
    ("points", "kept", "codes"),
    [
        ("1.5", 2, ["feature-changed"]),
        ("0.4", 1, ["feature-changed"]),
        ("2.4", 2, ["feature-changed"]),
        ("0", 1, ["cartridge-points"]),
        ("250", 99, ["cartridge-points"]),
        ("99", 99, []),
    ],
)
def test_points_are_whole_from_1_to_99(tmp_path: Path, points: str, kept: int, codes: list[str]) -> None:
    made = one(tmp_path, "Which?\n\n- [x] a\n- [ ] b\n- [ ] c", f"points={points}")
    assert made.items["q"].points == kept
    assert made.codes("q") == codes


def test_points_of_a_section_are_rounded_too(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": "# Title {#q}\n\nWhich?\n\n- [x] a\n- [ ] b\n- [ ] c\n",
            "quizzes/z.yaml": "id: z\ntitle: Z\ntime-limit: 90 s\nattempts: 7\nsections:\n  - questions: [q]\n    points: 2.5\n",
        },
    )
    made = built(bank, tmp_path / "out")
    (item,) = made.one.quizzes["z"].items
    assert item.points == 3
    assert made.lost("q")["cartridge-points"] == "2.5 points become 3"
    assert made.lost("z")["cartridge-quiz-recounted"] == "worth 3 instead of 2.5 points"
    assert made.one.quizzes["z"].fields["cc_maxattempts"] == "unlimited"
    assert made.one.quizzes["z"].fields["qmd_timelimit"] == "2"
    assert "90 s become 2 min" in made.lost("z")["cartridge-settings"]
    assert "7 become unlimited" in made.lost("z")["cartridge-settings"]


def test_a_quiz_without_anything_is_left_out(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": "# Title {#q}\n\nHow many?\n\n- = 12\n",
            "quizzes/z.yaml": "id: z\ntitle: Z\nsections:\n  - questions: [q]\n",
        },
    )
    made = built(bank, tmp_path / "out")
    assert not made.one.quizzes
    assert not made.one.bank
    assert "cartridge-quiz-empty" in made.codes("z")


def test_a_short_answer_accepts_fixed_texts(tmp_path: Path) -> None:
    made = one(
        tmp_path, "Name it.\n\n- = social*support\n- = 0\n- =50% help\n- = *\n  > Anything.", "type=short-answer"
    )
    assert made.items["q"].right == {"social support", "0"}
    lost = made.lost("q")
    assert lost["cartridge-answer-misread"] == "Moodle drops the answer `0`"
    for feature in ("wildcards in answers", "weights of answers", "catch-all answer", "feedback of each answer"):
        assert feature in lost


def test_pictures_of_choices_and_feedback_become_words(tmp_path: Path) -> None:
    made = one(
        tmp_path,
        "Which ![The stem](../media/p.svg)?\n\n- [x] ![A loop](../media/r.svg)\n  > See ![it](../media/r.svg).\n- [ ] b\n- [ ] c",
    )
    item = made.items["q"]
    assert item.pictures == ("media/p.svg",)
    assert item.right == {"A loop"}
    assert words(item.answer_feedback["A loop"]) == "See it."
    assert made.one.media == {"media/p.svg"}
    assert {"pictures in answers", "pictures in feedback"} <= set(made.lost("q"))


def test_long_titles_are_cut_and_said(tmp_path: Path) -> None:
    long = "word " * 60
    bank = bank_of(
        tmp_path / "bank",
        {
            "bank.yaml": f"id: bank\ntitle: {long}\nlanguage: en\n",
            "questions/q.md": f"# {long}{{#q}}\n\nWhich?\n\n- [x] a\n- [ ] b\n- [ ] c\n",
            "quizzes/z.yaml": f"id: z\ntitle: {long}\nsections:\n  - questions: [q]\n",
            "lessons/deep/er/l.md": f"---\nid: l\ntitle: {long}\nquestions: [q]\n---\n\nText.\n",
        },
    )
    made = built(bank, tmp_path / "out")
    for ident in ("bank", "q", "z", "l"):
        assert "cartridge-title-cut" in made.codes(ident), ident
    assert all(len(leaf.title) <= 255 for leaf in made.one.leaves)
    assert made.one.units[1].title == "deep"
    assert isinstance(made.one.units[1].entries[0], Folder)


def test_names_that_moodle_would_have_to_decode(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": "# Title {#q}\n\n![A](<../media/ä b.svg>) ![B](c.svg)\n\n- [x] a\n- [ ] b\n- [ ] c\n",
            "media/ä b.svg": PIXEL,
            "questions/c.svg": PIXEL,
        },
    )
    made = built(bank, tmp_path / "out")
    first, second = made.items["q"].pictures
    assert first.startswith("media/__b-")
    assert second == "files/questions/c.svg"


def test_passages_stand_in_their_questions(made: Built) -> None:
    item = made.items["about-case-next"]
    assert words(item.stem).startswith("Ayumi, 34, lost her mother last year.")
    assert words(item.stem).endswith("Type one word.")
    assert item.pictures == ("media/board.png",)


def test_fragments_come_from_the_cache(examples: Bank, tmp_path: Path) -> None:
    class Counting:
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


def test_lessons_of_every_kind(tmp_path: Path) -> None:
    bank = bank_of(
        tmp_path / "bank",
        {
            "bank.yaml": "id: bank\ntitle: A bank\nlanguage: ar\nlicence: All rights reserved\n",
            "questions/q.md": "# Title {#q lesson=one}\n\nHow many?\n\n- = 12\n",
            "lessons/one.md": "---\nid: one\ntitle: One\nquestions: [q]\ntags: [a tag]\n---\n\n"
            "<mark>kept</mark> ~~gone~~ [web](https://example.org/?a=1&b=2) [again](https://example.org/?a=1&b=2)\n",
            "lessons/two/_category.yaml": "title: Two\ndescription: What it holds.\n",
            "lessons/two/two.md": "---\nid: two\ntitle: Two\nlang: en\n---\n\nText.\n",
        },
    )
    made = built(bank, tmp_path / "out")
    assert made.codes("one") == ["cartridge-lesson-changed"]
    assert not made.one.quizzes, "no study question is one that a cartridge holds"
    assert made.one.links == {"https://example.org/?a=1&b=2": "web"}
    page = made.one.pages["lessons/one.html"]
    assert 'dir="rtl"' in page
    assert "<del>gone</del>" in page
    assert "<li>Title</li>" in page
    assert '<html lang="en" dir="ltr">' in made.one.pages["lessons/two.html"]
    about = made.one.pages["lessons/_about.html"]
    assert "<p>All rights reserved</p>" in about
    assert "<dt>Two</dt><dd><p>What it holds.</p></dd>" in about
    assert made.one.metadata["keyword"] == ["a tag"]
    assert [unit.title for unit in made.one.units][2:] == ["Two", label("references", "ar")]


def test_draws_of_several_sections_share_no_question(tmp_path: Path) -> None:
    questions = "".join(f"# Title {{#q{at} tags=t}}\n\nWhich?\n\n- [x] a\n- [ ] b\n- [ ] c\n\n" for at in range(6))
    bank = bank_of(
        tmp_path / "bank",
        {
            "questions/q.md": questions + "# Title {#n tags=t}\n\nHow many?\n\n- = 1\n",
            "quizzes/z.yaml": "id: z\ntitle: Z\nsections:\n"
            + "  - {draw: 4, from: {tags: [t]}}\n" * 2
            + "  - {questions: [q5]}\n",
        },
    )
    made = built(bank, tmp_path / "out")
    items = [item.question for item in made.one.quizzes["z"].items]
    assert len(items) == len(set(items)) == 6
    assert made.lost("z")["cartridge-quiz-recounted"].startswith("6 of 9 questions; worth 6 instead of ")
