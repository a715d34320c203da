"""What a question's element depends on beside the question itself; part of the key under which it is cached."""

from __future__ import annotations

import msgspec

from exporter.model import Passage

NATIVE_ORDERING = (4, 4)
"""The first version of Moodle that has the ordering question built in."""
CLOZE_IDNUMBER = (4, 3)
"""The first version for which a cloze's ID number is not known to be ignored."""


class Setting(msgspec.Struct, frozen=True):
    """The surroundings of one question in one run."""

    version: tuple[int, int]
    bank_language: str
    quizzes: tuple[str, ...] = ()
    """Ids of the quizzes that name the question or may draw it."""
    passage: Passage | None = None
    """The passage to write before the stem; None where it stands in a description of its own."""
    picture: tuple[int, int] | None = None
    """Width and height in pixels of a hotspot's picture, where Moodle would shrink it."""
