"""Where the text between brackets ends: each bracket is looked at once, however many stand open before it."""

from __future__ import annotations

from types import SimpleNamespace

from markdown_it import helpers
from markdown_it.rules_inline import StateInline

from exporter.reader.markdown_states import InlineState


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: FBT001, FBT002, N803 - its signature
    """Return where the `]` stands that closes the `[` at `start`, or -1; so too where a link is inside and none may be.

    The library looks through the rest of the text for each `[`, which of thousands takes minutes. One look finds the
    ends of all brackets that it meets, since what lies between a bracket and its end is the same from every start.
    """
    assert isinstance(state, InlineState)
    known = state.labels.get((start, state.posMax))
    if known is None:
        if state.src.find("]", start, state.posMax) < 0:
            return -1
        _look(state, start)
        known = state.labels[start, state.posMax]
    end, holds_link = known
    return -1 if disableNested and holds_link else end


def _look(state: InlineState, start: int) -> None:
    """Note the end of the bracket at `start` and of those inside it."""
    src, limit, before = state.src, state.posMax, state.pos
    skip = state.md.inline.skipToken
    open_ = [start]
    last_link = -1
    state.pos = start + 1
    while state.pos < limit:
        at = state.pos
        char = src[at]
        if char == "]":
            opened = open_.pop()
            state.labels[opened, limit] = at, last_link > opened
            if not open_:
                break
        skip(state)
        if char == "[":
            if state.pos == at + 1:  # the bracket is text, and part of no token
                open_.append(at)
            else:
                last_link = at
    for opened in open_:
        state.labels[opened, limit] = -1, True
    state.pos = before


HELPERS = SimpleNamespace(
    parseLinkLabel=label_end,
    parseLinkDestination=helpers.parseLinkDestination,
    parseLinkTitle=helpers.parseLinkTitle,
)
"""What the parser's rules call, in place of the library's."""
