"""How an accepted answer is worded for those who mark and learn by it."""

from __future__ import annotations

from markupsafe import Markup, escape

from exporter.model import NumericAnswer, TextAnswer
from exporter.targets.amounts import plain_number
from exporter.targets.words import Words


def accepted_text(answer: TextAnswer, words: Words) -> Markup:
    """Return an accepted answer as it is read, `…` for what may stand between its pieces."""
    if not any(answer.pieces):
        return Markup("<em>{}</em>").format(words("accept-anything"))
    return escape(" … ".join(piece.strip() for piece in answer.pieces).strip())


def accepted_number(answer: NumericAnswer, unit: str, words: Words) -> Markup:
    """Return an accepted number, with its unit and tolerance, or the range."""
    after = f"\N{NO-BREAK SPACE}{unit}" if unit else ""
    if answer.low is not None and answer.high is not None:
        low, high = (words.number(plain_number(each)) for each in (answer.low, answer.high))
        return escape(words("number-to", low=low, high=high) + after)
    if answer.value is None:
        return Markup("<em>{}</em>").format(words("accept-anything"))
    text = words.number(plain_number(answer.value)) + after
    if not answer.tolerance:
        return escape(text)
    room = abs(answer.value) * answer.tolerance / 100 if answer.percent else answer.tolerance
    low, high = (words.number(plain_number(each)) for each in (answer.value - room, answer.value + room))
    sign = "\N{NO-BREAK SPACE}%" if answer.percent else ""
    margin = f"±\N{NO-BREAK SPACE}{words.number(plain_number(answer.tolerance))}{sign}"
    return Markup("{} {} <span class=aside>({})</span>").format(text, margin, words("tolerance", low=low, high=high))
