"""Codes of YAML: the notation of `bank.yaml`, quizzes, `_category.yaml` and front matter."""

from exporter.diagnostics import Code, Severity

YAML_SYNTAX = Code(
    "yaml-syntax",
    Severity.ERROR,
    "The YAML cannot be read from this place on. Mostly a text with `: ` or `#` lacks its quotes, a bracket is open, or a line is indented wrongly.",
    "title: Focus: a study",
    'Put quotes around the text (`title: "Focus: a study"`), close the bracket, or indent as the lines around do, with blanks and not with tabs.',
)
YAML_ALIAS = Code(
    "yaml-alias",
    Severity.ERROR,
    "An anchor (`&name`) or alias (`*name`) makes one place of the file stand for another; a bank does without, so that each value is read where it is written.",
    "tags: &all [mood]\nobjectives: *all",
    "Write the value out; put quotes around a text that begins with `&` or `*`.",
)
YAML_TAG = Code(
    "yaml-tag",
    Severity.ERROR,
    "A tag (`!name`) asks for a special kind of value; a bank knows only text, numbers, true and false, lists and mappings.",
    "points: !!float 2",
    "Leave the tag out; put quotes around a text that begins with `!`.",
)
YAML_DOCUMENTS = Code(
    "yaml-documents",
    Severity.ERROR,
    "The file holds several YAML documents, divided by `---`; only one is read.",
    "title: Mood\n---\ntitle: Focus",
    "Delete the `---`, or write a file for each.",
)
YAML_KEY = Code(
    "yaml-key",
    Severity.ERROR,
    "A key is itself a list or a mapping; a key is a word.",
    "? [title]\n: Mood",
    "Write a word before the colon.",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    Severity.ERROR,
    "A key stands twice in the same place, so one of its two values would be lost.",
    "points: 1\npoints: 2",
    "Keep the one you mean.",
)
YAML_TOO_DEEP = Code(
    "yaml-too-deep",
    Severity.ERROR,
    "Lists and mappings are nested more than 100 deep, which nothing in a bank needs.",
    "tags: " + "[" * 101 + "]" * 101,
    "Close the brackets where they belong.",
)
YAML_COMMENT = Code(
    "yaml-comment",
    Severity.WARNING,
    "A `#` behind a blank begins a comment in YAML, so what follows it is not part of the value.",
    "title: Week #3",
    'Put the value in quotes: `title: "Week #3"`; write a blank after the `#` of a comment.',
)
