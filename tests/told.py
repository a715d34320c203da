"""What a build of one target says, whatever it writes."""

from __future__ import annotations

from exporter.diagnostics import Diagnostic


class Told:
    """The findings of a build, by what they are about."""

    findings: list[Diagnostic]

    def codes(self, ident: str) -> list[str]:
        """Return the codes of what is said about a question, quiz or lesson."""
        return [finding.code for finding in self.findings if finding.question == ident]

    def lost(self, ident: str) -> dict[str, str]:
        """Return the messages of the losses by feature or code."""
        return {each.feature or each.code: each.message for each in self.findings if each.question == ident}
