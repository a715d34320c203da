"""The feedback of one item: its texts, the rules that show it, and the outcomes that hold what is shown."""

from __future__ import annotations

from exporter.targets.qti.dialect import Dialect
from exporter.targets.qti.processing import (
    Assignment,
    Statement,
    identifier_value,
    is_answered,
    operator,
    show,
    variable,
    when,
)

FEEDBACK = "FEEDBACK"
"""The outcome that says which feedback is shown."""
OF_ANSWER, OF_ITEM = "FEEDBACK_ANSWER", "FEEDBACK_GENERAL"
"""The outcomes of an answer's own feedback and of what is shown in any case, where no outcome holds several names."""
PICKED = "PICKED"
"""The outcome that repeats the picks, so that feedback beside a choice can be bound to it."""
NONE = "none"
"""The name of no feedback at all: an outcome of several values that holds nothing stops a player."""


class Spoken:
    """What an item says about an answer; `outcomes` has the cardinality of each outcome that is used."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self.outcomes: dict[str, str] = {}
        self.modals: list[str] = []

    def above(self, identifier: str, content: str, outcome: str) -> Assignment:
        """Keep feedback that is shown above the item, and return the rule that shows it.

        No two that are due at once share an `outcome`, so a version with plain rules needs one name in each.
        """
        plain = self._dialect.plain_rules
        outcome = outcome if plain else FEEDBACK
        self.outcomes[outcome] = "single" if plain else "multiple"
        shown = {"outcomeIdentifier": outcome, "identifier": identifier, "showHide": "show"}
        self.modals.append(self._dialect.tag("modalFeedback", self._dialect.body(content), **shown))
        return Assignment(outcome, identifier_value(identifier)) if plain else show(outcome, identifier)

    def picks(self, response: str, *, several: bool) -> Statement:
        """Return the rule that repeats the picks for the feedback beside the choices."""
        given = variable(response)
        if self._dialect.plain_rules:
            self.outcomes[PICKED] = "multiple" if several else "single"
            return when(is_answered(response), Assignment(PICKED, given))
        self.outcomes[PICKED] = "multiple"
        return Assignment(PICKED, operator("multiple", identifier_value(NONE), given))

    def silence(self) -> list[Assignment]:
        """Return the rules that take back whatever would be shown."""
        nothing = identifier_value(NONE)
        return [
            Assignment(outcome, nothing if cardinality == "single" else operator("multiple", nothing))
            for outcome, cardinality in self.outcomes.items()
        ]
