"""Advice on the text of a question: negations, and how hard it is to read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from exporter.advice.view import View, asking, sentences, words_in
from exporter.codes.advice import DOUBLE_NEGATIVE, NEGATIVE_STEM, READING_LEVEL
from exporter.diagnostics import Diagnostic
from exporter.model import RichText
from exporter.richtext import plain

_STRESSED = re.compile(r"<(strong|b|em|i|u|mark)(?: [^>]*)?>.*?</\1>", re.DOTALL)
_LEAST_WORDS = 30
"""Below this the measures swing with every word."""
_HIGHEST_GRADE = 16
"""Flesch-Kincaid grade: years of schooling, of which sixteen end a first degree."""
_HIGHEST_LIX = 60
"""Björnsson's scale calls what lies above very difficult."""
_BY_LIX = frozenset({"de", "nl"})
_LONG_WORD = 7
"""Letters from which LIX calls a word long."""


def negative_stem(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where the sentence that asks (or the statement) is negative and nothing stresses it."""
    if not view.is_negative:
        return
    found = next(_negations(view, view.asking), "")
    stem = view.question.stem
    bare = RichText((_STRESSED.sub(" ", _joined(stem)),), stem.span, stem.inline)
    if found and found in _negations(view, asking(view.question, plain(bare))):
        message = f"nothing stresses `{found}` in the sentence that asks"
        hint = f"ask for what is so, or write `**{found}**`"
        yield NEGATIVE_STEM.at(stem.span, message, hint, question=view.question.id)


def double_negative(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where question and option are both negative."""
    if not view.options or not view.is_negative:
        return
    for option in view.options:
        found = next(_negations(view, option.claim), "")
        if found:
            message = f"the question is negative, and so is this option (`{found}`)"
            yield DOUBLE_NEGATIVE.at(option.span, message, "ask for what is so", question=view.question.id)
            return


def _negations(view: View, text: str) -> Iterator[str]:
    """Yield the whole words of the text that negate; capitals stress, so they are not found."""
    for found in view.words.negation.finditer(text) if view.words is not None else ():
        start = found.start()
        while start and text[start - 1].isalpha():
            start -= 1
        yield text[start : found.end()]


def _joined(text: RichText) -> str:
    return "".join(part for part in text.parts if isinstance(part, str))


def reading_level(view: View) -> Iterator[Diagnostic]:
    """Yield a finding where the stem is hard to read by the measure for its language; other languages have none."""
    if view.language not in {"en", *_BY_LIX}:
        return
    words = words_in(view.stem) if len(view.folded) >= _LEAST_WORDS else []
    if len(words) < _LEAST_WORDS:
        return
    measured = _lix(view, words) if view.language in _BY_LIX else _grade(view, words)
    if measured:
        yield READING_LEVEL.at(
            view.question.stem.span, measured, "break up long sentences, use shorter words", question=view.question.id
        )


def _grade(view: View, words: list[str]) -> str:
    """Return what is to be said of the grade by Flesch and Kincaid (Kincaid et al. 1975), nothing up to the limit."""
    import readability  # noqa: PLC0415 - only where a stem is long

    syllables = sum(map(_syllables, words))
    grade = readability.KincaidGradeLevel(syllables, len(words), len(sentences(view.stem)))
    return f"the Flesch-Kincaid grade of this text is {grade:.0f}" if grade > _HIGHEST_GRADE else ""


@functools.lru_cache(maxsize=1 << 14)
def _syllables(word: str) -> int:
    from readability.langdata import LANGDATA  # noqa: PLC0415 - as above

    return int(LANGDATA["en"]["syllables"](word))


def _lix(view: View, words: list[str]) -> str:
    """Return what is to be said of Björnsson's index (1968), nothing up to the limit."""
    import readability  # noqa: PLC0415

    long = sum(len(word) >= _LONG_WORD for word in words)
    index = readability.LIX(len(words), long, len(sentences(view.stem)))
    return f"the LIX of this text is {index:.0f}" if index > _HIGHEST_LIX else ""
