"""The bank as frozen records: what was written, free of every target's vocabulary.

The question types are a closed union (`Question`): a target writes them with one `match` that ends in
`assert_never`, so the type checker names every cell that a new type leaves empty. Records hold no methods
that know a target. All records encode to msgpack (`msgspec.msgpack`), which is what the cache keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

from exporter.diagnostics import Span

Difficulty = Literal["easy", "medium", "hard"]
PartialCredit = Literal["none", "per-choice", "right-minus-wrong"]
Status = Literal["draft", "review", "ready", "retired"]
MediaKind = Literal["image", "audio", "video", "document"]

# --- rich text ------------------------------------------------------------------------------------------


class Math(msgspec.Struct, frozen=True, array_like=True, tag="math"):
    """A formula: checked LaTeX without its dollar signs."""

    tex: str
    display: bool
    span: Span


class Media(msgspec.Struct, frozen=True, array_like=True, tag="media"):
    """A picture, recording or document of the bank shown in the text. `path` is relative to the bank."""

    path: str
    alt: str
    """Empty only where `decorative`."""
    kind: MediaKind
    decorative: bool
    title: str
    span: Span


class LinkStart(msgspec.Struct, frozen=True, array_like=True, tag="link"):
    """The start of a link inside the bank; ends at the next `LinkEnd`. Links to the web are plain XHTML."""

    kind: Literal["lesson", "question", "file"]
    to: str
    """The id of the lesson or question, or the file's path relative to the bank."""
    span: Span


class LinkEnd(msgspec.Struct, frozen=True, array_like=True, tag="link-end"):
    """The end of a link inside the bank."""


class GapMark(msgspec.Struct, frozen=True, array_like=True, tag="gap"):
    """The place of a cloze's gap; `number` counts from 0 into `Cloze.gaps`."""

    number: int


Part = str | Math | Media | LinkStart | LinkEnd | GapMark


class RichText(msgspec.Struct, frozen=True, array_like=True):
    """Text as runs of well-formed XHTML (escaped, no wrapper) between the things that each target writes its own way.

    The runs join to well-formed content once each special part is replaced by well-formed content; a run on its own
    need not be balanced. XHTML here: lower-case names, no prefix, no namespace, quoted attributes, `lang` (not
    `xml:lang`), `<br/>`.
    """

    parts: tuple[Part, ...]
    span: Span
    """The first line of the text in the source."""
    inline: bool
    """True: phrasing content without a paragraph around it (a choice of one paragraph); False: blocks."""
    elements: tuple[str, ...] = ()
    """The names of the XHTML elements in the runs, sorted, each once: what a target asks before it names a loss."""


# --- questions ------------------------------------------------------------------------------------------


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One option of a choice question."""

    text: RichText
    right: bool
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


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """One area of a hotspot, in the picture's own pixels from the top left."""

    shape: Literal["rect", "circle", "poly"]
    numbers: tuple[Decimal, ...]
    """rect: left, top, right, bottom; circle: centre x, y, radius; poly: x1, y1, x2, y2, ..."""
    right: bool
    weight: Decimal | None = None
    feedback: RichText | None = None
    span: Span


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
    partial_credit_stated: bool = False
    """True where the author (or the bank's defaults) wrote `partial-credit`."""
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

QUESTION_TYPES: tuple[str, ...] = (
    "multiple-choice",
    "multiple-response",
    "true-false",
    "short-answer",
    "numerical",
    "cloze",
    "matching",
    "ordering",
    "categorize",
    "essay",
    "file-upload",
    "hotspot",
    "description",
)


def type_of(question: Question) -> str:
    """Return the question's type as an author writes it, such as `multiple-choice`."""
    return str(type(question).__struct_config__.tag)


