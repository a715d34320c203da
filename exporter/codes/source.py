"""Codes of source files: headings, ids, parts, comments."""

from exporter.diagnostics import Code, Severity

FRONT_MATTER_OPEN = Code(
    "front-matter-open",
    Severity.ERROR,
    "The file begins with `---`, which opens its front matter, but no second `---` ends it.",
    "---\ntags: [foundations]\n\n# Focus {#focus}",
    "End the front matter with a line `---`.",
)
FRONT_MATTER_SHAPE = Code(
    "front-matter-shape",
    Severity.ERROR,
    "Front matter is a mapping of keys to values.",
    "---\n- foundations\n---",
    "Write keys and values, such as `tags: [foundations]`.",
)
HEADING_UNDERLINED = Code(
    "heading-underlined",
    Severity.ERROR,
    "A question begins with a heading that starts with `#`; an underlined heading cannot hold an id.",
    "Focus of IPT\n============",
    "Write `# Focus of IPT {#focus}`.",
)
TEXT_BEFORE_HEADING = Code(
    "text-before-heading",
    Severity.ERROR,
    "Text stands before the first question of the file, so it belongs to none.",
    "What does IPT work on?\n\n# Focus {#focus}",
    "Move it below a heading; text that several questions share is a passage (`# Title {#id .passage}`).",
)
NOTHING_IN_FILE = Code(
    "nothing-in-file",
    Severity.ERROR,
    "The file has front matter or comments but no question.",
    "---\ntags: [foundations]\n---",
    "Write a question, or remove the file.",
)
ID_MISSING = Code(
    "id-missing",
    Severity.ERROR,
    "A question has no id; every export's identifiers derive from it, so that an edit keeps the question's identity.",
    "# Focus of IPT",
    "Write an id of its own behind the title: `# Focus of IPT {#focus}`.",
)
ID_MALFORMED = Code(
    "id-malformed",
    Severity.ERROR,
    "An id begins with a small letter and holds small letters, digits and hyphens, 80 characters at most.",
    "# Focus {#Focus_1}",
    "Write it in small letters with hyphens: `{#focus-1}`.",
)
ID_TWICE = Code(
    "id-twice",
    Severity.ERROR,
    "A heading has more than one id.",
    "# Focus {#focus #ipt}",
    "Keep one of them.",
)
TITLE_MISSING = Code(
    "title-missing",
    Severity.ERROR,
    "A question has no title; learning platforms list questions by it.",
    "# {#focus}",
    "Write a title before the braces.",
)
CLASS_UNKNOWN = Code(
    "class-unknown",
    Severity.ERROR,
    "A class in a heading is one of the question types, or `passage`.",
    "# Focus {#focus .multichoice}",
    "Write one of the types, such as `.multiple-choice`.",
)
TYPE_TWICE = Code(
    "type-twice",
    Severity.ERROR,
    "A heading states more than one type.",
    "# Focus {#focus .essay type=cloze}",
    "Keep one of them.",
)
STEM_EMPTY = Code(
    "stem-empty",
    Severity.ERROR,
    "The question asks nothing: no text stands before its answers.",
    "# Focus {#focus}\n\n- [x] Relationships\n- [ ] Thoughts",
    "Write the question between the heading and the answers.",
)
PART_UNKNOWN = Code(
    "part-unknown",
    Severity.ERROR,
    "A level-2 heading names a part of the question, and there is none of this name.",
    "## Explanations",
    "Use one of the known parts, or a heading of level 3 inside a part.",
)
PART_FOREIGN = Code(
    "part-foreign",
    Severity.ERROR,
    "Questions of this type cannot have this part.",
    "# Focus {#focus type=essay}\n\nDiscuss.\n\n## If correct\n\nWell done.",
    "Remove the part, or say it under one that the type has.",
)
PART_EMPTY = Code(
    "part-empty",
    Severity.ERROR,
    "A part has a heading and no text.",
    "## Hint\n\n## Explanation",
    "Write its text, or remove the heading.",
)
PART_TWICE = Code(
    "part-twice",
    Severity.ERROR,
    "A part is there twice; only hints may be repeated, one a try.",
    "## Explanation\n\nOne.\n\n## Explanation\n\nTwo.",
    "Join the two.",
)
PASSAGE_UNUSED = Code(
    "passage-unused",
    Severity.WARNING,
    "A passage is shown with the questions that are about it, and no question says that it is: the passage is in no output.",
    "# A case {#case .passage}\n\nNobody asks about it.",
    "Write `passage=` and its id in the heading of its questions, or remove it.",
)
PASSAGE_PARTS = Code(
    "passage-parts",
    Severity.ERROR,
    "A passage is text only: it has no parts and no answers.",
    "# A case {#case .passage}\n\nAyumi is 34.\n\n## Explanation\n\nShe grieves.",
    "Move the part to the question that it belongs to, or begin its heading with `###`.",
)
KEY_WITHOUT_TYPE = Code(
    "key-without-type",
    Severity.ERROR,
    "A key in a heading says something that questions of this type do not have.",
    "# Focus {#focus unit=weeks}\n\nWhat?\n\n- [x] Grief\n- [ ] Guilt",
    "Remove the key, or change the type.",
)
LESSON_EMPTY = Code(
    "lesson-empty",
    Severity.ERROR,
    "A lesson has front matter and no article.",
    "---\nid: origins\ntitle: Origins\n---",
    "Write the article below the front matter.",
)
ALLOW_MALFORMED = Code(
    "allow-malformed",
    Severity.WARNING,
    "A comment that silences advice names the code and says why.",
    "<!-- exporter: allow -->",
    "Write `<!-- exporter: allow CODE reason -->` on a line of its own.",
)
ALLOW_UNKNOWN = Code(
    "allow-unknown",
    Severity.WARNING,
    "A comment names a code that is none of the advice on a question; errors, warnings and losses cannot be silenced.",
    "<!-- exporter: allow cue-words there is no other name for it -->",
    "Write a code as the finding shows it; what is said of a whole quiz or bank is switched off in `bank.yaml`.",
)
NOTHING_IN_BANK = Code(
    "nothing-in-bank",
    Severity.ERROR,
    "The bank has no question at all.",
    "source/\n  bank.yaml",
    "Write questions into Markdown files below `questions/`.",
)
