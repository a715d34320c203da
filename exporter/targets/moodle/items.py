"""The types of questions in Moodle: one arm each, and what `mypy` misses when a type is forgotten."""

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
    Question,
    ShortAnswer,
    TrueFalse,
)
from exporter.targets.moodle.by_hand import description, essay, file_upload
from exporter.targets.moodle.choices import multiple_choice, multiple_response, true_false
from exporter.targets.moodle.cloze import cloze
from exporter.targets.moodle.draft import Draft
from exporter.targets.moodle.hotspot import hotspot
from exporter.targets.moodle.menus import fits_menus, menus_in_text
from exporter.targets.moodle.pairs import categorize, matching, ordering
from exporter.targets.moodle.setting import Setting
from exporter.targets.moodle.typed import numerical, short_answer


def question_draft(question: Question, setting: Setting) -> Draft:
    """Return the question as Moodle holds it; a draft without an element where Moodle can hold it in no form."""
    match question:
        case MultipleChoice():
            return multiple_choice(question, setting)
        case MultipleResponse():
            return multiple_response(question, setting)
        case TrueFalse():
            return true_false(question, setting)
        case ShortAnswer():
            return short_answer(question, setting)
        case Numerical():
            return numerical(question, setting)
        case Cloze():
            return menus_in_text(question, setting) if fits_menus(question) else cloze(question, setting)
        case Matching():
            return matching(question, setting)
        case Ordering():
            return ordering(question, setting)
        case Categorize():
            return categorize(question, setting)
        case Essay():
            return essay(question, setting)
        case FileUpload():
            return file_upload(question, setting)
        case Hotspot():
            return hotspot(question, setting)
        case Description():
            return description(question, setting)
        case _:
            assert_never(question)
