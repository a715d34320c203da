"""What files a page may show, and how paper and text are sized."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pytest
from pypdf import PdfReader

from exporter.job import Options
from exporter.targets.pdf import TARGET, fonts
from exporter.targets.pdf.render import allowed_file
from exporter.targets.pdf.request import FontPlan, Request
from tests.pdf_banks import QUESTION, QUIZ, paper, small, text_of
from tests.pdfua import Tagged, problems
from tests.small_banks import written

# --- files ----------------------------------------------------------------------------------------------


def test_only_media_and_files_beside_templates_are_handed_out(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "logo.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    plan = FontPlan((), (), (), False, ())  # noqa: FBT003
    request = Request("", "", plan, {}, "/bank", ("media/a b.png",), (str(tmp_path / "mine"),), b"", "en")
    assert allowed_file("bank:media/a%20b.png", request) == Path("/bank/media/a b.png")
    assert allowed_file("file:///templates/logo.svg", request) == tmp_path / "mine" / "logo.svg"
    for url in (
        "bank:media/other.png",
        "bank:../secret.txt",
        "file:///templates/../secret.txt",
        "file:///templates/%2e%2e/secret.txt",
        f"file://{tmp_path}/secret.txt",
        "https://example.org/a.png",
    ):
        with pytest.raises(PermissionError):
            allowed_file(url, request)


def test_a_damaged_picture_is_a_warning(tmp_path: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x0a\0\0\0\x0a\x08\x02\0\0\0" + b"\0" * 20
    text = QUESTION.replace("What is it?", "What is it?\n\n![A picture](../media/p.png)")
    bank = small(tmp_path, text, files={"media/p.png": png})
    _, found = paper(bank)
    assert {each.code for each in found} == {"print-warning"}
    assert any("pdf/z-paper.pdf" in each.message for each in found)


def test_a_decorative_picture_is_passed_over_by_screen_readers(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><rect width="900" height="90"/></svg>'
    text = QUESTION.replace("What is it?", "What is it?\n\n![](../media/p.svg){.decorative}")
    pdf, found = paper(small(tmp_path, text, files={"media/p.svg": svg}))
    assert [each for each in found if each.severity in ("error", "warning")] == []
    assert problems(pdf) == []


def test_a_formula_that_cannot_be_drawn_is_printed_as_latex_and_told_once(tmp_path: Path) -> None:
    bank = small(tmp_path, QUESTION.replace("it", r"$\copyright$ and $x$"))
    files, found = written(TARGET, bank, Options(quizzes=("z",)))
    losses = [each for each in found if each.code == "formula-as-tex"]
    assert [(each.span.line, each.severity) for each in losses] == [(3, "loss")]
    assert all("\\copyright" in text_of(pdf) for pdf in files.values())


WIDE = " + ".join(f"x_{{{place}}}" for place in range(60))


def test_a_formula_too_wide_to_read_is_a_loss_where_it_stands(tmp_path: Path) -> None:
    root = f"\\sqrt{{{WIDE}}}"
    text = QUESTION.replace("it?", f"it?\n\n$$x + 1$$\n\n$${root}$$\n\nOr ${root}$?")
    bank = small(tmp_path, text, files={"lessons/l.md": f"---\nid: l\ntitle: L\n---\n\nText.\n\n$${root}$$\n"})
    _, found = written(TARGET, bank)
    losses = [each for each in found if each.code == "formula-small"]
    places = [(each.question, each.span.path, each.span.line, each.severity) for each in losses]
    assert places == [
        ("q", "questions/a.md", 7, "loss"),
        ("q", "questions/a.md", 9, "loss"),
        ("l", "lessons/l.md", 8, "loss"),
    ]


@pytest.mark.parametrize("size", [None, 18, 24])
@pytest.mark.parametrize("mark", ["$", "$$"])
def test_a_wide_formula_is_broken_to_the_width_of_a_choice(
    tmp_path: Path, mark: str, size: Literal[18, 24] | None
) -> None:
    bank = small(tmp_path, QUESTION.replace("this", f"{mark}{WIDE}{mark}"))
    pdf, found = paper(bank, Options(quizzes=("z",), large_print=size))
    assert [each.code for each in found] == []
    assert problems(pdf) == []


def test_a_character_is_found_wherever_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", dict)
    files = {
        "lessons/l.md": "---\nid: l\ntitle: L\nsummary: ok\n---\n\nA lesson with \u05d0.\n",
        "questions/b.md": "# Case {#case .passage}\n\nA \u05d1 text.\n\n# Q {#r passage=case}\n\nS?\n\n- [x] a\n- [ ] b\n",
    }
    quiz = QUIZ + "instructions: 'An \u05d2'\n"
    bank = small(tmp_path, QUESTION.replace("# T", "# T\u05d3"), quiz.replace("[q]", "[q, r]"), files)
    made, found = written(TARGET, bank)
    assert made == {}
    told = [each for each in found if each.code == "font-missing"]
    assert [each.span.path for each in told] == ["questions/b.md"]
    assert [each.span.path for each in told[0].related] == ["quizzes/z.yaml", "questions/a.md"]
    assert told[0].message.endswith("and 1 more, so `pdf/z-paper.pdf` and 2 other documents are not written")


# --- sizes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "points"), [(None, 12), (18, 18), (24, 24)])
def test_large_print_has_larger_text_and_the_same_numbers_and_marks(
    tmp_path: Path, size: int | None, points: int
) -> None:
    pdf, found = paper(small(tmp_path), Options(quizzes=("z",), large_print=size))  # type: ignore[arg-type]
    assert [each for each in found if each.severity in ("error", "warning")] == []
    sizes: dict[str, float] = {}

    def note(text: str, page: list[float], line: list[float], _: object, size: float) -> None:
        for word in text.split():
            sizes[word] = round(abs(size * page[3] * line[3]), 1)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    assert {word: sizes[word] for word in ("this", "that")} == {"this": points, "that": points}
    assert problems(pdf) == []
    assert "1 mark" in text_of(pdf)
    assert {"1", "this", "that"} <= set(text_of(pdf).split())


@pytest.mark.parametrize(("name", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_sizes(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    pdf, _ = paper(small(tmp_path), Options(quizzes=("z",), paper=name))  # type: ignore[arg-type]
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == size


def test_ids_stand_on_the_paper_only_where_asked(tmp_path: Path) -> None:
    bank = small(tmp_path, QUESTION.replace("#q", "#quite-rare").replace("T", "Z"), QUIZ.replace("[q]", "[quite-rare]"))
    assert "quite-rare" not in text_of(paper(bank)[0])
    assert "quite-rare" in text_of(paper(bank, Options(quizzes=("z",), show_ids=True))[0])


def test_a_question_longer_than_a_page_says_so_at_foot_and_head(tmp_path: Path) -> None:
    pdf, _ = paper(small(tmp_path, "# T {#q .essay points=25}\n\nWhy?\n"))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) >= 3
    assert "Question 1 continues on the next page" in pages[-2]
    assert "Question 1 continued" in pages[-1]
    assert "continue" not in pages[0]


def test_questions_in_the_banks_language_say_so_on_a_paper_of_another(tmp_path: Path) -> None:
    pdf, _ = paper(small(tmp_path, quiz=QUIZ.replace("title: Z", "title: Z\nlang: de")))
    assert "en" in {str(each.node["/Lang"]) for each in Tagged(pdf).walk() if "/Lang" in each.node}
