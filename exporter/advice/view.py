"""A question as the checks look at it: its texts without marks, made once each."""

from __future__ import annotations

import re

import msgspec

from exporter.advice.words import Words, words_of
from exporter.diagnostics import Span
from exporter.model import MultipleChoice, MultipleResponse, Question, RichText, TrueFalse
from exporter.richtext import plain

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_OPENING = re.compile('[“„«"]')
_CLOSING = {"“": re.compile("”"), "„": re.compile("[“”]"), "«": re.compile("»"), '"': re.compile('"')}
_ASCII_WORDS = bytes(
    ord(chr(byte).lower()) if chr(byte).isascii() and chr(byte).isalpha() else 32 for byte in range(256)
)
"""Each letter of ASCII as a small one, any other byte as a blank."""
_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<!\n)[\s”’)]+|(?<=\n))")
"""Begins with the sign that ends a sentence, as signs are found quicker than what stands behind one."""


class Option(msgspec.Struct, frozen=True):
    """One option of a multiple-choice or multiple-response question."""

    text: str
    right: bool
    measurable: bool
    """Whether its length is what a learner sees: no formula, no picture."""
    span: Span

    @property
    def claim(self) -> str:
        """The text in small letters, without what somebody is quoted to say; `ß` stays, as an author reads it."""
        return unquoted(self.text).lower()


class View:
    """A question in its language."""

    def __init__(self, question: Question, language: str) -> None:
        self.question = question
        self.language = (question.lang or language).partition("-")[0].casefold()
        self.words: Words | None = words_of(self.language)
        """The words of the question's language; None where no check by words is possible."""
        self.stem = plain(question.stem)
        """The stem without marks."""
        self.folded = self.stem.casefold().split()
        """The stem's pieces between blanks, folded."""
        self.options = _options(question)
        """The options of a question with options to choose from; empty for other types."""
        self.right: list[Option] = []
        """The right options."""
        self.wrong: list[Option] = []
        """The wrong options."""
        self.measurable = True
        """Whether the lengths of all options are what a learner sees."""
        self.longest_wrong = 0
        """The characters of the longest wrong option."""
        for option in self.options:
            self.measurable = self.measurable and option.measurable
            if option.right:
                self.right.append(option)
            else:
                self.wrong.append(option)
                self.longest_wrong = max(self.longest_wrong, len(option.text))
        offers = self.words is not None and (bool(self.options) or isinstance(question, TrueFalse))
        self.asking = asking(question, self.stem) if offers else ""
        """What a question that offers answers asks, without quotations, if its words can be judged: its last sentence
        with a question mark, or the statement."""
        self.is_negative = offers and self._negates()
        """Whether it asks for what is not so, in small letters or capitals."""

    def _negates(self) -> bool:
        words, folded = self.words, self.asking.lower()
        return words is not None and words.may_negate(folded) and words.negation.search(folded) is not None


def _options(question: Question) -> list[Option]:
    if not isinstance(question, MultipleChoice | MultipleResponse):
        return []
    return [Option(plain(choice.text), choice.right, _is_text(choice.text), choice.span) for choice in question.choices]


def _is_text(text: RichText) -> bool:
    if len(text.parts) == 1:
        return isinstance(text.parts[0], str)
    return all(isinstance(part, str) for part in text.parts)


def unquoted(text: str) -> str:
    """Return the text without what somebody is quoted to say."""
    if not ("“" in text or '"' in text or "«" in text or "„" in text):
        return text
    pieces: list[str] = []
    endless: set[str] = set()
    start = 0
    for opening in _OPENING.finditer(text):
        at, sign = opening.start(), opening.group()
        if at < start or sign in endless:
            continue
        closing = _CLOSING[sign].search(text, at + 1)
        if closing is None:
            endless.add(sign)  # nor does one that follows end, so none is looked for again
            continue
        pieces.append(text[start:at])
        start = closing.end()
    return " ".join([*pieces, text[start:]])


def words_in(text: str) -> list[str]:
    """Return the words of the text, folded; numbers are none."""
    if text.isascii() and "-" not in text and "'" not in text:  # what most are: no pattern is needed
        return text.encode().translate(_ASCII_WORDS).decode().split()
    return _WORD.findall(text.casefold())


def sentences(text: str) -> list[str]:
    """Return the sentences of the text: it ends one at a full stop, question mark or line end."""
    inner = text[:-1]  # what ends the last sentence parts nothing
    if not ("." in inner or "?" in inner or "!" in inner or "…" in inner or "\n" in text):
        return [text] if text.strip() else []
    pieces: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        at = found.start()
        pieces.append(text[start : at if text[at] == "\n" else at + 1])
        start = found.end()
    return [piece for piece in (*pieces, text[start:]) if piece.strip()]


def asking(question: Question, text: str) -> str:
    """Return what a text asks that is the question's stem or a part of it."""
    text = unquoted(text)
    return text if isinstance(question, TrueFalse) else lead_in(text)


def lead_in(text: str) -> str:
    """Return the sentence that asks: the last one with a question mark, else the last one."""
    parts = sentences(text)
    asking = [part for part in parts if part.rstrip().endswith("?")]
    return (asking or parts or [""])[-1]
