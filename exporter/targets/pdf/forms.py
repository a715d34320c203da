"""How a paper asks each type of question: typed values that the templates of `templates/question` lay out.

Orders are shuffled where an LMS would shuffle them, by a digest of quiz, question and place: the same on every build,
and not moved by an edit of the wording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import assert_never

import msgspec
from markupsafe import Markup, escape

from exporter.model import (
    Categorize,
    Choice,
    Cloze,
    Description,
    Essay,
    FileUpload,
    Gap,
    Hotspot,
    Matching,
    MenuGap,
    MenuOption,
    MultipleChoice,
    MultipleResponse,
    Numerical,
    NumericGap,
    Ordering,
    Question,
    RichText,
    ShortAnswer,
    TrueFalse,
    TypedGap,
)
from exporter.richtext import plain
from exporter.targets.mixing import letter, mix
from exporter.targets.pdf.areas import shape
from exporter.targets.pdf.text import PrintWriting, inline, media_url


class ChoiceForm(msgspec.Struct, frozen=True):
    """Choices with a letter each; `several`: any number of them may be right."""

    letters: tuple[str, ...]
    texts: tuple[Markup, ...]
    order: tuple[int, ...]
    """The place in the source of each printed choice."""
    several: bool


class WriteForm(msgspec.Struct, frozen=True):
    """Room to write: so many lines; one line for a short answer, with the unit after it."""

    lines: int
    unit: str = ""


class ClozeForm(msgspec.Struct, frozen=True):
    """The text with lines and boxes in it."""

    text: Markup
    typed: bool
    menus: bool


class MatchForm(msgspec.Struct, frozen=True):
    """Items to match and lettered options; `answers` holds the letter of each item."""

    left_label: Markup
    right_label: Markup
    items: tuple[Markup, ...]
    letters: tuple[str, ...]
    options: tuple[Markup, ...]
    answers: tuple[str, ...]
    matched: tuple[Markup, ...]
    """The option that belongs to each item."""
    share: int
    """Percent of the width that the items take, by the lengths of both sides."""
    unused: tuple[tuple[str, Markup], ...]
    """Letter and text of the options that belong to none."""


class OrderForm(msgspec.Struct, frozen=True):
    """Items in the order of print; `positions` holds the number to write beside each."""

    items: tuple[Markup, ...]
    positions: tuple[int, ...]


class SortForm(msgspec.Struct, frozen=True):
    """Items in the order of print and the categories to tick; `answers` holds the category's index of each item."""

    categories: tuple[Markup, ...]
    items: tuple[Markup, ...]
    answers: tuple[int, ...]


class SpotForm(msgspec.Struct, frozen=True):
    """A picture to mark; `areas` are SVG shapes in the picture's pixels, for the key."""

    url: str
    alt: str
    title: str
    width: int
    height: int
    areas: tuple[Markup, ...]
    letters: tuple[str, ...]


class NoForm(msgspec.Struct, frozen=True):
    """Text that asks nothing."""


Form = ChoiceForm | WriteForm | ClozeForm | MatchForm | OrderForm | SortForm | SpotForm | NoForm

_ROOM_LEFT, _ROOM_RIGHT = 26, 7
"""Characters that numbers and boxes take beside the text of a matching."""
_SHORT_OPTION = 20
"""Characters of an option of a menu that is never broken, which three columns of large print hold."""
_SHORT_LINES, _MOST_LINES = 1, 60


def form(question: Question, writing: PrintWriting, seed: str, *, shuffle: bool) -> Form:
    """Return how the question is asked on paper; `seed` names the quiz, `shuffle` is the quiz's setting."""
    mixed = _mixer(f"{seed}/{question.id}", shuffle=shuffle and question.shuffle)
    match question:
        case MultipleChoice() | MultipleResponse():
            return choice_form(question.choices, writing, mixed, several=isinstance(question, MultipleResponse))
        case TrueFalse():
            return choice_form(question.choices, writing, list, several=False)
        case ShortAnswer():
            return WriteForm(max(_SHORT_LINES, int(question.points)))
        case Numerical():
            return WriteForm(_SHORT_LINES, question.unit)
        case Essay() | FileUpload():
            return WriteForm(essay_lines(question.points))
        case Cloze():
            return cloze_form(question, writing)
        case Matching():
            return match_form(question, writing, _mixer(f"{seed}/{question.id}", shuffle=True))
        case Ordering():
            return order_form(question, writing, f"{seed}/{question.id}")
        case Categorize():
            return sort_form(question, writing, mixed)
        case Hotspot():
            return spot_form(question, writing)
        case Description():
            return NoForm()
        case _ as other:
            assert_never(other)


def essay_lines(points: Decimal) -> int:
    """Return the lines for an answer in proportion to its marks: three a mark, not under six, not over two pages."""
    return max(6, min(_MOST_LINES, round(points * 3) + 2))


def _mixer(seed: str, *, shuffle: bool) -> Callable[[Sequence[int]], list[int]]:
    return (lambda values: mix(values, seed)) if shuffle else list


