"""One question as a student meets it: its form, empty places for what is said, and its key, veiled."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from exporter.diagnostics import Diagnostic, Span
from exporter.model import Bank, Cloze, Description, LinkStart, Question, type_of
from exporter.targets.amounts import amount_of
from exporter.targets.html.forms import Form, form_of, gaps_of
from exporter.targets.html.key import Key, facts_of, key_of
from exporter.targets.html.look import Look
from exporter.targets.html.shapes import gap_shape, gap_texts, gap_with_texts, shape_of, texts_of, with_texts
from exporter.targets.html.text import PageWriting
from exporter.targets.html.veil import veiled
from exporter.targets.languages import direction

SCRIPTS = tuple(
    f"html/{name}.js"
    for name in "roots scrolling scoring elements dice state ordering pointing answers marks feedback exercise".split()  # noqa: SIM905
)
"""What a page with exercises runs, in this order; `Exercises.start()` then wakes every exercise on it."""
STYLE = "html/exercise.css"


class Exercise(msgspec.Struct, frozen=True):
    """A question rendered."""

    html: Markup
    key: Key
    """How an answer is scored, and what is said about it; stands veiled in `html`."""
    files: tuple[str, ...]
    """Paths of the bank's media in it, each once: those on the screen, then those in the key alone."""
    hidden_files: tuple[str, ...]
    """Those of `files` that only the key needs."""
    findings: tuple[Diagnostic, ...] = ()
    """Losses that hang on a value, such as a formula that stays TeX."""


def exercise(question: Question, bank: Bank, look: Look) -> Exercise:
    """Return the question as an exercise; a template that cannot be filled in raises `TemplateError`."""
    seen = PageWriting(look)
    form = form_of(question, bank, seen)
    if isinstance(question, Cloze):
        seen = _with_gaps(question, look, seen)
    stem = seen.block(question.stem)
    told = PageWriting(look)
    key: Key = {}
    beside: dict[str, object] = {"references": "", "facts": ()}
    if isinstance(question, Description):
        beside = {"references": _references(question, seen), "facts": facts_of(question, look.words)}
    else:
        key = {**key_of(question, told), **form.places}
    hidden = tuple(path for path in told.files if path not in seen.files)
    html = _filled(question, bank, look, form, stem, veiled(key) if key else Markup(), **beside)
    found = dict.fromkeys((*seen.findings, *told.findings))
    findings = tuple(msgspec.structs.replace(each, question=question.id) for each in found)
    return Exercise(html, key, (*seen.files, *hidden), hidden, findings)


def _references(question: Description, writing: PageWriting) -> Markup | str:
    return "" if question.references is None else writing.block(question.references)


def _with_gaps(question: Cloze, look: Look, writing: PageWriting) -> PageWriting:
    gaps = gaps_of(question, writing)

    def gap(number: int) -> str:
        view = gaps[number]

        def values(texts: Sequence[object]) -> dict[str, object]:
            return {"gap": gap_with_texts(view, texts), "words": look.words}

        shape = (*gap_shape(view), look.words)
        return look.layout.fill_alike("html/form/gap.html", shape, gap_texts(view), values).strip()

    made = PageWriting(look, gap)
    made.files = writing.files
    made.findings = writing.findings
    return made


def _filled(question: Question, bank: Bank, look: Look, form: Form, *own: str, **beside: object) -> Markup:
    """Return the template filled in; `own` are stem and key, `beside` what only descriptions have."""
    words = look.words
    language = question.lang or bank.language
    foreign = language != words.language
    lesson = bank.lessons.get(question.lesson or "")
    same = {
        "type": type_of(question),
        "level": look.level,
        "marks": amount_of(question.points, words),
        "lang": language if foreign else "",
        "dir": direction(language) if foreign else "",
        "lesson": lesson_address(lesson.id, look) if lesson else "",
        "lesson_title": lesson.title if lesson else "",
        "hints": len(question.hints),
        "words": words,
    }
    heading = question.title if look.heading is None else look.heading
    texts = (question.id, heading, *own, *texts_of(form))

    def values(texts: Sequence[object]) -> dict[str, object]:
        ident, heading, stem, key, *others = texts
        shown = with_texts(form, others)
        return {"id": ident, "heading": heading, "stem": stem, "key": key, "form": shown, **same, **beside}

    shape = shape_of(form)
    html = look.layout.fill_alike("html/exercise.html", shape and (*shape, *same.values()), texts, values)
    return Markup(html)  # noqa: S704 - made by a template that escapes


def lesson_address(lesson: str, look: Look) -> str:
    """Return the address of the lesson that a question belongs to."""
    return look.link(LinkStart("lesson", lesson, Span("")))


def runtime_words(look: Look) -> str:
    """Return the words that the scripts need as JSON for the data block `exercise-words`, safe inside a script."""
    words = {name: look.words.phrase(name) for name in _RUNTIME}
    return msgspec.json.encode(words).decode().replace("<", "\\u003c")


_RUNTIME = (
    *("answer-first", "answered", "check", "check-again", "correct", "decimal", "draw-again", "earned"),
    *("explanation", "hide-clock", "hint", "incorrect", "kept", "marked-missed", "marked-right", "marked-wrong"),
    *("marker-at", "minutes", "model-answer", "moved", "not-a-number", "not-answered", "not-kept", "partly-correct"),
    *("position", "question", "references", "right-answer", "rubric", "score", "seconds", "self-marked"),
    *("show-clock", "time-left", "time-up"),
)
"""The keys of the words that the scripts say."""
