"""One question as one target writes it, and the frames that serve all questions of one shape."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

import msgspec
from msgspec.structs import replace

from exporter.diagnostics import Diagnostic
from exporter.formula_numbers import FIRST_MARK
from exporter.model import Question
from exporter.wording import MARK, PLACES, Wording, marked, places_of

_MANY = 4096
"""Shapes of which one question was seen that are remembered."""
_MEMORY = 4_000_000
"""Characters of frames that are kept; where a run needs more, most of them serve few."""
_ADVANCE = 250
"""Frames that are made before any has served, so that a bank of many shapes pays little for them."""
_COST = 2
"""Questions that a frame must serve to have been worth it: making one takes as long as writing two of them."""


class Fragment(msgspec.Struct, frozen=True):
    """One question as one target writes it, checked by the target's grammar; what the cache keeps."""

    data: bytes
    """The serialised element; empty where the target leaves the question out."""
    findings: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()
    """Paths of the bank's media that it needs, each once."""
    alike: int = 0
    """Fragments of one run with the same number differ in their words alone, unless it is 0."""


Make = Callable[[Question], Fragment]
_Key = tuple[bytes, Hashable]


class FragmentFrames:
    """The fragments of one target with their words taken out, for questions of which only the words differ.

    A frame is made at the second question of a shape, from that question with marks for words, and kept only where
    filled with the words of that question it gives the very fragment that was made of it. Where frames do not pay, as
    in a bank that has each shape twice, no more are made.
    """

    def __init__(self) -> None:
        self._first: dict[_Key, str] = {}
        """The id of the only question so far."""
        self._kept: dict[_Key, _Frame | None] = {}
        """None where there can be no frame."""
        self._size = 0
        self._made = 0
        self._served = 0

    def filled(self, question: Question, wording: Wording, context: Hashable) -> Fragment | None:
        """Return the fragment of the question, or None where it must be made."""
        frame = self._kept.get((wording.shape, context))
        if frame is None:
            return None
        self._served += 1
        return frame.filled(question, wording)

    def learn(self, question: Question, wording: Wording, context: Hashable, made: Fragment, make: Make) -> None:
        """Take note of a fragment that `make` made of the question in a context."""
        key = wording.shape, context
        if key in self._kept:
            return
        if self._first.setdefault(key, question.id) == question.id:
            if len(self._first) > _MANY:
                self._first.clear()
            return
        if self._made >= _ADVANCE + self._served // _COST:
            return
        del self._first[key]
        self._size += len(made.data)
        if self._size > _MEMORY:
            self._kept.clear()
            self._size = len(made.data)
        self._made += 1
        self._kept[key] = _proved(question, wording, made, make, self._made)


class _Frame:
    """A fragment in pieces, with places for words between them."""

    def __init__(self, fragment: Fragment, number: int) -> None:
        self._data = _Text(fragment.data.decode())
        self._findings = [(each, _Text(each.message), _Text(each.hint)) for each in fragment.findings]
        self._files = fragment.files
        self._number = number

    def filled(self, question: Question, wording: Wording) -> Fragment:
        """Return the fragment with the words of the question."""
        words = wording.words
        found = tuple(self._found(question, words)) if self._findings else ()
        return Fragment(self._data.filled(words).encode(), found, self._files, self._number)

    def _found(self, question: Question, words: tuple[str, ...]) -> Iterator[Diagnostic]:
        places = places_of(question)
        for each, message, hint in self._findings:
            span = places[each.span.line] if each.span.path == PLACES else each.span
            yield replace(
                each,
                span=span,
                message=message.filled(words),
                hint=hint.filled(words),
                question=each.question and question.id,
            )


class _Text:
    """Text with marks of words in it."""

    def __init__(self, text: str) -> None:
        self._pieces = MARK.split(text)
        self._places = [int(each) - FIRST_MARK for each in self._pieces[1::2]]

    def filled(self, words: tuple[str, ...]) -> str:
        if not self._places:
            return self._pieces[0]
        made = self._pieces.copy()
        made[1::2] = [words[each] for each in self._places]
        return "".join(made)


def _proved(question: Question, wording: Wording, made: Fragment, make: Make, number: int) -> _Frame | None:
    """Return the frame of the question's shape, or None where it would not give back what was made of the question."""
    texts = [made.data.decode(), *(text for each in made.findings for text in (each.message, each.hint))]
    if any(MARK.search(text) for text in texts):
        return None
    frame = _Frame(make(marked(question, wording)), number)
    return frame if replace(frame.filled(question, wording), alike=0) == made else None
