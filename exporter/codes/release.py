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
