"""A question's own words apart from its shape, so that whoever writes many questions of one shape writes it once.

Banks have many questions that differ in nothing but their words. A word here is a run of letters, digits, blanks and
tame punctuation, or a number of a formula. No escaping changes it, and no rule of a target's asks what it says: marks,
quotation marks, brackets and whatever else means something somewhere belong to the shape. So does what can count about
words: which of them are the same, which are numbers, and that no text is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from itertools import count

import msgspec
from msgspec.structs import replace

from exporter.diagnostics import Span
from exporter.formula_numbers import FIRST_MARK, numbers_apart, with_numbers
from exporter.model import Math, MultipleChoice, MultipleResponse, Part, Question, RichText
from exporter.run_cache import RunCache

_LETTERS = "A-Za-z\u00c0-\u024f"
_TAME = ",.;:!?()’“”…–-"
_RUN = rf"[{_LETTERS}1-9](?:[{_LETTERS}0-9 {_TAME}]*[{_LETTERS}0-9])?(?![^\s<\0\"'{_TAME}])"
_PIECE = re.compile(rf"((?:<[^>\0]*>|[\s\0\"'‘„{_TAME}])*)(?:({_RUN})|([^\s\0][^\s<\0]*))?")
"""Tags and tame signs, and after them a word, or whatever another sign than the tame ones touches."""
_RESERVED = "FILEBASE"
"""Letters that a platform puts an address in the place of, and that writers therefore part."""
_TAKEN_OUT = "rp"
"""An element that writers take out with what it holds, so that what stood on both sides of it touches."""
_BETWEEN, _WORD = "\0", "\1"
"""Between texts, and in the place of a word: signs that no text of a bank holds."""
PLACES = "\0"
"""The path of spans that are marks."""
_LONGEST = 600
"""Characters of a text: platforms cut or refuse what has some thousand bytes, explanation and references in one.

Marks grow to almost four times as many where a platform drops the tag that the author wrote.
"""
_GROWN = 6
"""Characters that one of a formula may become."""
_LONGEST_NAME = 60
"""Characters of an id and of a title, which are cut much earlier."""
_FEWEST = 3
"""Choices: of two the words may say true and false."""
_MOST = 256
"""Different words."""
MARK = re.compile(r"w?(1[0-9]{12})w?")
"""What stands for a word in a question that is `marked`: a number from `FIRST_MARK` on, between two letters where the
word is no number itself. Whatever else looks like it must not be there.
"""
_SIZE = 16
"""Bytes of a digest."""
_IN_MEMORY = 8 << 20
"""Bytes of words that are kept in memory: those of 5000 questions."""

_Picked = MultipleChoice | MultipleResponse
_ENCODER = msgspec.msgpack.Encoder()


class Wording(msgspec.Struct, frozen=True):
    """A question in two parts."""

    shape: bytes
    """A digest of what the question is beside its words and places; the same for all that differ in those alone."""
    words: tuple[str, ...]
    """Each word once, in the order of their first use; the first is the id."""


class Wordings:
    """The wordings of a bank's questions, for the targets of one run: each is made once and kept outside memory."""

    def __init__(self) -> None:
        self._kept = RunCache(_IN_MEMORY)

    def of(self, question: Question) -> Wording | None:
        """Return the wording of a question of the bank; None where it has none (see `wording_of`)."""
        if not isinstance(question, _Picked):
            return None
        key = question.id.encode()
        kept = self._kept.get(key)
        if kept is None:
            made = wording_of(question)
            self._kept.put(key, b"" if made is None else made.shape + _BETWEEN.join(made.words).encode())
            return made
        return Wording(kept[:_SIZE], tuple(kept[_SIZE:].decode().split(_BETWEEN))) if kept else None


def wording_of(question: Question) -> Wording | None:
    """Return the wording of a question that is picked from three choices or more; None where a target may look closer.

    That is where it shares a passage, shows files or links, or has a long text.
    """
    if not isinstance(question, _Picked) or len(question.choices) < _FEWEST or question.passage:
        return None
    if len(question.id) > _LONGEST_NAME or len(question.title) > _LONGEST_NAME:
        return None
    runs: list[str] = [question.title]
    numbers: list[str] = []
    forms: list[object] = []
    for text in _texts(question):
        if text is None:
            forms.append(None)
            continue
        form = _form(text, runs, numbers)
        if form is None:
            return None
        forms.append(form)
    joined = _BETWEEN.join(runs)
    if _RESERVED in joined:
        return None
    pieces = _PIECE.findall(joined)
    words = [question.id, *[word for _, word, _ in pieces if word], *numbers]
    first: dict[str, int] = {}
    order = [first.setdefault(word, len(first)) for word in words]
    if len(first) > _MOST or "  " in _BETWEEN.join(first):
        return None
    rest = _ENCODER.encode((_rest(question), forms, list(map(str.isdecimal, first)), len(numbers)))
    shape = "".join([before + (word and _WORD) + touched for before, word, touched in pieces])
    digest = blake2b(shape.encode(), digest_size=_SIZE)
    digest.update(_BETWEEN.encode() + bytes(order) + rest)
    return Wording(digest.digest(), tuple(first))


