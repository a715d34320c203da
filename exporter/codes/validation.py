"""Codes of validation: what a judge finds in a package or XML file, ours or another tool's."""

from exporter.diagnostics import Code, Severity

GRAMMAR = Code(
    "grammar-violation",
    Severity.ERROR,
    "A file does not have the structure, the values or the lengths that its format's built-in grammar asks for; an importer would refuse or misread it.",
    "exporter validate quiz.zip   # with a question whose scoring names no variable",
    "Mend the named element; where this tool wrote the file, report it as a bug with the question that the finding names.",
)
