"""What a learner picks, types, orders or clicks on, with what it earns."""

from decimal import Decimal
from typing import Literal

import msgspec

from exporter.diagnostics import Span
from exporter.model.text import RichText


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One option of a choice question."""

    text: RichText
    right: bool
    """Marked as right; of a multiple-response with weights whatever earns something, as all of its choices have one."""
    weight: Decimal | None = None
    """Percent, -100 to 100, where the author stated one; None where `[x]` or `[ ]` was written."""
    feedback: RichText | None = None
    pin: bool = False
    """Keeps its place when the others are shuffled."""
    span: Span


class TextAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted answer of a short-answer question or a typed gap."""

    pieces: tuple[str, ...]
    """Plain text split at the wildcards: `("social", "support")` was written `social*support`."""
    weight: Decimal = Decimal(100)
    feedback: RichText | None = None
    span: Span


class NumericAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted answer of a numerical question or gap.

    Exactly one shape: a value with a tolerance (0 where none was written), a range, or anything (`*`).
    """

    value: Decimal | None = None
    tolerance: Decimal | None = None
    """Absolute, or in percent of the value where `percent`; set wherever `value` is."""
    percent: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    weight: Decimal = Decimal(100)
    feedback: RichText | None = None
    span: Span


class MenuOption(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a gap that is chosen from a menu."""

    text: RichText
    right: bool
    weight: Decimal | None = None
    span: Span


class TypedGap(msgspec.Struct, frozen=True, kw_only=True, tag="typed"):
    """A gap that the learner fills with a word, judged as a short answer."""

    answers: tuple[TextAnswer, ...]
    span: Span


class MenuGap(msgspec.Struct, frozen=True, kw_only=True, tag="menu"):
    """A gap that the learner fills from a menu."""

    options: tuple[MenuOption, ...]
    span: Span


class NumericGap(msgspec.Struct, frozen=True, kw_only=True, tag="numeric"):
    """A gap that the learner fills with a number."""

    answers: tuple[NumericAnswer, ...]
    unit: str = ""
    span: Span


Gap = TypedGap | MenuGap | NumericGap


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a matching question: an item and what belongs to it."""

    left: RichText
    right: RichText
    span: Span


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One item to put in order or into a category."""

    text: RichText
    span: Span


class SortedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a categorize question with the category that it belongs to."""

    text: RichText
    category: int
    """Index into `Categorize.categories`."""
    span: Span


AreaShape = Literal["rect", "circle", "poly"]


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """One area of a hotspot, in the picture's own pixels from the top left."""

    shape: AreaShape
    numbers: tuple[Decimal, ...]
    """rect: left, top, right, bottom; circle: centre x, y, radius; poly: x1, y1, x2, y2, ..."""
    right: bool
    weight: Decimal | None = None
    feedback: RichText | None = None
    span: Span
