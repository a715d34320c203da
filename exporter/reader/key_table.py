"""The table of keys: every key of the source format, where it stands, what it fills, how its value is written.

Front matter, the attributes of a heading, `bank.yaml`, quizzes, sections and `_category.yaml` are all read by it, and
the JSON Schemas for editors are made from it; a test holds the docs to it.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from exporter.codes.advice import NAMES as ADVICE
from exporter.codes.keys import UNKNOWN_TYPE
from exporter.model import QUESTION_TYPES, STATUSES, Difficulty, PartialCredit
from exporter.reader import kinds
from exporter.reader.kinds import Kind


class Key(msgspec.Struct, frozen=True):
    """One key: its name, its kind, what it means, and the field of the record that it fills."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    to: str = ""

    @property
    def field(self) -> str:
        """The name of the field, which is the key's own with `_` unless `to` says otherwise."""
        return self.to or self.name.replace("-", "_")


_DIFFICULTIES = get_args(Difficulty)
_STATUS = Key("status", kinds.enumeration(STATUSES), "How far it is; only what is ready is exported")
_TAGS = Key("tags", kinds.WORDS, "Words to find and draw questions by")
_LANG = Key("lang", kinds.LANGUAGE, "The language of the text (BCP 47), where it is not the bank's")
_AUTHOR = Key("author", kinds.WORD, "Who wrote it")
_OBJECTIVES = Key("objectives", kinds.WORDS, "What a learner can do who masters this")
_CATEGORY = Key("category", kinds.PATH, "The category, outermost first, where it is not the folder's")
_SHUFFLE = Key("shuffle", kinds.BOOLEAN, "Whether the order is shuffled for each learner")

_ANYWHERE = (
    Key(
        "type",
        kinds.enumeration(QUESTION_TYPES, UNKNOWN_TYPE),
        "The type, where the shape of the answers is not enough",
    ),
    Key("points", kinds.POINTS, "Points for a right answer; 1 if nothing is said"),
    _TAGS,
    Key("difficulty", kinds.enumeration(_DIFFICULTIES), "How hard the question is"),
    _OBJECTIVES,
    _SHUFFLE,
    Key("partial-credit", kinds.enumeration(get_args(PartialCredit)), "How an answer that is partly right counts"),
    Key("penalty", kinds.PENALTY, "What each extra try takes off: 0 to 1, or a percentage"),
    Key("lesson", kinds.ID, "The id of the lesson that teaches it"),
    Key("passage", kinds.ID, "The id of the passage that it is about"),
    Key("case-sensitive", kinds.BOOLEAN, "Whether capitals count in typed answers"),
    Key("unit", kinds.WORD, "The unit of a numerical answer"),
    _LANG,
    _AUTHOR,
    _STATUS,
)

