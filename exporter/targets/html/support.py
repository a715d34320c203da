"""What becomes of each type and feature on pages for the browser."""

from __future__ import annotations

from exporter.bank_parts import BankPart
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES
from exporter.targets.support import KEPT, Support, changed, lost

_IN_THE_END = changed("shown once the question is answered", silent=True)

SUPPORT = Support(
    types={
        **dict.fromkeys(QUESTION_TYPES, KEPT),
        "essay": changed("a text that students mark themselves, rubric and model answer beside it", silent=True),
        "file-upload": changed("work that students mark themselves; nothing is sent anywhere"),
    },
    features={
        **dict.fromkeys(Feature, KEPT),
        **dict.fromkeys((Feature.TAGS, Feature.DIFFICULTY, Feature.OBJECTIVES, Feature.AUTHOR), _IN_THE_END),
        Feature.BANK_LINK: changed("a link to the page that shows it, where one does", silent=True),
        Feature.FILE_LINK: changed("a file inside the page, to be saved", silent=True),
    },
    bank={
        **dict.fromkeys(BankPart, KEPT),
        BankPart.LESSON_TAGS: lost("the page does not show them"),
        BankPart.LESSON_AUTHORS: lost("the page names those of the bank"),
        BankPart.DESCRIPTION: lost("the pages show the title only"),
        BankPart.ADDRESSES: lost("names are shown without them"),
        BankPart.CATEGORIES: changed("units of the lessons; questions stand without them"),
        BankPart.CATEGORY_DESCRIPTIONS: lost("the pages show titles only"),
        BankPart.PASSAGE_TAGS: lost("the page does not show them"),
    },
)


def support(options: Options) -> Support:
    """Return the support of pages, which no option changes."""
    del options
    return SUPPORT
