"""Templates of ours filled in once for all that differ in their texts alone.

A frame is a template filled in with places instead of texts; what stands between the places is then the same for all.
Places can be shown and nothing else, so a template that asks what a text says, cuts it or counts it fails at once and
does not give each the frame of another. Templates of an author's may do all that, so they are always filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NoReturn

from markupsafe import Markup, escape

Values = Callable[[Sequence[object]], Mapping[str, object]]
"""Returns what a template is filled in with, its texts being these."""
_Frame = tuple[list[str], list[int]]
"""Pieces, each second one for a text, and which text that is."""
_PLACE = re.compile("\0([0-9]+)\0")
"""No text of a bank holds this sign."""
_MANY = 512
"""Frames that are kept; where a run needs more, most of them serve few."""
_LARGEST = 20_000
"""Characters of a frame that is kept: a hundred rows with a menu of a hundred each take half a megabyte."""


class Place:
    """Stands for a text that is not empty; in a template it can be shown, and nothing else."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __html__(self) -> str:
        return f"\0{self._number}\0"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a template of ours may only show this text, for it is filled in once for many")

    __str__ = __eq__ = __hash__ = __lt__ = __len__ = __iter__ = __contains__ = __getitem__ = __add__ = _refuse
    __format__ = _refuse

    def __bool__(self) -> bool:
        return True


class Frames:
    """The frames of one template."""

    def __init__(self, fill: Callable[[Mapping[str, object]], str]) -> None:
        self._fill = fill
        self._kept: dict[Hashable, _Frame] = {}

    def fill(self, shape: Hashable, texts: Sequence[str], values: Values) -> str:
        """Return the template filled in with `values(texts)`, none of the texts empty.

        `shape` tells apart whatever `values` returns beside the texts.
        """
        frame = self._kept.get(shape)
        if frame is None:
            frame = self._made(len(texts), values)
            self._keep(shape, frame)
        pieces, places = frame
        made = list(pieces)
        shown = [text if isinstance(text, Markup) else escape(text) for text in texts]
        made[1::2] = [shown[each] for each in places]
        return "".join(made)

    def _keep(self, shape: Hashable, frame: _Frame) -> None:
        if sum(map(len, frame[0])) > _LARGEST:
            return
        if len(self._kept) == _MANY:
            self._kept.clear()
        self._kept[shape] = frame

    def _made(self, count: int, values: Values) -> _Frame:
        pieces = _PLACE.split(self._fill(values([Place(number) for number in range(count)])))
        return pieces, [int(each) for each in pieces[1::2]]
