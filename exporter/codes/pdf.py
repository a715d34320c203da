"""Codes of the PDF target: fonts, libraries, templates, and what paper has no place for."""

from exporter.diagnostics import Code, Severity

PANGO_MISSING = Code(
    "pango-missing",
    Severity.ERROR,
    "The PDF target needs the text library Pango, which comes from the system and not from Python. The other targets are built without it.",
    "exporter build -t pdf   # on a machine without Pango",
    "Install it: Debian and Ubuntu `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, macOS `brew install pango`, Windows `pacman -S mingw-w64-ucrt-x86_64-pango` in MSYS2.",
)
FONT_MISSING = Code(
    "font-missing",
    Severity.ERROR,
    "The text holds characters that no font on this machine can draw, so that the page would show empty boxes. The document is not written.",
    "# A word of Hebrew {#hebrew lang=he}   # on a machine without fonts-noto-core",
    "Install the package that the message names, or take the character out.",
)
TEMPLATE_WRONG = Code(
    "template-wrong",
    Severity.ERROR,
    "A template, style or word file of `--templates` cannot be used: its syntax is wrong, it names something that is not there, or it fails while it runs.",
    "{{ question.stam }}   {# in paper.html #}",
    "Mend the line that the message names; the templates that come with the tool show every name there is.",
)
PRINT_WARNING = Code(
    "print-warning",
    Severity.WARNING,
    "The PDF engine met something that it cannot draw as it was asked, such as a damaged picture or a style it does not know.",
    "![A picture cut off in the middle](../media/damaged.png)",
    "Mend the picture, template or style that the message names.",
)
PRINT_FAILED = Code(
    "print-failed",
    Severity.ERROR,
    "The PDF engine broke off at this document. With templates of your own a style is the likely cause; without, it is a bug of the engine or ours.",
    "p { page: auto }   /* a style that the engine does not survive */",
    "Take away what you changed last in templates or pictures; report it where nothing of yours is left.",
)
FORMULA_AS_TEX = Code(
    "formula-as-tex",
    Severity.LOSS,
    "The formula uses a LaTeX command that the PDF's formula engine does not draw; the LaTeX itself is printed instead.",
    r"$\sideset{_a}{_b}\sum$",
    "Write the formula with other commands where it is printed often; learning platforms draw it as it is.",
)
FORMULA_SMALL = Code(
    "formula-small",
    Severity.LOSS,
    "The formula is wider than its line and has no relation or operator to break it at, so it is printed at less than three quarters of the size of the text around it, too small for many readers.",
    r"$$\sqrt{x_1 + x_2 + x_3 + x_4}   % and so on, wider than the page$$",
    r"Break it with `\begin{aligned} … \\ … \end{aligned}`, or shorten it; in a table give it a column of its own.",
)
CUT_OFF = Code(
    "cut-off",
    Severity.LOSS,
    "Something of the question, passage or lesson is wider than the page, such as a table of many columns in large print; what lies beyond the edge is not printed.",
    "| Mo | Tu | We | … |   % and so on, wider than the page",
    "Write the table with fewer columns or shorter words, or part it in two; check it on the PDF.",
)
DRAWN_FOR_PAPER = Code(
    "drawn-for-paper",
    Severity.NOTE,
    "A quiz that draws questions at random prints one drawing on its paper, the same on every build; the key names the questions.",
    "sections:\n  - draw: 5\n    from: {tags: [techniques]}",
    "Nothing need be done; name the questions in the section to choose them yourself.",
)
PAPER_SETTINGS = Code(
    "paper-settings",
    Severity.LOSS,
    "The quiz has settings that only a learning platform can follow, such as attempts and closing times; the paper does not show them.",
    "attempts: 2",
    "Nothing need be done; say it in `instructions` where candidates must know it.",
)
DRAW_TOO_SMALL = Code(
    "draw-too-small",
    Severity.WARNING,
    "Two sections draw from overlapping pools, and what the first has drawn leaves too few for the second; the paper prints fewer questions and its marks are recounted.",
    "sections:\n  - draw: 3\n    from: {tags: [grief]}\n  - draw: 3\n    from: {tags: [grief]}   # of a pool of 5",
    "Draw fewer questions, widen the pool, or draw all of them in one section.",
)
