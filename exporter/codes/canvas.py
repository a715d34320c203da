"""Codes of the Canvas packages: losses that hang on a value rather than on a type or feature."""

from exporter.diagnostics import Code, Severity

QUIZ_RECOUNTED = Code(
    "canvas-quiz-recounted",
    Severity.LOSS,
    "Questions that Canvas cannot hold are left out of this quiz, so it has other points, and a draw may draw fewer.",
    "exporter build -t canvas   # a quiz that names a hotspot question",
    "Take the questions out of the quiz, or write them as a type that Canvas holds.",
)
DRAW_POINTS = Code(
    "canvas-draw-points",
    Severity.LOSS,
    "Every question of a Canvas question group is worth the same, but the questions of this draw are not.",
    "sections:\n  - draw: 3\n    from: {tags: [techniques]}   # of 1 and 2 points",
    "Give the section its own `points`, or draw from questions of the same points.",
)
PASSAGE_IN_DRAW = Code(
    "canvas-passage-in-draw",
    Severity.LOSS,
    "A Canvas question group holds questions only, so a passage stands inside each of them and is repeated when two of them are drawn.",
    "sections:\n  - draw: 2\n    from: {passage: case-anna}",
    "Name the questions of the passage instead of drawing them, or accept the repetition.",
)
DESCRIPTION_IN_DRAW = Code(
    "canvas-description-in-draw",
    Severity.LOSS,
    "A text without an answer cannot be drawn in Canvas: it would take the place of a question.",
    "sections:\n  - draw: 2\n    from: {folder: intro}   # which holds a description",
    "Name the description before the draw.",
)
TEXT_UNSEEN = Code(
    "canvas-text-unseen",
    Severity.LOSS,
    "New Quizzes shows a text only beside the question that follows it, and no question after this text can show it. Classic Quizzes shows it.",
    "sections:\n  - instructions: Choose with care.\n    draw: 5\n    from: {tags: [techniques]}",
    "Say the same in the quiz's instructions or in the stem of a question.",
)
HEADING_UNSEEN = Code(
    "canvas-heading-unseen",
    Severity.NOTE,
    "New Quizzes shows a text only beside the question that follows it, so the title of a section before a draw is seen in Classic Quizzes alone.",
    "sections:\n  - title: Techniques\n    draw: 5\n    from: {tags: [techniques]}",
    "Nothing need be done: the group of questions has the title, which the instructor sees.",
)
SECTION_TITLE = Code(
    "canvas-section-title",
    Severity.LOSS,
    "A quiz in Canvas has no sections: their titles become texts between the questions, and where there is only one section, no text parts it from others.",
    "sections:\n  - title: Core   # the only section\n    questions: [ipt-focus]",
    "Say it in the title of the quiz, or give the section `instructions`: then both stand before its questions.",
)
TIME_ROUNDED = Code(
    "canvas-time-rounded",
    Severity.LOSS,
    "Canvas counts a time limit in whole minutes, so this one is rounded up.",
    "time-limit: 90 s",
    "Write whole minutes.",
)
FEEDBACK_TIME = Code(
    "canvas-feedback-time",
    Severity.LOSS,
    "Canvas cannot import this moment for showing explanations; the nearest setting that shows nothing too early is used.",
    "show-explanations: after-due",
    "Check the quiz's result settings in Canvas after the import.",
)
SHUFFLE_LOST = Code(
    "canvas-shuffle-lost",
    Severity.LOSS,
    "Classic Quizzes shuffles questions only in a group of equal points without texts or passages between them, which this section is not; what a group draws always comes in random order; and New Quizzes shuffles all of a quiz or nothing.",
    "shuffle: {questions: true}   # with questions of 1 and of 2 points",
    "Give the section's questions the same points, and put texts into the instructions.",
)
PRINT_CODE = Code(
    "canvas-quiz-code",
    Severity.NOTE,
    "The code of a quiz is printed on the paper; Canvas has no such field.",
    "code: IPT-101",
    "Nothing need be done.",
)
TITLE_CUT = Code(
    "canvas-title-cut",
    Severity.LOSS,
    "Canvas keeps 255 characters of a title, so this one is cut.",
    "# A title of 300 characters {#long-title}",
    "Shorten the title.",
)
TEXT_TOO_LONG = Code(
    "canvas-text-too-long",
    Severity.LOSS,
    "Canvas replaces a question text of more than 16384 characters by a notice, so the question is left out.",
    "# A question inside a passage of 20 pages",
    "Shorten the text, or put the passage before its questions (`passages: before`).",
)
NO_KEPT_ANSWER = Code(
    "canvas-no-kept-answer",
    Severity.LOSS,
    "Canvas accepts fixed texts and numbers only, and this question or gap has none, so the question is left out.",
    "- = *",
    "Add an accepted answer without a wildcard, or make the question an essay.",
)
REJECTED_FEEDBACK = Code(
    "canvas-rejected-feedback",
    Severity.LOSS,
    "Canvas knows only the accepted answers of a typed question, so feedback on any other answer is lost.",
    "- =0% behaviour\n  > That is behaviour therapy's word.",
    "Say it in `If incorrect` or in the explanation.",
)
PLAIN_ANSWERS = Code(
    "canvas-plain-answers",
    Severity.LOSS,
    "Menus and the right side of a matching hold plain text in Canvas; marks, formulas and pictures become words.",
    "| Formula | Name |\n| --- | --- |\n| water | H~2~O |",
    "Write the entries as plain text, or put the marked-up text on the left.",
)
SCORING_DIFFERS = Code(
    "canvas-scoring-differs",
    Severity.LOSS,
    "In Canvas each wrong pick takes off as much as a right one earns, so here a partly right answer scores otherwise.",
    "- [x] a\n- [x] b\n- [ ] c",
    "Give the question as many wrong choices as right ones, or accept the difference.",
)
TRUE_FALSE_WORDS = Code(
    "canvas-true-false-words",
    Severity.NOTE,
    "Canvas's true/false questions speak English only; with other words the question is a multiple choice of two.",
    "- [x] Wahr\n- [ ] Falsch",
    "Nothing need be done: the learner sees the author's words.",
)
FEEDBACK_LONG = Code(
    "canvas-feedback-long",
    Severity.NOTE,
    "Canvas imports feedback of over 5 kB, but asks to shorten it when the question is edited there.",
    "## Explanation\n\nThree pages of text.",
    "Shorten the feedback if the question is to be edited in Canvas.",
)
NUMBERS_CUT = Code(
    "canvas-numbers-cut",
    Severity.LOSS,
    "A gap in Canvas accepts texts, so a number with a tolerance becomes a list of numbers; this one would be too long.",
    "[[= 1..1000]]",
    "Ask for the number in a numerical question of its own.",
)
NUMBER_AS_TEXT = Code(
    "canvas-number-as-text",
    Severity.LOSS,
    "A gap in Canvas accepts texts, so a number counts only as it is written there: `16.0` is not `16`.",
    "[[= 16]]",
    "Ask for the number in a numerical question of its own.",
)
ONE_AREA = Code(
    "canvas-one-area",
    Severity.LOSS,
    "A hot spot of New Quizzes has one right area; the other right ones are lost.",
    "- [x] rect 10,10 40,30\n- [x] rect 50,10 80,30",
    "Draw one area around all, or ask a question for each.",
)
PACKAGE_INCOMPLETE = Code(
    "canvas-package-incomplete",
    Severity.ERROR,
    "A package that was written does not add up: a question is missing from it, or the points of its questions are not those of the quiz.",
    "exporter build -t canvas   # never, unless this tool is at fault",
    "Report it as a bug with the quiz that the finding names.",
)
