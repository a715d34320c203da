"""Accepted answers as patterns of XML Schema, which is what the operator `patternMatch` judges by.

A pattern holds blanks at the ends, wildcards, and letters in any case at once. It is written so that engines which use
another flavour of regular expressions read the same: no anchors, and a class for each sign that means something there.
"""

from __future__ import annotations

from collections.abc import Sequence

from exporter.targets.qti.any_case import folded_pattern, literal

ANYTHING = r"\s*\S.*"
"""The pattern of any text that is more than blanks."""


def pattern(pieces: Sequence[str], *, case_sensitive: bool) -> tuple[str, bool]:
    """Return the pattern of a text whose pieces have anything (or nothing) between them.

    The second value says whether it takes all that the text is: not where too many letters in a row, such as `ssss…`,
    may each be a part of a sign.
    """
    inner = [piece for piece in pieces if piece]
    if not inner:
        return ANYTHING, True
    if len(pieces) == 1:
        inner = [inner[0].strip()]
    before, after, whole = ("" if pieces[0] else ".*"), ("" if pieces[-1] else ".*"), True
    if case_sensitive:
        text = ".*".join("".join(map(literal, piece)) for piece in inner)
    else:
        text, whole = folded_pattern(tuple(inner), before=bool(before), after=bool(after))
    # Blanks around what is typed do not count, so a blank that an answer asks for has something else on either side.
    if before and inner[0][0].isspace():
        before = r"\S.*"
    if after and inner[-1][-1].isspace():
        after = r".*\S"
    return rf"\s*{before}{text}{after}\s*", whole
