"""A question as named parts, each one text that is equal in two banks only where the part is.

Texts hold XHTML, so that a change of marks is a change; a picture carries its file's digest, so that another picture
under the old name is one too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import assert_never

import msgspec

from exporter.decimals import plain_number
from exporter.model import (
    Area,
    Bank,
    Categorize,
    Choice,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Gap,
    Hotspot,
    LinkStart,
    Matching,
    Math,
    Media,
    MenuGap,
    MenuOption,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericAnswer,
    NumericGap,
    Ordering,
    Question,
    RichText,
    ShortAnswer,
    TextAnswer,
    TrueFalse,
)
from exporter.richtext import render, tex_delimited, title_attribute

NAMES = (
    "key",
    "points",
    "type",
    "title",
    "passage",
    "stem",
    "choices",
    "feedback",
    "explanation",
    "hints",
    "marking",
    "references",
    "settings",
)
"""The parts that a question may have, in the order in which changes are told: what decides marks comes first."""


_CODE = re.compile(r"(<(?:pre|code)[\s>].*?</(?:pre|code)>)", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n]+")


class _Writing:
    """The special parts of rich text as XHTML that names what they show."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    def math(self, math: Math) -> str:
        return tex_delimited(math)

    def media(self, media: Media) -> str:
        file = self._bank.media.get(media.path)
        digest = f" ({file.digest[:12]})" if file else ""
        words = f"{media.kind} {media.path}{digest}: {media.alt or 'decorative'}"
        title = f", {media.title}" if media.title else ""
        return f"[{html.escape(words + title, quote=False)}]"

    def link_start(self, link: LinkStart) -> tuple[str, str]:
        file = self._bank.media.get(link.to) if link.kind == "file" else None
        to = f"{link.kind}:{link.to}" + (f" ({file.digest[:12]})" if file else "")
        title = title_attribute(link.title)
        return f'<a href="{html.escape(to)}"{title}>', "</a>"

    def gap(self, number: int) -> str:
        return f"[[{number + 1}]]"


def writer_of(bank: Bank) -> Callable[[RichText | None], str]:
    """Return what writes a text of the bank as parts hold it; no text is the empty one."""
    writing = _Writing(bank)
    return lambda text: render(_narrowed(text), writing).strip() if text is not None else ""


def _narrowed(text: RichText) -> RichText:
    """Return the text with one blank wherever several, or a new line, show as one: wrapped anew it is the same text."""
    if not any(isinstance(part, str) and ("\n" in part or "  " in part) for part in text.parts):
        return text
    parts = (_in_code_as_written(part) if isinstance(part, str) else part for part in text.parts)
    return msgspec.structs.replace(text, parts=tuple(parts))


def _in_code_as_written(xhtml: str) -> str:
    pieces = _CODE.split(xhtml)
    return "".join(piece if place % 2 else _BLANKS.sub(" ", piece) for place, piece in enumerate(pieces))


def parts_of(question: Question, bank: Bank) -> dict[str, str]:
    """Return the parts of the question that say something, in the order of `NAMES`."""
    shown = writer_of(bank)
    made = _Answers(shown)
    passage = bank.passages.get(question.passage or "")
    found = {
        "key": _joined((*made.key(question), *_counting(question))),
        "points": plain_number(question.points),
        "title": html.escape(question.title, quote=False),
        "passage": shown(passage.text) if passage else "",
        "stem": shown(question.stem),
        "choices": _joined(made.choices(question)),
        "feedback": _joined(made.feedback(question)),
        "explanation": shown(question.explanation),
        "hints": _joined(map(shown, question.hints)),
        "marking": _joined(made.marking(question)),
        "references": shown(question.references),
        "settings": _joined(_settings(question)),
    }
    return {name: found[name] for name in NAMES if found.get(name)}


