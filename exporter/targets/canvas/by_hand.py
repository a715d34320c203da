"""Questions marked by hand, and text between questions: essay, file upload, description."""

from __future__ import annotations

from exporter.model import Essay, RichText
from exporter.richtext import plain
from exporter.targets import qti12 as elements
from exporter.targets.canvas.sheet import Sheet
from exporter.targets.languages import Label, label


def essay(sheet: Sheet, question: Essay) -> None:
    """Write an essay: a text field that nothing is compared with (any comparison makes it a gap in New Quizzes)."""
    parts: tuple[tuple[Label, RichText | None], ...] = (
        ("rubric", question.rubric),
        ("model-answer", question.model_answer),
    )
    notes = "\n\n".join(
        f"{label(name, sheet.setting.labels)}: {plain(text)}" for name, text in parts if text is not None
    )
    fields = {"grading_notes": notes} if notes else {}
    sheet.present("essay_question", elements.text_field(), **fields)
    sheet.begin_scoring()
    sheet.score_nothing()


def file_upload(sheet: Sheet) -> None:
    """Write a file upload, which is known by its type alone."""
    sheet.present("file_upload_question")
    sheet.begin_scoring()


def description(sheet: Sheet) -> None:
    """Write a text without points or scoring."""
    sheet.present("text_only_question", ending=sheet.references())
