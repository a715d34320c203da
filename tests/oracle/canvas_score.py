"""What Canvas gives for an answer, from the package alone and by the rules of its quizzes.

Picks are places among the choices, which keep the order of the source; all else is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from tests.oracle.canvas_items import Item, words


def of_pick(item: Item, pick: int) -> Fraction:
    """Return the score of the one answer picked: the key's, or its part where points vary by answer."""
    text = item.choices[pick]
    if isinstance(item.right, Mapping):
        return Fraction(item.right.get(text, 0)) / Fraction(item.points or 1)
    return Fraction(int(text == item.right))


def of_picks(item: Item, picks: frozenset[int]) -> Fraction:
    """Return right picks less wrong ones over the right choices; all or nothing where the item says so."""
    assert isinstance(item.right, frozenset)
    chosen = {item.choices[pick] for pick in picks}
    if item.fields.get("scoring_algorithm") == "AllOrNothing":
        return Fraction(int(chosen == item.right))
    gained = len(chosen & item.right) - len(chosen - item.right)
    return max(Fraction(0), Fraction(gained, len(item.right)))


def of_text(item: Item, accepted: Sequence[str], typed: str) -> Fraction:
    """Return 1 for a text that is listed or matches a pattern, whatever its capitals unless the item minds them."""
    case = item.fields.get("case_sensitive") == "true"
    for text in accepted:
        if text.startswith("^("):
            if re.search(text, typed.strip(), re.DOTALL):
                return Fraction(1)
        elif text.strip() == typed.strip() or (not case and text.strip().casefold() == typed.strip().casefold()):
            return Fraction(1)
    return Fraction(0)


def of_number(item: Item, typed: str) -> Fraction:
    """Return 1 for a number within the bounds of some answer, which are included."""
    assert isinstance(item.right, tuple)
    return Fraction(int(any(low <= Decimal(typed) <= high for low, high in item.right)))


def of_gaps(item: Item, answers: Sequence[str | int]) -> Fraction:
    """Return the share of the gaps answered right; of a menu the place of the entry is given."""
    assert isinstance(item.right, Mapping)
    share = Fraction(0)
    for key, answer in zip(item.right.values(), answers, strict=True):
        if isinstance(answer, int):
            entries, right = key
            share += int(entries[answer] in right)
        else:
            share += of_text(item, key, answer)
    return share / len(answers)


def of_pairs(item: Item, chosen: Sequence[str]) -> Fraction:
    """Return the share of the left sides for which their own right side was chosen, by its plain text."""
    assert isinstance(item.right, Mapping)
    right = [(text, words(text)) for text in item.right.values()]
    return Fraction(sum(one in texts for texts, one in zip(right, chosen, strict=True)), len(chosen))


def of_order(item: Item, order: Sequence[str]) -> Fraction:
    """Return the share of the items' texts in their place, as Classic Quizzes' matching of places does."""
    assert isinstance(item.right, Sequence)
    assert sorted(item.right) == sorted(item.choices)
    return Fraction(sum(a == b for a, b in zip(item.right, order, strict=True)), len(order))


def of_sorted(item: Item, chosen: Sequence[str], texts: Sequence[str]) -> bool:
    """Return whether each text was put into the category that lists it."""
    assert isinstance(item.right, Mapping)
    return all(text in item.right[category] for text, category in zip(texts, chosen, strict=True))
