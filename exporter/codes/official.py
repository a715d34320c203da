"""Codes of the official schemas: what they say of a file, and where they are not there to say it."""

from exporter.diagnostics import Code, Severity

OFFICIAL = Code(
    "schema-violation",
    Severity.ERROR,
    "A file breaks the official schema of its format, which strict importers and players apply before they read anything.",
    "exporter validate --official item.xml   # with an attribute that QTI does not have",
    "Mend the named element; where this tool wrote the file, report it as a bug with the question that the finding names.",
)
OFFICIAL_RULE = Code(
    "schema-rule-violation",
    Severity.ERROR,
    "A file breaks one of the rules (Schematron) that the official schema of its format carries beside its grammar.",
    "exporter validate --official course.imscc   # with a multiple choice of two choices only",
    "Mend what the rule names; where this tool wrote the file, report it as a bug.",
)
JUDGE_MISSING = Code(
    "judge-missing",
    Severity.WARNING,
    "The official schema that judges this file is not installed, so its verdict rests on the built-in rules alone.",
    "exporter validate item.xml   # before any `exporter schemas install`",
    "Install the official schemas once with `exporter schemas install`.",
)
OFFICIAL_NOT_INSTALLED = Code(
    "schemas-not-installed",
    Severity.ERROR,
    "The verdict of the official schemas was asked for, but a schema that it needs is not installed.",
    "exporter validate --official item.xml   # before any `exporter schemas install`",
    "Install the official schemas once with `exporter schemas install`, or with `--from DIR` from a folder of them.",
)
SCHEMA_REFUSED = Code(
    "schema-refused",
    Severity.ERROR,
    "A schema file does not have the SHA-256 sum that this tool knows for it; it may be another release, an edited copy or a damaged one.",
    "exporter schemas install --from DIR   # with a schema that was edited",
    "Take an unchanged copy; where you trust this one, name its sum with `--accept`.",
)
SCHEMA_ABSENT = Code(
    "schema-absent",
    Severity.WARNING,
    "A schema file that this tool knows is not where the schemas are installed from; what it judges will not be judged.",
    "exporter schemas install --from DIR   # a folder that lacks one of the files",
    "Nothing need be done where you do not use that format; else install the file from a folder that holds it.",
)
SCHEMA_FETCH = Code(
    "schema-not-fetched",
    Severity.ERROR,
    "A schema file could not be fetched from its public address.",
    "exporter schemas install   # without a network",
    "Try again later, or fetch the schemas by other means and use `exporter schemas install --from DIR`.",
)
SCHEMA_STORE = Code(
    "schema-not-stored",
    Severity.ERROR,
    "A schema file could not be written to the user's data folder.",
    "exporter schemas install --from DIR   # with a full disk",
    "Make the named folder writable, or name another with the environment variable EXPORTER_SCHEMAS.",
)
NOT_OF_THE_SCHEMA = Code(
    "schema-not-asked",
    Severity.NOTE,
    "The official schema did not judge a package, since what was asked for is no part of it; the built-in grammar did.",
    "exporter build --official --canvas new   # New Quizzes reads more than QTI 1.2 has",
    "Nothing need be done; `--canvas both` writes what the schema holds too.",
)
