"""The engine's start and its styles made quicker without a change to what it draws, and no language of the user."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree as ET

_Unnamed = dict[str, tuple[tuple[str, ...], bool, object]]
"""For each property its names, whether it is inherited, and its initial value."""


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
    return document


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
def quick_styles() -> Iterator[None]:
    """Look up at once the styles that no rule names while this lasts: most are, for each element and property.

    The engine goes the same long way for every one of them, which is a sixth of the time of a paper.
    """
    from weasyprint import __version__, css  # noqa: PLC0415 - the engine's own

    if not __version__.startswith(_KNOWN):
        yield
        return
    named, anonymous = css.ComputedStyle, css.AnonymousStyle
    computed, begun = named.__missing__, anonymous.__init__
    unnamed = _unnamed(css)
    boxes = {key: initial for key, (_, inherited, initial) in unnamed.items() if not inherited and _is_of_box(key)}

    def begin(self: Any, parent_style: Any) -> None:  # noqa: ANN401
        self.update(boxes)
        begun(self, parent_style)

    named.__missing__, anonymous.__init__ = _found(computed, unnamed, boxes), begin
    try:
        yield
    finally:
        named.__missing__, anonymous.__init__ = computed, begun


def _found(computed: Any, unnamed: _Unnamed, boxes: dict[str, object]) -> Callable[[Any, str], Any]:  # noqa: ANN401
    """Return the way to find a style that is not there yet; `computed` is the way of the engine for what rules name."""
    ways = {name: [key for key in boxes if name in unnamed[key][0]] for key in boxes for name in unnamed[key][0]}

    def missing(self: Any, key: str) -> Any:  # noqa: ANN401
        if key in boxes and not hasattr(self, "boxed"):
            self.boxed = True
            values = boxes.copy()
            for name in ways.keys() & self.cascaded.keys():
                for each in ways[name]:
                    values.pop(each, None)
            self.update({**values, **self})
            return self[key]
        names, inherited, initial = unnamed.get(key, _NONE)
        if not names or (inherited and self.parent_style is None) or not self.cascaded.keys().isdisjoint(names):
            return computed(self, key)
        value = self[key] = self.parent_style[key] if inherited else initial
        return value

    return missing


_KNOWN = "70."
"""The engine's version whose way to compute styles this is; another may have ways of its own for more of them."""
_NONE: tuple[tuple[str, ...], bool, object] = ((), False, None)
_OWN_WAYS = ("float", "display", "position", "page", "text_decoration")
"""How the names of the properties begin that the engine computes in ways of their own."""
_OF_BOXES = ("background_", "border_", "box_", "height", "margin_", "max_", "min_", "outline_", "padding_", "width")
"""How the names of the properties begin that every box is asked for, and which are therefore filled in together."""


def _is_of_box(key: str) -> bool:
    return key.startswith(_OF_BOXES) and "_block_" not in key and "_inline_" not in key


def _unnamed(css: Any) -> _Unnamed:  # noqa: ANN401
    """Return each property whose value is the parent's or the initial one where no rule has any of its names.

    With its names (`margin_left` is set by `margin_inline_start` too), whether it is inherited, and the initial value.
    """
    found = {}
    for key, initial in css.INITIAL_VALUES.items():
        inherited = key in css.INHERITED
        if key.startswith(_OWN_WAYS) or not (inherited or key not in css.INITIAL_NOT_COMPUTED):
            continue
        logical = css.PHYSICAL_FUNCTIONS.get(key)
        others = {logical(block="ttb", inline=way) for way in ("ltr", "rtl")} if logical else set()
        found[key] = ((key, *sorted(others)), inherited, initial)
    return found
