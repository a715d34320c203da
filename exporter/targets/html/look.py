"""How a page looks and where it finds things: what one exercise depends on beside its question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import msgspec

from exporter.model import LinkStart
from exporter.targets.layout import Layout
from exporter.targets.words import Words, read_words

MEDIA = "bank:"
"""The scheme of media addresses in what the cache keeps; the page's own addresses take their place."""


def _kept_address(path: str) -> str:
    return MEDIA + quote(path)


def _no_link(link: LinkStart) -> str:
    del link
    return ""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """The setting of an exercise."""

    words: Words
    layout: Layout
    url: Callable[[str], str] = _kept_address
    """The address of a media file of the bank, by its path."""
    link: Callable[[LinkStart], str] = _no_link
    """The address that a link to a lesson or question leads to; empty leaves only its words."""
    level: int = 3
    """The level of the exercise's heading; headings inside it stand below."""
    heading: str | None = None
    """The exercise's heading; None: the question's title."""


def look_of(
    language: str,
    templates: Path | None,
    url: Callable[[str], str] = _kept_address,
    link: Callable[[LinkStart], str] = _no_link,
) -> Look:
    """Return the look of pages in a language; a word file that cannot be used raises `WordFileError`."""
    return Look(words=read_words(language, templates), layout=Layout(templates, "html"), url=url, link=link)
