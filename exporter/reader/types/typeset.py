"""Accepted answers in signs that a printer sets and a keyboard lacks: `patient’s` is not what learners type."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.codes.answers import ANSWER_TYPESET
from exporter.model import TextAnswer
from exporter.reader.types.draft import Draft
from exporter.reader.types.taken import takes_text

_PRINTED = {
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("–—‐−", "-"),
    "…": "...",
    "×": "x",
    "œ": "oe",
    "Œ": "Oe",
}
_WIDE = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum()}
"""Letters and digits of full width, as input methods for Chinese and Japanese type them, or not."""
_DOTTED = {"İ": "i"}
"""The capital of the Turkish `i`, which no program takes for one where case does not count."""
_TYPED = str.maketrans(_PRINTED | _WIDE)
_TYPED_IN_ANY_CASE = _TYPED | str.maketrans(_DOTTED)


def report_typeset(draft: Draft, answers: Sequence[TextAnswer], *, case_sensitive: bool) -> None:
    """Report each answer that earns something and that nobody meets who types it on a keyboard.

    A telephone may well type the signs as they are printed, so both are wanted: platforms compare letter by letter.
    """
    signs = _TYPED if case_sensitive else _TYPED_IN_ANY_CASE
    for answer in answers:
        pieces = tuple(piece.translate(signs) for piece in answer.pieces)
        if answer.weight <= 0 or pieces == answer.pieces:
            continue
        if any(
            other.weight >= answer.weight and takes_text(other, pieces, case_sensitive=case_sensitive)
            for other in answers
        ):
            continue
        sign = next(sign for sign in "".join(answer.pieces) if sign != sign.translate(signs))
        plain = "*".join(pieces)
        what = "is of full width" if sign in _WIDE else "is on few keyboards"
        if sign in _DOTTED:
            what = "and `i` are not taken for the same letter"
        message = f"`{sign}` {what}, and who types `{plain}` earns nothing"
        draft.report(ANSWER_TYPESET, answer.span, message, f"accept `{plain}` too")
