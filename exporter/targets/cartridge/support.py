"""What becomes of each type and feature in a cartridge: what the profile holds, and what its readers keep of that.

Tried with Moodle's restore, Canvas's cartridge import and cc2olx (for Open edX).
"""

from __future__ import annotations

from exporter.bank_parts import BankPart
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES
from exporter.targets.support import KEPT, Support, changed, lost

_NO_FIELD = lost("the profile has no such field")
_BY_CHOICE = changed("part of each choice's feedback in Moodle, kept in Canvas, lost in Open edX")
_ONCE = changed("kept in Canvas; lost in Moodle and Open edX")
_WORDS = lost("its alternative text stands in its place, since the picture would be dead in Moodle")
_SCORING = changed(
    "all or nothing by the profile; Moodle gives each right pick its share and takes nothing off for wrong ones, "
    "Canvas takes as much off"
)

_FEATURES = {
    **dict.fromkeys(Feature, KEPT),
    **dict.fromkeys((Feature.DIFFICULTY, Feature.OBJECTIVES, Feature.AUTHOR), _NO_FIELD),
    Feature.POINTS: changed("a whole number from 1 to 99; Moodle's quiz counts every question alike, Open edX as 1"),
    Feature.TAGS: changed("keywords of the whole package"),
    Feature.LESSON: changed("named on the lesson's page", silent=True),
    Feature.PASSAGE: changed("a text inside each of its questions"),
    Feature.REFERENCES: changed("the end of the general feedback, which Open edX drops"),
    Feature.EXPLANATION: changed(
        "general feedback; in Moodle shown once the quiz's review options are switched on, lost in Open edX"
    ),
    Feature.IF_CORRECT: _BY_CHOICE,
    Feature.IF_PARTLY_CORRECT: lost("the profile tells right from wrong only"),
    Feature.IF_INCORRECT: _BY_CHOICE,
    Feature.HINTS: lost("no importer tried keeps them"),
    Feature.PENALTY: lost("the profile takes nothing off for another attempt"),
    Feature.RATIONALE: changed("kept in Moodle and Canvas; lost in Open edX"),
    Feature.WEIGHTS: lost("an answer earns all of the points or nothing"),
    Feature.NEGATIVE_WEIGHTS: changed("0, since a wrong pick earns nothing", silent=True),
    Feature.ALL_OR_NOTHING: _SCORING,
    Feature.PER_CHOICE: _SCORING,
    Feature.RIGHT_MINUS_WRONG: _SCORING,
    Feature.CASE: lost("no importer tried minds capitals"),
    Feature.WILDCARD: lost("one fixed text that the pattern accepts; pattern matching is misread by every importer"),
    Feature.CATCH_ALL: lost("what no answer accepts is wrong"),
    Feature.RUBRIC: lost("the profile has no notes for the marker"),
    Feature.MODEL_ANSWER: changed("the solution, which Moodle drops and Canvas and Open edX show"),
    Feature.PICTURE: changed("kept in Moodle and Canvas; lost in Open edX"),
    Feature.PICTURE_IN_ANSWER: _WORDS,
    Feature.PICTURE_IN_FEEDBACK: _WORDS,
    Feature.MARKS_IN_ANSWER: changed("kept in Moodle and Canvas; Open edX shows the tags"),
    Feature.AUDIO_VIDEO: changed("a link to the file in the question, its alternative text elsewhere"),
    Feature.FILE_LINK: changed("a link in the question, its words alone elsewhere; dead in Open edX"),
    Feature.BANK_LINK: lost("only the words of the link stay"),
    Feature.RUBY: changed("the reading in brackets after the word"),
    Feature.DETAILS: changed("text that stands open"),
    Feature.KEYS: changed("code for keys, a coloured background for highlights"),
    Feature.STRUCK: changed("deleted text, which looks the same", silent=True),
}

_BANK = {
    **dict.fromkeys(BankPart, KEPT),
    BankPart.LESSON_TAGS: changed("keywords of the whole package", silent=True),
    BankPart.LESSON_AUTHORS: lost("a page names no author"),
    BankPart.ADDRESSES: lost("the metadata hold names only"),
    BankPart.CATEGORIES: changed("units of the lessons; the questions stand in one bank"),
    BankPart.CATEGORY_DESCRIPTIONS: changed("kept for folders of lessons, lost for those of questions"),
    BankPart.PASSAGE_TITLES: changed("a line above it inside each question", silent=True),
    BankPart.PASSAGE_TAGS: lost("it stands inside its questions"),
}

SUPPORT = Support(
    types={
        **{name: lost(f"the cartridge's profile of QTI has no {name} question") for name in QUESTION_TYPES},
        "multiple-choice": KEPT,
        "multiple-response": KEPT,
        "true-false": changed("a true_false, which Canvas imports as a multiple choice"),
        "short-answer": KEPT,
        "essay": KEPT,
        "description": lost("a cartridge has no text between questions"),
    },
    features=_FEATURES,
    exceptions={
        ("multiple-response", Feature.WEIGHTS): lost("every right choice counts alike"),
        ("multiple-response", Feature.IF_CORRECT): _ONCE,
        ("multiple-response", Feature.IF_INCORRECT): _ONCE,
        ("short-answer", Feature.IF_CORRECT): _ONCE,
        ("short-answer", Feature.IF_INCORRECT): _ONCE,
        ("short-answer", Feature.RATIONALE): lost(
            "Canvas would take the answer that it belongs to for an accepted one"
        ),
        ("short-answer", Feature.WEIGHTS): lost("answers that earn a part are not accepted"),
        ("essay", Feature.EXPLANATION): changed(
            "general feedback; in Moodle shown once the quiz's review options are switched on"
        ),
        ("essay", Feature.REFERENCES): changed("the end of the general feedback", silent=True),
    },
    bank=_BANK,
)


def support(options: Options) -> Support:
    """Return the support of cartridges, which no version changes."""
    del options
    return SUPPORT
