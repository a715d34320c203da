"""Codes of whole files: what makes a source file unreadable before a word of it is judged."""

from exporter.diagnostics import Code, Severity

UNREADABLE_FILE = Code(
    "unreadable-file",
    Severity.ERROR,
    "A source file is missing, is no regular file, or the system does not let us read it.",
    "chmod 000 source/questions/mood.md",
    "Put the file back or give yourself the right to read it.",
)
FILE_OUTSIDE = Code(
    "file-outside",
    Severity.ERROR,
    "A source file is a link to a file that lies outside the bank's folder, so a copy of the folder would lack it.",
    "ln -s ../../elsewhere/mood.md source/questions/mood.md",
    "Copy the file into the bank.",
)
FILE_TOO_LARGE = Code(
    "file-too-large",
    Severity.ERROR,
    "A source file is over the limit of 20 MB, which no text written by hand reaches.",
    "a file of 25 MB in source/questions",
    "Split the file; keep pictures and recordings as files of their own under `media/`.",
)
NOT_UTF8 = Code(
    "not-utf8",
    Severity.ERROR,
    "The file is not encoded in UTF-8, the one encoding of a bank, so its accented characters cannot be read with certainty.",
    "a question saved by an editor as Windows-1252 or UTF-16",
    "Save the file as UTF-8; every editor has the choice in its save dialogue or its status line.",
)
CONTROL_CHARACTER = Code(
    "control-character",
    Severity.ERROR,
    "The text holds an invisible control character, which no XML package may contain. It mostly comes with text that was copied from a PDF or a slide.",
    "What is\x0bmood?",
    "Delete the character at that place, or write a blank or a new line instead.",
)
FILE_NOT_READ = Code(
    "file-not-read",
    Severity.WARNING,
    "A file stands where sources stand, but only files that end in `.md` (questions and lessons) or `.yaml` (quizzes, and `_category.yaml`) are read, in small letters.",
    "questions/techniques.markdown",
    "Give the file the ending that is read, or move it out of the folder.",
)
EMPTY_FILE = Code(
    "empty-file",
    Severity.ERROR,
    "The file holds nothing, so a question or setting that should be in it is missing.",
    "questions/mood.md of 0 bytes",
    "Write the content, or delete the file.",
)
