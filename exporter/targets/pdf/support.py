"""What becomes of each type and feature on paper, key and study guide, taken together."""

from __future__ import annotations

from exporter.bank_parts import BankPart
from exporter.features import Feature
from exporter.job import Options
from exporter.model import QUESTION_TYPES
from exporter.targets.support import KEPT, Support, changed, lost

_FEATURES = {
    **dict.fromkeys(Feature, KEPT),
    Feature.HINTS: changed("text of the study guide and the key; the paper has none", silent=True),
    Feature.PENALTY: lost("a paper is answered once"),
    Feature.AUDIO_VIDEO: lost("its description and file name are printed"),
    Feature.FILE_LINK: changed("the name of the file in print", silent=True),
    Feature.BANK_LINK: changed("a link in the study guide, plain text on paper and key", silent=True),
    Feature.DETAILS: changed("text that is printed open", silent=True),
}
SUPPORT = Support(
    types={
        **dict.fromkeys(QUESTION_TYPES, KEPT),
        "file-upload": changed("a line for the name of the file that is handed in", silent=True),
        "hotspot": changed("a picture to mark with a cross", silent=True),
    },
    features=_FEATURES,
    bank={
        **dict.fromkeys(BankPart, KEPT),
        BankPart.LESSON_TAGS: lost("the guide does not print them"),
        BankPart.LESSON_AUTHORS: lost("the guide names those of the bank"),
        BankPart.ADDRESSES: lost("names are printed without them"),
        BankPart.CATEGORY_DESCRIPTIONS: lost("the guide prints titles only"),
        BankPart.PASSAGE_TAGS: lost("the guide does not print them"),
    },
)


def support(options: Options) -> Support:
    """Return the support of the PDF target, which no option changes."""
    del options
    return SUPPORT
