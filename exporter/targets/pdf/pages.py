"""From the bank to filled-in pages: HTML, CSS and fonts of one document, ready for the engine.

Loaded only where a document is drawn anew (`exporter.targets.pdf.plans` is what a build without a change needs).
"""

from __future__ import annotations

import html
import os
import re
from datetime import UTC, datetime
from typing import Literal

from exporter.job import Job, Options
from exporter.model import Quiz
from exporter.targets.layout import Layout
from exporter.targets.pdf.fonts import plan_fonts
from exporter.targets.pdf.guide import aims, guide_view
from exporter.targets.pdf.math import Formulas
from exporter.targets.pdf.plans import Page, Role
from exporter.targets.pdf.selection import Paper
from exporter.targets.pdf.text import PrintWriting
from exporter.targets.pdf.views import Viewer
from exporter.targets.words import read_words

_TAGS = re.compile(r"<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>", re.DOTALL)
_STANDARD_SIZE = 12
"""Points of running text (print.md: 12 or larger)."""

_A4, _LETTER = 210.0, 215.9
_MARGINS, _LARGE_MARGINS = 74.0, 32.0
"""Millimetres that the paper's styles leave empty on both sides of a stem: of the page, of numbers and of marks."""
_CHOICE = 3.2
"""Em before the text of a choice."""
_MILLIMETRES_A_POINT = 25.4 / 72


def quiz_page(role: Literal["paper", "key"], quiz: Quiz, paper: Paper, job: Job, layout: Layout) -> Page:
    """Return the paper or the key of a quiz, filled in."""
    bank = job.bank
    words = read_words(quiz.lang or bank.language, job.options.templates)
    writing = PrintWriting(Formulas(job.cache, room_for_formulas(job.options, role)), bank.media, words)
    viewer = Viewer(bank, writing, quiz.id, shuffle=quiz.shuffle_choices, answers=role == "key")
    return _page(role, job, layout, viewer, viewer.quiz(quiz, paper))


def guide_page(job: Job, layout: Layout) -> Page:
    """Return the study guide of the bank, filled in."""
    bank = job.bank
    words = read_words(bank.language, job.options.templates)
    writing = PrintWriting(
        Formulas(job.cache, room_for_formulas(job.options, "guide")),
        bank.media,
        words,
        links=lambda link: aims(bank, link),
    )
    viewer = Viewer(bank, writing, bank.id, shuffle=False, answers=True)
    return _page("guide", job, layout, viewer, guide_view(bank, viewer))


def room_for_formulas(options: Options, role: Role) -> float:
    """Return how wide a formula may be, in em: the column of a choice on the paper, the narrowest outside tables."""
    large = options.large_print if role != "key" else None
    width = (_LETTER if options.paper == "letter" else _A4) - (_MARGINS if large is None else _LARGE_MARGINS)
    return width / ((large or _STANDARD_SIZE) * _MILLIMETRES_A_POINT) - _CHOICE


def _page(role: Role, job: Job, layout: Layout, viewer: Viewer, view: object) -> Page:
    options, words, formulas = job.options, viewer.words, viewer.writing.formulas
    large = options.large_print if role != "key" else None
    values = {
        "words": words,
        role if role == "guide" else "quiz": view,
        "role": role,
        "paper": options.paper,
        "size": large or _STANDARD_SIZE,
        "large": large is not None,
        "show_ids": options.show_ids or role != "paper",
        "created": _created(),
        "authors": ", ".join(author.name for author in job.bank.authors),
    }
    filled = layout.fill(f"{role}.html", **values)
    text = html.unescape(_TAGS.sub(" ", filled))
    pictures = (_picture_text(job, path) for path in job.bank.media if path.endswith(".svg") and path in filled)
    fonts = plan_fonts([text, *pictures, "…"], code="<code" in filled or "<pre" in filled or "<kbd" in filled)
    css = layout.fill("print.css", **values, fonts=fonts) + layout.fill(f"{role}.css", **values, fonts=fonts)
    return Page(filled, css, fonts, formulas.drawn, tuple(formulas.placed), tuple(formulas.findings))


def _picture_text(job: Job, path: str) -> str:
    """Return the text inside an SVG picture, which needs fonts as well."""
    return html.unescape(_TAGS.sub(" ", job.media_bytes(path).decode("utf-8", "replace")))


def _created() -> str:
    """Return SOURCE_DATE_EPOCH as an ISO date, or an empty string: a PDF has no date unless one is given."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch.isdigit() else ""
