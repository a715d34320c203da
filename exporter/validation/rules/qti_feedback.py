"""Rules for the values that the scoring of a QTI item gives its variables: feedback that waits for none of them.

Only scoring that is written out is judged: what an expression of another kind gives, nobody knows beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.codes.validation import NEVER_SHOWN
from exporter.validation.rules.problem import Problem, listed
from exporter.validation.rules.qti_names import Parts, attribute, local

_SHOWN = frozenset({"modalFeedback", "feedbackBlock", "feedbackInline"})
_CHOSEN = frozenset({"simpleChoice", "hottext", "inlineChoice", "hotspotChoice"})
_CONTAINERS = frozenset({"multiple", "ordered"})


def feedback_problems(parts: Parts) -> Iterator[Problem]:
    """Yield feedback that is shown for a value that its variable never has."""
    waiting = [each for each, name in parts if name in _SHOWN and attribute(each, "showHide") != "hide"]
    if not waiting or not _is_written_out(parts):
        return
    given, hints = _Given(parts), dict[str, str]()
    for element in waiting:
        variable, wanted = attribute(element, "outcomeIdentifier"), attribute(element, "identifier")
        if wanted and not given.may_be(variable, wanted):
            message = f"this feedback waits until `{variable}` is `{wanted}`, which the scoring never makes it"
            hint = hints.get(variable) or hints.setdefault(variable, _hint(given.values[variable]))
            yield NEVER_SHOWN, element, message, hint


def _hint(values: set[str]) -> str:
    return f"it is made {listed(sorted(values))}" if values else "set it in the response processing"


def _is_written_out(parts: Parts) -> bool:
    """Return whether all that sets variables can be read: no template of others, no file, no table."""
    for element, name in parts:
        if name in {"lookupOutcomeValue", "templateProcessing", "customOperator", "include"}:
            return False
        template = attribute(element, "template") if name == "responseProcessing" else ""
        if template and template.rpartition("/")[2].partition(".")[0] not in {
            "match_correct", "map_response", "map_response_point",
        }:  # fmt: skip
            return False
    return True


class _Given:
    """The identifiers that variables can hold; those of choices are kept once, however many variables take them."""

    def __init__(self, parts: Parts) -> None:
        self.values: dict[str, set[str]] = {}
        """What is written out for each variable; one that is not here may hold anything."""
        self._taken: dict[str, set[str]] = {}
        """The responses that each variable may be set to."""
        self._holders: dict[str, set[str]] = {}
        """The responses that have a choice of this identifier."""
        self._responses: set[str] = set()
        for element, name in parts:
            if name in {"outcomeDeclaration", "responseDeclaration"}:
                self._declare(element, name)
            elif name.endswith("Interaction"):
                response = attribute(element, "responseIdentifier")
                for each in element.iter():
                    if local(each) in _CHOSEN:
                        self._holders.setdefault(attribute(each, "identifier"), set()).add(response)
        for element, name in parts:
            if name == "setOutcomeValue":
                self._set(attribute(element, "identifier"), element)

    def may_be(self, variable: str, wanted: str) -> bool:
        """Return whether the variable may hold the identifier."""
        values, taken = self.values.get(variable), self._taken.get(variable, set())
        return values is None or wanted in values or not taken.isdisjoint(self._holders.get(wanted, set()))

    def _declare(self, element: etree._Element, name: str) -> None:
        identifier = attribute(element, "identifier")
        if attribute(element, "baseType") == "identifier":
            defaults = (value for each in element if local(each) == "defaultValue" for value in each)
            self.values.setdefault(identifier, set()).update((value.text or "").strip() for value in defaults)
            if name == "responseDeclaration":
                self._responses.add(identifier)
                self._taken[identifier] = {identifier}

    def _set(self, identifier: str, setting: etree._Element) -> None:
        """Add what one `setOutcomeValue` gives."""
        for each in setting.iterdescendants():
            name, other = local(each), attribute(each, "identifier")
            if identifier not in self.values:
                return
            if name == "baseValue":
                self.values[identifier].add((each.text or "").strip())
            elif name == "variable" and other in self._responses:
                self._taken.setdefault(identifier, set()).add(other)
            elif name not in _CONTAINERS and name != "null" and other != identifier:
                del self.values[identifier]
