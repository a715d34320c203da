"""One Markdown file of the bank to records: a pure function of its text, its path and the bank's own data.

So what it returns can be kept by the hash of those, and taken from the cache when nothing of them changed.
"""

from __future__ import annotations

import posixpath
from typing import Literal

from exporter.model import Lesson, Passage, Question
from exporter.reader.document import read_document
from exporter.reader.file_content import FileContent
from exporter.reader.keys import Values
from exporter.reader.lessons import question_front_matter, read_lesson
from exporter.reader.places import Page
from exporter.reader.questions import read_section
from exporter.store import encode, summary_of


def read_file(
    kind: Literal["questions", "lessons"], path: str, text: str, language: str, defaults: Values
) -> FileContent:
    """Return what the file at `path` (relative to the bank) holds; `defaults` are the bank's for questions."""
    page = Page(path, text, language)
    folder = tuple(posixpath.dirname(path).split("/")[1:])
    document = read_document(page, sections=kind == "questions")
    questions: list[Question] = []
    passages: list[Passage] = []
    lessons: list[Lesson] = []
    unread = 1 if document is None else 0
    if document is not None and kind == "lessons":
        lesson = read_lesson(page, document, folder)
        if lesson is not None:
            lessons.append(lesson)
    elif document is not None:
        layers = (defaults, question_front_matter(page, document.front_matter))
        for section in document.sections:
            made = read_section(page, section, document.references, layers, folder)
            if isinstance(made, Passage):
                passages.append(made)
            elif made is not None:
                questions.append(made)
            else:
                unread += 1
    return FileContent(
        questions=tuple(encode(each) for each in questions),
        summaries=tuple(summary_of(each) for each in questions),
        passages=tuple(passages),
        lessons=tuple(lessons),
        findings=tuple(page.findings),
        facts=page.facts,
        unread=unread,
        lost=document is None,
    )
