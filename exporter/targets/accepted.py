"""How an accepted answer is worded for those who mark and learn by it."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

from exporter.decimals import plain_number
from exporter.model import NumericAnswer, TextAnswer
from exporter.scoring import accepts_anything
from exporter.targets.words import Words


def accepted_text(answer: TextAnswer, words: Words) -> Markup:
    """Return an accepted answer as it is read, `…` for what may stand between its pieces."""
    if accepts_anything(answer):
        return Markup("<em>{}</em>").format(words("accept-anything"))
    return escape(" … ".join(piece.strip() for piece in answer.pieces).strip())


def accepted_number(answer: NumericAnswer, unit: str, words: Words) -> Markup:
    """Return an accepted number, with its unit and tolerance, or the range."""
    after = escape(f"\N{NO-BREAK SPACE}{unit}" if unit else "")
    if answer.low is not None and answer.high is not None:
        return _between("number-to", answer.low, answer.high, words) + after
    if answer.value is None:
        return Markup("<em>{}</em>").format(words("accept-anything"))
    text = _number(plain_number(answer.value), words) + after
    if not answer.tolerance:
        return text
    room = abs(answer.value) * answer.tolerance / 100 if answer.percent else answer.tolerance
    sign = "\N{NO-BREAK SPACE}%" if answer.percent else ""
    margin = words.number(f"±\N{NO-BREAK SPACE}{plain_number(answer.tolerance)}{sign}")
    if words.direction == "rtl":  # both in one piece, or the sign would stand behind the two numbers
        own = Markup("\N{NO-BREAK SPACE}<bdi>{}</bdi>").format(unit) if unit else ""
        value = words.number(plain_number(answer.value))
        text = Markup('<bdi dir="ltr">{}{} {}</bdi>').format(value, own, margin)
    else:
        text = Markup("{} {}").format(text, margin)
    ends = _between("tolerance", answer.value - room, answer.value + room, words)
    return Markup('{} <span class="aside">({})</span>').format(text, ends)


def _between(key: str, low: Decimal, high: Decimal, words: Words) -> Markup:
    ends = {"low": _number(plain_number(low), words), "high": _number(plain_number(high), words)}
    return escape(words.phrase(key)).format_map(ends)


def _number(text: str, words: Words) -> Markup:
    """Return a number as the language writes it; from right to left by itself, or its minus would stand behind it."""
    written = words.number(text)
    return Markup('<bdi dir="ltr">{}</bdi>').format(written) if words.direction == "rtl" else escape(written)
