"""Where a recording may have its player in QTI 3.0: between lines and beside other words, but in no paragraph or mark.

An `object` is allowed anywhere, but browsers start what it holds by itself. So a paragraph with a recording is written
as a `div`, which looks nearly the same and holds players.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.model import Media, Part

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[^<>]*?)?(/?)>")
_HOLDERS = frozenset({
    "p", "div", "li", "ul", "ol", "td", "th", "tr", "thead", "tbody", "table", "blockquote", "details",
})  # fmt: skip
PLAYERS = ("<audio ", "<video ")


def is_recording(part: Part) -> bool:
    """Return whether a part of a text is a recording."""
    return isinstance(part, Media) and part.kind in {"audio", "video"}


def has_player(markup: str) -> bool:
    """Return whether a player stands in the markup, so that no paragraph or span may be put around it."""
    return any(each in markup for each in PLAYERS)


def with_room(parts: Sequence[Part], *, flow: bool) -> tuple[tuple[Part, ...], list[bool]]:
    """Return the parts with a `div` for each paragraph of a player, and for each recording whether it has a player.

    `flow` says whether what stands outside all elements may hold one.
    """
    starts: list[tuple[int, int, str]] = []
    """The open elements: part, offset and name."""
    pairs: dict[tuple[int, int], tuple[int, int] | None] = {}
    players: list[bool] = []
    for place, part in enumerate(parts):
        if isinstance(part, str):
            for match in _TAG.finditer(part):
                close, name, empty = match.groups()
                if close:
                    before = starts.pop()
                    if before[:2] in pairs:
                        pairs[before[:2]] = (place, match.start())
                elif not empty:
                    starts.append((place, match.start(), name))
        elif is_recording(part):
            has = all(name in _HOLDERS for _, _, name in starts) and (flow or bool(starts))
            players.append(has)
            if has and starts and starts[-1][2] == "p":
                pairs.setdefault(starts[-1][:2], None)
    tags = [(*start, "<p") for start in pairs] + [(*end, "</p") for end in pairs.values() if end is not None]
    return _renamed(parts, tags), players


def _renamed(parts: Sequence[Part], tags: Sequence[tuple[int, int, str]]) -> tuple[Part, ...]:
    """Return the parts with the `p` of each tag written as `div`, from the last to the first."""
    found = [*parts]
    for place, offset, tag in sorted(tags, reverse=True):
        run = str(found[place])
        found[place] = f"{run[:offset]}{tag[:-1]}div{run[offset + len(tag) :]}"
    return tuple(found)
