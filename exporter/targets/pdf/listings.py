"""Listings told apart by their rows, which a style cannot count: one that is long enough may be torn."""

from __future__ import annotations

import html
import re

STEPS = (14, 20, 30)
"""Rows of a third of a page or more at 24, 18 and 12 points: `over-14` and so on are the classes of longer listings."""
_WIDTH = 80
"""Characters of a row at 12 points; a longer line of code takes several."""
_LISTING = re.compile(r"<pre([^<>]*)>(.*?)</pre>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def with_steps(markup: str) -> str:
    """Return XHTML in which each listing has a class for every step that it is longer than."""
    return _LISTING.sub(_stepped, markup) if "<pre" in markup else markup


def _stepped(match: re.Match[str]) -> str:
    lines = html.unescape(_TAG.sub("", match[2])).rstrip("\n").split("\n")
    rows = sum(len(line) // _WIDTH + 1 for line in lines)
    classes = " ".join(f"over-{step}" for step in STEPS if rows > step)
    return f'<pre{match[1]} class="{classes}">{match[2]}</pre>' if classes else match.group()
