"""Pages of lessons in cartridges: what they link to, and what is said of links whose words stay alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cartridge_packages import built
from tests.small_banks import bank_of


def test_a_page_links_to_no_lesson_that_the_package_lacks_and_says_so(tmp_path: Path) -> None:
    lesson = "---\nid: {0}\ntitle: {0}\nstatus: {1}\n---\n\nSee [it](lesson:two), [that](question:q) and [here](lesson:one).\n"
    bank = bank_of(
        tmp_path / "bank",
        {
            "bank.yaml": 'id: b\ntitle: B\nlanguage: en\ndescription: "Begin with [two](lesson:two)."\n',
            "lessons/one.md": lesson.format("one", "ready"),
            "lessons/two.md": lesson.format("two", "draft"),
            "questions/q.md": "# Q {#q}\n\nWhat?\n\n- = it\n",
        },
    )
    made = built(bank, tmp_path / "out")
    pages = {Path(name).stem: page for name, page in made.one.pages.items()}
    assert 'See it, that and <a href="one.html">here</a>.' in pages["one"]
    assert "two.html" not in "".join(pages.values())
    said = [(each.span.path, each.message) for each in made.findings if each.code == "cartridge-lesson-links"]
    assert said == [
        ("bank.yaml", "the words of the link to `two` stay without it: the package has no page of that"),
        ("lessons/one.md", "the words of the link to `two` stay without it: the package has no page of that"),
        ("lessons/one.md", "the words of the link to `q` stay without it: the package has no page of that"),
        ("lessons/one.md", "links to other lessons are dead in Moodle and Open edX"),
    ]


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ("  - title: Core\n    questions: [q]\n", ["the section's title and instructions are lost"]),
        ("  - questions: [q]\n  - questions: [p]\n", ["2 sections become one; titles and instructions are lost"]),
        ("  - questions: [q, p]\n", []),
    ],
)
def test_the_title_of_a_section_is_named_where_it_is_lost(tmp_path: Path, sections: str, said: list[str]) -> None:
    question = "# Q {{#{}}}\n\nWhat?\n\n- = it\n\n"
    files = {
        "questions/q.md": question.format("q") + question.format("p"),
        "quizzes/z.yaml": f"id: z\ntitle: Z\nsections:\n{sections}",
    }
    made = built(bank_of(tmp_path / "bank", files), tmp_path / "out")
    assert [each.message for each in made.findings if each.code == "cartridge-sections"] == said
