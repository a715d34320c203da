"""Codes of text: Markdown, formulas, raw HTML, links and pictures as they are written."""

from exporter.diagnostics import Code, Severity

ATTRIBUTES_MALFORMED = Code(
    "attributes-malformed",
    Severity.ERROR,
    "Braces begin attributes that cannot be read; they hold `#id`, `.class` and `key=value`, separated by blanks.",
    "# Focus {#focus points=}",
    "Write the value after the equals sign, in quotes if it holds blanks; write `\\{` for a brace that is text.",
)
ATTRIBUTE_UNKNOWN = Code(
    "attribute-unknown",
    Severity.ERROR,
    "A span, block or picture has an attribute that is not known there: spans and blocks have `lang` and `dir`, pictures `.decorative`, choices `.pin`.",
    "[texte]{langue=fr}",
    "Use one of the attributes that are known there.",
)
ATTRIBUTES_WITHOUT_BLOCK = Code(
    "attributes-without-block",
    Severity.ERROR,
    "A line of attributes says something about the block after it, but no block follows.",
    "The last paragraph.\n\n{lang=ar dir=rtl}",
    "Put the line right before the block that it is about.",
)
ATTRIBUTES_AS_TEXT = Code(
    "attributes-as-text",
    Severity.WARNING,
    "Attributes of language or direction belong to nothing where they stand, so readers see them as text, braces and all.",
    "שלום {lang=he dir=rtl}",
    "Put the words in square brackets right before them, or the attributes on a line of their own before the paragraph; write `\\{` for a brace that is text.",
)
MATH_OPEN = Code(
    "math-open",
    Severity.ERROR,
    "A dollar sign opens a formula that is never closed in its paragraph.",
    "The mean is $\\bar{x} of all scores.",
    "Close the formula with a dollar sign, or write `\\$` for a dollar sign that is text.",
)
MATH_DELIMITERS = Code(
    "math-delimiters",
    Severity.ERROR,
    "A formula is written between `\\(` and `\\)` or `\\[` and `\\]`, which Markdown reads as brackets that are text, or as an environment without dollar signs around it.",
    "\\(x^2\\)",
    "Write `$x^2$` in a line and `$$x^2$$` for a formula of its own; an environment stands between `$$` too.",
)
NEVER_CLOSED = Code(
    "never-closed",
    Severity.ERROR,
    "Code or a comment is opened and not closed, so that all that follows belongs to it: answers, parts and further questions.",
    "~~~\nlet x = 1",
    "Write the closing line (three tildes or backticks, or `-->`) where it ends.",
)
MATH_EMPTY = Code(
    "math-empty",
    Severity.ERROR,
    "A formula between dollar signs holds nothing.",
    "The mean is $$$$.",
    "Write the formula, or `\\$` for each dollar sign that is text.",
)
MATH_BROKEN = Code(
    "math-broken",
    Severity.ERROR,
    "The LaTeX of a formula does not parse: a brace, an environment or a `\\left` has no partner, a command lacks an "
    "argument, a script stands on nothing.",
    "Half is $\\frac{1}{2$.",
    "Give each opening its closing and each command its arguments within the formula.",
)
MATH_UNKNOWN = Code(
    "math-unknown",
    Severity.ERROR,
    "A formula uses a command or environment that the formula players of learning platforms do not know.",
    "Half is $\\fraction{1}{2}$.",
    "Use a command of LaTeX's own or of amsmath.",
)
GAP_OPEN = Code(
    "gap-open",
    Severity.ERROR,
    "Two square brackets open a gap that is never closed in its paragraph.",
    "IPT links mood and [[relationships.",
    "Close the gap with `]]`, or write `\\[[` for two brackets that are text.",
)
GAP_MISPLACED = Code(
    "gap-misplaced",
    Severity.ERROR,
    "A gap stands where no learner could fill it: only the text of a cloze question holds gaps.",
    "## Explanation\n\nThe answer is [[grief]].",
    "Move the gap into the question's text, or write `\\[[` for two brackets that are text.",
)
HTML_ELEMENT = Code(
    "html-element",
    Severity.ERROR,
    "Raw HTML is limited to elements that every target can hold; this one is not among them.",
    "<font>big</font>",
    "Write it in Markdown, or use one of: b i em strong sub sup kbd mark u s small abbr br span ruby rt rp details summary.",
)
HTML_SCRIPT = Code(
    "html-script",
    Severity.ERROR,
    "Raw HTML holds an element that runs or loads something; learning platforms remove it, or worse, run it.",
    "<script>alert(1)</script>",
    "Take it out.",
)
HTML_HANDLER = Code(
    "html-handler",
    Severity.ERROR,
    "A tag has an event handler, which would run in the learner's browser.",
    '<span onclick="go()">press</span>',
    "Take the attribute out.",
)
HTML_ATTRIBUTE = Code(
    "html-attribute",
    Severity.ERROR,
    "Tags of raw HTML may have `lang`, `dir` and `title` and no other attribute.",
    '<span style="color: red">warning</span>',
    "Take the attribute out.",
)
HTML_MALFORMED = Code(
    "html-malformed",
    Severity.ERROR,
    "Tags of raw HTML do not match: one is not closed, closes nothing, or crosses a paragraph or other marks.",
    "A <b>bold word without an end.",
    "Close each tag in the paragraph in which it opens, the inner one first.",
)
FOOTNOTE_UNKNOWN = Code(
    "footnote-unknown",
    Severity.ERROR,
    "The text refers to a footnote that its question or lesson does not define.",
    "IPT began as a comparison arm.[^origin]",
    "Add `[^origin]: …` in the same question; a footnote belongs to one question.",
)
FOOTNOTE_UNUSED = Code(
    "footnote-unused",
    Severity.ERROR,
    "A footnote is defined to which nothing in its question or lesson refers, so no reader would ever see it.",
    "[^origin]: Klerman and Weissman's first trial.",
    "Refer to it with `[^origin]`, or take it out.",
)
FOOTNOTE_TWICE = Code(
    "footnote-twice",
    Severity.ERROR,
    "Two footnotes of one question or lesson have the same label.",
    "[^a]: One.\n\n[^a]: Two.",
    "Give one of them another label.",
)
BACKSLASH_LOST = Code(
    "backslash-lost",
    Severity.WARNING,
    "A word has several backslashes, and only some are shown: before a letter or a digit a backslash is itself, before any other sign Markdown takes it away. Regular expressions and paths of files lose some so.",
    "- [x] \\d+\\.\\d*",
    "Write two backslashes for each that is shown (`\\\\d+\\\\.\\\\d*`), or all of it as code between backticks.",
)
TABLE_AS_TEXT = Code(
    "table-as-text",
    Severity.WARNING,
    "What looks like a table is none in Markdown, so readers would see its bars and dashes, or its rows in one line: its head and its dashes differ in their columns, or tabs part them.",
    "| P(A) | P(A|B) |\n| ---- | ------ |\n| 0.2 | 0.5 |",
    "Write bars between the cells and below the head a line of dashes with as many columns; `\\|` is a bar that is text, also in formulas and code.",
)
LINES_RUN_TOGETHER = Code(
    "lines-run-together",
    Severity.WARNING,
    "Statements with numbers of their own stand under each other in one paragraph. Markdown reads a line end there as a blank, so learners see them in one line.",
    "I. Grief is a loss.\nII. Grief is a dispute.",
    "Leave an empty line between them, or end each line but the last with a backslash.",
)
MARKS_IN_WORDS = Code(
    "marks-in-words",
    Severity.WARNING,
    "Stars, carets or underscores stand in the middle of words, numbers or a line to write on, where they are mostly meant as signs. Markdown reads them as marks: they are gone, and what stands between them is in italics, in bold or raised.",
    "- [ ] 2*3*4 = 24\n- [x] x^2+y^2 = z",
    "Write a backslash before each that is text (`2\\*3\\*4`), a formula between dollar signs, or code between backticks.",
)
STARS_AS_TEXT = Code(
    "stars-as-text",
    Severity.WARNING,
    "Stars or tildes stand between a letter and a bracket, a stop or another sign. In a script that writes words together Markdown reads no mark there: readers see the stars, and other words may be in bold.",
    "これは**「重要」**な語です。",
    "Set the marks inside the signs (`「**重要**」`), put a blank outside them, or write `<strong>「重要」</strong>`.",
)
WIDE_SIGN = Code(
    "wide-sign",
    Severity.WARNING,
    "Signs of full width stand where Markdown has its own for marks, code, formulas, links, pictures, tables and attributes, so that readers see them as text.",
    "![図]（../media/map.png）と＊＊太字＊＊",
    "Write the signs as they are on a keyboard for English: `![図](../media/map.png)`, `**太字**`.",
)
HEADING_LEVEL = Code(
    "heading-level",
    Severity.ERROR,
    "A heading stands at a level that has another meaning here: level 1 begins a question, level 2 a part of it.",
    "> # A heading inside a quotation",
    "Use a heading of level 3 or deeper (in a lesson, 2 or deeper).",
)
HEADING_BLANK = Code(
    "heading-blank",
    Severity.ERROR,
    "A line is written as the heading of a question or of a part, but without the blank after its `#`, so it would be text.",
    "#Next question {#next}",
    "Write `# Next question {#next}`; `\\#` for a sign that is text.",
)
LINK_AS_TEXT = Code(
    "link-as-text",
    Severity.ERROR,
    "What looks like a link or a picture is none in Markdown, because of a blank or a backslash; readers would see its brackets.",
    "![a map](../media/my map.png)",
    "Write `%20` for a blank in an address and `/` between folders, and a picture's address right behind the `]`; `\\[` for a bracket that is text.",
)
LINK_APART = Code(
    "link-apart",
    Severity.WARNING,
    "An address in round brackets stands behind words in square ones, with a blank between: that is no link in Markdown, so readers see all of it.",
    "[the slides] (https://example.org/slides)",
    "Write the address right behind the `]`; `\\[` for a bracket that is text, as around the number of a source.",
)
LINK_SCHEME = Code(
    "link-scheme",
    Severity.ERROR,
    "Links go to the web (http, https), to a mail address (mailto), to a file of the bank, or to `lesson:id` and `question:id`.",
    "[the slides](ftp://example.org/slides.pdf)",
    "Use an https address, or put the file into the bank.",
)
LINK_SCRIPT = Code(
    "link-script",
    Severity.ERROR,
    "A link holds a script, which would run in the learner's browser.",
    "[press](javascript:alert(1))",
    "Take the link out.",
)
LINK_EMPTY = Code(
    "link-empty",
    Severity.ERROR,
    "A link leads nowhere.",
    "[the manual]()",
    "Write the address between the round brackets.",
)
ALT_MISSING = Code(
    "alt-missing",
    Severity.ERROR,
    "A picture has no alternative text, so whoever does not see it learns nothing of it.",
    "![](media/circle.svg)",
    "Say between the square brackets what the picture shows; mark one that says nothing with `{.decorative}`.",
)
ALT_DECORATIVE = Code(
    "alt-decorative",
    Severity.ERROR,
    "A picture is called decorative and has an alternative text all the same; one of the two is wrong.",
    "![the circle](circle.svg){.decorative}",
    "Take out the text, or take out `{.decorative}`.",
)
TOO_DEEP = Code(
    "too-deep",
    Severity.ERROR,
    "Lists, quotations or tags are nested more than 100 deep.",
    "> > > > (and so on, more than a hundred times) text",
    "Flatten the text.",
)
