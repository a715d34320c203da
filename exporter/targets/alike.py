"""Answers that differ in marks or pictures only, where a format holds plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exporter.model import RichText
from exporter.richtext import text_key


def alike(written: Iterable[tuple[RichText, str]]) -> Iterator[tuple[RichText, str]]:
    """Yield each text that is written in the words of an earlier one which differs from it, once."""
    known: dict[str, list[object]] = {}
    for text, words in written:
        keys, key = known.setdefault(words, []), text_key(text)
        if keys and key not in keys:
            yield text, words
        keys.append(key)
