"""Where things stand on the page when a title, a word or a table is longer than is usual, or directions meet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pypdf import PageObject, PdfReader

from exporter.job import Options
from exporter.model import Bank
from exporter.targets.pdf import TARGET
from exporter.targets.pdf.listings import with_steps
from tests.small_banks import bank_of, written

LONG_TEXT = "\n\n".join(f"Absatz {place}: " + "ein langer Satz über eine lange Geschichte. " * 6 for place in range(9))
ROW = "| " + " | ".join("Wert" for _ in range(12)) + " |\n"
TABLE = ROW.replace("Wert", "Spalte") + "|" + " - |" * 12 + "\n" + ROW * 3
LONG = {
    "bank.yaml": "id: bank\ntitle: Bank\nlanguage: de\n",
    "questions/a.md": (
        f"# A {{#a}}\n\n{LONG_TEXT}\n\n- [x] {'x' * 150}\n- [ ] nein\n\n"
        f"# B {{#b type=essay}}\n\nText.\n\n{TABLE}\n"
        f"# C {{#c}}\n\n$${' + '.join(f'x_{{{place}}}' for place in range(60))}$$\n\n- = ja\n"
    ),
    "quizzes/q.yaml": (
        "id: q\ntitle: Eine Prüfung mit einem Titel, der den Kopf der Seite sprengt und weiter und weiter läuft\n"
        "sections:\n  - questions: [a, b, c]\n"
    ),
}
MIXED = (
    "# A {#a lang=en}\n\nWrite about grief.\n\n- [x] Yes\n- [ ] No\n\n"
    "# B {#b lang=ar type=hotspot}\n\nانظر.\n\n![p](../media/p.svg)\n\n- [x] rect 1,1 5,5\n\n"
    "# C {#c}\n\nكم؟\n\n- = 12..16\n\n# D {#d lang=en}\n\nHow many?\n\n- = 12..16\n"
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


class Fragment(NamedTuple):
    """A run of text and where it begins, in points from the left and the foot of its page."""

    left: float
    foot: float
    text: str


def fragments(page: PageObject) -> list[Fragment]:
    found: list[Fragment] = []

    def visit(text: str, outer: Sequence[float], own: Sequence[float], *_: Any) -> None:
        if text.strip():
            left = own[4] * outer[0] + outer[4]
            found.append(Fragment(left, own[5] * outer[3] + outer[5], text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def paper(bank: Bank, role: str = "paper", **options: Any) -> list[PageObject]:
    files, _ = written(TARGET, bank, Options(quizzes=("q",), **options))
    return list(PdfReader(io.BytesIO(files[f"pdf/q-{role}.pdf"])).pages)


@pytest.fixture(scope="module", params=[None, 18, 24])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[PageObject]:
    return paper(bank_of(tmp_path_factory.mktemp("long"), LONG), large_print=request.param)


def test_nothing_is_cut_off_at_the_head_or_the_foot(pages: list[PageObject]) -> None:
    for page in pages:
        feet = [each.foot for each in fragments(page)]
        assert min(feet) > 9
        assert max(feet) < float(page.mediabox.height) - 20


def test_the_flags_of_a_torn_question_are_whole(pages: list[PageObject]) -> None:
    first = next(page for page in pages if "Absatz 0" in page.extract_text())
    words = " ".join(first.extract_text().split())
    assert "Aufgabe 1 geht auf der nächsten Seite weiter" in words
    second = " ".join(pages[pages.index(first) + 1].extract_text().split())
    assert "Fortsetzung von Aufgabe 1" in second


def test_a_long_title_in_the_head_leaves_room_for_the_name(pages: list[PageObject]) -> None:
    words = " ".join(pages[1].extract_text().split())
    assert "Eine Prüfung mit einem" in words
    assert "sprengt" not in words


def test_long_words_and_many_columns_stay_on_the_page(pages: list[PageObject]) -> None:
    runs = [each for page in pages for each in fragments(page)]
    assert len({each.foot for each in runs if "xxx" in each.text}) > 1
    table = next(page for page in pages if "Spa" in page.extract_text())
    lefts = {round(each.left) for each in fragments(table)}
    assert max(lefts) < float(table.mediabox.width) - 40


@pytest.mark.parametrize("language", ["ar", "en"])
def test_marks_stand_beside_a_stem_of_the_other_direction(tmp_path: Path, language: str) -> None:
    bank = bank_of(
        tmp_path,
        {
            "bank.yaml": f"id: bank\ntitle: Bank\nlanguage: {language}\n",
            "questions/a.md": MIXED,
            "media/p.svg": PICTURE,
            "quizzes/q.yaml": "id: q\ntitle: Q\nsections:\n  - questions: [a, b, c, d]\n",
        },
    )
    first = fragments(paper(bank)[0])
    stem = next(each for each in first if "Write about" in each.text)
    marks = next(each for each in first if abs(each.foot - stem.foot) < 5 and each is not stem and each.text != "1")
    assert abs(marks.left - stem.left) > 60
    key = " ".join(page.extract_text() for page in paper(bank, "key"))
    assert ("12 to 16" in key) is (language == "en")


def _section(title: str, question: str) -> str:
    return f"  - title: {title}\n    questions: [{question}]\n"


CHOICES = "".join(f"- [ ] {place} {LONG_TEXT[:600].strip()}\n".replace("\n\n", " ") for place in range(9))
ROWS = "| x | y |\n" * 40
YES_NO = "- [x] yes\n- [ ] no\n\n"
LONGER_THAN_A_PAGE = {
    "questions/a.md": (
        f"# Short {{#a}}\n\nText.\n\n{YES_NO}"
        f"# Stem {{#b}}\n\nStem begins.\n\n{LONG_TEXT * 2}\n\n{YES_NO}"
        f"# Choices {{#c}}\n\nStem begins.\n\n{CHOICES}- [x] x\n\n"
        f"# Table {{#d}}\n\n| Stem begins. | B |\n| - | - |\n{ROWS}\n{YES_NO}"
        f"# Passage {{#p .passage}}\n\nStem begins.\n\n{LONG_TEXT * 2}\n\n"
        f"# After a passage {{#e passage=p}}\n\nText.\n\n{YES_NO}"
    ),
    "quizzes/q.yaml": "id: q\ntitle: Q\nsections:\n" + "".join(_section(f"Part-{each}", each) for each in "abcde"),
}


@pytest.mark.parametrize(("role", "size"), [("paper", None), ("paper", 24), ("key", None)])
def test_a_section_s_heading_stays_with_what_is_longer_than_a_page(tmp_path: Path, role: str, size: int | None) -> None:
    bank = bank_of(tmp_path, LONGER_THAN_A_PAGE)
    texts = [page.extract_text() for page in paper(bank, role, large_print=size)]
    for section in "bcde":
        page = next(text for text in texts if f"Part-{section}" in text)
        assert "Stem begins" in page.partition(f"Part-{section}")[2]


def test_a_passage_longer_than_a_page_stays_with_the_line_that_asks_to_read_it(tmp_path: Path) -> None:
    text = LONGER_THAN_A_PAGE["quizzes/q.yaml"].replace("[a]", "[a, e]").replace(_section("Part-e", "e"), "")
    bank = bank_of(tmp_path, {**LONGER_THAN_A_PAGE, "quizzes/q.yaml": text})
    page = next(text for each in paper(bank) if "Read “" in (text := each.extract_text()))
    assert "Stem begins" in page


def test_a_long_table_to_tick_begins_below_its_question_and_keeps_its_rows_whole(tmp_path: Path) -> None:
    rows = "".join(f"| Begin{place} which is a long item of several words end{place} | |\n" for place in range(12))
    text = f"# Sort {{#a type=categorize}}\n\nStem begins.\n\n| One | Two |\n| - | - |\n| x | y |\n{rows}"
    quiz = "id: q\ntitle: Q\nsections:\n  - questions: [a]\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "quizzes/q.yaml": quiz})
    texts = [" ".join(page.extract_text().split()) for page in paper(bank, large_print=24)]
    assert "Begin" in next(text for text in texts if "Stem begins" in text)
    for place in range(12):
        page = next(text for text in texts if f"Begin{place} " in text)
        assert f"end{place} " in page.partition(f"Begin{place} ")[2]


@pytest.mark.parametrize(("size", "count"), [(None, 22), (24, 10)])
def test_a_matching_longer_than_a_page_begins_below_its_stem(tmp_path: Path, size: int | None, count: int) -> None:
    rows = "".join(f"| Item{place}: {'several words ' * 4}| Option{place}. |\n" for place in range(count))
    table = f"| Term | Meaning |\n| - | - |\n{rows}\n"
    text = f"# A {{#a}}\n\nFirst stem.\n\n{table}# B {{#b}}\n\nSecond stem.\n\n{table}"
    quiz = "id: q\ntitle: Q\nsections:\n  - title: Part\n    questions: [a, b]\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "quizzes/q.yaml": quiz})
    texts = [" ".join(page.extract_text().split()) for page in paper(bank, large_print=size)]
    for stem in ("First stem.", "Second stem."):
        assert "Item0:" in next(text for text in texts if stem in text)
    if size:  # sides one below the other: the options stay together
        assert [found for text in texts if (found := sum(f"Option{each}." in text for each in range(10)))] == [10, 10]


def test_a_table_longer_than_a_page_is_not_pushed_away_from_its_question(tmp_path: Path) -> None:
    rows = "".join(f"| Item{place}: of several words that fill a line | Option{place} |\n" for place in range(40))
    pairs = f"# A {{#a}}\n\nFirst stem.\n\n| Term | Meaning |\n| - | - |\n{rows}\n"
    table = f"# B {{#b}}\n\nSecond stem.\n\n| Term | Meaning |\n| - | - |\n{rows}\nSo?\n\n{YES_NO}"
    quiz = "id: q\ntitle: Q\nsections:\n" + _section("Part-a", "a") + _section("Part-b", "b")
    bank = bank_of(tmp_path, {"questions/a.md": pairs + table, "quizzes/q.yaml": quiz})
    for role in ("paper", "key"):
        texts = [" ".join(page.extract_text().split()) for page in paper(bank, role)]
        for section, stem in (("Part-a", "First stem."), ("Part-b", "Second stem.")):
            page = next(text for text in texts if section in text)
            assert stem in page
            assert "Item0:" in page


def test_the_line_above_a_passage_of_the_other_direction_is_read_the_document_s_way(tmp_path: Path) -> None:
    text = f"# Text {{#p .passage lang=ar}}\n\nنص.\n\n# A {{#a passage=p}}\n\nWhat?\n\n{YES_NO}"
    quiz = "id: q\ntitle: Q\nsections:\n  - questions: [a]\n"
    first = fragments(paper(bank_of(tmp_path, {"questions/a.md": text, "quizzes/q.yaml": quiz}))[0])
    line = next(each for each in first if "Read “" in each.text)
    assert line.text.endswith("question 1.")
    assert line.left < 100


def test_a_list_inside_a_choice_is_set_as_a_list(tmp_path: Path) -> None:
    text = f"# A {{#a}}\n\nWhat?\n\n- [x] These:\n\n  - one\n  - two\n- [ ] {'x' * 120}\n"
    quiz = "id: q\ntitle: Q\nsections:\n  - questions: [a]\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "quizzes/q.yaml": quiz})
    for role in ("paper", "key"):
        first = fragments(next(page for page in paper(bank, role) if "These:" in page.extract_text()))
        outer = next(each for each in first if "These:" in each.text)
        inner = next(each for each in first if each.text == "one")
        bullet = next(each for each in first if each.text.startswith("•") and abs(each.foot - inner.foot) < 5)
        assert 0 < inner.left - outer.left < 20
        assert 0 < inner.left - bullet.left < 20


def test_a_word_wider_than_its_line_begins_beside_its_letter(tmp_path: Path) -> None:
    text = f"# A {{#a}}\n\nWhat?\n\n- [x] {'x' * 120}\n- [ ] no\n"
    quiz = "id: q\ntitle: Q\nsections:\n  - questions: [a]\n"
    first = fragments(paper(bank_of(tmp_path, {"questions/a.md": text, "quizzes/q.yaml": quiz}))[0])
    word = max(each.foot for each in first if "xxx" in each.text)
    assert any(abs(each.foot - word) < 5 for each in first if each.text in {"A", "B"})


def test_no_page_of_a_key_begins_with_the_facts_of_a_question(tmp_path: Path) -> None:
    """Explanations of one to nine lines bring the facts to every place near a foot."""
    line = "A line of text that is long enough to fill one, more or less, of the page. "
    questions = [
        f"# A {{#a{number} tags=alone}}\n\nWhy?\n\n- [x] So\n- [ ] No\n\n## Explanation\n\n{line * (number % 9 + 1)}\n"
        for number in range(30)
    ]
    ids = ", ".join(f"a{number}" for number in range(30))
    quiz = f"id: q\ntitle: Q\nsections:\n  - questions: [{ids}]\n"
    pages = paper(bank_of(tmp_path, {"questions/a.md": "\n".join(questions), "quizzes/q.yaml": quiz}), "key")
    assert len(pages) > 10
    for page in pages[1:]:
        body = [each for each in fragments(page) if each.foot < 780]
        first = max(each.foot for each in body)
        assert "alone" not in " ".join(each.text for each in body if each.foot > first - 3)


@pytest.mark.parametrize(("size", "lines"), [(None, 75), (24, 30)])
def test_a_listing_longer_than_a_page_begins_below_its_question(tmp_path: Path, size: int | None, lines: int) -> None:
    listing = "\n".join(f"line{number} = {number}" for number in range(lines))
    text = f"# A {{#a}}\n\nWhy?\n\n- [x] So\n- [ ] No\n\n# B {{#b}}\n\nPrints?\n\n```\n{listing}\n```\n\n- = Yes\n"
    quiz = "id: q\ntitle: Q\nsections:\n  - questions: [a, b]\n"
    bank = bank_of(tmp_path, {"questions/a.md": text, "quizzes/q.yaml": quiz})
    for role in ("paper", "key"):
        pages = [page.extract_text() for page in paper(bank, role, large_print=size)]
        assert "line0 " in next(page for page in pages if "Prints?" in page), role


def test_a_short_listing_is_kept_whole() -> None:
    assert with_steps("<pre><code>a\nb\n</code></pre>") == "<pre><code>a\nb\n</code></pre>"
    rows = "a\n" * 19 + "b" * 100  # 19 short lines and one of two rows
    assert with_steps(f'<pre lang="en"><code>{rows}\n</code></pre>').startswith(
        '<pre lang="en" class="over-14 over-20">'
    )
