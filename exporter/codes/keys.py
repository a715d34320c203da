"""Codes of keys and their values: front matter, attributes of a heading, `bank.yaml`, quizzes, `_category.yaml`."""

from exporter.diagnostics import Code, Severity

UNKNOWN_KEY = Code(
    "unknown-key",
    Severity.ERROR,
    "A key is not known in this place, so what it says would be lost.",
    "dificulty: easy",
    "Correct the spelling, or delete the key.",
)
MISPLACED_KEY = Code(
    "misplaced-key",
    Severity.ERROR,
    "A key is known, but it belongs to another place: an id belongs to the heading, an explanation under a heading of its own.",
    "---\nid: focus\n---",
    "Write it where the hint says.",
)
MISSING_KEY = Code(
    "missing-key",
    Severity.ERROR,
    "A key that this place must have is not there.",
    "bank.yaml without `language`",
    "Add the key.",
)
NO_VALUE = Code(
    "no-value",
    Severity.ERROR,
    "A key has no value.",
    "tags:",
    "Write a value, or delete the key.",
)
WRONG_SHAPE = Code(
    "wrong-shape",
    Severity.ERROR,
    "A list or a mapping stands where a single value is meant, or the other way round.",
    "points: [1, 2]",
    "Write it in the shape that the hint shows.",
)
NOT_A_NUMBER = Code(
    "not-a-number",
    Severity.ERROR,
    "A number is meant and something else is written. The decimal mark is a point, and there is no mark for thousands.",
    "points: 1,5",
    "Write the number with digits and at most one point.",
)
NUMBER_RANGE = Code(
    "number-range",
    Severity.ERROR,
    "A number is too small, too large, or has more decimal places than any target keeps.",
    "penalty: 120%",
    "Write a number within the limits that the message names.",
)
NOT_A_BOOLEAN = Code(
    "not-a-boolean",
    Severity.ERROR,
    "`true` or `false` is meant and something else is written.",
    "shuffle: yes",
    "Write `true` or `false`.",
)
UNKNOWN_VALUE = Code(
    "unknown-value",
    Severity.ERROR,
    "A key has a few possible values and this is none of them.",
    "difficulty: medum",
    "Write one of the values that the hint names.",
)
UNKNOWN_TYPE = Code(
    "unknown-type",
    Severity.ERROR,
    "There is no question type of this name.",
    "type: multiple-chioce",
    "Write one of the types that the hint names.",
)
BAD_LANGUAGE = Code(
    "bad-language",
    Severity.ERROR,
    "A language is named by its BCP 47 tag, such as `en`, `de-AT` or `zh-Hant`.",
    "language: english",
    "Write the tag of the language.",
)
BAD_DURATION = Code(
    "bad-duration",
    Severity.ERROR,
    "A length of time is a number with its unit: `90 s`, `20 min`, `1 h 30 min`.",
    "time-limit: 20",
    "Write the number with its unit.",
)
BAD_MOMENT = Code(
    "bad-moment",
    Severity.ERROR,
    "A date and time is written in ISO 8601 with its offset from UTC, since learners sit in more than one time zone.",
    "opens: 2026-09-01 09:00",
    "Write it as in `2026-09-01T09:00+02:00`.",
)
