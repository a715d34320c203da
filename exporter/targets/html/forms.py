"""How a page asks each type of question: what the templates of `templates/html/form` lay out.

Places of the page and of the source are two things: nothing that the browser is given tells the right order, so
the key carries the permutations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import msgspec
from markupsafe import Markup

from exporter.model import (
    Bank,
    Categorize,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Gap,
    Hotspot,
    Matching,
    Math,
    MenuGap,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericGap,
    Ordering,
    Question,
    RichText,
    ShortAnswer,
    TrueFalse,
    type_of,
)
from exporter.richtext import is_plain, plain
from exporter.scoring import match_options
from exporter.targets.html.text import PageWriting
from exporter.targets.mixing import letter, mix
from exporter.targets.words import Words


class ChoiceView(msgspec.Struct, frozen=True):
    """One choice; `place` is its place in the source."""

    place: int
    text: Markup
    pin: bool
    name: str = ""
    """What names the choice to a screen reader where its text alone does not."""


class OptionView(msgspec.Struct, frozen=True):
    """One entry of a menu: what the menu can say, and the whole text where that is more."""

    label: str
    text: Markup | None
    """None where the label says all."""
    letter: str


class GapView(msgspec.Struct, frozen=True):
    """One gap: a menu where there are options, else a field."""

    number: int
    label: str
    options: tuple[OptionView, ...]
    numeric: bool
    unit: str
    width: int
    """Characters; all typed gaps of a question have the widest's, so that none tells."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked; only what the type has is filled in."""

    kind: str
    """The template in `form/`."""
    prompt: str
    """What to do, such as `Choose one answer.`"""
    choices: tuple[ChoiceView, ...] = ()
    several: bool = False
    shuffle: bool = False
    unit: str = ""
    numeric: bool = False
    rows: tuple[Markup, ...] = ()
    row_names: tuple[str, ...] = ()
    """What names each row's menu to a screen reader; empty where its text does."""
    options: tuple[OptionView, ...] = ()
    row_label: Markup = Markup()
    option_label: Markup = Markup()
    items: tuple[tuple[Markup, str], ...] = ()
    """Markup and plain text of each item to order."""
    picture: Markup = Markup()
    width: int = 0
    height: int = 0
    legends: tuple[tuple[str, tuple[OptionView, ...]], ...] = ()
    """For menus whose entries are more than words: the gap's label and its entries with their letters."""
    places: dict[str, Sequence[int]] = {}
    """For the key: which place of the source stands at each place of the page."""


def form_of(question: Question, bank: Bank, writing: PageWriting) -> Form:
    """Return how the question is asked; a cloze's gaps are made by `gaps_of`."""
    words = writing.look.words
    match question:
        case MultipleChoice() | MultipleResponse() | TrueFalse():
            return _choices(question, writing)
        case ShortAnswer():
            return Form(kind="line", prompt=words("answer"))
        case Numerical():
            return Form(kind="line", prompt=words("answer"), unit=question.unit, numeric=True)
        case Cloze():
            return Form(kind="cloze", prompt=words("fill-gaps"), legends=tuple(_legends(gaps_of(question, writing))))
        case Matching():
            return _matching(question, writing)
        case Categorize():
            return _categorize(question, writing)
        case Ordering():
            order = _mixed_items(question)
            texts = [question.items[place].text for place in order]
            items = tuple((writing.inline(text), plain(text)) for text in texts)
            return Form(kind="ordering", prompt=words("put-in-order"), items=items, places={"items": order})
        case Hotspot():
            file = bank.media[question.image.path]
            picture = Markup(writing.media(question.image))  # noqa: S704 - escaped by `media`
            width, height = file.width or 1, file.height or 1
            return Form(kind="hotspot", prompt=words("point"), picture=picture, width=width, height=height)
        case Essay() | FileUpload():
            return Form(kind=type_of(question), prompt=words("answer"))
        case Description():
            return Form(kind="description", prompt="")
        case _:
            assert_never(question)


