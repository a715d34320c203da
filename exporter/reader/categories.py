"""Folders below `questions/` and `lessons/` as categories, with what `_category.yaml` says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from exporter.codes.bank import CATEGORY_TWICE
from exporter.diagnostics import Related, Span
from exporter.model import Category
from exporter.reader.keys import mapping_values
from exporter.reader.places import Page
from exporter.reader.prose import prose
from exporter.reader.yaml_file import open_yaml
from exporter.reader.yaml_nodes import Scalar
from exporter.richtext import plain

CategoryPath = tuple[str, ...]


def folder_category(path: str) -> CategoryPath:
    """Return the category of a file below `questions/` or `lessons/` (`path` is relative to the bank)."""
    return tuple(path.split("/")[1:-1])


def read_category(root: Path, path: str, language: str) -> tuple[Category | None, Page]:
    """Return what the `_category.yaml` at `path` says, and its page with the findings and facts."""
    page, node = open_yaml(root, path, language)
    if node is None:
        return None, page
    values, findings = mapping_values("category", node, "the category")
    page.report(*findings)
    description = values.get("description")
    text = prose(page, description) if isinstance(description, Scalar) else None
    title = str(values.get("title", ""))
    return Category(path=folder_category(path), title=title, description=text, span=Span(path, 1)), page


def joined_categories(described: Iterable[Category], page: Page) -> dict[CategoryPath, Category]:
    """Return one category a path; where two folders describe one, `questions/` goes first and the other fills gaps.

    What is not used of the second is a note, reported to `page`.
    """
    joined: dict[CategoryPath, Category] = {}
    for category in sorted(described, key=lambda each: (not each.span.path.startswith("questions/"), each.span)):
        first = joined.get(category.path)
        if first is None:
            joined[category.path] = category
            continue
        if _contradict(first, category):
            name = "/".join(category.path)
            message = f"the category `{name}` is described in `{first.span.path}` too, whose words are used"
            related = (Related(first.span, "these words are used"),)
            page.report(CATEGORY_TWICE.at(category.span, message, "keep one of the two", related=related))
        title, description = first.title or category.title, first.description or category.description
        joined[category.path] = msgspec.structs.replace(first, title=title, description=description)
    return joined


def _contradict(first: Category, second: Category) -> bool:
    titles = bool(first.title and second.title and first.title != second.title)
    if first.description is None or second.description is None:
        return titles
    return titles or plain(first.description) != plain(second.description)


def all_categories(
    described: Mapping[CategoryPath, Category],
    used: Iterable[tuple[CategoryPath, Span]],
) -> dict[CategoryPath, Category]:
    """Return every category that something is in or that a folder describes, with all above it, sorted by path."""
    whole: dict[CategoryPath, Category] = dict(described)
    places = [*((category.path, category.span) for category in described.values()), *used]
    for path, span in places:
        for length in range(1, len(path) + 1):
            if path[:length] not in whole:
                whole[path[:length]] = Category(path=path[:length], span=span)
    return dict(sorted(whole.items()))
