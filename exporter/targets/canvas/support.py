"""What becomes of each type and feature in Canvas: once for both importers, once for New Quizzes alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from exporter.bank_parts import BankPart
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES
from exporter.targets.support import KEPT, Cell, Support, changed, lost

_Exceptions = Mapping[tuple[str, Feature], Cell]

_NO_PLACE = lost("Canvas imports no such field")
_BY_HAND = lost("a question marked by hand shows general feedback only")
_NO_FEEDBACK = lost("a text without an answer has no feedback")
_PLAIN = changed("plain text in menus and on the right side", silent=True)
_NO_PART = lost("answers that earn a part are not accepted")
_EACH_PART = changed("each part earns its share")
_LISTED = changed("every number within it, at the precision written, as an accepted text")

_FEATURES: dict[Feature, Cell] = {
    **dict.fromkeys(Feature, KEPT),
    **dict.fromkeys(
        (Feature.TAGS, Feature.DIFFICULTY, Feature.OBJECTIVES, Feature.LESSON, Feature.AUTHOR),
        _NO_PLACE,
    ),
    Feature.PASSAGE: changed(
        "a text before its questions in a quiz; inside each question in a draw and in the bank", silent=True
    ),
    Feature.REFERENCES: changed("the end of the general feedback", silent=True),
    Feature.IF_PARTLY_CORRECT: lost("Canvas tells right from wrong only"),
    Feature.HINTS: lost("Canvas has no hints"),
    Feature.PENALTY: lost("Canvas takes nothing off for another attempt"),
    Feature.WEIGHTS: lost("an answer earns all of the points or nothing"),
    Feature.NEGATIVE_WEIGHTS: changed("0, since a pick never scores below it", silent=True),
    Feature.ALL_OR_NOTHING: _EACH_PART,
    Feature.PER_CHOICE: changed("each right pick earns its share and each wrong one takes as much off"),
    Feature.RIGHT_MINUS_WRONG: changed(
        "each right pick earns its share and each wrong one takes as much off", silent=True
    ),
    Feature.FIXED_ORDER: changed("kept in New Quizzes; Classic Quizzes shuffles all answers of a quiz or none"),
    Feature.PINS: lost("Canvas shuffles all answers"),
    Feature.CASE: changed("judged in New Quizzes; capitals do not matter in Classic Quizzes"),
    Feature.WILDCARD: changed("one fixed text that the pattern accepts"),
    Feature.UNIT: changed("said below the question; the learner types the number alone"),
    Feature.PERCENT_TOLERANCE: changed("the same bounds in absolute numbers", silent=True),
    Feature.CATCH_ALL: lost("what no answer accepts is wrong"),
    Feature.MIXED_GAPS: changed("typed gaps throughout"),
    Feature.COLUMN_LABELS: changed("a line at the end of the question", silent=True),
    Feature.AUDIO_VIDEO: changed("a player with a link to the file beside it; New Quizzes drops the player's controls"),
    Feature.BANK_LINK: lost("only the text of the link stays"),
    Feature.RUBY: changed("the reading in brackets after the word"),
    Feature.DETAILS: changed("text that stands open"),
    Feature.KEYS: changed("code for keys, a coloured background for highlights"),
    Feature.STRUCK: changed("deleted text, which looks the same", silent=True),
}

_EXCEPTIONS: dict[tuple[str, Feature], Cell] = {
    ("multiple-response", Feature.WEIGHTS): lost("every right choice earns the same"),
    ("multiple-response", Feature.NEGATIVE_WEIGHTS): lost("every wrong choice takes the same off"),
    ("multiple-response", Feature.ALL_OR_NOTHING): changed(
        "each right pick earns its share and each wrong one takes as much off"
    ),
    **{(kind, Feature.WEIGHTS): _NO_PART for kind in ("short-answer", "numerical", "cloze")},
    ("short-answer", Feature.RATIONALE): changed("feedback of accepted answers only", silent=True),
    ("numerical", Feature.RATIONALE): changed("shown in Classic Quizzes, lost in New Quizzes"),
    ("cloze", Feature.RATIONALE): lost("gaps have no feedback"),
    ("cloze", Feature.CASE): lost("capitals do not matter in gaps"),
    ("cloze", Feature.UNIT): changed("said after the gap; the learner types the number alone"),
    ("cloze", Feature.TOLERANCE): _LISTED,
    ("cloze", Feature.PERCENT_TOLERANCE): _LISTED,
    ("cloze", Feature.RANGE): _LISTED,
    **{
        (kind, Feature.FIXED_ORDER): lost("the answers are shuffled all the same")
        for kind in ("matching", "categorize")
    },
    ("ordering", Feature.PARTS): changed("kept in Classic Quizzes; all or nothing in New Quizzes"),
    ("ordering", Feature.ALL_OR_NOTHING): changed("kept in New Quizzes; each place earns its share in Classic Quizzes"),
    ("ordering", Feature.MARKS_IN_ANSWER): changed("kept in New Quizzes; plain text in Classic Quizzes"),
    ("ordering", Feature.PICTURE_IN_ANSWER): changed("kept in New Quizzes; plain text in Classic Quizzes"),
    **{
        (kind, feature): _PLAIN
        for kind in ("matching", "categorize", "cloze")
        for feature in (Feature.MARKS_IN_ANSWER, Feature.PICTURE_IN_ANSWER)
    },
    ("essay", Feature.RUBRIC): changed("plain text in New Quizzes' grading notes; lost in Classic Quizzes"),
    ("essay", Feature.MODEL_ANSWER): changed("plain text in New Quizzes' grading notes; lost in Classic Quizzes"),
    ("file-upload", Feature.RUBRIC): lost("Canvas imports no notes for the marker"),
    ("file-upload", Feature.MODEL_ANSWER): lost("Canvas imports no notes for the marker"),
    **{
        (kind, feature): _BY_HAND
        for kind in ("essay", "file-upload")
        for feature in (Feature.IF_CORRECT, Feature.IF_INCORRECT)
    },
    **{
        ("description", feature): _NO_FEEDBACK
        for feature in (Feature.EXPLANATION, Feature.IF_CORRECT, Feature.IF_INCORRECT)
    },
    ("description", Feature.REFERENCES): changed("the end of the text", silent=True),
}

_BANK: Mapping[BankPart, Cell] = {
    **dict.fromkeys(BankPart, _NO_PLACE),
    BankPart.LESSONS: lost("the packages hold questions and quizzes only"),
    BankPart.CATEGORIES: changed("question banks, each of the name of its category", silent=True),
    BankPart.PASSAGE_TITLES: changed("the name of its text; a line above it inside a question", silent=True),
}

BOTH = Support(
    types={
        **dict.fromkeys(QUESTION_TYPES, KEPT),
        "ordering": changed("a matching of places and items in Classic Quizzes, an ordering in New Quizzes"),
        "categorize": changed("a matching of items and categories"),
        "hotspot": lost("Classic Quizzes cannot import it, and everything else in the package would be lost with it"),
        "description": changed("a text in Classic Quizzes, beside the question after it in New Quizzes", silent=True),
    },
    features=_FEATURES,
    exceptions=_EXCEPTIONS,
    bank=_BANK,
)


def _new_exceptions() -> _Exceptions:
    kept = {
        ("multiple-response", Feature.ALL_OR_NOTHING): KEPT,
        ("cloze", Feature.CASE): KEPT,
        ("ordering", Feature.ALL_OR_NOTHING): KEPT,
        ("ordering", Feature.MARKS_IN_ANSWER): KEPT,
        ("ordering", Feature.PICTURE_IN_ANSWER): KEPT,
        ("matching", Feature.MARKS_IN_ANSWER): KEPT,
        ("matching", Feature.PICTURE_IN_ANSWER): KEPT,
        ("categorize", Feature.MARKS_IN_ANSWER): KEPT,
        ("categorize", Feature.PICTURE_IN_ANSWER): KEPT,
        ("multiple-choice", Feature.WEIGHTS): KEPT,
        ("ordering", Feature.PARTS): changed("all or nothing"),
        ("categorize", Feature.PARTS): changed("each category earns its share"),
        ("categorize", Feature.ALL_OR_NOTHING): changed("each category earns its share"),
        ("numerical", Feature.RATIONALE): lost("New Quizzes drops feedback of numerical answers"),
        ("essay", Feature.RUBRIC): changed("plain text in the grading notes"),
        ("essay", Feature.MODEL_ANSWER): changed("plain text in the grading notes"),
        ("hotspot", Feature.RATIONALE): lost("an area has no feedback"),
        ("hotspot", Feature.WEIGHTS): lost("the right area earns all of the points"),
        ("hotspot", Feature.WRONG_AREAS): changed("wrong, as is everything outside the right area", silent=True),
    }
    return {**_EXCEPTIONS, **kept}


NEW = Support(
    types={
        **BOTH.types,
        "ordering": KEPT,
        "categorize": KEPT,
        "hotspot": changed("a hot spot with one right area, whose picture has no alternative text"),
        "description": changed("a text beside the question after it", silent=True),
    },
    features={
        **_FEATURES,
        **dict.fromkeys(
            (
                Feature.FIXED_ORDER,
                Feature.PINS,
                Feature.CASE,
                Feature.WILDCARD,
                Feature.PERCENT_TOLERANCE,
                Feature.MIXED_GAPS,
                Feature.RUBY,
                Feature.KEYS,
                Feature.STRUCK,
            ),
            KEPT,
        ),
        Feature.AUDIO_VIDEO: changed("a player without controls, and a link to the file beside it"),
    },
    exceptions=_new_exceptions(),
    bank=_BANK,
)


def support_of(form: Literal["both", "new"]) -> Support:
    """Return the support of a form: for both importers, or for New Quizzes alone."""
    return NEW if form == "new" else BOTH


def support(options: Options) -> Support:
    """Return the support that the options ask for."""
    return support_of(options.canvas)
