"""The engine's start and its styles made quicker, without a change to what it draws."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


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


@contextmanager
def quick_styles() -> Iterator[None]:
    """Look up at once the styles that no rule names while this lasts: most are, for each element and property.

    The engine goes the same long way for every one of them, which is a tenth of the time of a paper.
    """
    from weasyprint import __version__, css  # noqa: PLC0415 - the engine's own

    if not __version__.startswith(_KNOWN):
        yield
        return
    style = css.ComputedStyle
    computed = style.__missing__
    unnamed = _unnamed(css)

    def missing(self: Any, key: str) -> Any:  # noqa: ANN401
        names, inherited, initial = unnamed.get(key, _NONE)
        if not names or (inherited and self.parent_style is None) or not self.cascaded.keys().isdisjoint(names):
            return computed(self, key)
        value = self[key] = self.parent_style[key] if inherited else initial
        return value

    style.__missing__ = missing
    try:
        yield
    finally:
        style.__missing__ = computed


_KNOWN = "70."
"""The engine's version whose way to compute styles this is; another may have ways of its own for more of them."""
_NONE: tuple[tuple[str, ...], bool, object] = ((), False, None)
_OWN_WAYS = ("float", "display", "position", "page", "text_decoration")
"""How the names of the properties begin that the engine computes in ways of their own."""


def _unnamed(css: Any) -> dict[str, tuple[tuple[str, ...], bool, object]]:  # noqa: ANN401
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
