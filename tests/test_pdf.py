"""Paper, key and guide of the published examples: one rendering, read back with a PDF library."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pytest
from pypdf import PdfReader

from exporter.diagnostics import Diagnostic
from exporter.model import Bank, Description
from exporter.targets.pdf import TARGET
from tests.pdfua import Tagged, problems
from tests.small_banks import written

Made = tuple[dict[str, bytes], list[Diagnostic]]
PAPER, KEY, GUIDE = "pdf/first-quiz-paper.pdf", "pdf/first-quiz-key.pdf", "pdf/examples-guide.pdf"


@pytest.fixture(scope="session")
def made(examples: Bank) -> Made:
    return written(TARGET, examples)


@pytest.fixture(scope="session")
def texts(made: Made) -> Mapping[str, str]:
    return {path: text_of(pdf) for path, pdf in made[0].items()}


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_there_is_a_paper_and_a_key_for_each_quiz_and_a_guide(made: Made) -> None:
    assert list(made[0]) == ["pdf/drawn-quiz-paper.pdf", "pdf/drawn-quiz-key.pdf", PAPER, KEY, GUIDE]


def test_every_document_is_tagged_as_pdf_ua_asks(made: Made) -> None:
    assert {path: problems(pdf) for path, pdf in made[0].items() if problems(pdf)} == {}


def test_the_engine_complains_of_nothing(made: Made) -> None:
    assert [each for each in made[1] if each.code in {"print-warning", "template-wrong", "font-missing"}] == []


def test_title_language_and_window_title(made: Made) -> None:
    reader = PdfReader(io.BytesIO(made[0][KEY]))
    assert reader.metadata is not None
    assert reader.metadata.title == "A first quiz: Answer key"
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.metadata.creation_date is None


def test_the_paper_tells_the_candidate_all_that_counts(texts: Mapping[str, str]) -> None:
    paper = texts[PAPER]
    for words in ("A first quiz", "EX-1", "20 min", "27.5 marks", "Answer every question.", "Name", "Date"):
        assert words in paper
    for words in (
        "Page 1 of 5",
        "Page 5 of 5",
        "Turn over",
        "End of paper",
        "Choices",
        "Words and numbers",
        "20 marks",
    ):
        assert words in paper


def test_name_and_code_stand_on_every_page(made: Made) -> None:
    for page in PdfReader(io.BytesIO(made[0][PAPER])).pages:
        text = page.extract_text()
        assert "EX-1" in text
        assert "Name" in text


def test_turn_over_stands_at_the_foot_of_each_front_but_the_last_page(made: Made) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made[0][PAPER])).pages]
    assert ["Turn over" in page for page in pages] == [True, False, True, False, False]
    assert ["End of paper" in page for page in pages] == [False, False, False, False, True]


def test_the_paper_gives_nothing_away(texts: Mapping[str, str]) -> None:
    paper = texts[PAPER]
    for words in ("mc-plain", "Explanation", "Hint", "Right answer", "The link between mood", "lifts blame", "16 ± 2"):
        assert words not in paper
    assert "Right answer" in texts[KEY]


def test_marks_stand_beside_every_question(texts: Mapping[str, str]) -> None:
    assert texts[PAPER].count(" marks") + texts[PAPER].count(" mark ") >= 14


def test_the_key_has_answers_ids_reasons_and_rubric(texts: Mapping[str, str], examples: Bank) -> None:
    key = texts[KEY]
    for reference in (each for section in examples.quizzes["first-quiz"].sections for each in section.questions):
        assert reference.id in key
    for words in ("Right answer", "Part marks:", "All or nothing", "Marked by hand.", "Rubric", "Model answer", "Hint"):
        assert words in key
    assert "first-quiz" in key


def test_the_guide_holds_every_question_and_lesson_with_page_numbers(texts: Mapping[str, str], examples: Bank) -> None:
    guide = texts[GUIDE]
    for question in examples.questions:
        assert question.id in guide
        assert question.title in guide
    for lesson in examples.lessons.values():
        assert lesson.title in guide
    assert re.search(r"Questions[. ]+\d+", guide)


def test_every_question_has_a_bookmark(made: Made, examples: Bank) -> None:
    def flat(outline: list[object]) -> list[str]:
        names: list[str] = []
        for each in outline:
            names += flat(each) if isinstance(each, list) else [str(getattr(each, "title", ""))]
        return names

    names = flat(list(PdfReader(io.BytesIO(made[0][PAPER])).outline))
    assert [name for name in names if name.startswith("Question")] == [f"Question {n}" for n in range(1, 15)]
    guide = " | ".join(flat(list(PdfReader(io.BytesIO(made[0][GUIDE])).outline)))
    assert all(question.title in guide for question in examples.questions)


def test_text_comes_out_in_the_order_of_reading(texts: Mapping[str, str]) -> None:
    paper = texts[PAPER]
    stems = ["mainly work on", "limited in time", "new baby", "How many sessions", "Put the steps", "Explain what the"]
    places = [paper.index(stem) for stem in stems]
    assert places == sorted(places)


def test_pictures_and_formulas_have_alternative_texts(made: Made) -> None:
    alternatives = Tagged(made[0][PAPER]).alternatives()
    assert any("sum" in each for each in alternatives)
    assert all(each.strip() for each in alternatives)


def test_a_passage_of_another_language_says_so(made: Made) -> None:
    languages = {str(each.node["/Lang"]) for each in Tagged(made[0][GUIDE]).walk() if "/Lang" in each.node}
    assert "ar" in languages


def test_the_drawing_is_told_and_named_on_the_key(made: Made, texts: Mapping[str, str]) -> None:
    notes = [each for each in made[1] if each.code == "drawn-for-paper"]
    assert [each.question for each in notes] == ["drawn-quiz"]
    assert "drawn at random" in texts["pdf/drawn-quiz-key.pdf"]
    assert "drawn at random" not in texts["pdf/drawn-quiz-paper.pdf"]


def test_a_description_is_printed_without_a_number(made: Made, texts: Mapping[str, str], examples: Bank) -> None:
    assert isinstance(examples.question("desc-plain"), Description)
    assert "Read the next questions" in texts["pdf/drawn-quiz-paper.pdf"]
    names = str(PdfReader(io.BytesIO(made[0]["pdf/drawn-quiz-paper.pdf"])).outline)
    assert "Question 4" in names
    assert "Question 5" not in names


def test_losses_of_the_quiz_and_of_its_questions_are_told_once(made: Made) -> None:
    losses = [(each.code, each.feature, each.span) for each in made[1] if each.severity == "loss"]
    assert len(losses) == len(set(losses))
    assert {code for code, _, _ in losses} >= {"paper-settings", "feature-lost"}
    settings = next(each for each in made[1] if each.code == "paper-settings" and each.question == "first-quiz")
    assert "`attempts`" in settings.message
    assert "`one-at-a-time`" in settings.message


def test_no_path_of_this_machine_is_in_a_pdf(made: Made) -> None:
    for pdf in made[0].values():
        reader = PdfReader(io.BytesIO(pdf))
        everything = b"".join(
            bytes(each.get_data())
            for number in range(len(reader.xref_objStm) + 500)
            if (each := reader.get_object(number)) is not None and hasattr(each, "get_data")
        )
        for needle in (b"/tmp", b"/home", b"site-packages", b"weasyprint-"):
            assert needle not in pdf
            assert needle not in everything