TABLES: dict[str, tuple[Key, ...]] = {
    "question": (*_ANYWHERE, _CATEGORY),
    "heading": _ANYWHERE,
    "defaults": _ANYWHERE,
    "passage": (_TAGS, _LANG, _STATUS),
    "lesson": (
        Key("id", kinds.ID, "What other places name it by", required=True),
        Key("title", kinds.WORD, "Its title", required=True),
        Key("summary", kinds.TEXT, "What it is about, in a sentence or two of Markdown"),
        _OBJECTIVES,
        Key("related", kinds.ID_REFERENCES, "The ids of lessons to read next"),
        Key("questions", kinds.ID_REFERENCES, "The ids of questions to check oneself by"),
        _TAGS,
        _LANG,
        _AUTHOR,
        _STATUS,
        _CATEGORY,
    ),
    "quiz": (
        Key("id", kinds.ID, "What other places and exports name it by", required=True),
        Key("title", kinds.WORD, "Its title", required=True),
        Key("description", kinds.TEXT, "What it is about, in Markdown"),
        Key("instructions", kinds.TEXT, "What learners read before they begin, in Markdown"),
        Key("code", kinds.WORD, "A code to print on the paper"),
        _LANG,
        Key("time-limit", kinds.DURATION, "How long it may take: `90 s`, `20 min`, `1 h 30 min`"),
        Key("attempts", kinds.ATTEMPTS, "How often it may be tried: a number, or `unlimited`"),
        Key("opens", kinds.MOMENT, "From when it can be taken: ISO 8601 with offset"),
        Key("due", kinds.MOMENT, "When it should be handed in: ISO 8601 with offset"),
        Key("closes", kinds.MOMENT, "Until when it can be taken: ISO 8601 with offset"),
        Key("keep-score", kinds.enumeration(("highest", "latest", "average")), "Which of several attempts counts"),
        Key("shuffle", kinds.nested("shuffle"), "What is shuffled for each learner"),
        Key("one-at-a-time", kinds.BOOLEAN, "Whether one question is shown at a time"),
        Key(
            "show-explanations",
            kinds.enumeration(("never", "after-each", "after-attempt", "after-due")),
            "When learners see what was right and why",
        ),
        Key(
            "passages",
            kinds.enumeration(("before", "inside")),
            "Whether a passage stands before or inside its questions",
        ),
        Key("sections", kinds.nested("section", many=True), "The parts of the quiz", required=True),
    ),
    "shuffle": (
        Key("questions", kinds.BOOLEAN, "Whether the questions are shuffled", to="shuffle_questions"),
        Key("choices", kinds.BOOLEAN, "Whether the choices of a question are shuffled", to="shuffle_choices"),
    ),
    "section": (
        Key("title", kinds.WORD, "Its title"),
        Key("instructions", kinds.TEXT, "What learners read before it, in Markdown"),
        Key("questions", kinds.ID_REFERENCES, "The ids of its questions, in their order"),
        Key("draw", kinds.COUNT, "How many questions are drawn at random"),
        Key("from", kinds.nested("pool"), "What they are drawn from: keys narrow, several values of a key widen"),
        Key("points", kinds.POINTS, "Points of each of its questions, instead of their own"),
        _SHUFFLE,
    ),
    "pool": (
        Key("tags", kinds.PLACED_WORDS, "Questions with one of these tags"),
        Key("difficulty", kinds.placed(_DIFFICULTIES), "Questions of one of these difficulties"),
        Key("type", kinds.placed(QUESTION_TYPES, UNKNOWN_TYPE), "Questions of one of these types"),
        Key("objectives", kinds.PLACED_WORDS, "Questions with one of these objectives"),
        Key("lesson", kinds.ID_REFERENCES, "Questions of one of these lessons"),
        Key("passage", kinds.ID_REFERENCES, "Questions about one of these passages"),
        Key("folder", kinds.PLACED_WORDS, "Questions in one of these folders (or categories), with what lies below"),
    ),
    "bank": (
        Key("id", kinds.ID, "What exports name the bank by", required=True),
        Key("title", kinds.WORD, "Its title", required=True),
        Key("language", kinds.LANGUAGE, "The language of its texts (BCP 47)", required=True),
        Key("description", kinds.TEXT, "What it is about, in Markdown"),
        Key("version", kinds.WORD, "The version of this release"),
        Key("authors", kinds.AUTHORS, "Who wrote it: names, or mappings of name and email"),
        Key("licence", kinds.WORD, "The licence: its SPDX identifier, or a text"),
        Key(
            "defaults",
            kinds.nested("defaults"),
            "Keys that every question has unless its file or heading says otherwise",
        ),
        Key("advice", kinds.nested("advice"), "What `exporter check` says of how questions are written"),
    ),
    "advice": (Key("off", kinds.several_of(ADVICE), "Codes of advice that is not given", to="advice_off"),),
    "author": (
        Key("name", kinds.WORD, "The author's name", required=True),
        Key("email", kinds.WORD, "The author's address"),
    ),
    "category": (
        Key("title", kinds.WORD, "Its title, where it is not the folder's name"),
        Key("description", kinds.TEXT, "What it is about, in Markdown"),
    ),
}
"""What may stand where; a table's name is that of its JSON Schema's definition."""

BY_NAME: dict[str, dict[str, Key]] = {table: {key.name: key for key in keys} for table, keys in TABLES.items()}
