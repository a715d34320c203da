"""Codes of the QTI packages: losses that hang on a value rather than on a type or feature."""

from exporter.diagnostics import Code, Severity

FORMULA_AS_TEX = Code(
    "qti-formula-as-tex",
    Severity.LOSS,
    "QTI holds formulas as MathML, and this one uses something that is not turned into MathML, so its TeX stands in the text.",
    "$$\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}$$",
    "Write the formula with other commands, or as several formulas.",
)
TITLE_DROPPED = Code(
    "qti-title-dropped",
    Severity.LOSS,
    "QTI has no title that pops up over a picture or recording, so it is dropped; the alternative text stays.",
    '![A circle](circle.png "Drawn in 1958")',
    "Say it in the text beside the picture.",
)
DIRECTION_DROPPED = Code(
    "qti-direction-dropped",
    Severity.LOSS,
    "QTI 2.1 cannot say in which direction a whole block is written; its language is kept, and a span inside a line keeps its direction.",
    "{lang=ar dir=rtl}\nنص",
    "Use the QTI 2.2 or 3.0 output where the direction matters.",
)
ATTRIBUTE_DROPPED = Code(
    "qti-attribute-dropped",
    Severity.LOSS,
    "The text uses an attribute that QTI's subset of HTML does not have, such as the first number of a list.",
    "3. The list begins at three",
    "Write the number into the text.",
)
RECORDING_LINKED = Code(
    "qti-recording-linked",
    Severity.LOSS,
    "QTI 3.0 has players for recordings between and beside words, but not inside marks, headings, the entries of a menu, and feedback that stands in the line of its choice, so this one is a link.",
    "Listen to **![the interview](interview.mp3)**.",
    "Put the recording outside the marks, in a paragraph of its own.",
)
AREA_ROUNDED = Code(
    "qti-area-rounded",
    Severity.LOSS,
    "QTI counts the places of an area in whole pixels, so this one is rounded.",
    "- [x] circle 10.5,20.25 7.5",
    "Write whole pixels.",
)
SIGNS_IN_A_ROW = Code(
    "qti-signs-in-a-row",
    Severity.LOSS,
    "Where case does not count, `ß` is as good as `ss` and `ﬁ` as `fi`. QTI says so by a pattern, which would grow without measure over dozens of such letters in a row, so that some ways of writing them are not accepted.",
    "- = ssssssssssssssssssssssssss",
    "Say `case-sensitive=true` in the heading, or accept a shorter answer.",
)
QUIZ_SETTING = Code(
    "qti-quiz-setting",
    Severity.LOSS,
    "A QTI test has no place for this setting of the quiz: its dates, which attempt counts, or what is printed on the paper.",
    "due: 2026-01-12T20:00:00+01:00",
    "Set it in the learning platform after the import.",
)
FEEDBACK_TIME = Code(
    "qti-feedback-time",
    Severity.LOSS,
    "A QTI test cannot show explanations at this moment; the nearest moment that the standard knows is used.",
    "show-explanations: after-due",
    "Check the result settings in the learning platform after the import.",
)
PACKAGE_INCOMPLETE = Code(
    "qti-package-incomplete",
    Severity.ERROR,
    "A package that was written does not add up: a question is missing from it, or its points are not those of the quiz.",
    "exporter build -t qti21   # never, unless this tool is at fault",
    "Report it as a bug with the quiz that the finding names.",
)
