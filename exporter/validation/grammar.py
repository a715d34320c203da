"""The grammars of the XML that we write: RELAX NG of our own, compiled once a process."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parent / "grammars"
_RELAX_NG = "{http://relaxng.org/ns/structure/1.0}"

# What libxml2 says of the elements around the one that is wrong, without saying more about it.
_ECHOES = ("failed to validate content", "Invalid sequence in interleave", "Internal error")
_VERSION = re.compile(r"(?<=imscc)v1p[23]|(?<=imswl_)v1p[23]")
_EXTRA = re.compile(r"Extra element (\S+) in interleave")


class Grammar:
    """One compiled grammar; `start` names the definition that the root must meet instead of the grammar's own start.

    Where a grammar knows several roots of one name, that of the one meant says best what is wrong.
    """

    def __init__(self, name: str, start: str = "") -> None:
        self.name = name
        tree = etree.parse(_FOLDER / f"{name}.rng")
        if start:
            _narrow(tree.getroot(), start)
        self._schema = etree.RelaxNG(tree)

    def violations(self, element: etree._Element) -> list[str]:
        """Return what is wrong with the tree under `element`, each with its path; nothing if it is valid."""
        if self._schema.validate(element):
            return []
        found = [(entry.path or "", _worded(entry.message)) for entry in self._schema.error_log]
        telling = [each for each in found if not any(echo in each[1] for echo in _ECHOES)]
        placed = [each for each in telling if each[0]] or telling or found
        return list(dict.fromkeys(f"{path}: {message}" if path else message for path, message in placed))


def _narrow(root: etree._Element, start: str) -> None:
    """Make the definition `start` the grammar's start, and leave what it needs: quicker to compile and to judge."""
    defined = {each.get("name"): each for each in root.iterchildren(f"{_RELAX_NG}define")}
    needed: set[str | None] = set()
    wanted: list[str | None] = [start]
    while wanted:
        name = wanted.pop()
        if name not in needed:
            needed.add(name)
            wanted += (each.get("name") for each in defined[name].iter(f"{_RELAX_NG}ref"))
    for name, define in defined.items():
        if name not in needed:
            root.remove(define)
    element = root.find(f"{_RELAX_NG}start")
    assert element is not None, start
    element[:] = [element.makeelement(f"{_RELAX_NG}ref", name=start)]


def _worded(message: str) -> str:
    """Return the message with what libxml2 says of its own workings put in words."""
    return _EXTRA.sub(r"`\1` may not stand there, or holds what it may not", message)


@cache
def grammar(name: str, start: str = "") -> Grammar:
    """Return the grammar `grammars/<name>.rng`, compiled at its first use."""
    return Grammar(name, start)


def in_first_version(root: etree._Element) -> etree._Element:
    """Return a copy of a cartridge's manifest or link in the namespaces of 1.1, whose grammar judges all versions."""
    first = copy.deepcopy(root)
    for element in first.iter("{*}*"):
        element.tag = _VERSION.sub("v1p1", str(element.tag))
    return first
