"""What a cartridge holds of one question, lesson or draw: what is kept, what is changed, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.targets.languages import label
from tests.cartridge_packages import PIXEL, built, one
from tests.oracle.canvas_items import words
from tests.oracle.cartridge import Folder
from tests.small_banks import bank_of


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


@pytest.mark.parametrize(("limit", "minutes"), [("60 s", "1"), ("61 s", "2"), ("2 h", "120")])
def test_a_time_limit_is_whole_minutes(tmp_path: Path, limit: str, minutes: str) -> None:
    files = {
        "questions/q.md": "# Title {#q}\n\nWhich?\n\n- [x] a\n- [ ] b\n- [ ] c\n",
        "quizzes/z.yaml": f"id: z\ntitle: Z\ntime-limit: {limit}\nsections:\n  - questions: [q]\n",
    }
    made = built(bank_of(tmp_path / "bank", files), tmp_path / "out")
    assert made.one.quizzes["z"].fields["qmd_timelimit"] == minutes
    assert ("exact time limit" in made.lost("z").get("cartridge-settings", "")) == (limit == "61 s")


@pytest.mark.parametrize(
    ("licence", "shown"),
    [
        ("CC-BY-NC-SA-4.0", '<a href="https://creativecommons.org/licenses/by-nc-sa/4.0/">CC-BY-NC-SA-4.0</a>'),
        ("CC-BY-4.0 but for the pictures", "CC-BY-4.0 but for the pictures"),
        ("A & B", "A &amp; B"),
    ],
)
def test_a_licence_that_is_known_is_a_link(tmp_path: Path, licence: str, shown: str) -> None:
    files = {
        "bank.yaml": f"id: bank\ntitle: A bank\nlanguage: en\nlicence: {licence}\n",
        "lessons/one.md": "---\nid: one\ntitle: One\n---\n\nText.\n",
        "questions/q.md": "# Title {#q}\n\nWhich?\n\n- [x] a\n- [ ] b\n- [ ] c\n",
    }
    made = built(bank_of(tmp_path / "bank", files), tmp_path / "out")
    assert f"<p>{shown}</p>" in made.one.pages["lessons/_about.html"]


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


def test_accepted_texts_that_earlier_answers_take(tmp_path: Path) -> None:
    answers = "- =0% rol*\n- = role\n- = gri*\n- = loss *\n"
    made = one(tmp_path, f"Name it.\n\n{answers}", "type=short-answer")
    assert made.items["q"].right == {"gri"}
    assert made.lost("q")["no-fixed-text"].endswith("so it is left out")
    made = one(tmp_path / "some", "Name it.\n\n- =0% grief\n- = gri*\n", "type=short-answer")
    assert "earlier-answer" in made.lost("q")


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


@pytest.mark.parametrize(
    ("lang", "start"),
    [
        ("", "<div>"),
        ("lang=en", "<div>"),
        ("lang=de", '<div lang="de">'),
        ("lang=ar", '<div lang="ar" dir="rtl">'),
    ],
)
def test_a_passage_names_its_language_where_it_is_another(tmp_path: Path, lang: str, start: str) -> None:
    passage = f"# The case {{#case .passage {lang}}}\n\nA case.\n\n"
    question = "# Q {#q passage=case}\n\nSo?\n\n- [x] a\n- [ ] b\n- [ ] c\n"
    made = built(bank_of(tmp_path / "bank", {"questions/q.md": passage + question}), tmp_path / "out")
    assert made.items["q"].stem.startswith(f"{start}<p><strong>The case</strong></p>")
