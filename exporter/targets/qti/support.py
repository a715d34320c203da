"""What becomes of each type and feature in QTI, version by version."""

from __future__ import annotations

from functools import cache

from exporter.bank_parts import BankPart
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES
from exporter.targets.qti.dialect import Dialect, dialect_of
from exporter.targets.support import KEPT, Cell, Support, changed, lost

_METADATA = changed("metadata of the item in the manifest", silent=True)
_CLASS = "text with a class, whose look is the platform's to give"
_NO_LESSONS = lost("the packages hold questions and tests only")
_NO_SCORE = changed("0, since a pick never scores below it", silent=True)

_FEATURES: dict[Feature, Cell] = {
    **dict.fromkeys(Feature, KEPT),
    **dict.fromkeys((Feature.TAGS, Feature.DIFFICULTY, Feature.OBJECTIVES, Feature.AUTHOR), _METADATA),
    Feature.LESSON: lost("an item cannot name a study article"),
    Feature.REFERENCES: changed("the end of the general feedback", silent=True),
    Feature.PENALTY: lost("an item that is not adaptive scores each try for itself"),
    Feature.NEGATIVE_WEIGHTS: _NO_SCORE,
    Feature.UNIT: changed("text after the field; the learner types the number alone"),
    Feature.COLUMN_LABELS: changed("a line above the columns", silent=True),
    Feature.BANK_LINK: lost("only the text of the link stays"),
    Feature.DETAILS: changed("text that stands open"),
    Feature.KEYS: changed(f"keys as they are; a highlight is {_CLASS}"),
    Feature.STRUCK: changed(_CLASS),
}


def _bank(dialect: Dialect) -> dict[BankPart, Cell]:
    inside = changed("a line above it inside each question", silent=True)
    return {
        **dict.fromkeys(BankPart, KEPT),
        **dict.fromkeys((BankPart.LESSONS, BankPart.LESSON_TAGS, BankPart.LESSON_AUTHORS), _NO_LESSONS),
        BankPart.ADDRESSES: lost("the metadata hold names only"),
        BankPart.CATEGORIES: lost("the items of a package stand in no folders"),
        BankPart.CATEGORY_DESCRIPTIONS: lost("the items of a package stand in no folders"),
        BankPart.PASSAGE_TITLES: KEPT if dialect.stimuli else inside,
        BankPart.PASSAGE_TAGS: lost("a passage has no metadata"),
    }


@cache
def support_of(name: str) -> Support:
    """Return the support of the version whose target has that name."""
    dialect = dialect_of(name)
    features = {**_FEATURES, **_by_version(dialect)}
    exceptions: dict[tuple[str, Feature], Cell] = {
        ("multiple-response", Feature.NEGATIVE_WEIGHTS): KEPT,
        ("description", Feature.REFERENCES): changed("the end of the text", silent=True),
        ("cloze", Feature.RATIONALE): lost("gaps have no feedback"),
        ("ordering", Feature.FIXED_ORDER): lost("the items of an ordering are always shuffled"),
    }
    if not dialect.marked_menus:
        plain = changed("plain text in menus")
        exceptions[("cloze", Feature.MARKS_IN_ANSWER)] = plain
        exceptions[("cloze", Feature.PICTURE_IN_ANSWER)] = plain
    return Support(
        {**dict.fromkeys(QUESTION_TYPES, KEPT), "true-false": changed("a choice of two", silent=True)},
        features,
        exceptions,
        _bank(dialect),
    )


def _by_version(dialect: Dialect) -> dict[Feature, Cell]:
    found: dict[Feature, Cell] = {}
    if not dialect.hints:
        found[Feature.HINTS] = lost(f"QTI {dialect.version} has no hint that costs no attempt")
    if not dialect.ruby:
        found[Feature.RUBY] = changed("the reading in brackets after the word")
    if not dialect.stimuli:
        found[Feature.PASSAGE] = changed("text inside each of its questions", silent=True)
    return found


def support21(options: Options) -> Support:
    """Return the support of QTI 2.1."""
    del options
    return support_of("qti21")


def support22(options: Options) -> Support:
    """Return the support of QTI 2.2."""
    del options
    return support_of("qti22")


def support30(options: Options) -> Support:
    """Return the support of QTI 3.0."""
    del options
    return support_of("qti30")
