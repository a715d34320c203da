"""Codes of the Common Cartridge: losses that hang on a value, a quiz or a lesson rather than on a type or feature."""

from exporter.diagnostics import Code, Severity

TWO_CHOICES = Code(
    "cartridge-two-choices",
    Severity.LOSS,
    "The cartridge's multiple choice has three choices at least, and these two are not True and False, so the question is left out.",
    "- [x] rises\n- [ ] falls",
    "Add a third choice, or ask it as a statement with the choices True and False.",
)
SAME_CHOICES = Code(
    "cartridge-same-choices",
    Severity.LOSS,
    "In a cartridge the pictures of choices become words, and here two choices would then be the same, so the question is left out.",
    "- [x] ![A loop](a.svg)\n- [ ] ![A loop](b.svg)\n- [ ] None",
    "Give the pictures alternative texts that tell them apart.",
)
NO_KEPT_ANSWER = Code(
    "cartridge-no-kept-answer",
    Severity.LOSS,
    "A cartridge accepts fixed texts only, and this question has none, so it is left out.",
    "- = *",
    "Add an accepted answer without a wildcard, or make the question an essay.",
)
ANSWER_READ_OTHERWISE = Code(
    "cartridge-answer-misread",
    Severity.LOSS,
    "Moodle reads an accepted answer of a cartridge in its own way: a `*` stands for anything, and the answer `0` is dropped.",
    "- = 0",
    "Accept a spelling without `*`, or another word for nought; or import the Moodle XML into Moodle.",
)
POINTS_CHANGED = Code(
    "cartridge-points",
    Severity.LOSS,
    "Points in a cartridge are whole numbers from 1 to 99, so these points are changed.",
    "# A question {#q points=250}",
    "Give the question, or the section of the quiz, whole points from 1 to 99.",
)
TITLE_CUT = Code(
    "cartridge-title-cut",
    Severity.LOSS,
    "A title of more than 255 characters makes Moodle give up the whole import, so it is cut.",
    "# A title of 300 characters {#long-title}",
    "Shorten the title.",
)
QUIZ_RECOUNTED = Code(
    "cartridge-quiz-recounted",
    Severity.LOSS,
    "Questions that a cartridge cannot hold are left out of this quiz, so it has fewer questions and other points.",
    "exporter build -t cartridge   # a quiz that names a matching question",
    "Use the output for your platform itself where there is one, or write the questions as types that a cartridge holds.",
)
QUIZ_EMPTY = Code(
    "cartridge-quiz-empty",
    Severity.LOSS,
    "A cartridge can hold none of the quiz's questions, and a quiz without any stops Moodle's import, so the quiz is left out.",
    "exporter build -t cartridge   # a quiz of matching questions",
    "Use the output for your platform itself where there is one, or write the questions as types that a cartridge holds.",
)
DRAWN = Code(
    "cartridge-drawn",
    Severity.LOSS,
    "A cartridge cannot draw questions at random, so one drawing, the same for everybody and in every build, stands in the quiz.",
    "sections:\n  - draw: 3\n    from: {tags: [techniques]}",
    "Set the draw up in the platform from the imported question bank, or use its own output where there is one.",
)
SETTINGS_LOST = Code(
    "cartridge-settings",
    Severity.LOSS,
    "A quiz in a cartridge keeps a time limit in minutes and 1 to 5 or unlimited attempts; its other settings are lost.",
    "shuffle: {questions: true}\nopens: 2026-01-05T08:00:00+01:00",
    "Set them in the platform after the import.",
)
SECTIONS_LOST = Code(
    "cartridge-sections",
    Severity.LOSS,
    "A quiz in a cartridge has exactly one section, so the titles and instructions of its sections are lost.",
    "sections:\n  - title: Choices\n    instructions: One answer each.",
    "Say what matters in the stems or in the quiz's instructions.",
)
QUIZ_TEXT = Code(
    "cartridge-quiz-text",
    Severity.LOSS,
    "The quiz's description and instructions stand in the cartridge as the profile has it, but no importer tried shows them.",
    "instructions: Answer every question.",
    "Put them into the platform after the import.",
)
LESSON_LINKS = Code(
    "cartridge-lesson-links",
    Severity.LOSS,
    "Links between lessons work in Canvas and in strict readers of cartridges; in Moodle and Open edX they are dead, their words stay. A link to a question, or to a lesson that is not in the package, is words alone everywhere.",
    "See [the areas](lesson:areas).",
    "Nothing need be done: related lessons and the lesson's questions are named at the end of each page too.",
)
LESSON_MEDIA = Code(
    "cartridge-lesson-media",
    Severity.LOSS,
    "Pictures and files of a lesson arrive in Moodle; Open edX loses them, and Canvas keeps them where it takes the page for a file.",
    "![The loop](../media/loop.svg)",
    "Nothing need be done for Moodle; elsewhere upload the pictures by hand where they matter.",
)
LESSON_CHANGED = Code(
    "cartridge-lesson-changed",
    Severity.LOSS,
    "The lesson uses tags that platforms drop when they clean a page, so they are written as others that stay.",
    "<details><summary>More</summary>...</details>",
    "Nothing need be done: the text is whole.",
)
PACKAGE_INCOMPLETE = Code(
    "cartridge-incomplete",
    Severity.ERROR,
    "The cartridge that was written breaks a rule that no grammar can say, such as an identifier used twice.",
    "exporter build -t cartridge   # never, unless this tool is at fault",
    "Report it as a bug with the question or quiz that the finding names.",
)
