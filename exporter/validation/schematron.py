"""The rules (Schematron) that official schemas carry in their annotations, lifted out and applied as they stand.

Common Cartridge's profile of QTI has 73 assertions, QTI 3.0 has 3305; all are XPath 1.0, in patterns of rules with
a context. Only rules for elements that a file holds are compiled. Source: ISO/IEC 19757-3, of which these schemas
use pattern, rule, assert and value-of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

import msgspec
from lxml import etree

from exporter.codes.official import OFFICIAL_RULE
from exporter.diagnostics import Diagnostic, Span
from exporter.validation.kinds import local_name
from exporter.validation.markup import line_of

_SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"
_NAMES = re.compile(r"[A-Za-z_][\w.-]*:([A-Za-z_][\w.-]*)(?:\[[^\]]*\])*$")


class Assertion(msgspec.Struct, frozen=True):
    """What must hold, and the words (text and XPath in turn) that say so where it does not."""

    test: str
    words: tuple[tuple[bool, str], ...]
    """Pairs of `is an expression` and text."""


class Rule(msgspec.Struct, frozen=True):
    """Assertions about the nodes that `context` selects."""

    context: str
    name: str
    """The local name of the elements that it is about."""
    assertions: tuple[Assertion, ...]


class RuleBook(msgspec.Struct, frozen=True):
    """All rules of one schema. In a pattern, a node is judged by the first rule that is about it."""

    namespaces: dict[str, str]
    patterns: tuple[tuple[Rule, ...], ...]


@lru_cache(maxsize=8)
def rule_book(folder: Path, path: str) -> RuleBook:
    """Return the rules in the annotations of the schema at `path` below `folder`."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    root = etree.fromstring((folder / path).read_bytes(), parser)
    namespaces = {str(each.get("prefix")): str(each.get("uri")) for each in root.iter(f"{_SCHEMATRON}ns")}
    patterns = (pattern.iterfind(f"{_SCHEMATRON}rule") for pattern in root.iter(f"{_SCHEMATRON}pattern"))
    return RuleBook(namespaces, tuple(tuple(_rule(each) for each in rules) for rules in patterns))


def rule_violations(book: RuleBook, root: etree._Element, place: str) -> Iterator[Diagnostic]:
    """Yield each assertion that does not hold in the tree."""
    there = {local_name(element) for element in root.iter()}
    for pattern in book.patterns:
        judged: set[etree._Element] = set()
        for rule in pattern:
            if rule.name not in there:
                continue
            nodes = [node for node in _select(rule.context, book, root) if node not in judged]
            judged.update(nodes)
            for node in nodes:
                yield from _broken(rule, node, book, place)


def _rule(rule: etree._Element) -> Rule:
    context = str(rule.get("context")).strip()
    match = _NAMES.search(context)
    found = tuple(Assertion(str(each.get("test")), _words(each)) for each in rule.iterfind(f"{_SCHEMATRON}assert"))
    return Rule(context, match.group(1) if match else "", found)


def _words(assertion: etree._Element) -> tuple[tuple[bool, str], ...]:
    words: list[tuple[bool, str]] = [(False, assertion.text or "")]
    for child in assertion:
        if child.tag == f"{_SCHEMATRON}value-of":
            words.append((True, str(child.get("select"))))
        words.append((False, child.tail or ""))
    return tuple(words)


@lru_cache(maxsize=8192)
def _compiled(expression: str, namespaces: tuple[tuple[str, str], ...]) -> etree.XPath:
    return etree.XPath(expression, namespaces=dict(namespaces))


def _evaluate(expression: str, node: etree._Element, book: RuleBook) -> object:
    return cast("object", _compiled(expression, tuple(book.namespaces.items()))(node))


def _select(context: str, book: RuleBook, root: etree._Element) -> list[etree._Element]:
    path = context if context.startswith("/") else f"//{context}"
    return cast("list[etree._Element]", _evaluate(path, root, book))  # noqa: SLF001 - lxml's only name


def _broken(rule: Rule, node: etree._Element, book: RuleBook, place: str) -> Iterator[Diagnostic]:
    for assertion in rule.assertions:
        if not _evaluate(f"boolean({assertion.test})", node, book):
            text = "".join(
                str(_evaluate(f"string({words})", node, book)) if is_expression else words
                for is_expression, words in assertion.words
            )
            message = " ".join(text.split()).rstrip(".")
            yield OFFICIAL_RULE.at(Span(place, line_of(node)), message)
