"""The engine's start, styles and writing made quicker without a change to what it draws; no language of the user."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any
from xml.etree import ElementTree as ET

from exporter.targets.pdf.lengths import quick_lengths
from exporter.targets.pdf.outlines import quick_outlines
from exporter.targets.pdf.styles import quick_styles
from exporter.targets.pdf.writing import written_once

_KNOWN = "70."
"""The engine's version whose ways these are; another may have ways of its own for more of them."""


@contextmanager
def libraries_by_name() -> Iterator[None]:
    """Let the engine open its libraries by their names alone while this lasts.

    On Linux it asks for other systems' names first, and Python runs a compiler and two more programs for each of them,
    only to find what the loader finds by itself.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = find


def read_page(engine: Any, page: str, base: str, fetcher: object, *, own: bool) -> Any:  # noqa: ANN401
    """Return the engine's document of an HTML page, not laid out yet; `own` where no template of an author's is in it.

    Our pages are well-formed, and an XML parser reads them in a fiftieth of the time of the engine's own, which builds
    the same tree: a thirtieth of the time of a paper. An author's template may be anything that HTML allows.
    """
    root = _well_formed(page) if own else None
    if root is None:
        return engine.HTML(string=page, base_url=base, url_fetcher=fetcher)
    from cssselect2 import ElementWrapper  # noqa: PLC0415 - the engine's own

    document = engine.HTML(string="", base_url=base, url_fetcher=fetcher)
    document.wrapper_element = ElementWrapper.from_html_root(root)
    document.etree_element = root
    if _is_known(engine):
        sheets = [_without_notes(sheet) for sheet in document._ua_stylesheets()]  # noqa: SLF001 - there is no door for it
        document._ua_stylesheets = lambda forms=False: sheets  # noqa: ARG005, SLF001
    return document


def _without_notes(sheet: Any) -> Any:  # noqa: ANN401
    """Return the engine's own style sheet without notes, which no page of ours has, and with marks for `li` alone.

    Its rules give every element the styles of its note, its note's call and four more: seven times as many as there
    are elements, a twentieth of the time of a paper.
    """
    sheet, matcher = copy(sheet), copy(sheet.matcher)
    sheet.matcher = matcher
    matcher.other_selectors = [
        (_is_item if pseudo == "marker" else test, specificity, order, pseudo, payload)
        for test, specificity, order, pseudo, payload in matcher.other_selectors
        if pseudo in {None, "marker"}
    ]
    return sheet


def _is_item(element: Any) -> bool:  # noqa: ANN401
    return bool(element.local_name == "li")


def _well_formed(page: str) -> ET.Element | None:
    """Return the root of the page, None where it is no XML: a title may hold a character that only HTML takes."""
    try:
        return ET.fromstring(page)  # noqa: S314 - ours, with no entity declared
    except ET.ParseError:
        return None


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Take text that says no language of its own to be in this one while this lasts.

    The engine gives texts in pictures none, and Pango then takes the user's: a Turkish one has no ligature of f and i.
    """
    from weasyprint.css.properties import INITIAL_VALUES  # noqa: PLC0415 - the engine's own

    before = INITIAL_VALUES["lang"]
    INITIAL_VALUES["lang"] = language
    try:
        yield
    finally:
        INITIAL_VALUES["lang"] = before


@contextmanager
def quickened(engine: Any) -> Iterator[None]:  # noqa: ANN401
    """Let the engine take our ways where they lead to the same, byte by byte, while this lasts: they are shorter."""
    with ExitStack() as stack:
        if _is_known(engine):
            for each in (quick_styles, quick_lengths, quick_outlines, written_once):
                stack.enter_context(each())
        yield


def _is_known(engine: Any) -> bool:  # noqa: ANN401
    return bool(engine.__version__.startswith(_KNOWN))
