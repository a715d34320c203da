"""Codes of the bank as a whole: its own file, its ids, its categories, and what one thing says of another."""

from exporter.diagnostics import Code, Severity

NO_BANK_FILE = Code(
    "no-bank-file",
    Severity.ERROR,
    "The folder holds no `bank.yaml`, which names the bank and its language; perhaps it is not the bank's folder.",
    "exporter check questions",
    "Name the folder that holds `bank.yaml`, or make a new bank with `exporter init`.",
)
DUPLICATE_ID = Code(
    "duplicate-id",
    Severity.ERROR,
    "Two things have the same id. Questions, passages, lessons and quizzes share one set of ids, since exports and links name them by it.",
    "# Focus {#focus}\n...\n# The focus of IPT {#focus}",
    "Give one of them another id; keep the id of the one that was published first.",
)
UNKNOWN_ID = Code(
    "unknown-id",
    Severity.ERROR,
    "Something names a question, lesson or passage that is not in the bank.",
    "lesson: lesson-orgins",
    "Correct the id, or add what it names.",
)
SELF_REFERENCE = Code(
    "self-reference",
    Severity.ERROR,
    "A lesson is named as related to itself.",
    "id: lesson-origins\nrelated: [lesson-origins]",
    "Take it out of the list.",
)
CATEGORY_TWICE = Code(
    "category-twice",
    Severity.NOTE,
    "A folder below `questions/` and one below `lessons/` are the same category, and both describe it; the words beside the questions are used.",
    "questions/mood/_category.yaml and lessons/mood/_category.yaml with different descriptions",
    "Nothing need be done; to be rid of the note, keep one of the two.",
)
