"""Accepted answers in signs that a printer sets and a keyboard lacks: `patient’s` is not what learners type."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.codes.answers import ANSWER_TYPESET
from exporter.model import TextAnswer
from exporter.reader.types.draft import Draft
from exporter.reader.types.taken import takes_text

_TYPED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "…": "...", "−": "-", "×": "x"}
)


def report_typeset(draft: Draft, answers: Sequence[TextAnswer], *, case_sensitive: bool) -> None:
    """Report each answer that earns something and that nobody meets who types it on a keyboard.

    A telephone may well type the signs as they are printed, so both are wanted: platforms compare letter by letter.
    """
    for answer in answers:
        pieces = tuple(piece.translate(_TYPED) for piece in answer.pieces)
        if answer.weight <= 0 or pieces == answer.pieces:
            continue
        if any(
            other.weight >= answer.weight and takes_text(other, pieces, case_sensitive=case_sensitive)
            for other in answers
        ):
            continue
        sign = next(sign for sign in "".join(answer.pieces) if sign != sign.translate(_TYPED))
        plain = "*".join(pieces)
        message = f"`{sign}` is on few keyboards, and who types `{plain}` earns nothing"
        draft.report(ANSWER_TYPESET, answer.span, message, f"accept `{plain}` too")
