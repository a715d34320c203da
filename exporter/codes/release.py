"""Codes: what keeps a release from being made or read."""

from exporter.diagnostics import Code, Severity

RELEASE_DAMAGED = Code(
    "release-damaged",
    Severity.ERROR,
    "The list of questions in a release (`questions.json`) cannot be read: it was cut short or edited, or a newer version of "
    "this tool made it.",
    "exporter diff ipt-1.3.0.zip source   # after a download that broke off",
    "Fetch the release again, compare it with its `SHA256SUMS`, or use the version of this tool that made it.",
)
VERSION_DIFFERS = Code(
    "version-differs",
    Severity.ERROR,
    "The version that is released is not the one that the bank itself states, so that its readers would be told two.",
    "exporter release --version 1.4.0   # bank.yaml: version: 1.3.0",
    "Set `version` in `bank.yaml` to the version that you release, and commit that.",
)
VERSION_EXISTS = Code(
    "version-exists",
    Severity.ERROR,
    "There is a release of this version already. A release never changes: who has it would not know.",
    "exporter release --version 1.4.0   # a second time",
    "Give the new release a new version; or remove the folder of a release that nobody has.",
)
TREE_DIRTY = Code(
    "tree-dirty",
    Severity.ERROR,
    "Files of the git checkout that holds the bank are changed, new or missing, or the bank holds files that git ignores, so "
    "that no revision says what would be released.",
    "exporter release --version 1.4.0   # with an edit that is not committed",
    "Commit or put away what `git status` lists; let git ignore what does not belong to the bank, and nothing that does.",
)
SCHEMAS_NEEDED = Code(
    "schemas-needed",
    Severity.ERROR,
    "A release is judged by the official schemas of 1EdTech, and not all of them are installed.",
    "exporter release --version 1.4.0   # before any `exporter schemas install`",
    "Install them once with `exporter schemas install`.",
)
