"""Codes of `validate --for NAME`: limits that a platform's documents state, or that its importer showed when it was run."""

from exporter.diagnostics import Code, Severity

PLATFORM_FORMAT = Code(
    "platform-format",
    Severity.WARNING,
    "The platform imports no file of this format or version, by its documents or because its importer refused one when it was run.",
    "exporter validate --for openolat quiz.zip   # of QTI 1.2",
    "Import the output that the hint names; docs/platforms.md has the clicks.",
)
PLATFORM_TYPE = Code(
    "platform-question-type",
    Severity.WARNING,
    "The platform's documents do not name this type of question among those that it imports.",
    "exporter validate --for blackboard bank.zip   # with an orderInteraction",
    "Write the question as a type that the hint names, or enter it in the platform by hand.",
)
PLATFORM_SCORING = Code(
    "platform-scoring",
    Severity.WARNING,
    "The platform skips questions that are scored in this way, or reads the score otherwise; its documents say so, or its importer did it.",
    "exporter validate --for inspera bank.zip   # with rules of response processing",
    "Look at the question after the import, and set its score there.",
)
PLATFORM_LENGTH = Code(
    "platform-length",
    Severity.WARNING,
    "A title is longer than the platform takes; its importer was seen to give up everything because of one.",
    "exporter validate --for moodle course.imscc   # with a title of 300 characters",
    "Shorten the title to 255 characters.",
)
PLATFORM_LOSES = Code(
    "platform-loses",
    Severity.WARNING,
    "The platform imports the file, but leaves a part of it behind or changes what it means without a word.",
    "exporter validate --for open-edx course.imscc   # with pictures",
    "Do as the hint says, or accept the loss.",
)
