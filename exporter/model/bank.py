"""The bank and what it holds beside questions."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

from exporter.diagnostics import Span
from exporter.model.questions import Difficulty, Question, Status
from exporter.model.text import MediaKind, RichText

BANK_FILE = "bank.yaml"
"""What says of a folder that it is a bank, and what the bank is."""


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

    @property
    def pixels(self) -> tuple[int, int] | None:
        """Width and height, where it has both."""
        return (self.width, self.height) if self.width and self.height else None


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
    unwritten_quizzes: Mapping[str, Quiz] = {}
    """Quizzes that ask questions of a narrowed bank and are no part of it; its questions still bear their names."""
    categories: Mapping[tuple[str, ...], Category]
    media: Mapping[str, MediaFile]
    """By path relative to the bank; only what some text refers to."""
    advice_off: tuple[str, ...] = ()
    """The codes of advice that `bank.yaml` switches off."""

    positions: Mapping[str, int]
    """The place in `questions` of each id."""
    places: Mapping[str, Span] = {}
    """Where in `bank.yaml` the value of each key stands."""

    def question(self, question_id: str) -> Question:
        """Return the question of that id; a KeyError is a bug of ours, since ids are checked when read."""
        return self.questions[self.positions[question_id]]

    def place(self, key: str) -> Span:
        """Return where the value of a key of `bank.yaml` stands, or the file where it has none."""
        return self.places.get(key, Span(BANK_FILE))
