"""One question as one item of QTI 1.2: the table of types."""

from __future__ import annotations

from typing import assert_never

from exporter.model import (
    Categorize,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Hotspot,
    Matching,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    Ordering,
    ShortAnswer,
    TrueFalse,
)
from exporter.targets.canvas.by_hand import description, essay, file_upload
from exporter.targets.canvas.choices import multiple_choice, multiple_response, true_false
from exporter.targets.canvas.cloze import cloze
from exporter.targets.canvas.hotspot import hotspot
from exporter.targets.canvas.sheet import Sheet
from exporter.targets.canvas.sorting import categorize, matching, ordering
from exporter.targets.canvas.typed import numerical, short_answer


def write_item(sheet: Sheet) -> str | None:
    """Return the item of the sheet's question as XML, or None where Canvas cannot hold it; losses are on the sheet."""
    question = sheet.question
    match question:
        case MultipleChoice():
            multiple_choice(sheet, question)
        case MultipleResponse():
            multiple_response(sheet, question)
        case TrueFalse():
            true_false(sheet, question)
        case ShortAnswer():
            short_answer(sheet, question)
        case Numerical():
            numerical(sheet, question)
        case Cloze():
            cloze(sheet, question)
        case Matching():
            matching(sheet, question)
        case Ordering():
            ordering(sheet, question)
        case Categorize():
            categorize(sheet, question)
        case Essay():
            essay(sheet, question)
        case FileUpload():
            file_upload(sheet)
        case Hotspot():
            hotspot(sheet, question)
        case Description():
            description(sheet)
        case _:
            assert_never(question)
    return None if sheet.left_out else sheet.xml()
