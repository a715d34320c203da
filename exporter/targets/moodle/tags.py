"""The tag that leads from a question to its quizzes: Moodle adds questions to a quiz by tag."""

from __future__ import annotations

import hashlib

_LENGTH = 50
_DIGITS = 4


def quiz_tag(quiz_id: str) -> str:
    """Return `quiz-<id>`, kept within Moodle's 50 characters; a longer id ends in digits that tell it from others."""
    tag = f"quiz-{quiz_id}"
    if len(tag) <= _LENGTH:
        return tag
    digits = hashlib.sha256(quiz_id.encode()).hexdigest()[:_DIGITS]
    return f"{tag[: _LENGTH - _DIGITS - 1]}-{digits}"