# --- the rest of the bank -------------------------------------------------------------------------------


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A text that several questions share (shared stimulus)."""

    id: str
    title: str
    text: RichText
    span: Span
    category: tuple[str, ...] = ()
    lang: str | None = None
    tags: tuple[str, ...] = ()
    status: Status = "ready"


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """An id named somewhere in the bank, with the place where it is named."""

    id: str
    span: Span


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """A study article."""

    id: str
    title: str
    body: RichText
    span: Span
    category: tuple[str, ...] = ()
    summary: RichText | None = None
    objectives: tuple[str, ...] = ()
    related: tuple[Reference, ...] = ()
    questions: tuple[Reference, ...] = ()
    """Questions to check oneself by."""
    tags: tuple[str, ...] = ()
    lang: str | None = None
    author: str | None = None
    status: Status = "ready"


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a quiz: either named questions, or a random draw from a pool."""

    span: Span
    title: str = ""
    instructions: RichText | None = None
    questions: tuple[Reference, ...] = ()
    draw: int | None = None
    """How many questions are drawn from `pool`; None for a section of named questions."""
    pool: tuple[str, ...] = ()
    """The ids that a draw chooses from, in the bank's order; found by `from` once the bank is whole."""
    points: Decimal | None = None
    """Points of each question in this section, instead of the question's own."""
    shuffle: bool | None = None
    """Whether the section's questions are shuffled, where it says so itself."""


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment: which questions, in which sections, with which settings."""

    id: str
    title: str
    span: Span
    sections: tuple[Section, ...]
    description: RichText | None = None
    instructions: RichText | None = None
    code: str = ""
    """Printed on the paper."""
    lang: str | None = None
    time_limit: int | None = None
    """Seconds."""
    attempts: int | Literal["unlimited"] | None = None
    opens: str | None = None
    """ISO 8601 with offset, as are `due` and `closes`."""
    due: str | None = None
    closes: str | None = None
    keep_score: Literal["highest", "latest", "average"] | None = None
    shuffle_questions: bool = False
    shuffle_choices: bool = True
    one_at_a_time: bool = False
    show_explanations: Literal["never", "after-each", "after-attempt", "after-due"] = "after-attempt"
    passages: Literal["before", "inside"] = "before"


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A folder below `questions/` or `lessons/`, or a category named in front matter."""

    path: tuple[str, ...]
    title: str = ""
    """As `_category.yaml` says; empty: the folder's own name."""
    description: RichText | None = None
    span: Span


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who wrote the bank."""

    name: str
    email: str = ""


class MediaFile(msgspec.Struct, frozen=True, kw_only=True):
    """A media file of the bank that exists, is allowed, and lies inside it."""

    path: str
    kind: MediaKind
    size: int
    """Bytes."""
    digest: str
    """SHA-256, hex."""
    width: int | None = None
    """Pixels (for SVG: user units of its width or viewBox), where it has any."""
    height: int | None = None


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What can be asked of a question without reading the whole of it (a bank of 20000 stays small in memory)."""

    id: str
    title: str
    type: str
    points: Decimal
    tags: tuple[str, ...]
    difficulty: Difficulty | None
    objectives: tuple[str, ...]
    category: tuple[str, ...]
    lesson: str | None
    passage: str | None
    status: Status
    span: Span


class Bank(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was read from one bank folder."""

    root: Path
    id: str
    title: str
    language: str
    description: RichText | None = None
    version: str = ""
    authors: tuple[Author, ...] = ()
    licence: str = ""
    questions: Sequence[Question]
    """In the order of files (by path) and within them; a sequence that may decode each question when asked."""
    index: Mapping[str, Summary]
    """By id, in the same order as `questions`."""
    passages: Mapping[str, Passage]
    lessons: Mapping[str, Lesson]
    quizzes: Mapping[str, Quiz]
    categories: Mapping[tuple[str, ...], Category]
    media: Mapping[str, MediaFile]
    """By path relative to the bank; only what some text refers to."""
    advice_off: tuple[str, ...] = ()
    """The codes of advice that `bank.yaml` switches off."""

    def question(self, question_id: str) -> Question:
        """Return the question of that id; a KeyError is a bug of ours, since ids are checked when read."""
        return self.questions[self.positions[question_id]]

    positions: Mapping[str, int]
    """The place in `questions` of each id."""
