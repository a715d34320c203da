"""Codes of the Moodle target: what Moodle's importer rounds, cuts, cannot hold or would stop at."""

from exporter.diagnostics import Code, Severity

QUIZ = Code(
    "moodle-quiz",
    Severity.LOSS,
    "Moodle XML carries questions and no quizzes: the order, the settings, the sections and the draws of a quiz stay behind. Its questions carry a tag by which they are added to a quiz made in Moodle.",
    "exporter build -t moodle   # on a bank with a quiz",
    "Make the quiz in Moodle with these settings, and add its questions, or a random draw, by the tag.",
)
WEIGHT_ROUNDED = Code(
    "moodle-weight-rounded",
    Severity.LOSS,
    "Moodle takes only the grades of its own list (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0); the weight becomes the nearest of them.",
    "- [37%] Partly right",
    "Use a weight of the list where the difference matters.",
)
FULL_MARKS = Code(
    "moodle-full-marks",
    Severity.LOSS,
    "After rounding to Moodle's list of grades, the right choices no longer add up to 100 %: a learner who picks them all misses a part of the mark, or one who misses some still gets all of it.",
    "- [x] eleven choices that are all right",
    "Use weights of the list that add up to 100, or a number of right choices that divides 100 to one of them.",
)
CLOZE_POINTS = Code(
    "moodle-cloze-points",
    Severity.LOSS,
    "The mark of a Moodle cloze is the sum of whole marks, one for each gap; other points than a multiple of the number of gaps become one mark a gap.",
    "# Two roles {#two-roles points=1}\n\n[[old | former]] and [[new]]",
    "Set the question's mark in the quiz in Moodle, or give as many points as there are gaps.",
)
IDNUMBER = Code(
    "moodle-idnumber",
    Severity.LOSS,
    "This version of Moodle does not read the ID number of a cloze when it imports one, so the question cannot be found by it.",
    "exporter build -t moodle --moodle-version 4.2   # with a cloze",
    "Find the question by its name; later versions keep the ID number.",
)
PLAIN_ANSWER = Code(
    "moodle-plain-answer",
    Severity.LOSS,
    "Moodle shows what is matched as entries of a menu, which are plain text: marks are dropped, formulas stay LaTeX, a picture leaves its alternative text.",
    "| the current | $I = U/R$ |",
    "Turn the columns round where the items on the right need marks, or write them plainly.",
)
ANSWERS_ALIKE = Code(
    "moodle-answers-alike",
    Severity.LOSS,
    "Two different answers are the same once they are plain text of at most 255 characters; Moodle makes one of them, and it counts as right for both.",
    "| water | H~2~O |\n| nonsense | H2O |",
    "Word one of them differently.",
)
TEXT_CUT = Code(
    "moodle-text-cut",
    Severity.LOSS,
    "Moodle keeps names and entries of menus up to 255 characters, tags up to 50 and units up to 50; what is longer is cut (a unit is left out).",
    "tags: [a tag that goes on and on and on and on and on and on]",
    "Shorten it.",
)
NAME_CHANGED = Code(
    "moodle-name-changed",
    Severity.LOSS,
    "Moodle takes `<` followed by a letter in a name, tag or category for the start of a tag and drops what follows; a blank is put after it.",
    "# What does <em> do {#html-em}",
    "Write the name without `<`.",
)
WILDCARD = Code(
    "moodle-wildcard",
    Severity.LOSS,
    "Moodle reads a backslash before a star as a plain star, so a wildcard after a backslash cannot be written; the answer asks for a star there.",
    r"- = C:\\*",
    "Put the wildcard elsewhere or list the answers.",
)
CATEGORY_MEDIA = Code(
    "moodle-category-media",
    Severity.LOSS,
    "The description of a category has no place for files in Moodle XML; their alternative texts stand instead.",
    'description: "![The four areas](../media/areas.png)"   # in _category.yaml',
    "Put the picture into a lesson or a question.",
)
SEVERAL_AREAS = Code(
    "moodle-several-areas",
    Severity.LOSS,
    "In Moodle, each right area of a picture wants a marker of its own: with several right areas the learner must mark all of them, where one click would do.",
    "- [x] circle 50,50 12\n- [x] circle 90,50 12",
    "Say in the question that all places are to be marked, or leave one right area.",
)
AREA_ROUNDED = Code(
    "moodle-area-rounded",
    Severity.LOSS,
    "Moodle counts the places of an area in whole pixels, so this one is rounded.",
    "- [x] circle 10.5,20.25 7.5",
    "Write whole pixels.",
)
PICTURE_SHRUNK = Code(
    "moodle-picture-shrunk",
    Severity.LOSS,
    "Moodle shrinks the picture of a marker question to fit into 600 by 400 pixels; the areas are scaled with it, to whole pixels.",
    "![A circle of closeness, 1200 by 900 pixels](../media/circle.png)",
    "Make the picture at most 600 by 400 pixels, and check the areas in Moodle.",
)
LARGE_FILE = Code(
    "moodle-large-file",
    Severity.WARNING,
    "A file of more than 3.7 MB inside Moodle XML takes the importer long and may exceed what the site accepts.",
    "![The whole interview](../media/interview.mp4)",
    "Compress the file, or put it on the course page and link to it.",
)
SPLIT_TOO_SMALL = Code(
    "moodle-split-too-small",
    Severity.ERROR,
    "One question with its files is larger than the size that `--split` allows, and a question cannot be split.",
    "exporter build -t moodle --split 10KB",
    "Allow larger files, or make the question's pictures smaller.",
)
NO_QUESTION = Code(
    "moodle-no-question",
    Severity.ERROR,
    "There is no question to write, and Moodle fails on a file without one.",
    "exporter build -t moodle   # on a bank whose questions are all drafts",
    "Set a question's `status` to `ready`, or build with `--status`.",
)
