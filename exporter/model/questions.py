"""The question types: a closed union of frozen records."""

from decimal import Decimal
from typing import Literal, get_args

import msgspec

from exporter.diagnostics import Span
from exporter.model.answers import Area, Choice, Gap, Item, NumericAnswer, Pair, SortedItem, TextAnswer
from exporter.model.text import Media, RichText

Difficulty = Literal["easy", "medium", "hard"]
PartialCredit = Literal["none", "per-choice", "right-minus-wrong"]
Status = Literal["draft", "review", "ready", "retired"]
STATUSES: tuple[Status, ...] = get_args(Status)
READY: tuple[Status, ...] = ("ready",)
"""What is exported where nothing else is asked for."""


class QuestionCore(msgspec.Struct, frozen=True, kw_only=True):
    """What every question has, whatever its type."""

    id: str
    title: str
    stem: RichText
    span: Span
    """The place of the id in the heading."""
    category: tuple[str, ...] = ()
    points: Decimal = Decimal(1)
    """What a right answer earns; 0 for a description."""
    tags: tuple[str, ...] = ()
    difficulty: Difficulty | None = None
    objectives: tuple[str, ...] = ()
    shuffle: bool = True
    partial_credit: PartialCredit = "right-minus-wrong"
    penalty: Decimal = Decimal(0)
    """Taken off for each extra try, as a fraction of the mark, 0 to 1."""
    lesson: str | None = None
    passage: str | None = None
    lang: str | None = None
    """BCP 47, where it differs from the bank's."""
    author: str | None = None
    status: Status = "ready"
    explanation: RichText | None = None
    if_correct: RichText | None = None
    if_partly_correct: RichText | None = None
    if_incorrect: RichText | None = None
    hints: tuple[RichText, ...] = ()
    references: RichText | None = None
    allow: tuple[str, ...] = ()
    """The codes of advice that a comment in the question silences."""
    allow_spans: tuple[Span, ...] = ()


class MultipleChoice(QuestionCore, frozen=True, kw_only=True, tag="multiple-choice"):
    """One pick; exactly one choice is right (weight 100), others may earn a part or cost."""

    choices: tuple[Choice, ...]


class MultipleResponse(QuestionCore, frozen=True, kw_only=True, tag="multiple-response"):
    """Any number of picks. Either every choice is marked `[x]`/`[ ]` or some state weights."""

    choices: tuple[Choice, ...]


class TrueFalse(QuestionCore, frozen=True, kw_only=True, tag="true-false"):
    """A statement. `choices` are the two as written, in their order; `answer` says which is right."""

    choices: tuple[Choice, ...]
    true_first: bool
    """True where the first choice is the one that says True."""
    answer: bool


class ShortAnswer(QuestionCore, frozen=True, kw_only=True, tag="short-answer"):
    """A word or phrase typed by the learner."""

    answers: tuple[TextAnswer, ...]
    case_sensitive: bool = False


class Numerical(QuestionCore, frozen=True, kw_only=True, tag="numerical"):
    """A number typed by the learner."""

    answers: tuple[NumericAnswer, ...]
    unit: str = ""


class Cloze(QuestionCore, frozen=True, kw_only=True, tag="cloze"):
    """A text with gaps; `stem` holds a `GapMark` for each, in order, each once."""

    gaps: tuple[Gap, ...]
    case_sensitive: bool = False


class Matching(QuestionCore, frozen=True, kw_only=True, tag="matching"):
    """Items on the left, each matched with one on the right; equal right sides are one choice."""

    left_label: RichText
    right_label: RichText
    pairs: tuple[Pair, ...]
    distractors: tuple[Item, ...] = ()


class Ordering(QuestionCore, frozen=True, kw_only=True, tag="ordering"):
    """Items, written in their right order."""

    items: tuple[Item, ...]


class Categorize(QuestionCore, frozen=True, kw_only=True, tag="categorize"):
    """Items to sort into categories; `items` row by row, as read."""

    categories: tuple[RichText, ...]
    items: tuple[SortedItem, ...]


class Essay(QuestionCore, frozen=True, kw_only=True, tag="essay"):
    """A text marked by a person."""

    rubric: RichText | None = None
    model_answer: RichText | None = None


class FileUpload(QuestionCore, frozen=True, kw_only=True, tag="file-upload"):
    """Files handed in and marked by a person."""

    rubric: RichText | None = None
    model_answer: RichText | None = None


class Hotspot(QuestionCore, frozen=True, kw_only=True, tag="hotspot"):
    """One click on a picture."""

    image: Media
    areas: tuple[Area, ...]


class Description(QuestionCore, frozen=True, kw_only=True, tag="description"):
    """Text between questions; no points, no answer."""


Question = (
    MultipleChoice
    | MultipleResponse
    | TrueFalse
    | ShortAnswer
    | Numerical
    | Cloze
    | Matching
    | Ordering
    | Categorize
    | Essay
    | FileUpload
    | Hotspot
    | Description
)

_TYPES: dict[type, str] = {each: str(each.__struct_config__.tag) for each in get_args(Question)}
QUESTION_TYPES: tuple[str, ...] = tuple(_TYPES.values())
"""The types as an author writes them, in the order in which they are listed."""


def type_of(question: Question) -> str:
    """Return the question's type as an author writes it, such as `multiple-choice`."""
    return _TYPES[type(question)]
