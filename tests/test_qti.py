"""The QTI targets: what the independent oracle reads back, packages, tests, manifests, and the official schemas."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from exporter.cache import NoCache
from exporter.model import Bank, Description, Hotspot, MultipleChoice, MultipleResponse, TrueFalse
from exporter.reader import read_bank
from exporter.richtext import plain
from exporter.targets import Target
from exporter.targets.qti.body import media_path
from exporter.validation import validate
from tests import banks
from tests.oracle.qti import Package, read_package
from tests.qti_packages import TARGETS, Built, built
from tests.small_banks import bank_of

SOURCE = Path(__file__).parent.parent / "source"
VERSIONS = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


@pytest.fixture(scope="module", params=TARGETS, ids=lambda target: target.name)
def made(request: pytest.FixtureRequest, examples: Bank, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(examples, tmp_path_factory.mktemp("qti"), request.param)


@pytest.fixture
def bank(made: Built) -> Package:
    return read_package(next(path for path in made.paths if path.stem.endswith("-bank")))


def squeezed(text: str) -> str:
    return "".join(text.split())


# --- what is read back ---


def test_every_question_is_there_with_its_points(bank: Package, examples: Bank) -> None:
    assert list(bank.items) == [question.id for question in examples.questions]
    for question in examples.questions:
        item = bank.items[question.id]
        assert item.title == question.title
        assert item.lang == (question.lang or "en")
        expected = None if isinstance(question, Description) else question.points
        assert (item.points, item.maximum) == (expected, expected)


def test_keys_are_read_back(bank: Package) -> None:
    keys = {ident: item.key.get("RESPONSE") for ident, item in bank.items.items()}
    assert keys["mc-plain"] == ("Relationships and social functioning",)
    assert keys["mr-plain"] == ("Grief", "Role disputes", "Role transitions")
    assert keys["tf-german"] == ("Falsch",)
    assert keys["sa-plain"] == ("role transition",)
    assert keys["num-plain"] == ("15",)
    assert keys["num-exact"] == ("-4",)
    assert keys["match-plain"] == (
        "Grief -> Mourning", "Role dispute -> Renegotiation", "Role transition -> Giving up the old role",
    )  # fmt: skip
    assert keys["match-repeated"] == (
        "New job -> Transition", "Retirement -> Transition", "Death of a friend -> Grief",
    )  # fmt: skip
    assert keys["order-none"] == ("One", "Two", "Three")
    assert keys["cat-plain"] == (
        "Death of a friend -> Grief", "Quarrel with a partner -> Role dispute", "New job -> Role transition",
        "Retirement -> Role transition",
    )  # fmt: skip
    assert keys["hot-plain"] == ("85 40",)
    cloze = bank.items["cloze-mixed"]
    assert list(cloze.key.values())[:4] == [("grief & loss",), ("16",), ("social support | aid",), ("inventory",)]
    assert cloze.interactions[:4] == (
        "inlineChoiceInteraction", "textEntryInteraction", "textEntryInteraction", "textEntryInteraction",
    )  # fmt: skip


def test_texts_and_feedback_are_read_back(bank: Package, examples: Bank) -> None:
    for question in examples.questions:
        item = bank.items[question.id]
        for name, text in (
            ("correct_fb", question.if_correct),
            ("partial_fb", question.if_partly_correct),
            ("general_incorrect_fb", question.if_incorrect),
            ("general_fb", question.explanation),
        ):
            if text is not None:
                assert squeezed(plain(text)) in squeezed(item.modal[name])
        if question.references is not None:
            assert squeezed(plain(question.references)) in squeezed(item.modal["general_fb"])
        if isinstance(question, MultipleChoice | MultipleResponse | TrueFalse) and question.id != "mc-rich":
            said = {plain(each.text): plain(each.feedback) for each in question.choices if each.feedback}
            assert item.beside == said
    assert bank.items["hot-plain"].modal["answer_2_fb"] == "This is the rectangle."
    assert [rubric.split()[0] for rubric in bank.items["essay-plain"].rubrics] == ["Rubric", "Model"]


def test_pictures_formulas_and_pins_are_read_back(bank: Package, examples: Bank) -> None:
    rich = bank.items["mc-rich"]
    assert rich.pictures == (media_path("media/circle.svg"), media_path("media/board.png"))
    assert r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}" in rich.formulas
    assert rich.pinned == ()  # it is not shuffled at all
    assert not rich.shuffled
    assert bank.items["mr-per-choice"].pinned == ("None of these",)
    shown = {path for item in bank.items.values() for path in item.pictures}
    assert shown <= set(bank.names)
    assert any(isinstance(question, Hotspot) for question in examples.questions)


def test_passages_are_shared_or_inside(made: Built, bank: Package) -> None:
    first, second = bank.items["about-case"], bank.items["about-case-next"]
    if made.paths[0].parent.name == "qti30":
        assert first.stimulus == second.stimulus == "case"
        assert "lost her mother" in bank.stimuli["case"]
        assert "lost her mother" not in first.body
        assert bank.resources["case"].kind == "imsqti_stimulus_xmlv3p0"
        assert "case" in bank.resources["about-case"].needs
    else:
        assert first.stimulus == ""
        assert "lost her mother" in first.body
        assert "lost her mother" in second.body


# --- tests and packages ---


def test_a_test_is_worth_what_the_quiz_is(made: Built, examples: Bank) -> None:
    package = read_package(next(path for path in made.paths if path.stem == "first-quiz"))
    test = package.tests["first-quiz"]
    assert test.title == "A first quiz"
    assert test.seconds == 20 * 60
    assert (test.tries, test.simultaneous) == (2, False)
    assert not test.shows_feedback  # explanations come after the due date, which QTI does not know
    assert [section.title for section in test.sections] == ["Choices", "Words and numbers"]
    named = [each.id for section in examples.quizzes["first-quiz"].sections for each in section.questions]
    assert [ident for section in test.sections for ident in section.items] == named == list(package.items)
    points = [package.items[ident].points for ident in named]
    assert points[4:] == [Decimal(2)] * 10
    assert [weight for section in test.sections for weight in section.weights] == points
    assert test.maximum == sum(each for each in points if each is not None)
    assert test.sections[0].texts == ("Named questions in two sections.", "Answer every question.", "One answer each.")


def test_a_draw_is_a_selection(made: Built) -> None:
    package = read_package(next(path for path in made.paths if path.stem == "drawn-quiz"))
    test = package.tests["drawn-quiz"]
    assert (test.tries, test.simultaneous) == (0, False)  # unlimited
    first, second = test.sections
    assert (first.draw, second.draw, second.shuffled) == (None, 2, True)
    assert set(second.weights) == {Decimal(3)}
    assert test.maximum == 2 * 3 + 2
    assert first.weights[0] == 0  # a text between questions


def test_every_file_is_listed_and_a_picture_with_the_item_that_uses_it(made: Built) -> None:
    for path in made.paths:
        package = read_package(path)
        listed = {file for each in package.resources.values() for file in each.files}
        assert listed == set(package.names) - {"imsmanifest.xml"}
        for item in package.items.values():
            resource = package.resources[item.ident]
            assert resource.href == f"{item.ident}.xml" == resource.files[0]
            assert set(item.pictures) <= set(resource.files)
            pictures = {file for need in resource.needs for file in package.resources[need].files}
            assert set(item.pictures) <= pictures
        media = [each for each in package.resources.values() if each.kind == "webcontent"]
        older = path.parent.name != "qti30"
        assert all((each.href == "") is older for each in media), "Canvas skips the file of any `href` in QTI 2"


def test_metadata_says_what_is_known(made: Built, bank: Package) -> None:
    about = bank.about
    assert about["lom/general/title/string"] == ("Examples of every construct",)
    assert about["lom/rights/description/string"] == ("CC-BY-4.0",)
    assert [name.splitlines()[2] for name in about["lom/lifeCycle/contribute/entity"]] == [
        "FN:Ada Example",
        "FN:Bo Example",
    ]
    plain_one = bank.resources["mc-plain"].metadata
    assert plain_one["lom/general/identifier/entry"] == ("mc-plain",)
    assert plain_one["lom/general/keyword/string"] == ("foundations", "round trip")
    assert plain_one["lom/educational/difficulty/value"] == ("easy",)
    assert plain_one["lom/classification/description/string"] == ("Name what IPT works on",)
    assert plain_one["qtiMetadata/interactionType"][0] == "choiceInteraction"
    assert "FN:Cy Example" in bank.resources["mc-rich"].metadata["lom/lifeCycle/contribute/entity"][0]
    older = made.paths[0].parent.name != "qti30"
    assert ("qtiMetadata/interactionType" in bank.resources["sa-plain"].metadata) is not older


@VERSIONS
def test_the_same_bank_gives_the_same_bytes(target: Target, examples: Bank, tmp_path: Path) -> None:
    one, two = (built(examples, tmp_path / name, target) for name in ("one", "two"))
    assert [path.read_bytes() for path in one.paths] == [path.read_bytes() for path in two.paths]


@VERSIONS
def test_only_the_quizzes_asked_for_are_written(target: Target, examples: Bank, tmp_path: Path) -> None:
    assert list(built(examples, tmp_path, target, quizzes=("first-quiz",)).packages) == ["first-quiz"]


def test_what_a_test_cannot_say_is_reported(made: Built) -> None:
    assert made.codes("first-quiz") == [*["qti-quiz-setting"] * 6, "qti-feedback-time"]
    assert made.codes("drawn-quiz") == []


@VERSIONS
def test_explanations_are_said_to_come_between_tries_only_where_they_do(target: Target, tmp_path: Path) -> None:
    quiz = "title: Q\nattempts: 2\nsections: [{questions: [a]}]\n"
    times = ("never", "after-each", "after-attempt", "after-due\ndue: 2026-03-01T12:00:00Z")
    files = {f"quizzes/{at}.yaml": f"id: z{at}\n{quiz}show-explanations: {each}\n" for at, each in enumerate(times)}
    bank = bank_of(tmp_path / "bank", {"questions/q.md": "# A {#a}\n\nA?\n\n- [x] a\n- [ ] b\n", **files})
    made = built(bank, tmp_path / "out", target)
    told = {each.question: each.message[:29] for each in made.findings if each.code == "qti-feedback-time"}
    assert told == {"z2": "explanations are shown betwee", "z3": "explanations are not shown: Q"}


@VERSIONS
def test_a_draw_keeps_its_order_where_the_section_says_so(target: Target, tmp_path: Path) -> None:
    texts = "".join(f"# A {{#{each}}}\n\n{each}?\n\n- [x] a\n- [ ] b\n\n" for each in "abcd")
    draw = "draw: 1, from: {type: multiple-choice}"
    quiz = f"id: z\ntitle: Q\nsections: [{{{draw}, shuffle: false}}, {{{draw}}}]\n"
    bank = bank_of(tmp_path / "bank", {"questions/q.md": texts, "quizzes/z.yaml": quiz})
    made = built(bank, tmp_path / "out", target)
    sections = read_package(next(path for path in made.paths if path.stem == "z")).tests["z"].sections
    assert [each.shuffled for each in sections] == [False, True]


@VERSIONS
def test_a_question_of_the_manifest_s_name_does_not_take_its_place(target: Target, tmp_path: Path) -> None:
    bank = bank_of(tmp_path / "bank", {"questions/q.md": "# A {#imsmanifest}\n\nA?\n\n- [x] a\n- [ ] b\n"})
    made = built(bank, tmp_path / "out", target)
    assert sorted(made.bank) == ["imsmanifest-item.xml", "imsmanifest.xml"]
    assert read_package(made.paths[0]).items["imsmanifest"].key == {"RESPONSE": ("a",)}


# --- judges ---


def test_the_built_in_judges_find_nothing(made: Built) -> None:
    verdict = validate(made.paths, ours=True, schemas=Path("/nonexistent"))
    assert [each for each in verdict.findings if each.code != "judge-missing"] == []
    assert any(each.judge.startswith("qti") and each.judge.endswith(".rng") for each in verdict.judgements)


def test_the_official_schemas_find_nothing(made: Built, official_schemas: Path) -> None:
    verdict = validate(made.paths, official=True, ours=True, schemas=official_schemas)
    assert list(verdict.findings) == []
    judges = {each.judge for each in verdict.judgements if each.judge.endswith(".xsd")}
    assert len(judges) == (3 if made.paths[0].parent.name == "qti30" else 2)


@VERSIONS
def test_the_whole_bank_is_valid_by_the_official_schemas(
    target: Target, official_schemas: Path, tmp_path: Path
) -> None:
    bank, _ = read_bank(SOURCE, cache=NoCache())
    made = built(bank, tmp_path, target)
    assert not [each for each in made.findings if each.severity == "error"]
    verdict = validate(made.paths, official=True, ours=True, schemas=official_schemas)
    assert list(verdict.findings) == []


@VERSIONS
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(files=banks.bank_files())
def test_drawn_banks_are_valid_by_the_official_schemas(
    target: Target, official_schemas: Path, files: dict[str, str]
) -> None:
    with banks.read(files) as bank, tempfile.TemporaryDirectory() as folder:
        made = built(bank, Path(folder), target)
        assert not [each for each in made.findings if each.severity == "error"], made.findings
        verdict = validate(made.paths, official=True, ours=True, schemas=official_schemas)
        assert list(verdict.findings) == [], files["questions/all.md"]
        again = built(bank, Path(folder) / "again", target)
        assert [path.read_bytes() for path in made.paths] == [path.read_bytes() for path in again.paths]


@VERSIONS
def test_a_question_is_in_the_banks_language_whatever_the_quizs(target: Target, tmp_path: Path) -> None:
    files = {
        "questions/a.md": "# One {#one}\n\nWhich?\n\n- [x] a\n- [ ] b\n",
        "quizzes/quiz.yaml": "id: quiz\ntitle: Ein Test\nlang: de\nsections:\n  - questions: [one]\n",
    }
    made = built(bank_of(tmp_path / "bank", files), tmp_path, target)
    quiz = read_package(next(path for path in made.paths if path.stem == "quiz"))
    assert quiz.items["one"].lang == "en"