def _choices(question: MultipleChoice | MultipleResponse | TrueFalse, writing: PageWriting) -> Form:
    several = isinstance(question, MultipleResponse)
    prompt = "choose-all" if several else "choose-true-false" if isinstance(question, TrueFalse) else "choose-one"
    return Form(
        kind="choices",
        prompt=writing.look.words(prompt),
        choices=tuple(
            ChoiceView(place, writing.inline(each.text), each.pin, _spoken(each.text))
            for place, each in enumerate(question.choices)
        ),
        several=several,
        shuffle=question.shuffle and not isinstance(question, TrueFalse),
    )


def _matching(question: Matching, writing: PageWriting) -> Form:
    rights = match_options(question)
    places = list(range(len(rights)))
    order = mix(places, f"options/{question.id}") if question.shuffle else places
    return Form(
        kind="rows",
        prompt=writing.look.words("match-rows"),
        rows=tuple(writing.inline(pair.left) for pair in question.pairs),
        row_names=tuple(_spoken(pair.left) for pair in question.pairs),
        options=options_of([rights[place] for place in order], writing),
        row_label=writing.inline(question.left_label),
        option_label=writing.inline(question.right_label),
        places={"rows": list(range(len(question.pairs))), "options": order},
    )


def _categorize(question: Categorize, writing: PageWriting) -> Form:
    places = list(range(len(question.items)))
    order = mix(places, f"items/{question.id}") if question.shuffle else places
    return Form(
        kind="rows",
        prompt=writing.look.words("sort-rows"),
        rows=tuple(writing.inline(question.items[place].text) for place in order),
        row_names=tuple(_spoken(question.items[place].text) for place in order),
        options=options_of(question.categories, writing),
        places={"rows": order, "options": list(range(len(question.categories)))},
    )


def _spoken(text: RichText) -> str:
    """Return the text in words where it has a formula, which browsers leave out of the name of a field."""
    for part in text.parts:
        if isinstance(part, Math):
            return plain(text)
    return ""


def _mixed_items(question: Ordering) -> list[int]:
    """Return the places of the items, mixed, never in the right order where there is another."""
    places = list(range(len(question.items)))
    order = mix(places, f"order/{question.id}")
    return [*places[1:], *places[:1]] if order == places else order


def options_of(texts: Sequence[RichText], writing: PageWriting) -> tuple[OptionView, ...]:
    """Return the entries of a menu; all have letters and stand in full below it where one is more than words."""
    if all(map(is_plain, texts)):
        return tuple(OptionView(plain(text), None, "") for text in texts)
    return tuple(
        OptionView(f"{letter(place)}: {plain(text)}", writing.inline(text), letter(place))
        for place, text in enumerate(texts)
    )


def gaps_of(question: Cloze, writing: PageWriting) -> tuple[GapView, ...]:
    """Return the gaps, with what each menu offers."""
    width = max((_width(gap) for gap in question.gaps), default=0)
    return tuple(_gap(gap, number, width, writing) for number, gap in enumerate(question.gaps))


def _gap(gap: Gap, number: int, width: int, writing: PageWriting) -> GapView:
    options = options_of([each.text for each in gap.options], writing) if isinstance(gap, MenuGap) else ()
    unit = gap.unit if isinstance(gap, NumericGap) else ""
    label = gap_label(number, writing.look.words)
    return GapView(number, label, options, isinstance(gap, NumericGap), unit, width)


def gap_label(number: int, words: Words) -> str:
    """Return what a gap is called."""
    return words("gap", number=number + 1)


def _width(gap: Gap) -> int:
    match gap:
        case MenuGap():
            return 0
        case NumericGap():
            return 8
        case _:
            return max(8, min(32, max(sum(map(len, answer.pieces)) for answer in gap.answers) + 3))


def _legends(gaps: Sequence[GapView]) -> list[tuple[str, tuple[OptionView, ...]]]:
    return [(gap.label, gap.options) for gap in gaps if gap.options and gap.options[0].text is not None]