class _Answers:
    """What the types of question have of their own, as lines."""

    def __init__(self, shown: Callable[[RichText | None], str]) -> None:
        self._shown = shown

    def key(self, question: Question) -> Iterator[str]:
        """Yield what earns or costs points."""
        shown = self._shown
        match question:
            case MultipleChoice() | MultipleResponse() | TrueFalse():
                yield from (f"{_credit(each)} {shown(each.text)}" for each in question.choices if _credit(each))
                yield from ["the sum of the weights"] if _summed(question) else []
            case ShortAnswer():
                yield from map(_text_answer, question.answers)
                yield from ["case-sensitive"] if question.case_sensitive else []
            case Numerical():
                yield from (_numeric_answer(each, question.unit) for each in question.answers)
            case Cloze():
                for number, gap in enumerate(question.gaps, 1):
                    yield f"[[{number}]] " + " | ".join(self._gap(gap))
                yield from ["case-sensitive"] if question.case_sensitive else []
            case Matching():
                yield from (f"{shown(each.left)} → {shown(each.right)}" for each in question.pairs)
            case Ordering():
                yield from (f"{at}. {shown(each.text)}" for at, each in enumerate(question.items, 1))
            case Categorize():
                for item in question.items:
                    yield f"{shown(item.text)} → {shown(question.categories[item.category])}"
            case Hotspot():
                yield from (f"{_credit(each)} {_area(each)}" for each in question.areas if _credit(each))
            case Essay() | FileUpload() | Description():
                return
            case _:
                assert_never(question)

    def choices(self, question: Question) -> Iterator[str]:
        """Yield what there is to choose from, as far as the key does not say it."""
        shown = self._shown
        match question:
            case MultipleChoice() | MultipleResponse() | TrueFalse():
                yield from (f"- {shown(each.text)}{' (pinned)' if each.pin else ''}" for each in question.choices)
            case Matching():
                yield f"{shown(question.left_label)} | {shown(question.right_label)}"
                yield from (f"- {shown(each.text)}" for each in question.distractors)
            case Categorize():
                yield from (f"- {shown(each)}" for each in question.categories)
            case Hotspot():
                yield shown(RichText((question.image,), question.span, inline=True))
                yield from (f"- {_area(each)}" for each in question.areas)
            case _:
                return

    def feedback(self, question: Question) -> Iterator[str]:
        """Yield what is said of each answer and of the whole."""
        shown = self._shown
        match question:
            case MultipleChoice() | MultipleResponse() | TrueFalse():
                yield from self._numbered(each.feedback for each in question.choices)
            case ShortAnswer() | Numerical():
                yield from self._numbered(each.feedback for each in question.answers)
            case Hotspot():
                yield from self._numbered(each.feedback for each in question.areas)
            case _:
                pass
        whole = (("if correct", question.if_correct), ("if partly correct", question.if_partly_correct))
        for name, text in (*whole, ("if incorrect", question.if_incorrect)):
            if text:
                yield f"{name}: {shown(text)}"

    def _numbered(self, texts: Iterable[RichText | None]) -> Iterator[str]:
        yield from (f"{number}: {self._shown(text)}" for number, text in enumerate(texts, 1) if text)

    def marking(self, question: Question) -> Iterator[str]:
        """Yield what a person marks by."""
        if isinstance(question, Essay | FileUpload):
            yield from (self._shown(each) for each in (question.rubric, question.model_answer) if each)

    def _gap(self, gap: Gap) -> Iterator[str]:
        match gap:
            case MenuGap():
                yield from (f"({_credit(each) or '0%'}) {self._shown(each.text)}" for each in gap.options)
            case NumericGap():
                yield from (f"= {_numeric_answer(each, gap.unit)}" for each in gap.answers)
            case _:
                yield from map(_text_answer, gap.answers)


def _credit(option: Choice | MenuOption | Area) -> str:
    """Return what choosing the option earns; empty where it is nothing."""
    weight = option.weight if option.weight is not None else Decimal(100 if option.right else 0)
    return f"{plain_number(weight)}%" if weight else ""


def _summed(question: Question) -> bool:
    """Return whether the weights of picks are added up; right and wrong picks are counted where none is stated."""
    return isinstance(question, MultipleResponse) and any(each.weight is not None for each in question.choices)


def _counting(question: Question) -> Iterator[str]:
    """Yield how the parts of an answer count together, where that is not as it is without a word of the author."""
    match question:
        case MultipleResponse():
            counts = not _summed(question) and question.partial_credit != "right-minus-wrong"
        case Matching() | Categorize() | Cloze() | Ordering():
            counts = question.partial_credit == "none"
        case _:
            counts = False
    if counts:
        yield f"partial-credit: {question.partial_credit}"


def _text_answer(answer: TextAnswer) -> str:
    """Return the answer as the source writes it: a star stands for anything, one with a backslash for itself."""
    pieces = (each.replace("\\", "\\\\").replace("*", "\\*") for each in answer.pieces)
    return f"{plain_number(answer.weight)}% {html.escape('*'.join(pieces), quote=False)}"


def _numeric_answer(answer: NumericAnswer, unit: str) -> str:
    if answer.value is not None:
        tolerance = f" ± {answer.tolerance}{'%' if answer.percent else ''}" if answer.tolerance else ""
        value = f"{answer.value}{tolerance}"
    else:
        value = "*" if answer.low is None else f"{answer.low}..{answer.high}"
    return f"{plain_number(answer.weight)}% {value} {html.escape(unit, quote=False)}".rstrip()


def _area(area: Area) -> str:
    return f"{area.shape} {','.join(map(str, area.numbers))}"


def _settings(question: Question) -> Iterator[str]:
    values: dict[str, object] = {
        "shuffle": "" if question.shuffle else "no",
        "penalty": question.penalty or "",
        "tags": ", ".join(question.tags),
        "difficulty": question.difficulty or "",
        "objectives": ", ".join(question.objectives),
        "lesson": question.lesson or "",
        "passage": question.passage or "",
        "lang": question.lang or "",
        "author": question.author or "",
    }
    yield from (f"{name}: {html.escape(str(value), quote=False)}" for name, value in values.items() if value)


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)
