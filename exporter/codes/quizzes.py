"""Codes of quizzes: which questions they name or draw, and their dates."""

from exporter.diagnostics import Code, Severity

SECTION_SHAPE = Code(
    "section-shape",
    Severity.ERROR,
    "A section either names its questions (`questions`) or draws them at random (`draw` and `from`); this one does neither, half, or both.",
    "sections:\n  - draw: 5",
    "Write `questions: [...]`, or `draw: 5` with `from: {tags: [...]}`.",
)
QUESTION_TWICE = Code(
    "question-twice",
    Severity.ERROR,
    "A quiz names a question twice, so learners would meet it twice.",
    "questions: [focus, areas, focus]",
    "Name it once.",
)
QUESTION_NOT_EXPORTED = Code(
    "question-not-exported",
    Severity.ERROR,
    "A quiz names a question that is a draft, in review or retired, and so is not exported.",
    "questions: [old-focus]   # a question of status retired",
    "Take it out of the quiz, set its status to `ready`, or export its status too (`--status`).",
)
DRAW_TOO_LARGE = Code(
    "draw-too-large",
    Severity.ERROR,
    "A section draws more questions than there are to draw from. Questions that the quiz names itself, and those that are not exported, are not in the draw.",
    "draw: 5\nfrom: {tags: [techniques]}   # where three questions have the tag",
    "Draw fewer, widen `from`, or write more questions.",
)
POOL_VALUE_UNUSED = Code(
    "pool-value-unused",
    Severity.WARNING,
    "A section draws from questions of a tag, objective or folder that no question of the bank has; mostly it is misspelt.",
    "from: {tags: [tecniques]}",
    "Correct the word, or take it out.",
)
POOLS_OVERLAP = Code(
    "pools-overlap",
    Severity.WARNING,
    "Two sections of a quiz draw from pools that share questions, so a learner may meet the same question twice.",
    "from: {tags: [techniques]} in one section, from: {difficulty: [easy]} in another",
    "Narrow one of the two, by tags, difficulty, type or folder.",
)
QUIZ_DATES = Code(
    "quiz-dates",
    Severity.ERROR,
    "The dates of a quiz contradict each other: it opens first, is due then, and closes last.",
    "opens: 2026-09-08T09:00+02:00\ncloses: 2026-09-01T09:00+02:00",
    "Put the dates in order.",
)
NO_DUE_DATE = Code(
    "no-due-date",
    Severity.WARNING,
    "A quiz shows its explanations after the due date and has none, so it depends on the platform when learners see them.",
    "show-explanations: after-due",
    "Add `due`, or set the date in the platform before learners begin.",
)
