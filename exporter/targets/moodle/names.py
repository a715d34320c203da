"""Plain names as Moodle keeps them, of questions, categories and tags: without tags, no longer than its columns."""

from __future__ import annotations

import re

from exporter.codes.moodle import NAME_CHANGED, TEXT_CUT
from exporter.diagnostics import Code

NAME_LENGTH = 255
"""Characters of a name that Moodle's tables hold."""
_TAG_LIKE = re.compile(r"<(?=\S)")


def kept_name(value: str, what: str, length: int) -> tuple[str, list[tuple[Code, str]]]:
    """Return what Moodle keeps of a plain name, and what is to be said about it."""
    found: list[tuple[Code, str]] = []
    kept = " ".join(value.split())
    if "<" in kept and _TAG_LIKE.search(kept):
        kept = _TAG_LIKE.sub("< ", kept)
        found.append((NAME_CHANGED, f"the {what} `{value}` becomes `{kept}`: Moodle would drop what follows `<`"))
    cut = cut_to(kept, length)
    if cut != kept:
        found.append((TEXT_CUT, f"the {what} is cut to {length} characters: `{cut}`"))
    return cut, found


def cut_to(text: str, length: int) -> str:
    """Return the text, with an ellipsis for what is beyond `length` characters."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
