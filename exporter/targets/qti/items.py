"""One question as one item of QTI: the table of types."""

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
from exporter.targets.qti.by_hand import description, essay, file_upload
from exporter.targets.qti.choices import multiple_choice, multiple_response, true_false
from exporter.targets.qti.cloze import cloze
from exporter.targets.qti.hotspot import hotspot
from exporter.targets.qti.sheet import Sheet
from exporter.targets.qti.sorting import categorize, matching, ordering
from exporter.targets.qti.typed import numerical, short_answer


def write_item(sheet: Sheet) -> str:
    """Return the item of the sheet's question; losses are on the sheet."""
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
            file_upload(sheet, question)
        case Hotspot():
            hotspot(sheet, question)
        case Description():
            description(sheet)
        case _:
            assert_never(question)
    return sheet.finish()
