"""What becomes of each type and feature in Moodle."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from exporter.bank_parts import BankPart
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES, Cloze, Question
from exporter.targets.moodle.menus import fits_menus
from exporter.targets.moodle.setting import NATIVE_ORDERING
from exporter.targets.support import KEPT, Cell, Support, changed, lost

_ROUNDED = changed("the nearest of Moodle's grades, said for each that differs", silent=True)
_BELOW_ZERO = changed("taken off, so that the question may score below 0")
_RIGHT_OR_WRONG = lost("Moodle knows right and wrong only there")
_JOINED = changed("joined to the feedback of each answer; said where no answer earns it", silent=True)
_NO_COMBINED = lost("Moodle has no feedback on the whole answer there")
_NO_TRIES = lost("there are no further tries in Moodle")
_RIGHT_COLUMN = changed("kept on the left; plain text on the right, said for each", silent=True)
_BY_SHARE = changed("each right part earns its share")
_COMBINED = (Feature.IF_CORRECT, Feature.IF_PARTLY_CORRECT, Feature.IF_INCORRECT)

_CHANGED: Mapping[Feature, Cell] = {
    Feature.DIFFICULTY: changed("a tag such as `difficulty:easy`", silent=True),
    Feature.OBJECTIVES: changed("tags that begin with `objective:`", silent=True),
    Feature.LESSON: changed("a tag that begins with `lesson:`", silent=True),
    Feature.AUTHOR: changed("a tag that begins with `author:`", silent=True),
    Feature.PASSAGE: changed(
        "a description before its questions; inside each question where a quiz says so or draws it", silent=True
    ),
    Feature.REFERENCES: changed("the end of the general feedback", silent=True),
    Feature.EXPLANATION: changed("the general feedback", silent=True),
    Feature.WEIGHTS: _ROUNDED,
    Feature.NEGATIVE_WEIGHTS: _BELOW_ZERO,
    Feature.ALL_OR_NOTHING: _BY_SHARE,
    Feature.PER_CHOICE: changed("right picks minus wrong ones"),
    Feature.PINS: changed("none of the answers is shuffled, so that the pinned ones keep their places"),
    Feature.PERCENT_TOLERANCE: changed("the same tolerance as a number", silent=True),
    Feature.RANGE: changed("its middle and half its width", silent=True),
    Feature.COLUMN_LABELS: changed("the last line of the question's text", silent=True),
    Feature.WRONG_AREAS: lost("whatever lies outside the right areas is wrong"),
    Feature.RUBRIC: changed("information for graders", silent=True),
    Feature.MODEL_ANSWER: changed("information for graders", silent=True),
    Feature.BANK_LINK: lost("the words stay, without the link"),
}

_NO_FIELD = lost("Moodle XML holds questions and their categories only")

_BANK: Mapping[BankPart, Cell] = {
    **dict.fromkeys(BankPart, _NO_FIELD),
    BankPart.LESSONS: lost("Moodle XML holds no pages; the guide of the pdf target and the html target have them"),
    BankPart.DESCRIPTION: changed("the description of the category above all others", silent=True),
    BankPart.CATEGORIES: KEPT,
    BankPart.CATEGORY_DESCRIPTIONS: KEPT,
    BankPart.PASSAGE_TITLES: changed("the name of its description; a line above it inside a question", silent=True),
    BankPart.PASSAGE_TAGS: changed("tags of its description; lost where it stands inside its questions"),
}

_TYPES: Mapping[str, Cell] = {
    "categorize": changed("a matching of each item with its category"),
    "file-upload": changed("an essay with attachments and no text", silent=True),
    "hotspot": changed("a marker to drag onto the picture, which has no alternative text in Moodle"),
}

_EXCEPTIONS: Mapping[tuple[str, Feature], Cell] = {
    ("multiple-response", Feature.NEGATIVE_WEIGHTS): _ROUNDED,
    ("multiple-response", Feature.ALL_OR_NOTHING): changed(
        "a wrong pick takes the whole mark, a missing one its share"
    ),
    ("true-false", Feature.WEIGHTS): _RIGHT_OR_WRONG,
    ("true-false", Feature.NEGATIVE_WEIGHTS): _RIGHT_OR_WRONG,
    ("true-false", Feature.PENALTY): changed("1, as in every true-false of Moodle"),
    ("true-false", Feature.PINS): changed("true always comes first", silent=True),
    ("true-false", Feature.MARKS_IN_ANSWER): changed("Moodle's own words for true and false", silent=True),
    ("true-false", Feature.IF_PARTLY_CORRECT): lost("a true-false is never partly right"),
    **{(kind, feature): _JOINED for kind in ("short-answer", "numerical") for feature in _COMBINED},
    ("true-false", Feature.IF_CORRECT): _JOINED,
    ("true-false", Feature.IF_INCORRECT): _JOINED,
    **{(kind, feature): _NO_COMBINED for kind in ("essay", "file-upload", "description") for feature in _COMBINED},
    **{
        ("cloze", feature): lost("Moodle has no feedback on the whole answer there, unless all gaps are plain menus")
        for feature in _COMBINED
    },
    **{
        (kind, feature): _NO_TRIES
        for kind in ("essay", "file-upload", "description")
        for feature in (Feature.HINTS, Feature.PENALTY)
    },
    ("cloze", Feature.POINTS): changed("one whole mark or more for each gap, said where it differs", silent=True),
    ("cloze", Feature.WEIGHTS): KEPT,
    ("cloze", Feature.UNIT): changed("stands after the gap"),
    **{
        (kind, feature): _RIGHT_COLUMN
        for kind in ("matching", "categorize")
        for feature in (Feature.MATH, Feature.PICTURE_IN_ANSWER, Feature.MARKS_IN_ANSWER)
    },
    ("hotspot", Feature.RATIONALE): lost("a marker has no feedback of its own"),
    ("hotspot", Feature.WEIGHTS): lost("an area is wholly right or wrong"),
}
_MENUS_KEEP = (*_COMBINED, Feature.POINTS)


def support(options: Options) -> Support:
    """Return what becomes of everything in the version of Moodle that the options name."""
    types = dict.fromkeys(QUESTION_TYPES, KEPT) | dict(_TYPES)
    exceptions = dict(_EXCEPTIONS)
    if options.moodle_version < NATIVE_ORDERING:
        types["ordering"] = changed("a matching of each item with its position")
    else:
        exceptions["ordering", Feature.ALL_OR_NOTHING] = KEPT
    return Support(types, dict.fromkeys(Feature, KEPT) | dict(_CHANGED), exceptions, _BANK)


def of_menus(table: Support) -> Support:
    """Return the support of a cloze that is written as drop-downs: points and feedback are kept."""
    return msgspec.structs.replace(
        table, exceptions={**table.exceptions, **{("cloze", feature): KEPT for feature in _MENUS_KEEP}}
    )


def is_menus(question: Question) -> bool:
    """Return whether the question is a cloze that is written as drop-downs."""
    return isinstance(question, Cloze) and fits_menus(question)
