"""The grammars of the XML that we write: RELAX NG of our own, compiled once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parent / "grammars"

# What libxml2 says of the elements around the one that is wrong, without saying more about it.
_ECHOES = ("failed to validate content", "Invalid sequence in interleave")


class Grammar:
    """One compiled grammar."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._schema = etree.RelaxNG(etree.parse(_FOLDER / f"{name}.rng"))

    def violations(self, element: etree._Element) -> list[str]:
        """Return what is wrong with the tree under `element`, each with its path; nothing if it is valid."""
        if self._schema.validate(element):
            return []
        found = [(entry.path or "", entry.message) for entry in self._schema.error_log]
        telling = [each for each in found if not any(echo in each[1] for echo in _ECHOES)] or found
        return list(dict.fromkeys(f"{path}: {message}" for path, message in telling))


@cache
def grammar(name: str) -> Grammar:
    """Return the grammar `grammars/<name>.rng`, compiled at its first use."""
    return Grammar(name)
