"""`bank.yaml`: the bank's own data, and what its questions have unless they say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from exporter.codes.bank import NO_BANK_FILE
from exporter.codes.keys import WRONG_SHAPE
from exporter.diagnostics import Span
from exporter.model import BANK_FILE, Author, RichText
from exporter.reader.converters import one_line, single
from exporter.reader.keys import Values, mapping_values
from exporter.reader.places import Page
from exporter.reader.prose import prose
from exporter.reader.yaml_file import open_yaml
from exporter.reader.yaml_nodes import Node, Scalar, Sequence


class BankFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `bank.yaml` says; where it is missing or wrong, values that let the rest of the bank be read."""

    id: str = "bank"
    title: str = ""
    language: str = "en"
    description: RichText | None = None
    version: str = ""
    authors: tuple[Author, ...] = ()
    licence: str = ""
    defaults: Values
    advice_off: tuple[str, ...] = ()
    places: Mapping[str, Span] = {}
    """Where the value of each key stands."""


def read_bank_file(root: Path) -> tuple[BankFile, Page]:
    """Return what `bank.yaml` in `root` says, and its page with the findings and facts."""
    if not (root / BANK_FILE).is_file():
        page = Page(BANK_FILE, "", "")
        hint = "name the folder that holds it, or make a new bank with `exporter init`"
        page.report(NO_BANK_FILE.at(Span(BANK_FILE), f"there is no `{BANK_FILE}` in this folder", hint))
        return BankFile(defaults=Values()), page
    page, node = open_yaml(root, BANK_FILE)
    if node is None:
        return BankFile(defaults=Values()), page
    values, findings = mapping_values("bank", node, "the bank")
    page.report(*findings)
    page.language = str(values.get("language", "en"))
    fields: dict[str, object] = {
        name: values[name] for name in ("id", "title", "language", "version", "licence") if name in values
    }
    description = values.get("description")
    if isinstance(description, Scalar):
        fields["description"] = prose(page, description)
    if "authors" in values:
        fields["authors"] = _authors(page, values["authors"])
    fields["defaults"] = _nested(page, "defaults", values.get("defaults"))
    fields["advice_off"] = _nested(page, "advice", values.get("advice")).get("advice_off", ())
    made = msgspec.convert(fields, BankFile, strict=True, from_attributes=True)
    return msgspec.structs.replace(made, places=dict(values.spans)), page


def _nested(page: Page, table: str, node: object) -> Values:
    """Return the values of a mapping below the key that its table is named for."""
    if not isinstance(node, Node):
        return Values()
    values, findings = mapping_values(table, node, f"`{table}`")
    page.report(*findings)
    return values


def _authors(page: Page, node: object) -> tuple[Author, ...]:
    """Return the authors; one alone needs no list."""
    assert isinstance(node, Node)
    items = node.items if isinstance(node, Sequence) else (node,)
    authors = (_author(page, item) for item in items)
    return tuple(author for author in authors if author is not None)


def _author(page: Page, node: Node) -> Author | None:
    if isinstance(node, Sequence):
        hint = "write a name, or `{name: …, email: …}`"
        page.report(WRONG_SHAPE.at(node.span, "an author cannot be a list", hint))
        return None
    if isinstance(node, Scalar):
        scalar = single(node, "authors", page.findings)
        return None if scalar is None else Author(name=one_line(scalar.text))
    values, findings = mapping_values("author", node, "the author")
    page.report(*findings)
    name = values.get("name")
    return None if name is None else Author(name=str(name), email=str(values.get("email", "")))
