"""The engine's way from rules to styles, at once where no rule names a property: most are, for each element."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_Unnamed = dict[str, tuple[tuple[str, ...], bool, object]]
"""For each property its names, whether it is inherited, and its initial value."""


@contextmanager
def quick_styles() -> Iterator[None]:
    """Look up at once the styles that no rule names while this lasts: most are, for each element and property.

    The engine goes the same long way for every one of them, which is a fifth of the time of a paper.
    """
    from weasyprint import css  # noqa: PLC0415 - the engine's own

    named, anonymous = css.ComputedStyle, css.AnonymousStyle
    computed, begun = named.__missing__, anonymous.__init__
    unnamed = _unnamed(css)
    boxes = {key: initial for key, (_, inherited, initial) in unnamed.items() if not inherited and _is_of_box(key)}
    heirs = _Heirs(unnamed, set(css.INITIAL_NOT_COMPUTED))

    def begin(self: Any, parent_style: Any) -> None:  # noqa: ANN401
        self.update(heirs.taken(parent_style))
        self.update(boxes)
        begun(self, parent_style)

    named.__missing__, anonymous.__init__ = _found(computed, unnamed, boxes, heirs), begin
    try:
        yield
    finally:
        named.__missing__, anonymous.__init__ = computed, begun


def _found(
    computed: Any,  # noqa: ANN401
    unnamed: _Unnamed,
    boxes: dict[str, object],
    heirs: _Heirs,
) -> Callable[[Any, str], Any]:
    """Return the way to find a style that is not there yet; `computed` is the way of the engine for what rules name."""
    ways = _ways(unnamed, boxes)

    def missing(self: Any, key: str) -> Any:  # noqa: ANN401
        if key in _LINES:
            style = _LINES[key]
            if self.get(style, "none") == "none" and self.cascaded.keys().isdisjoint(unnamed[style][0]):
                self[key] = 0
                return 0
            return computed(self, key)
        if key in boxes and not hasattr(self, "boxed"):
            self.boxed = True
            _fill(self, boxes.copy(), ways)
            return self[key]
        if key in _IN_FLOW and _IN_FLOW.keys().isdisjoint(self.cascaded):
            self.specified.update(_IN_FLOW)
            self.update(_IN_FLOW)
            return self[key]
        names, inherited, initial = unnamed.get(key, _NONE)
        if inherited and not hasattr(self, "heir"):
            heirs.enrich(self)
            return self[key]
        if not names or (inherited and self.parent_style is None) or not self.cascaded.keys().isdisjoint(names):
            return computed(self, key)
        value = self[key] = self.parent_style[key] if inherited else initial
        return value

    return missing


class _Heirs:
    """What styles inherit, taken over from the parent together: text asks for forty properties, each a long way up."""

    def __init__(self, unnamed: _Unnamed, computed: set[str]) -> None:
        """Know what is inherited; the initial values of the properties `computed` have to be worked out."""
        first = {key: initial for key, (_, inherited, initial) in unnamed.items() if inherited}
        self._keys = first.keys()
        self._first = {key: initial for key, initial in first.items() if key not in computed}
        self._ways = _ways(unnamed, first)

    def taken(self, parent: Any) -> dict[str, object]:  # noqa: ANN401
        """Return what the parent has by now of what is inherited; nothing is worked out before it is asked for."""
        self.enrich(parent)
        return {key: parent[key] for key in self._keys & parent.keys()}

    def enrich(self, style: Any) -> None:  # noqa: ANN401
        """Give a style all that its parent has and no rule of its own names."""
        if hasattr(style, "heir"):
            return
        style.heir = True
        values = self._first.copy() if style.parent_style is None else self.taken(style.parent_style)
        _fill(style, values, self._ways)


def _fill(style: Any, values: dict[str, object], ways: dict[str, list[str]]) -> None:  # noqa: ANN401
    """Give a style those of the values that it has not and no rule of its own names; `ways` as `_ways` returns them."""
    for name in ways.keys() & getattr(style, "cascaded", {}).keys():
        for each in ways[name]:
            values.pop(each, None)
    style.update({**values, **style})


def _ways(unnamed: _Unnamed, keys: Iterable[str]) -> dict[str, list[str]]:
    """Return for each name that a rule may use which of the properties `keys` it sets."""
    ways: dict[str, list[str]] = {}
    for key in keys:
        for name in unnamed[key][0]:
            ways.setdefault(name, []).append(key)
    return ways


_NONE: tuple[tuple[str, ...], bool, object] = ((), False, None)
"""Of a property that the engine has to work out."""
_SIDES = ("top", "right", "bottom", "left")
_OWN_WAYS = ("float", "display", "position", "page", "text_decoration")
"""How the names of the properties begin that the engine computes in ways of their own."""
_LINES = {f"{edge}_width": f"{edge}_style" for edge in (*map("border_{}".format, _SIDES), "outline")}
"""Widths of lines by what says whether there is one: without a style there is none (CSS Backgrounds 3, 3.3).

Each is found when it is asked for: before that the engine gives copies of styles the lines of a first letter."""
_IN_FLOW = {"float": "none", "position": "static"}
"""What both are where no rule names either; the engine works out the one from what was said of the other."""
_OF_BOXES = (
    *("background_", "border_", "box_", "height", "margin_", "max_", "min_", "outline_", "padding_", "width"),
    *("appearance", "bookmark_", "break_", "clip", "column_", "continue", "counter_", "image_orientation", "opacity"),
    *("mask_border_source", "overflow", "string_set", "transform", "z_index", "top", "right", "bottom", "left"),
)
"""How the names of the properties begin that every box is asked for, and which are therefore filled in together."""


def _is_of_box(key: str) -> bool:
    return key.startswith(_OF_BOXES) and "_block_" not in key and "_inline_" not in key


def _unnamed(css: Any) -> _Unnamed:  # noqa: ANN401
    """Return each property whose value is the parent's or the initial one where no rule has any of its names.

    With its names (`margin_left` is set by `margin_inline_start` too), whether it is inherited, and the initial value.
    """
    found: _Unnamed = {}
    for key, initial in css.INITIAL_VALUES.items():
        inherited = key in css.INHERITED
        if key.startswith(_OWN_WAYS) or not (inherited or key not in css.INITIAL_NOT_COMPUTED):
            continue
        found[key] = (_names(css, key), inherited, initial)
    found["page"] = (("page",), True, "")  # taken from the parent, though it is not said to be inherited
    return found


def _names(css: Any, key: str) -> tuple[str, ...]:  # noqa: ANN401
    """Return the names by which rules set a property: its own, and those that follow the direction of text."""
    logical = css.PHYSICAL_FUNCTIONS.get(key)
    return (key, *sorted({logical(block="ttb", inline=way) for way in ("ltr", "rtl")})) if logical else (key,)
