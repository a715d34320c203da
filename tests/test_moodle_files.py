"""The file as a whole: categories, passages, quizzes, tags, splitting, the order of things, what Moodle's parser needs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from exporter.cache import NoCache
from exporter.diagnostics import Severity
from exporter.job import Job, Options
from exporter.model import Bank, Question, ShortAnswer
from exporter.output import FileOutput
from exporter.reader import read_bank
from exporter.richtext import of_xhtml
from exporter.targets.moodle import TARGET
from exporter.targets.moodle.names import cut_to, kept_name
from exporter.targets.moodle.tags import quiz_tag
from tests.oracle.moodle import categories, read
from tests.small_banks import BANK, bank_of, written

MC = "\n\nWhat?\n\n- [x] yes\n- [ ] no\n"
BOARD = (Path(__file__).parent / "examples" / "media" / "board.png").read_bytes()


def made(folder: Path, files: Mapping[str, str | bytes], options: Options | None = None) -> bytes:
    found, _findings = written(TARGET, bank_of(folder, files), options)
    (data,) = found.values()
    return data


# --- what the parser needs ------------------------------------------------------------------------------


def test_every_text_that_is_not_empty_stands_in_cdata(examples: Bank) -> None:
    data = written(TARGET, examples)[0]["moodle/examples.xml"]
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n')
    assert data.count(b"<text>") == data.count(b"<text><![CDATA[") > 0
    assert b"\r" not in data


def test_the_same_bytes_twice(examples: Bank) -> None:
    assert written(TARGET, examples)[0] == written(TARGET, examples)[0]


def test_text_that_ends_cdata_comes_back(tmp_path: Path) -> None:
    text = "# End ]]> of <?file 0?> it {#a}\n\nWhat `]]>` is?\n\n- = x]]>y <?file 0?> z\n"
    data = made(tmp_path, {"questions/a.md": text})
    question = read(data)["a"]
    assert question.title == "End ]]> of < ?file 0?> it"
    assert question.answers[0].text == "x]]>y <?file 0?> z"


def test_authors_cannot_pull_in_files(tmp_path: Path) -> None:
    text = "# A {#a}\n\nWhat? ![b](../media/b.png)\n\n- = <?file 0?> ]]> <?file 0?>\n"
    question = read(made(tmp_path, {"questions/a.md": text, "media/b.png": BOARD}))["a"]
    assert question.answers[0].text == "<?file 0?> ]]> <?file 0?>"
    assert question.files == {"questiontext": {"b.png": BOARD}}


def test_characters_that_xml_forbids_are_dropped(examples: Bank) -> None:
    question = replace(examples.question("mc-plain"), title="a\x01b\r\nc\ufffe", passage=None)
    bank = one_question(examples, question)
    assert read(written(TARGET, bank)[0]["moodle/examples.xml"])["mc-plain"].title == "ab c"
    stem = of_xhtml("<p>a\x0bb\r\nc\rd</p>", inline=False)
    bank = one_question(examples, replace(question, title="t", stem=stem))
    assert read(written(TARGET, bank)[0]["moodle/examples.xml"])["mc-plain"].text == "<p>ab\nc\nd</p>"


def one_question(bank: Bank, question: Question) -> Bank:
    return replace(
        bank,
        questions=(question,),
        index={each: summary for each, summary in bank.index.items() if each == question.id},
        quizzes={},
        lessons={},
    )


def test_files_are_embedded_once_a_field_under_unique_names(tmp_path: Path) -> None:
    text = (
        "# A {#a}\n\nWhat? ![b](../media/x/b.png) ![b](../media/y/B.png) ![again](../media/x/b.png)"
        " ![odd](<../media/o d%26%3Aü.png>)\n\n- [x] ![b](../media/y/B.png)\n  > ![b](../media/x/b.png)\n- [ ] no\n\n"
        '## Explanation\n\nSee [the file](../media/doc.pdf) and ![the film](../media/f.mp4 "A film").\n'
    )
    pdf = b"%PDF-1.4\n%%EOF\n"
    mp4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"
    pictures = dict.fromkeys(("media/x/b.png", "media/y/B.png", "media/o d&:ü.png"), BOARD)
    question = read(made(tmp_path, {"questions/a.md": text, "media/doc.pdf": pdf, "media/f.mp4": mp4, **pictures}))["a"]
    assert set(question.files["questiontext"]) == {"b.png", "B-2.png", "o d__ü.png"}
    assert question.text.count("@@PLUGINFILE@@/b.png") == 2
    assert "@@PLUGINFILE@@/B-2.png" in question.text
    assert "@@PLUGINFILE@@/o%20d__%C3%BC.png" in question.text
    assert set(question.files["answer"]) == {"B.png"}
    assert set(question.files["answer/feedback"]) == {"b.png"}
    assert question.files["generalfeedback"] == {"doc.pdf": pdf, "f.mp4": mp4}
    assert '<a href="@@PLUGINFILE@@/doc.pdf">the file</a>' in question.general
    assert '<video controls="controls" aria-label="the film" title="A film">' in question.general


# --- names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("1 < 2 & 3", "1 < 2 & 3", []),
        ("The <em> element", "The < em> element", ["moodle-name-changed"]),
        ("long " * 60, ("long " * 51)[:254].rstrip() + "…", ["moodle-text-cut"]),
    ],
)
def test_names(name: str, kept: str, said: list[str]) -> None:
    found, findings = kept_name(name, "title", 255)
    assert (found, [code.name for code, _message in findings]) == (kept, said)
    assert len(found) <= 255


def test_cutting_leaves_what_fits() -> None:
    assert cut_to("x" * 50, 50) == "x" * 50
    assert cut_to("x" * 51, 50) == "x" * 49 + "…"


def test_a_title_moodle_would_change_is_said_once(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"questions/a.md": "# What is \\<em> {#a}" + MC})
    files, findings = written(TARGET, bank)
    assert read(files["moodle/bank.xml"])["a"].title.startswith("What is")
    assert [each.code for each in findings] == ["moodle-name-changed"]


# --- categories -----------------------------------------------------------------------------------------


def test_categories_come_from_folders_with_their_descriptions(tmp_path: Path) -> None:
    found = categories(
        made(
            tmp_path,
            {
                "bank.yaml": BANK + "description: All of *it*.\n",
                "questions/a/b/one.md": "# One {#one}" + MC,
                "questions/a/_category.yaml": "title: Area / A\ndescription: See ![it](../../media/b.png) and $x$.\n",
                "questions/two.md": "---\ncategory: [/edge/, '<b>']\n---\n\n# Two {#two}" + MC,
                "questions/zero.md": "# Zero {#zero}" + MC,
                "media/b.png": BOARD,
            },
        )
    )
    assert found == [
        ("$course$/top/A bank", "<p>All of <em>it</em>.</p>"),
        ("$course$/top/A bank/Area // A", "<p>See it and \\(x\\).</p>"),
        ("$course$/top/A bank/Area // A/b", ""),
        ("$course$/top/A bank/ //edge// /< b>", ""),
        ("$course$/top/A bank", "<p>All of <em>it</em>.</p>"),
    ]


def test_what_a_category_cannot_hold_is_said_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "questions/a/one.md": "# One {#one}" + MC + "\n# Two {#two}" + MC,
        "questions/a/_category.yaml": f"title: {'long ' * 60}\ndescription: See ![it](../../media/b.png).\n",
        "media/b.png": BOARD,
    }
    _files, findings = written(TARGET, bank_of(tmp_path, files))
    assert [each.code for each in findings] == ["moodle-text-cut", "moodle-category-media"]
    assert {each.span.path for each in findings} == {"questions/a/_category.yaml"}


# --- passages, quizzes, tags ----------------------------------------------------------------------------

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
        "first-quiz": "order, description, instructions, time limit of 20 min, 2 attempts, "
        "opening at 2026-01-05T08:00:00+01:00, due date 2026-01-12T20:00:00+01:00, "
        "closing at 2026-01-13T20:00:00+01:00, highest score, one question at a time, explanations after due, "
        "instructions of section `Choices`, 2 points for each question of section `Words and numbers`",
    }


def test_times_and_orders_of_a_quiz(tmp_path: Path) -> None:
    more = "time-limit: 90 s\nattempts: 1\n"
    sections = "  - {title: A, questions: [a]}\n  - {title: B, questions: [b], shuffle: true}\n"
    _files, findings = written(TARGET, bank_of(tmp_path, passages({"q": quiz("q", more, sections)})))
    (finding,) = [each for each in findings if each.code == "moodle-quiz"]
    assert finding.message.endswith(
        "order, time limit of 90 s, 1 attempt, heading of section `A`, shuffled order of section `B`"
    )


def test_only_the_quizzes_asked_for(tmp_path: Path) -> None:
    quizzes = {"one": quiz("one", "", "  - questions: [a]\n"), "two": quiz("two", "", "  - questions: [b]\n")}
    files, findings = written(TARGET, bank_of(tmp_path, passages(quizzes)), Options(quizzes=("two",)))
    assert list(read(files["moodle/bank.xml"])) == ["case", "b"]
    assert [each.question for each in findings if each.code == "moodle-quiz"] == ["two"]


def test_lessons_are_one_loss(examples: Bank) -> None:
    _files, findings = written(TARGET, examples)
    (lesson,) = [each for each in findings if each.code == "moodle-lessons"]
    assert "2 of them stay behind" in lesson.message


def test_tags(tmp_path: Path) -> None:
    attributes = 'tags="One, one, two" difficulty=hard author="Cy" lesson=less objectives="Say why, %s"' % ("x" * 60)
    lesson = "---\nid: less\ntitle: Lesson\n---\n\nText.\n"
    text = f"# A {{#a {attributes}}}{MC}\n# B {{#b {attributes}}}{MC}"
    files, findings = written(TARGET, bank_of(tmp_path, {"questions/a.md": text, "lessons/l.md": lesson}))
    assert read(files["moodle/bank.xml"])["a"].tags == (
        "One", "two", "difficulty:hard", "objective:Say why", f"objective:{'x' * 39}…", "lesson:less", "author:Cy"
    )  # fmt: skip
    assert [(each.code, each.question) for each in findings if each.code != "moodle-lessons"] == [
        ("moodle-text-cut", "a")
    ]


# --- languages ------------------------------------------------------------------------------------------


def test_a_language_of_its_own_is_named_in_every_field(tmp_path: Path) -> None:
    text = "# A {#a lang=ar}\n\nما؟\n\n- [x] نعم\n- [ ] لا\n\n## Explanation\n\nلأن.\n\n## References\n\n- كتاب\n"
    question = read(made(tmp_path, {"questions/a.md": text}))["a"]
    assert question.text == '<div lang="ar" dir="rtl"><p>ما؟</p></div>'
    assert question.answers[0].text == '<span lang="ar" dir="rtl">نعم</span>'
    assert "<strong>المراجع</strong>" in question.general


# --- size -----------------------------------------------------------------------------------------------


def many(count: int) -> dict[str, str | bytes]:
    return {
        f"questions/{folder}/q.md": "".join(f"# Q {folder} {n} {{#q-{folder}-{n}}}{MC}\n" for n in range(count))
        for folder in "ab"
    }


def test_split_keeps_every_question_once_within_the_size(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, {"bank.yaml": BANK + "description: It.\n", **many(6)})
    whole = written(TARGET, bank)[0]["moodle/bank.xml"]
    files, findings = written(TARGET, bank, Options(split=4000))
    assert findings == []
    assert list(files) == [f"moodle/bank-{number}.xml" for number in range(1, len(files) + 1)]
    assert len(files) > 2
    assert max(map(len, files.values())) <= 4000
    together = {name: question for data in files.values() for name, question in read(data).items()}
    assert together == read(whole)
    assert sum(len(read(data)) for data in files.values()) == 12
    assert all(categories(data)[0] == ("$course$/top/A bank", "<p>It.</p>") for data in files.values())


def test_split_that_is_not_needed_gives_one_file(tmp_path: Path) -> None:
    bank = bank_of(tmp_path, many(2))
    assert written(TARGET, bank, Options(split=100_000))[0] == written(TARGET, bank)[0]


def test_split_outputs_may_be_gathered_before_they_are_read(tmp_path: Path) -> None:
    job = Job(bank_of(tmp_path, many(6)), Options(split=4000), NoCache(), "moodle")
    outputs = [each for each in TARGET.write(job) if isinstance(each, FileOutput)]
    assert sum(len(read(b"".join(each.chunks))) for each in outputs) == 12


def test_a_question_too_large_to_split_is_an_error(tmp_path: Path) -> None:
    text = f"# A {{#a}}{MC}\n# B {{#b}}\n\n{'Long. ' * 1000}\n\n- [x] yes\n- [ ] no\n\n# C {{#c}}{MC}"
    files, findings = written(TARGET, bank_of(tmp_path, {"questions/a.md": text}), Options(split=4000))
    assert [(each.code, each.severity, each.question) for each in findings] == [
        ("moodle-split-too-small", Severity.ERROR, "b")
    ]
    assert [name for data in files.values() for name in read(data)] == ["a", "c"]
    files, findings = written(TARGET, bank_of(tmp_path, {}), Options(split=100))
    assert files == {}
    assert findings[-1].code == "moodle-no-question"


def test_files_count_as_much_as_they_take(tmp_path: Path) -> None:
    text = "# A {#a}\n\nSee ![b](../media/b.png)\n\n- [x] yes\n- [ ] no\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "media/b.png": BOARD + bytes(9000)})
    assert written(TARGET, bank, Options(split=12_000))[1][0].code == "moodle-split-too-small"
    assert written(TARGET, bank, Options(split=14_000))[1] == []


def test_a_large_file_is_a_warning(tmp_path: Path) -> None:
    text = "# A {#a}\n\nSee ![b](../media/b.png)\n\n- [x] yes\n- [ ] no\n\n# B {#b}\n\nSee ![b](../media/b.png)\n\n- [x] yes\n- [ ] no\n"
    _files, findings = written(
        TARGET, bank_of(tmp_path, {"questions/a.md": text, "media/b.png": BOARD + bytes(3_700_000)})
    )
    assert [(each.code, each.severity) for each in findings] == [("moodle-large-file", Severity.WARNING)]


def test_a_bank_without_questions_is_an_error_and_no_file(examples: Bank) -> None:
    bank = replace(examples, questions=(), index={}, quizzes={}, lessons={})
    files, findings = written(TARGET, bank)
    assert files == {}
    assert [(each.code, each.severity) for each in findings] == [("moodle-no-question", Severity.ERROR)]


def test_a_bank_whose_questions_are_all_left_out_is_an_error(examples: Bank) -> None:
    question = examples.question("sa-plain")
    assert isinstance(question, ShortAnswer)
    answers = tuple(replace(each, weight=Decimal(50)) for each in question.answers)
    bank = one_question(examples, replace(question, answers=answers))
    for options in (Options(), Options(split=10_000)):
        _files, findings = written(TARGET, bank, options)
        assert [each.code for each in findings] == ["left-out", "moodle-no-question"]


def test_an_id_number_twice_in_a_category_is_an_error(examples: Bank) -> None:
    question = examples.question("mc-plain")
    bank = replace(one_question(examples, question), questions=(question, question))
    _files, findings = written(TARGET, bank)
    (finding,) = [each for each in findings if each.severity is Severity.ERROR]
    assert finding.code == "grammar-violation"
    assert "stands twice" in finding.message


def test_the_file_is_xml_for_any_parser(examples: Bank) -> None:
    root = ET.fromstring(written(TARGET, examples)[0]["moodle/examples.xml"])
    assert len(root.findall("question")) == len(examples.questions) + len(categories(ET.tostring(root)))


def test_the_cache_gives_the_same_bytes_and_findings(examples: Bank) -> None:
    class Kept(dict[bytes, bytes]):
        def put(self, key: bytes, value: bytes) -> None:
            self[key] = value

    kept = Kept()
    first = written(TARGET, examples, cache=kept)
    made = len(kept)
    assert made >= len(examples.questions)
    assert written(TARGET, examples, cache=kept) == first
    assert len(kept) == made
    written(TARGET, examples, Options(moodle_version=(4, 1)), cache=kept)
    assert len(kept) > made
    assert not any(b"iVBORw0KGgo" in value for value in kept.values()), "files are read when they are written"


def test_what_a_description_of_a_category_drops(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "questions/a/one.md": "# One {#one}" + MC,
        "questions/a/_category.yaml": "description: See [the other](question:one).\n",
    }
    assert categories(made(tmp_path, files))[-1][1] == "<p>See the other.</p>"


def test_a_question_named_and_drawn_by_one_quiz_has_its_tag_once(tmp_path: Path) -> None:
    sections = (
        "  - questions: [a]\n  - {draw: 1, from: {passage: case}}\n  - {draw: 1, from: {type: multiple-choice}}\n"
    )
    bank = bank_of(tmp_path, passages({"q": quiz("q", "", sections)}))
    found = read(written(TARGET, bank)[0]["moodle/bank.xml"])
    assert found["b"].tags == ("quiz-q",)


def test_a_bank_with_errors_is_written_where_the_author_insists(tmp_path: Path) -> None:
    text = (
        "# A {#a passage=gone}\n\nWhat? ![x](../media/gone.png)\n\n- [x] 1\n- [ ] 2\n\n"
        "# B {#b}\n\nClick.\n\n![x](../media/gone.png)\n\n- [x] rect 1,1 2,2\n"
    )
    (tmp_path / "questions").mkdir()
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "questions" / "a.md").write_text(text, encoding="utf-8")
    bank, findings = read_bank(tmp_path, cache=NoCache())
    assert any(each.severity is Severity.ERROR for each in findings)
    for options in (Options(), Options(split=10_000)):
        files, _findings = written(TARGET, bank, options)
        assert "a" in read(files["moodle/bank.xml"])