def choice_form(
    choices: Sequence[Choice], writing: PrintWriting, mixed: Callable[[Sequence[int]], list[int]], *, several: bool
) -> ChoiceForm:
    """Return the choices in the order of print; pinned ones keep their place."""
    free = iter(mixed([place for place, choice in enumerate(choices) if not choice.pin]))
    order = tuple(place if choice.pin else next(free) for place, choice in enumerate(choices))
    texts = tuple(inline(choices[place].text, writing) for place in order)
    return ChoiceForm(tuple(map(letter, range(len(order)))), texts, order, several)


def cloze_form(question: Cloze, writing: PrintWriting) -> ClozeForm:
    """Return the text with a lettered line for each typed gap and a box of options for each menu."""
    width = max((_gap_width(gap) for gap in question.gaps if not isinstance(gap, MenuGap)), default=0)
    # A cell that is too narrow for the line breaks it between its pieces.
    line = f'<span class="line" style="width:{width}em"></span><span class="pieces">{"<span></span>" * width}</span>'

    def gap(number: int) -> str:
        label = f'<span class="gap-label">({letter(number).lower()})</span>\N{NO-BREAK SPACE}'
        match question.gaps[number]:
            case MenuGap(options=options):
                texts = (f'<span class="{_option(option)}">{inline(option.text, writing)}</span>' for option in options)
                slash = '<span class="slash"> / </span>'
                return f'<span class="menu">{label}{slash.join(texts)}</span>'
            case NumericGap(unit=unit):
                after = f"\N{NO-BREAK SPACE}{escape(unit)}" if unit else ""
                return f'<span class="gap">{label}{line}{after}</span>'
            case TypedGap():
                return f'<span class="gap">{label}{line}</span>'

    menus = any(isinstance(each, MenuGap) for each in question.gaps)
    return ClozeForm(inline(question.stem, writing.with_gaps(gap)), typed=width > 0, menus=menus)


def _option(option: MenuOption) -> str:
    """Return the class of a menu's option: a short one is never broken."""
    return "option" if len(plain(option.text)) <= _SHORT_OPTION else "option long"


def _gap_width(gap: Gap) -> int:
    """Return room in em for a gap's longest answer in handwriting; all gaps get the widest, so that none tells."""
    if isinstance(gap, TypedGap):
        longest = max(sum(map(len, answer.pieces)) for answer in gap.answers)
        return max(6, min(18, longest * 7 // 10 + 2))
    return 6


def match_form(question: Matching, writing: PrintWriting, mixed: Callable[[Sequence[int]], list[int]]) -> MatchForm:
    """Return items as written and the different right sides, mixed, with a letter each."""
    rights: list[RichText] = []
    for text in (*(pair.right for pair in question.pairs), *(item.text for item in question.distractors)):
        if all(text.parts != other.parts for other in rights):
            rights.append(text)
    order = mixed(range(len(rights)))
    letters = tuple(map(letter, range(len(order))))
    texts = [inline(rights[each], writing) for each in order]
    printed = {rights[each].parts: place for place, each in enumerate(order)}
    places = [printed[pair.right.parts] for pair in question.pairs]
    return MatchForm(
        left_label=inline(question.left_label, writing),
        right_label=inline(question.right_label, writing),
        items=tuple(inline(pair.left, writing) for pair in question.pairs),
        letters=letters,
        options=tuple(texts),
        answers=tuple(letters[place] for place in places),
        matched=tuple(texts[place] for place in places),
        share=_share([pair.left for pair in question.pairs], rights),
        unused=tuple((letters[place], text) for place, text in enumerate(texts) if place not in places),
    )


def _share(lefts: Sequence[RichText], rights: Sequence[RichText]) -> int:
    left = max(len(plain(text)) for text in lefts) + _ROOM_LEFT
    right = max(len(plain(text)) for text in rights) + _ROOM_RIGHT
    return max(35, min(62, round(100 * left / (left + right))))


def order_form(question: Ordering, writing: PrintWriting, seed: str) -> OrderForm:
    """Return the items mixed, never in the right order where there is another."""
    places = list(range(len(question.items)))
    order = mix(places, seed)
    if order == places:
        order = [*places[1:], *places[:1]]
    items = tuple(inline(question.items[place].text, writing) for place in order)
    return OrderForm(items, tuple(place + 1 for place in order))


def sort_form(question: Categorize, writing: PrintWriting, mixed: Callable[[Sequence[int]], list[int]]) -> SortForm:
    """Return the items and the categories in their columns."""
    order = mixed(range(len(question.items)))
    items = [question.items[place] for place in order]
    categories = tuple(inline(category, writing) for category in question.categories)
    texts = tuple(inline(item.text, writing) for item in items)
    return SortForm(categories, texts, tuple(item.category for item in items))


def spot_form(question: Hotspot, writing: PrintWriting) -> SpotForm:
    """Return the picture and its areas, lettered as written."""
    image = question.image
    file = writing.files[image.path]
    letters = tuple(map(letter, range(len(question.areas))))
    width, height = file.width or 1, file.height or 1
    shapes = tuple(shape(area, name, width, height) for area, name in zip(question.areas, letters, strict=True))
    return SpotForm(media_url(image.path), image.alt, image.title.strip(), width, height, shapes, letters)
