"""Codes of losses: what a target cannot hold, and what becomes of it instead."""

from exporter.diagnostics import Code, Severity

LEFT_OUT = Code(
    "left-out",
    Severity.LOSS,
    "The target can hold this type of question in no form that is graded, so its output does not contain the question.",
    "exporter build -t canvas   # on a bank with a hotspot question",
    "Write the question as another type, or leave it to the targets that hold it.",
)
TYPE_CHANGED = Code(
    "type-changed",
    Severity.LOSS,
    "The target has no such type of question; it is written as another type that asks and grades the nearest thing.",
    "exporter build -t canvas   # on a bank with a categorize question",
    "Read the question in the target; rewrite it as a type the target has where the substitute does not do.",
)
FEATURE_LOST = Code(
    "feature-lost",
    Severity.LOSS,
    "The question uses something that the target has no place for; the output does not contain it.",
    "## Hint\n\nCanvas has no hints.",
    "Nothing need be done where the loss does not matter; else say the same where the target shows it, such as the explanation.",
)
EARLIER_ANSWER = Code(
    "earlier-answer",
    Severity.LOSS,
    "The first answer that matches counts, and an earlier one that earns less takes a part of what this one accepts; the target knows only what is accepted and what is not.",
    "- =0% 15\n- = 14..18",
    "Word or narrow the later answer so that the two do not meet.",
)
NO_FIXED_TEXT = Code(
    "no-fixed-text",
    Severity.LOSS,
    "The target accepts fixed texts only, and a wildcard beside a blank leaves none: `role *` wants a second word, which may be any.",
    "- = role *",
    "Add an accepted answer without a wildcard, or write `role*`.",
)
ANSWERS_ALIKE = Code(
    "answers-alike",
    Severity.LOSS,
    "Two different answers are the same once they are plain text, so that learners cannot tell them apart.",
    "| water | H~2~O |\n| nonsense | H2O |",
    "Word one of them differently.",
)
BANK_PART_LOST = Code(
    "bank-part-lost",
    Severity.LOSS,
    "The bank holds something beside its questions and quizzes that the target has no place for, or for a part of it only.",
    "exporter build -t canvas   # on a bank with lessons",
    "Nothing need be done where another target carries it; else give it to the learners by another way.",
)
FEATURE_CHANGED = Code(
    "feature-changed",
    Severity.LOSS,
    "The question uses something that the target holds in another form only.",
    "- [33%] a weight that Moodle rounds",
    "Read the question in the target; nothing need be done where the other form does.",
)
ENGLISH_WORDS = Code(
    "english-words",
    Severity.LOSS,
    "Papers, keys, guides and pages for the browser have fixed words (`Answer`, `Page 1 of 2`, `Check`). They are not known in this language, so they are in English (in simplified Chinese, where traditional was asked for).",
    "language: pl",
    "Give them in `words/<language>.toml` in the folder of `--templates`; `templates/words/en.toml` shows all of them.",
)
