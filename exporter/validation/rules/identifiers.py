"""What is told of identifiers: importers tell questions apart by those of items, and find parts by the others."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.codes.validation import DUPLICATE_IDENT, MISSING_IDENT
from exporter.diagnostics import Diagnostic, Related, Span


def item_identifier(identifier: str, here: Span, known: dict[str, Span]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the identifier of an item, and remember it among those that are `known`."""
    if not identifier:
        message = "the item has no identifier: importers mix it up with others, or import it anew each time"
        yield MISSING_IDENT.at(here, message, "give it one of its own")
    elif identifier in known:
        related = (Related(known[identifier], "first used here"),)
        message = f"two items have the identifier `{identifier}`"
        yield DUPLICATE_IDENT.at(here, message, "give each item its own", related=related, question=identifier)
    known.setdefault(identifier, here)


def used_twice(identifier: str, here: Span, first: Span) -> Diagnostic:
    """Return the finding of an identifier, of anything but an item, that stands at `first` already."""
    related = (Related(first, "first used here"),)
    return DUPLICATE_IDENT.at(here, f"`{identifier}` is used twice", "give each its own", related=related)
