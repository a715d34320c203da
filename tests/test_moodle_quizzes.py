"""Quizzes, passages, lessons and tags in Moodle."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.diagnostics import Severity
from exporter.job import Options
from exporter.model import Bank
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.tags import quiz_tag
from tests.moodle_files import MC
from tests.oracle.moodle import read
from tests.small_banks import bank_of, written

PASSAGE = "# The case {#case .passage lang=de}\n\nEin Fall, siehe [dort](question:a).\n"


def passages(quizzes: dict[str, str]) -> dict[str, str | bytes]:
    text = PASSAGE + "\n# A {#a passage=case}" + MC + "\n# B {#b passage=case}" + MC
    return {"questions/a.md": text, **{f"quizzes/{name}.yaml": content for name, content in quizzes.items()}}


def quiz(name: str, more: str, sections: str) -> str:
    return f"id: {name}\ntitle: Quiz {name}\n{more}sections:\n{sections}"


def test_a_passage_stands_before_the_first_of_its_questions(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, passages({"q": quiz("q", "", "  - questions: [a, b]\n")}))
    files, findings = written(TARGET, bank)
    found = read(files["moodle/bank.xml"])
    assert list(found) == ["case", "a", "b"]
    assert (found["case"].type, found["case"].title) == ("description", "The case")
    assert found["case"].text == '<div lang="de" dir="ltr"><p>Ein Fall, siehe dort.</p></div>'
    assert found["case"].tags == ("quiz-q",)
    assert found["a"].text == "<p>What?</p>"
    assert [each.feature for each in findings if each.code == "feature-lost"] == ["links inside the bank"]


def test_a_passage_is_in_the_category_of_its_first_question(tmp_path: Path) -> None:
    text = "---\ncategory: [Cases]\n---\n\n# A {#a passage=case}" + MC + "\n# B {#b passage=case}" + MC
    files: dict[str, str | bytes] = {"questions/case.md": PASSAGE, "questions/a.md": text}
    found = read(written(TARGET, bank_of(tmp_path, files))[0]["moodle/bank.xml"])
    assert {each.category for each in found.values()} == {"$course$/top/A bank/Cases"}


@pytest.mark.parametrize(
    ("more", "section", "inside"),
    [
        ("passages: inside\n", "  - questions: [a]\n", ["a"]),
        ("passages: inside\n", "  - questions: [a, b]\n", ["a", "b"]),
        ("", "  - {draw: 1, from: {passage: case}}\n", ["a", "b"]),
    ],
)
def test_a_passage_travels_inside(tmp_path: Path, more: str, section: str, inside: list[str]) -> None:
    bank = bank_of(tmp_path, passages({"q": quiz("q", more, section)}))
    files, findings = written(TARGET, bank)
    found = read(files["moodle/bank.xml"])
    for name in "ab":
        assert found[name].text.endswith("<p>What?</p>")
        assert ("Ein Fall" in found[name].text) == (name in inside)
    assert ("case" in found) == (inside != ["a", "b"])
    lost = [each.question for each in findings if each.code == "feature-lost"]
    assert lost == ["case"] * (1 if inside == ["a", "b"] else 2)


def test_each_quiz_is_one_loss_and_a_tag(tmp_path: Path) -> None:
    settings = "time-limit: 20 min\nattempts: 2\nshuffle: {questions: true, choices: false}\nkeep-score: highest\n"
    sections = "  - {title: Core, questions: [a], points: 2}\n  - {draw: 1, from: {passage: case}}\n"
    long = "q" * 60
    quizzes = {"one": quiz("one", settings, sections), "two": quiz(long, "", "  - questions: [b]\n")}
    files, findings = written(TARGET, bank_of(tmp_path, passages(quizzes)))
    first, second = (each for each in findings if each.code == "moodle-quiz")
    assert (first.severity, first.question, first.span.path) == (Severity.LOSS, "one", "quizzes/one.yaml")
    assert first.message == (
        "Moodle XML holds no quiz: `one` stays behind with its order, time limit of 20 min, 2 attempts, highest score, "
        "shuffled questions, choices in their written order, 2 points for each question of section `Core`, "
        "draw of 1 of 1 in section 2"
    )
    assert second.message == f"Moodle XML holds no quiz: `{long}` stays behind with its order"
    tag = quiz_tag(long)
    assert len(tag) == 50
    assert tag != quiz_tag("q" * 61)
    assert second.hint.endswith(f"`{tag}`")
    found = read(files["moodle/bank.xml"])
    assert found["a"].tags == ("quiz-one",)
    assert found["b"].tags == ("quiz-one", tag)


def test_the_rest_of_a_quiz_is_named_too(examples: Bank) -> None:
    _files, findings = written(TARGET, examples)
    said = {each.question: each.message.partition("with its ")[2] for each in findings if each.code == "moodle-quiz"}
    assert said == {
        "drawn-quiz": "order, unlimited attempts, explanations never, draw of 2 of 6 in section `Drawn`, "
        "3 points for each question of section `Drawn`",
        "first-quiz": "order, description, instructions, code `EX-1`, time limit of 20 min, 2 attempts, "
        "opening at 2026-01-05T08:00:00+01:00, due date 2026-01-12T20:00:00+01:00, "
        "closing at 2026-01-13T20:00:00+01:00, highest score, one question at a time, explanations after due, "
        "instructions of section `Choices`, 2 points for each question of section `Words and numbers`",
    }


def test_times_and_orders_of_a_quiz(tmp_path: Path) -> None:
    more = "code: T-1\ntime-limit: 90 s\nattempts: 1\n"
    sections = "  - {title: A, questions: [a]}\n  - {title: B, questions: [b], shuffle: true}\n"
    _files, findings = written(TARGET, bank_of(tmp_path, passages({"q": quiz("q", more, sections)})))
    (finding,) = [each for each in findings if each.code == "moodle-quiz"]
    assert finding.message.endswith(
        "order, code `T-1`, time limit of 90 s, 1 attempt, heading of section `A`, shuffled order of section `B`"
    )


def test_only_the_quizzes_asked_for(tmp_path: Path) -> None:
    quizzes = {"one": quiz("one", "", "  - questions: [a]\n"), "two": quiz("two", "", "  - questions: [b]\n")}
    files, findings = written(TARGET, bank_of(tmp_path, passages(quizzes)), Options(quizzes=("two",)))
    assert list(read(files["moodle/bank.xml"])) == ["case", "b"]
    assert [each.question for each in findings if each.code == "moodle-quiz"] == ["two"]


def test_tags(tmp_path: Path) -> None:
    attributes = 'tags="One, one, two" difficulty=hard author="Cy" lesson=less objectives="Say why, %s"' % ("x" * 60)
    lesson = "---\nid: less\ntitle: Lesson\n---\n\nText.\n"
    text = f"# A {{#a {attributes}}}{MC}\n# B {{#b {attributes}}}{MC}"
    files, findings = written(TARGET, bank_of(tmp_path, {"questions/a.md": text, "lessons/l.md": lesson}))
    assert read(files["moodle/bank.xml"])["a"].tags == (
        "One", "two", "difficulty:hard", "objective:Say why", f"objective:{'x' * 39}…", "lesson:less", "author:Cy"
    )  # fmt: skip
    assert [(each.code, each.question) for each in findings] == [("moodle-text-cut", "a")]


def test_a_question_named_and_drawn_by_one_quiz_has_its_tag_once(tmp_path: Path) -> None:
    sections = (
        "  - questions: [a]\n  - {draw: 1, from: {passage: case}}\n  - {draw: 1, from: {type: multiple-choice}}\n"
    )
    bank = bank_of(tmp_path, passages({"q": quiz("q", "", sections)}))
    found = read(written(TARGET, bank)[0]["moodle/bank.xml"])
    assert found["b"].tags == ("quiz-q",)
