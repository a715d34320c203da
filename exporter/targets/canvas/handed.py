"""Questions marked by hand, and text between questions: essay, file upload, description."""

from __future__ import annotations

from exporter.model import Essay, RichText
from exporter.richtext import plain
from exporter.targets.canvas import elements
from exporter.targets.canvas.elements import Element
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
    presentation = sheet.presentation("essay_question", **fields)
    response = elements.append(presentation, elements.RESPONSE_STR, ident="response1", rcardinality="Single")
    render = elements.append(response, elements.RENDER_FIB)
    elements.append(render, elements.RESPONSE_LABEL, ident="answer1", rshuffle="No")
    _unscored(sheet.processing())


def file_upload(sheet: Sheet) -> None:
    """Write a file upload, which is known by its type alone."""
    sheet.presentation("file_upload_question")
    sheet.unscored()


def description(sheet: Sheet) -> None:
    """Write a text without points or scoring."""
    sheet.presentation("text_only_question", sheet.references())


def _unscored(processing: Element) -> None:
    _, test = elements.condition(processing, final=True)
    elements.append(test, elements.OTHER)