def marked(question: Question, wording: Wording) -> Question:
    """Return the question with a mark in place of each word and place: what is written of it is what all share."""
    assert isinstance(question, _Picked)
    marks = {word: f"w{FIRST_MARK + place}w" for place, word in enumerate(wording.words)}
    numbers = {number for text in _texts(question) if text for number in _numbers(text)}
    marks |= {
        word: str(FIRST_MARK + place) for place, word in enumerate(wording.words) if word.isdecimal() or word in numbers
    }
    spans = (Span(PLACES, number) for number in count())
    span = next(spans)
    given = iter([text and _with_marks(text, marks, spans) for text in _texts(question)])
    common = {name: next(given) for name in _COMMON}
    hints = tuple([next(given) for _ in question.hints])
    choices = tuple(
        [replace(each, text=next(given), feedback=next(given), span=next(spans)) for each in question.choices]
    )
    title = _words_with_marks(question.title, marks)
    return replace(question, id=marks[question.id], title=title, span=span, hints=hints, choices=choices, **common)


def places_of(question: Question) -> list[Span]:
    """Return the places of the question, each at the number that the mark of it bears as its line."""
    assert isinstance(question, _Picked)
    places = [question.span]
    for text in _texts(question):
        if text is not None:
            places.append(text.span)
            if len(text.parts) != 1 or isinstance(text.parts[0], Math):
                places += [part.span for part in text.parts if isinstance(part, Math)]
    places += [choice.span for choice in question.choices]
    return places


_COMMON = ("stem", "explanation", "if_correct", "if_partly_correct", "if_incorrect", "references")


def _texts(question: _Picked) -> list[RichText | None]:
    texts = [getattr(question, name) for name in _COMMON]
    texts += question.hints
    for choice in question.choices:
        texts += (choice.text, choice.feedback)
    return texts


def _rest(question: _Picked) -> tuple[object, ...]:
    """Return all that the question says beside its id, title, texts and places."""
    return (
        *(type(question).__name__, question.category, question.points, question.tags, question.difficulty),
        *(question.objectives, question.shuffle, question.partial_credit, question.penalty, question.lesson),
        *(question.lang, question.author, question.status, question.allow),
        [(choice.right, choice.weight, choice.pin) for choice in question.choices],
        len(question.hints),
    )


def _form(text: RichText, runs: list[str], numbers: list[str]) -> tuple[object, ...] | None:
    """Return what the text is beside its runs and numbers, which are added; None where a target may look closer."""
    if _TAKEN_OUT in text.elements:
        return None
    length = 0
    formulas: list[tuple[int, bool, str]] = []
    for place, part in enumerate(text.parts):
        if isinstance(part, str):
            runs.append(part)
            length += len(part)
        elif isinstance(part, Math):
            length += _GROWN * len(part.tex)
            apart = numbers_apart(part.tex) if length <= _LONGEST else None
            if apart is None:
                return None
            formulas.append((place, part.display, apart[0]))
            numbers += apart[1]
        else:
            return None
    return None if length > _LONGEST else (text.inline, text.elements, len(text.parts), formulas)


def _numbers(text: RichText) -> Iterator[str]:
    for part in text.parts:
        if isinstance(part, Math) and (apart := numbers_apart(part.tex)) is not None:
            yield from apart[1]


def _with_marks(text: RichText, marks: dict[str, str], spans: Iterator[Span]) -> RichText:
    span = next(spans)
    parts: list[Part] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(_words_with_marks(part, marks))
        elif isinstance(part, Math):
            parts.append(Math(_formula_with_marks(part.tex, marks), part.display, next(spans)))
    return RichText(tuple(parts), span, text.inline, text.elements)


def _words_with_marks(run: str, marks: dict[str, str]) -> str:
    return "".join([before + (word and marks[word]) + touched for before, word, touched in _PIECE.findall(run)])


def _formula_with_marks(tex: str, marks: dict[str, str]) -> str:
    apart = numbers_apart(tex)
    assert apart is not None, tex
    return with_numbers(apart[0], [marks[number] for number in apart[1]])
