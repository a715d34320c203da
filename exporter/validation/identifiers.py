"""What is told of the identifiers of items: importers tell questions apart by them."""

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
