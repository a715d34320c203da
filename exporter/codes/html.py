"""Codes of the HTML target: what pages for the browser have no place for, and files too large to stand inside one."""

from exporter.diagnostics import Code, Severity

FORMULA_AS_TEX = Code(
    "html-formula-as-tex",
    Severity.LOSS,
    "The formula uses a LaTeX command that cannot be written as MathML; the page shows the LaTeX itself.",
    r"$\begin{aligned}a &= b\end{aligned}$",
    "Write the formula with other commands where students are to read it; learning platforms draw it as it is.",
)
LINK_DEAD = Code(
    "html-link-words",
    Severity.LOSS,
    "The words of a link stay without the link: no page shows the lesson, or only random draws ask the question, so that it may not be there.",
    "Compare [the earlier question](question:drawn-only).",
    "Name the question in a quiz or a lesson, or let the words do without the link.",
)
SETTINGS_LOST = Code(
    "html-settings",
    Severity.LOSS,
    "The quiz has settings that only a learning platform can enforce, such as attempts and closing times; the page lets students practise at any time.",
    "attempts: 2",
    "Nothing need be done for self-study; take the output for your platform for a graded quiz.",
)
MEDIA_LARGE = Code(
    "html-media-large",
    Severity.WARNING,
    "A file of more than 10 MB stands inside the page, a third larger than it is; the page opens slowly, and on a phone perhaps not at all.",
    "![The interview](../media/interview.mp4)   # 80 MB",
    "Make the file smaller, or link to where it lies on the web.",
)
