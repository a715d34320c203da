"""Open a YAML file of the bank: its text as a page, its root mapping."""

from __future__ import annotations

from pathlib import Path

from exporter.codes.files import EMPTY_FILE
from exporter.diagnostics import Span
from exporter.reader.places import Page
from exporter.reader.text_file import read_text
from exporter.reader.yaml_nodes import Node, parse_yaml


def open_yaml(root: Path, path: str, language: str = "") -> tuple[Page, Node | None]:
    """Return the page of the file at `path` (relative to the bank), with its findings, and its root node."""
    text, findings = read_text(root, path)
    page = Page(path, text or "", language)
    page.report(*findings)
    if text is None:
        return page, None
    node, findings = parse_yaml(text, path)
    page.report(*findings)
    if node is None and not findings:
        page.report(EMPTY_FILE.at(Span(path), "the file holds nothing but comments", "write its content, or delete it"))
    return page, node
