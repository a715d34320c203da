"""Questions marked by hand, and text between questions: essay, file upload, description."""

from __future__ import annotations

from exporter.model import Essay, FileUpload
from exporter.targets.qti.sheet import Sheet

_LINES = "10"


def essay(sheet: Sheet, question: Essay) -> None:
    """Write an extended text; a declared right response would make Canvas compare it, so there is none."""
    sheet.response("string")
    sheet.stem()
    sheet.place(sheet.interaction("extendedTextInteraction", expectedLines=_LINES))
    _for_the_marker(sheet, question)


def file_upload(sheet: Sheet, question: FileUpload) -> None:
    """Write an upload interaction."""
    sheet.response("file")
    sheet.stem()
    sheet.place(sheet.interaction("uploadInteraction"))
    _for_the_marker(sheet, question)


def description(sheet: Sheet) -> None:
    """Write a text without an interaction or a score."""
    sheet.stem()
    if references := sheet.references():
        sheet.place(references)


def _for_the_marker(sheet: Sheet, question: Essay | FileUpload) -> None:
    if question.rubric is not None:
        sheet.rubric("rubric", question.rubric)
    if question.model_answer is not None:
        sheet.rubric("model-answer", question.model_answer)
